import { keccak256, type ParamType, toUtf8Bytes } from "ethers";
import { type Call, describeCall } from "./calls.ts";

/** One transaction as Safe's transaction builder has it. */
interface SafeTransaction {
  readonly to: string;
  readonly value: "0";
  readonly data: string;
  readonly contractMethod: {
    readonly inputs: readonly SafeInput[];
    readonly name: string;
    readonly payable: false;
  };
  readonly contractInputsValues: Readonly<Record<string, string>>;
}

interface SafeInput {
  readonly name: string;
  readonly type: string;
  readonly internalType: string;
  readonly components?: readonly SafeInput[];
}

/** A file of Safe's transaction builder, version 1.0. */
export interface SafeBatch {
  readonly version: "1.0";
  readonly chainId: string;
  /** In milliseconds since 1970. */
  readonly createdAt: number;
  readonly meta: {
    readonly name: string;
    readonly description: string;
    readonly txBuilderVersion: string;
    readonly createdFromSafeAddress: string;
    readonly createdFromOwnerAddress: "";
    readonly checksum?: string;
  };
  readonly transactions: readonly SafeTransaction[];
}

/** The version of the transaction builder whose files these are. */
const BUILDER = "1.18.2";

/** What a batch is for. */
export interface SafeBatchTerms {
  readonly chainId: bigint;
  /** The multisig that is to send it. */
  readonly safe: string;
  readonly name: string;
  readonly description: string;
}

/** Calls as a file that Safe's transaction builder takes, and that its owners can read. */
export function safeBatch(calls: readonly Call[], { chainId, safe, name, description }: SafeBatchTerms): SafeBatch {
  const batch: SafeBatch = {
    version: "1.0",
    chainId: chainId.toString(),
    createdAt: Date.now(),
    meta: {
      name,
      description,
      txBuilderVersion: BUILDER,
      createdFromSafeAddress: safe,
      createdFromOwnerAddress: "",
    },
    transactions: calls.map(transactionOf),
  };
  return { ...batch, meta: { ...batch.meta, checksum: checksumOf(batch) } };
}

function transactionOf(call: Call): SafeTransaction {
  const { name, inputs, values } = describeCall(call);
  return {
    to: call.to,
    value: "0",
    data: call.data,
    contractMethod: { inputs: inputs.map(inputOf), name, payable: false },
    contractInputsValues: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, shown(value)])),
  };
}

/** An input in the words of an ABI file. */
function inputOf(input: ParamType): SafeInput {
  return withInternalType(JSON.parse(input.format("json")) as AbiInput);
}

interface AbiInput {
  readonly name: string;
  readonly type: string;
  readonly components?: readonly AbiInput[];
}

function withInternalType({ name, type, components }: AbiInput): SafeInput {
  const parts = components === undefined ? {} : { components: components.map(withInternalType) };
  return { name, type, internalType: type, ...parts };
}

const shown = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

/** The hash by which the transaction builder notices that a file was edited; the name does not count. */
export function checksumOf(batch: SafeBatch): string {
  const { checksum, ...meta } = batch.meta;
  return keccak256(toUtf8Bytes(serialized({ ...batch, meta: { ...meta, name: null } })));
}

/** JSON in the transaction builder's own form: an object is its sorted keys, then its values. */
function serialized(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(serialized).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  const keys = JSON.stringify(entries.map(([key]) => key));
  return `{${keys}${entries.map(([, entry]) => `${serialized(entry)},`).join("")}}`;
}
