import { IUpline__factory } from "@upline/protocol";
import { type Arguments, flag, small, struct, text, uint, uints } from "../../history/arguments.ts";
import { roleName } from "../../powers/roles.ts";
import { bytesText } from "../../text/bytes-text.ts";
import { amount, count, isoTime, rate, type TokenFacts } from "../../text/figures.ts";

/** Groups of events by which somebody used a power, in the order in which they are reported. */
export const POWER_GROUPS = [
  ["holds", "Holds of claims"],
  ["returns", "Decisions about returns"],
  ["plans", "Plan changes"],
  ["roles", "Roles granted and taken"],
  ["recoveries", "Lost wallets recovered by guardians"],
  ["ranks", "Ranks set"],
  ["records", "Sales recorded by the company"],
  ["pause", "Opening and pauses"],
  ["contracts", "Screen, run contract and bonus pool"],
  ["catalogue", "Products"],
  ["imports", "Imported people and bound wallets"],
] as const;
export type PowerGroup = (typeof POWER_GROUPS)[number][0];

/** What a use of a power was, and whom or what it was about. */
export interface Told {
  readonly group: PowerGroup;
  readonly subject: string;
  /** Id of the sale that it is about. */
  readonly sale: bigint | undefined;
  /** Texts and, as integers, amounts in token units, one after the other. */
  readonly detail: readonly (string | bigint)[];
}

type Teller = (args: Arguments) => readonly [subject: string, ...detail: (string | bigint)[]];

/** The detail in one text. */
export function detailText(detail: readonly (string | bigint)[], token: TokenFacts): string {
  return detail.map((part) => (typeof part === "bigint" ? `${amount(part, token)} ${token.symbol}` : part)).join("");
}

const errors = IUpline__factory.createInterface();

/** The name of an error of the contracts, or the first bytes of what else it is. */
function errorName(reason: string): string {
  return errors.getError(reason.slice(0, 10))?.name ?? `unknown error ${reason.slice(0, 10)}`;
}

const distributor = (args: Arguments) => `distributor ${uint(args, "id")}`;
const sale = (args: Arguments) => `sale ${uint(args, "id")}`;
const nth = (what: string, name: string) => (args: Arguments) => `${what} ${uint(args, name)}`;
const at = (args: Arguments, name: string) => isoTime(uint(args, name));
const walletText = (wallet: string) => (/^0x0*$/.test(wallet) ? "without a wallet" : wallet);
/** Zero bytes say nothing. */
const said = (args: Arguments, name: string) => bytesText(text(args, name)) || "nothing";

function planTold(args: Arguments): readonly [string, string] {
  const plan = struct(args, "plan");
  const rates = [...uints(plan, "rates")];
  const used = rates.slice(0, rates.findLastIndex((points) => points > 0n) + 1).map(rate);
  const from = uint(args, "from") === 0n ? "from the opening on" : `from ${at(args, "from")} on`;
  const levels = used.length === 0 ? "no rates by level" : `rates by level, the seller's first: ${used.join(", ")}`;
  return [
    `plan ${uint(args, "version")}`,
    `scheduled ${from}; ${levels}; pool share ${rate(small(plan, "poolShare"))}`,
  ];
}

const TELLERS: Readonly<Record<PowerGroup, Readonly<Record<string, Teller>>>> = {
  holds: {
    HoldPlaced: (args) => [
      distributor(args),
      `claims held until ${at(args, "until")}; reason: ${said(args, "reason")}; evidence: ${said(args, "evidence")}`,
    ],
    HoldLifted: (args) => [distributor(args), "hold lifted"],
  },
  returns: {
    ReturnRejected: (args) => [
      sale(args),
      `return rejected; reason: ${said(args, "reason")}; the arbiter had until ${at(args, "deadline")}`,
    ],
    ReturnAccepted: (args) => [sale(args), `return accepted by ${text(args, "by")}`],
    ReturnRuled: (args) => [sale(args), `the arbiter ruled for the ${flag(args, "forBuyer") ? "buyer" : "company"}`],
    RefundFailed: (args) => [sale(args), `the token did not deliver the refund to ${text(args, "to")}`],
  },
  plans: {
    PlanScheduled: planTold,
    PlanCancelled: (args) => [nth("plan", "version")(args), "cancelled before it took over"],
    PlanActivated: (args) => [nth("plan", "version")(args), "moved to the place of the plan in force"],
  },
  roles: {
    RoleGranted: (args) => [
      text(args, "account"),
      `${roleName(text(args, "role"))} granted by ${text(args, "sender")}`,
    ],
    RoleRevoked: (args) => [text(args, "account"), `${roleName(text(args, "role"))} taken by ${text(args, "sender")}`],
    RoleAdminChanged: (args) => [
      roleName(text(args, "role")),
      `administered by ${roleName(text(args, "newAdminRole"))}`,
    ],
  },
  recoveries: {
    RecoveryStarted: (args) => [
      distributor(args),
      `the guardian began to move ${text(args, "from")} to ${text(args, "to")}, ready at ${at(args, "readyAt")}`,
    ],
    RecoveryStopped: (args) => [distributor(args), `stopped by ${text(args, "by")}`],
  },
  ranks: {
    RanksSet: (args) => [count(uints(args, "changes").length, "rank"), `evidence: ${said(args, "evidence")}`],
  },
  records: {
    BatchRecorded: (args) => [
      `batch ${uint(args, "batch")} of ${text(args, "funder")}`,
      `${count(uint(args, "placed"), "sale")}, `,
      uint(args, "total"),
    ],
    RecordSkipped: (args) => [
      `batch ${uint(args, "batch")} of ${text(args, "funder")}`,
      `entry ${uint(args, "index")} passed over: ${errorName(text(args, "reason"))}`,
    ],
  },
  pause: {
    ProgrammeCreated: (args) => [
      "programme",
      `deployed; admin ${text(args, "admin")}, treasury ${text(args, "treasury")}`,
    ],
    ProgrammeOpened: (args) => ["programme", `opened with plan ${uint(args, "plan")}`],
    ProgrammePausedSet: (args) => [
      "programme",
      `enrolments and sales ${flag(args, "paused") ? "stopped" : "go on"}, by ${text(args, "by")}`,
    ],
  },
  contracts: {
    ScreenScheduled: (args) => [text(args, "screen"), `screen named, to be set from ${at(args, "from")} on`],
    ScreenCancelled: (args) => [text(args, "screen"), "screen withdrawn"],
    ScreenSet: (args) => [text(args, "screen"), "screen set"],
    ScreenFailed: (args) => [
      text(args, "screen"),
      `the screen failed about ${text(args, "account")}, and was not heeded`,
    ],
    RunScheduled: (args) => [text(args, "run"), `run contract named, to be set from ${at(args, "from")} on`],
    RunCancelled: (args) => [text(args, "run"), "run contract withdrawn"],
    RunSet: (args) => [text(args, "run"), "run contract set, for good"],
    PoolSpent: (args) => [text(args, "to"), uint(args, "amount"), " spent from the bonus pool"],
  },
  catalogue: {
    ProductAdded: (args) => {
      const terms = struct(args, "terms");
      const [retail, wholesale, volume] = [uint(terms, "retail"), uint(terms, "wholesale"), uint(terms, "volume")];
      return [
        nth("product", "product")(args),
        `added: ${said(args, "sku")}; retail `,
        retail,
        ", wholesale ",
        wholesale,
        ", commissionable volume ",
        volume,
      ];
    },
    ProductClosed: (args) => [nth("product", "product")(args), flag(args, "closed") ? "closed" : "reopened"],
  },
  imports: {
    DistributorImported: (args) => [
      distributor(args),
      `imported under ${uint(args, "sponsor")}, ${walletText(text(args, "wallet"))}`,
    ],
    DistributorBound: (args) => [
      distributor(args),
      `wallet ${text(args, "wallet")} bound on the voucher of ${text(args, "issuer")}`,
    ],
  },
};

const BY_EVENT = new Map<string, readonly [PowerGroup, Teller]>(
  POWER_GROUPS.flatMap(([group]) =>
    Object.entries(TELLERS[group]).map(([name, teller]): [string, readonly [PowerGroup, Teller]] => [
      name,
      [group, teller],
    ]),
  ),
);

/** What an event says about the use of a power; undefined if it is none. */
export function tellPower(name: string, args: Arguments): Told | undefined {
  const found = BY_EVENT.get(name);
  if (found === undefined) return undefined;
  const [group, teller] = found;
  const [subject, ...detail] = teller(args);
  return { group, subject, detail, sale: group === "returns" ? uint(args, "id") : undefined };
}
