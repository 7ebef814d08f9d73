import { TypedDataEncoder } from "ethers";
import {
  BINDING_TYPES,
  CLAIM_TYPES,
  ENROLMENT_TYPES,
  INVITATION_TYPES,
  OFFER_TYPES,
  PERMIT2_TYPES,
  RETURN_TYPES,
  type TypedDataTypes,
  uplineDomain,
  VOUCHER_TYPES,
  WALLET_MOVE_TYPES,
} from "./typed-data.ts";

/** One programme, to which descriptors can be bound. */
export interface ClearSigningBinding {
  readonly core: string;
  readonly chainId: bigint;
  /** The settlement token, in which wallets then show amounts. */
  readonly token: string;
  /** Permit2 on the chain; where it is left out, the purchase's descriptor stays unbound. */
  readonly permit2?: string;
}

/** How a wallet shows one value. */
export interface ShownField {
  readonly path: string;
  readonly label: string;
  readonly format: "addressName" | "date" | "raw" | "tokenAmount";
  readonly params?: Readonly<Record<string, string>>;
}

/** A clear-signing descriptor (ERC-7730) of typed data: what wallets show in place of bare values. */
export interface ClearSigningDescriptor {
  readonly $schema: string;
  readonly context: {
    readonly eip712: {
      readonly domain: { readonly name: string; readonly version?: string };
      readonly deployments?: readonly { readonly chainId: number; readonly address: string }[];
    };
  };
  readonly metadata: {
    readonly owner: string;
    readonly contractName: string;
    readonly constants?: Readonly<Record<string, string>>;
  };
  readonly display: {
    /** By the EIP-712 type of the struct that is signed. */
    readonly formats: Readonly<Record<string, { readonly intent: string; readonly fields: readonly ShownField[] }>>;
  };
}

const SCHEMA = "https://eips.ethereum.org/assets/eip-7730/erc7730-v2.schema.json";

/** What a person does by signing, by the struct's name. */
const INTENTS: Readonly<Record<string, string>> = {
  Invitation: "Invite a new distributor",
  Enrolment: "Become a distributor",
  Voucher: "Let a wallet have an imported number",
  Binding: "Take an imported number",
  WalletMove: "Move to another wallet",
  Claim: "Have your whole balance paid out",
  Return: "Return a purchase",
  Offer: "Offer a product at your price",
  PermitWitnessTransferFrom: "Buy and pay",
};

/** What a value is, in plain words, by struct and field; those that end in "amount" or "price" are in the token. */
const LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Invitation: {
    sponsor: "Sponsor",
    newcomer: "Who may use it (zero address: anybody)",
    deadline: "Can be used until",
  },
  Enrolment: { newcomer: "Your wallet", sponsor: "Your sponsor, for good", deadline: "Can be used until" },
  Voucher: {
    issuer: "For the company",
    id: "Distributor number",
    wallet: "Its wallet",
    deadline: "Can be used until",
  },
  Binding: { wallet: "Your wallet", id: "Distributor number", deadline: "Can be used until" },
  WalletMove: { from: "Present wallet", to: "New wallet, for good", deadline: "Can be used until" },
  Claim: {
    wallet: "Your wallet",
    recipient: "Paid to",
    atLeast: "At least this amount",
    nonce: "Number of this claim",
    deadline: "Can be used until",
  },
  Return: {
    buyer: "Buyer",
    sale: "Number of the sale",
    refund: "Refund amount",
    deadline: "Can be used until",
  },
  Offer: {
    seller: "Seller",
    buyer: "Only for (zero address: anybody)",
    product: "Product number",
    unitPrice: "Unit price",
    maxQuantity: "Largest quantity",
    campaign: "Campaign",
    nonce: "Number of the offer",
    deadline: "Can be used until",
  },
  PermitWitnessTransferFrom: {
    spender: "Taken by",
    nonce: "Number of the payment",
    deadline: "Can be used until",
  },
  TokenPermissions: { token: "Paid in", amount: "Most you pay" },
  Purchase: {
    programme: "Programme",
    buyer: "Buyer",
    seller: "Seller's number",
    campaign: "Campaign",
    ref: "Order reference",
    maxTotal: "Most you pay",
  },
  Line: { product: "Product number", quantity: "Quantity" },
  LineOffer: { line: "Line (the first is 0)" },
};

/** Fields that are amounts of the token. */
const AMOUNTS = new Set(["atLeast", "refund", "unitPrice", "amount", "maxTotal"]);

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

/**
 * The descriptors of everything that people sign but what belongs to the token itself, by file name.
 * @param binding The programme that they are for. Without one they are for every programme, and show amounts of the token
 * in token units where the struct does not name it.
 */
export function clearSigningDescriptors(
  binding?: ClearSigningBinding,
): Readonly<Record<string, ClearSigningDescriptor>> {
  const { name, version } = uplineDomain("", 0n) as { name: string; version: string };
  const named = binding === undefined ? undefined : { token: "$.metadata.constants.token" };
  const core = CORE_STRUCTS.map((types) => {
    const struct = Object.keys(types)[0] ?? "";
    return shown(struct, types, named);
  });
  return {
    "eip712-upline.json": descriptor({ name, version }, "Upline", core, binding, binding?.core),
    "eip712-permit2-purchase.json": descriptor(
      { name: "Permit2" },
      "Permit2",
      [shown("PermitWitnessTransferFrom", PERMIT2_TYPES, { tokenPath: "permitted.token" })],
      binding,
      binding?.permit2,
    ),
  };
}

/** A struct's EIP-712 type, and how it is shown. */
type Format = readonly [type: string, shown: { readonly intent: string; readonly fields: readonly ShownField[] }];

function descriptor(
  domain: { readonly name: string; readonly version?: string },
  contractName: string,
  formats: readonly Format[],
  binding: ClearSigningBinding | undefined,
  address: string | undefined,
): ClearSigningDescriptor {
  const bound = binding !== undefined && address !== undefined;
  const deployments = bound ? { deployments: [{ chainId: Number(binding.chainId), address }] } : {};
  const constants = binding === undefined ? {} : { constants: { token: binding.token } };
  return {
    $schema: SCHEMA,
    context: { eip712: { domain, ...deployments } },
    metadata: { owner: "Upline", contractName, ...constants },
    display: { formats: Object.fromEntries(formats) },
  };
}

function shown(struct: string, types: TypedDataTypes, token: ShownField["params"]): Format {
  const encoded = TypedDataEncoder.from(types).encodeType(struct);
  return [encoded, { intent: told(INTENTS[struct], struct), fields: fieldsOf(struct, types, "", token) }];
}

/** Every value of a struct, those of the structs within it included. */
function fieldsOf(
  struct: string,
  types: TypedDataTypes,
  prefix: string,
  token: ShownField["params"],
): readonly ShownField[] {
  return (types[struct] ?? []).flatMap(({ name, type }) => {
    const path = `${prefix}${name}`;
    const inner = type.replace("[]", "");
    if (inner in types) return fieldsOf(inner, types, `${path}${type === inner ? "" : ".[]"}.`, token);
    return [{ path, label: told(LABELS[struct]?.[name], `${struct}.${name}`), ...formatOf(name, type, token) }];
  });
}

function formatOf(name: string, type: string, token: ShownField["params"]): Pick<ShownField, "format" | "params"> {
  if (type === "address") return { format: "addressName" };
  if (name === "deadline") return { format: "date", params: { encoding: "timestamp" } };
  if (AMOUNTS.has(name) && token !== undefined) return { format: "tokenAmount", params: token };
  return { format: "raw" };
}

/** A struct or a field without words would show a person what he cannot read. */
function told(text: string | undefined, what: string): string {
  if (text === undefined) throw new Error(`nothing says what ${what} is`);
  return text;
}
