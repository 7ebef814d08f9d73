// A block's header: its fields in the order in which they are hashed.
import { concat, encodeRlp, isHexString, keccak256 } from "ethers";
import { FieldMalformed } from "./field-malformed.ts";
import { HeaderForeign } from "./header-foreign.ts";
import type { RawHeader } from "./source.ts";

/** How a field is encoded: a whole number, or so many bytes; undefined for any number of bytes. */
type Field = readonly [name: string, kind: "number" | number | undefined];

const FRONTIER: readonly Field[] = [
  ["parentHash", 32],
  ["sha3Uncles", 32],
  ["miner", 20],
  ["stateRoot", 32],
  ["transactionsRoot", 32],
  ["receiptsRoot", 32],
  ["logsBloom", 256],
  ["difficulty", "number"],
  ["number", "number"],
  ["gasLimit", "number"],
  ["gasUsed", "number"],
  ["timestamp", "number"],
  ["extraData", undefined],
  ["mixHash", 32],
  ["nonce", 8],
];

/** What later forks added at the end, in order. */
const ADDED: readonly Field[] = [
  // London
  ["baseFeePerGas", "number"],
  // Shanghai
  ["withdrawalsRoot", 32],
  // Cancun
  ["blobGasUsed", "number"],
  ["excessBlobGas", "number"],
  ["parentBeaconBlockRoot", 32],
  // Prague
  ["requestsHash", 32],
  // Amsterdam
  ["blockAccessListHash", 32],
  ["slotNumber", "number"],
];

/** The fields that a header's hash covers; everything else that an endpoint says about a block is left out. */
export const HEADER_FIELDS: readonly string[] = [...FRONTIER, ...ADDED].map(([name]) => name);

/** What a header proves of its block. */
export interface BlockHeader {
  readonly hash: string;
  readonly number: bigint;
  /** Seconds since 1970. */
  readonly timestamp: bigint;
  readonly stateRoot: string;
  readonly parentHash: string;
}

/**
 * Hashes a header by the fields that it has: each fork of the chain added some at the end.
 * @throws FieldMalformed if a field is missing, or not what it should be.
 */
export function readHeader(header: RawHeader): BlockHeader {
  const given = ADDED.findIndex(([name]) => header[name] === undefined || header[name] === null);
  const fields = [...FRONTIER, ...ADDED.slice(0, given < 0 ? ADDED.length : given)];
  const encoded = fields.map(([name, kind]) => encodeField(name, kind, header[name]));
  return {
    hash: keccak256(encodeRlp(encoded)),
    number: BigInt(String(header["number"])),
    timestamp: BigInt(String(header["timestamp"])),
    stateRoot: String(header["stateRoot"]).toLowerCase(),
    parentHash: String(header["parentHash"]).toLowerCase(),
  };
}

/**
 * Proves a header by the trusted hash of its block.
 * @throws HeaderForeign if it hashes to something else; FieldMalformed if it is none.
 */
export function proveHeader(block: string, header: RawHeader): BlockHeader {
  const read = readHeader(header);
  if (read.hash !== block.toLowerCase()) throw new HeaderForeign(block, read.hash);
  return read;
}

function encodeField(name: string, kind: Field[1], value: unknown): string {
  if (kind === "number") return encodeNumber(name, value);
  if (!isHexString(value, kind ?? true)) throw new FieldMalformed(`header.${name}`, kind, value);
  return value;
}

/** RLP's whole numbers have no leading zero bytes, and 0 has none at all. */
function encodeNumber(name: string, value: unknown): string {
  if (typeof value !== "string" || !/^0x[0-9a-f]{1,64}$/i.test(value)) {
    throw new FieldMalformed(`header.${name}`, "number", value);
  }
  const digits = value.slice(2).replace(/^0+/, "");
  return concat([`0x${digits.length % 2 === 0 ? "" : "0"}${digits}`]);
}
