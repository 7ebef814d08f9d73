import { ProtocolError } from "./protocol-error.ts";

/** What a sale is, derived from who buys from whom; in the order of the contract's `SaleKind`. */
export const SALE_KINDS = ["retail", "personal", "distributor", "recorded"] as const;
export type SaleKind = (typeof SALE_KINDS)[number];

/** How a sale can be returned; in the order of the contract's `ReturnKind`. */
export const RETURN_KINDS = ["automatic", "goods"] as const;
export type ReturnKind = (typeof RETURN_KINDS)[number];

/** Where a sale stands; in the order of the contract's `SaleState`. */
export const SALE_STATES = ["none", "escrowed", "requested", "disputed", "settled", "refunded"] as const;
export type SaleState = (typeof SALE_STATES)[number];

/** What happens to a level whose upline is not qualified for it; in the order of the contract's `Compression`. */
export const COMPRESSIONS = ["none", "standard", "dynamic"] as const;
export type Compression = (typeof COMPRESSIONS)[number];

/** Why somebody was passed over at a level; in the order of the contract's `SkipReason`. */
export const SKIP_REASONS = ["inactive", "rankTooLow", "noDifference"] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** What became of one sale of a batch; in the order of the contract's `SettleResult`. */
export const SETTLE_RESULTS = ["settled", "notDue", "finished", "unknown", "inReturn"] as const;
export type SettleResult = (typeof SETTLE_RESULTS)[number];

/**
 * What an audit came to: everything is proved; something is proved to be wrong; something could not be proved. In the
 * order of the contract's `Verdict`.
 */
export const AUDIT_VERDICTS = ["verified", "mismatch", "unproved"] as const;
export type AuditVerdict = (typeof AUDIT_VERDICTS)[number];

/** What became of one wallet of a push; in the order of the contract's `PushResult`. */
export const PUSH_RESULTS = [
  "paid",
  "nothingDue",
  "notBound",
  "pushOff",
  "company",
  "failed",
  "held",
  "refused",
  "recovering",
] as const;
export type PushResult = (typeof PUSH_RESULTS)[number];

/** What somebody is about to do when the screen is asked about him; in the order of the contract's `ScreenAction`. */
export const SCREEN_ACTIONS = ["enrol", "claim", "push", "move"] as const;
export type ScreenAction = (typeof SCREEN_ACTIONS)[number];

/** The contract gave a number that its enum, as this package knows it, does not have. */
export class ChoiceUnknown extends ProtocolError {
  override readonly name = "ChoiceUnknown";

  constructor(number: bigint, names: readonly string[]) {
    super(
      `${number} is none of the choices ${names.map((name, i) => `${i} (${name})`).join(", ")}`,
      { number, names },
      "Check that the core at this address is of the version that this package was made for.",
    );
  }
}

/** The name of an enum's member. @throws ChoiceUnknown if there is none of that number. */
export function choice<T extends string>(names: readonly T[], number: bigint | number): T {
  const name = names[Number(number)];
  if (name === undefined) throw new ChoiceUnknown(BigInt(number), names);
  return name;
}

/** The number of an enum's member, as the contract has it. */
export function choiceNumber<T extends string>(names: readonly T[], name: T): bigint {
  return BigInt(names.indexOf(name));
}
