import { type TypedDataDomain, TypedDataEncoder } from "ethers";
import { INTENTS, LABELS } from "./clear-signing/words.ts";
import {
  AUTHORIZATION_TYPES,
  BINDING_TYPES,
  CANCEL_AUTHORIZATION_TYPES,
  CLAIM_TYPES,
  ENROLMENT_TYPES,
  INVITATION_TYPES,
  OFFER_TYPES,
  PERMIT_TYPES,
  PERMIT2_TYPES,
  RETURN_TYPES,
  type TypedDataTypes,
  uplineDomain,
  VOUCHER_TYPES,
  WALLET_MOVE_TYPES,
} from "./typed-data.ts";

/** One programme, to which descriptors are bound. */
export interface ClearSigningBinding {
  readonly core: string;
  readonly chainId: bigint;
  /** The settlement token, in which wallets then show amounts. */
  readonly token: string;
  /** Permit2 on the chain; where it is left out, the purchase that goes through it has no descriptor. */
  readonly permit2?: string;
  /**
   * The contract that takes payments by signature. Wallets then check that it is who takes the payment, and refuse to
   * show any other by these descriptors; where it is left out, they show who takes it.
   */
  readonly payments?: string;
}

/** How a wallet shows one value. */
export interface ShownField {
  /** From the struct, or from the group that the field is in. */
  readonly path: string;
  readonly label: string;
  readonly format: "addressName" | "date" | "raw" | "tokenAmount";
  readonly params?: Readonly<Record<string, string>>;
  /** The only values that it may have: a wallet checks that, and need not show it. */
  readonly visible?: { readonly mustMatch: readonly string[] };
}

/** How a wallet shows a list of structs: all values of the first, then all of the next. */
export interface ShownGroup {
  /** The list's elements, `….[]`. */
  readonly path: string;
  readonly label: string;
  readonly fields: readonly Shown[];
}

/** How a wallet shows a part of what is signed. */
export type Shown = ShownField | ShownGroup;

/**
 * A clear-signing descriptor (ERC-7730) of typed data: what wallets show in place of bare values. One that is bound to no
 * programme has neither context nor owner: a form for other files to include, which is for no contract.
 */
export interface ClearSigningDescriptor {
  readonly $schema: string;
  readonly $comment?: string;
  /** The only contracts, by chain and address, whose messages it is for. */
  readonly context?: {
    readonly eip712: {
      readonly domain?: { readonly name: string; readonly version?: string };
      readonly deployments: readonly [{ readonly chainId: number; readonly address: string }];
    };
  };
  readonly metadata?: {
    /** Of the contract that checks the signature. */
    readonly owner: string;
    readonly contractName: string;
    readonly constants?: Readonly<Record<string, string>>;
  };
  readonly display: {
    /** By the EIP-712 type of the struct that is signed. */
    readonly formats: Readonly<Record<string, { readonly intent: string; readonly fields: readonly Shown[] }>>;
  };
}

const SCHEMA = "https://eips.ethereum.org/assets/eip-7730/erc7730-v2.schema.json";
const FORM =
  "A form, bound to no contract. Do not register it: write the programme's own with tools/clear-signing.ts --core.";

/** Fields that are amounts of the token. */
const AMOUNTS = new Set(["atLeast", "refund", "unitPrice", "amount", "maxTotal", "value"]);

/** Fields that are times. */
const TIMES = new Set(["deadline", "validAfter", "validBefore"]);

/** Who takes a payment, by the struct that is signed for it. */
const TAKERS: Readonly<Record<string, string>> = {
  PermitWitnessTransferFrom: "spender",
  ReceiveWithAuthorization: "to",
  Permit: "spender",
};

/** What is signed for the core. */
const CORE_STRUCTS = [
  INVITATION_TYPES,
  ENROLMENT_TYPES,
  VOUCHER_TYPES,
  BINDING_TYPES,
  WALLET_MOVE_TYPES,
  CLAIM_TYPES,
  RETURN_TYPES,
  OFFER_TYPES,
] as const;

/** What is signed for the token itself. */
const TOKEN_STRUCTS = [AUTHORIZATION_TYPES, CANCEL_AUTHORIZATION_TYPES, PERMIT_TYPES] as const;

/** What is signed for one contract. */
interface Part {
  readonly file: string;
  readonly domain?: { readonly name: string; readonly version?: string };
  /** Of the contract that checks the signature, whatever its operator calls it. */
  readonly name: string;
  readonly structs: readonly Struct[];
  /** The contract. @returns Undefined if the programme does without. */
  readonly address: (binding: ClearSigningBinding) => string | undefined;
  /** How its wallets learn what token its amounts are in. */
  readonly token: (binding: ClearSigningBinding | undefined) => ShownField["params"];
}

type Struct = readonly [name: string, types: TypedDataTypes];

const PARTS: readonly Part[] = [
  {
    file: "eip712-upline.json",
    domain: nameOf(uplineDomain("", 0n)),
    name: "Upline",
    structs: CORE_STRUCTS.map(named),
    address: ({ core }) => core,
    token: (binding) => binding && { token: "$.metadata.constants.token" },
  },
  {
    file: "eip712-permit2-purchase.json",
    domain: { name: "Permit2" },
    name: "Permit2",
    structs: [["PermitWitnessTransferFrom", PERMIT2_TYPES]],
    address: ({ permit2 }) => permit2,
    token: () => ({ tokenPath: "#.permitted.token" }),
  },
  {
    // Each token has a name and a version of its own: its address tells which is meant.
    file: "eip712-token.json",
    name: "Settlement token",
    structs: TOKEN_STRUCTS.map(named),
    address: ({ token }) => token,
    token: () => ({ tokenPath: "@.to" }),
  },
];

/**
 * The descriptors of everything that people sign, by file name.
 * @param binding The programme that they are for: each counts for one contract on one chain alone. Without one they are
 * forms, which count for none, and show amounts in token units where the struct does not tell the token.
 */
export function clearSigningDescriptors(
  binding?: ClearSigningBinding,
): Readonly<Record<string, ClearSigningDescriptor>> {
  const parts = PARTS.filter(({ address }) => binding === undefined || address(binding) !== undefined);
  return Object.fromEntries(parts.map((part) => [part.file, descriptor(part, binding)]));
}

function descriptor(part: Part, binding: ClearSigningBinding | undefined): ClearSigningDescriptor {
  const display = { formats: Object.fromEntries(part.structs.map((struct) => format(struct, part, binding))) };
  const address = binding && part.address(binding);
  if (binding === undefined || address === undefined) return { $schema: SCHEMA, $comment: FORM, display };
  const domain = part.domain && { domain: part.domain };
  const params = part.token(binding);
  const constants = params?.token && { constants: { token: binding.token } };
  return {
    $schema: SCHEMA,
    context: { eip712: { ...domain, deployments: [{ chainId: Number(binding.chainId), address }] } },
    metadata: { owner: part.name, contractName: part.name, ...constants },
    display,
  };
}

/** A struct's EIP-712 type, and how it is shown. */
function format([struct, types]: Struct, { token }: Part, binding: ClearSigningBinding | undefined) {
  const fields = fieldsOf(struct, types, "", { token: token(binding), payments: binding?.payments });
  const encoded = TypedDataEncoder.from(types).encodeType(struct);
  return [encoded, { intent: told(INTENTS[struct], struct), fields }] as const;
}

/** What a wallet is told of the values beside their types. */
interface Known {
  readonly token: ShownField["params"];
  readonly payments: string | undefined;
}

/** Every value of a struct, those of the structs within it included; a list of structs is a group. */
function fieldsOf(struct: string, types: TypedDataTypes, prefix: string, known: Known): readonly Shown[] {
  return (types[struct] ?? []).flatMap(({ name, type }): readonly Shown[] => {
    const path = `${prefix}${name}`;
    const inner = type.replace("[]", "");
    if (inner === type && inner in types) return fieldsOf(inner, types, `${path}.`, known);
    const label = told(LABELS[struct]?.[name], `${struct}.${name}`);
    if (inner in types) return [{ path: `${path}.[]`, label, fields: fieldsOf(inner, types, "", known) }];
    return [{ path, label, ...formatOf(name, type, known), ...checkOf(struct, name, known) }];
  });
}

function formatOf(name: string, type: string, { token }: Known): Pick<ShownField, "format" | "params"> {
  if (type === "address") return { format: "addressName" };
  if (TIMES.has(name)) return { format: "date", params: { encoding: "timestamp" } };
  if (AMOUNTS.has(name) && token !== undefined) return { format: "tokenAmount", params: token };
  return { format: "raw" };
}

function checkOf(struct: string, name: string, { payments }: Known): Pick<ShownField, "visible"> {
  return payments === undefined || TAKERS[struct] !== name ? {} : { visible: { mustMatch: [payments] } };
}

function named(types: TypedDataTypes): Struct {
  return [Object.keys(types)[0] ?? "", types];
}

/** What a domain is called, without the contract that it is of. */
function nameOf({ name, version }: TypedDataDomain): { name: string; version: string } {
  return { name: name ?? "", version: version ?? "" };
}

/** A struct or a field without words would show a person what he cannot read. */
function told(text: string | undefined, what: string): string {
  if (text === undefined) throw new Error(`nothing says what ${what} is`);
  return text;
}
