import { EventReader, IUpline__factory, type PlacedSale, SALE_TOPICS } from "@upline/protocol";
import { type EventFragment, Interface, type ParamType } from "ethers";
import { addressOf, bytesOf, hexOf, readUint } from "../bytes.ts";
import { EntryMalformed, type Packed, readFinal, readPlaced, readSettled } from "./receipt.ts";

/** An event of the core, decoded: amounts, ids and times as bigint, addresses with checksum, the rest as ethers has it. */
export interface DecodedEvent {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Only of the events of sales. */
  readonly sale?: PlacedSale;
  /** Where in the data the credits of a sale are. */
  readonly credits?: Packed;
  /** Only of `SalesSettled`. */
  readonly settled?: readonly bigint[];
}

const WORD = 32;
const ADDRESS = 12;

type ReadWord = (word: Uint8Array, from: number) => unknown;

/** How a value of one word is read; undefined for types of more. */
function wordReader({ type, baseType }: ParamType): ReadWord | undefined {
  if (baseType === "address") return (word, from) => addressOf(word, from + ADDRESS);
  if (baseType === "bool") return (word, from) => word[from + WORD - 1] === 1;
  if (type === "bytes32") return (word, from) => hexOf(word, from, from + WORD);
  if (baseType.startsWith("uint")) return (word, from) => readUint(word, from, WORD);
  return undefined;
}

interface Field {
  readonly name: string;
  readonly read: ReadWord;
}

/** An event all of whose values are one word each. */
interface Shape {
  readonly name: string;
  readonly indexed: readonly Field[];
  readonly plain: readonly Field[];
}

function shapeOf({ name, inputs }: EventFragment): Shape | undefined {
  const fields = inputs.map((input) => ({
    name: input.name,
    read: wordReader(input),
    indexed: input.indexed === true,
  }));
  const known = fields.filter((field): field is Field & { indexed: boolean } => field.read !== undefined);
  if (known.length !== fields.length) return undefined;
  return { name, indexed: known.filter(({ indexed }) => indexed), plain: known.filter(({ indexed }) => !indexed) };
}

/** Those of OpenZeppelin's roles, which the core hashes into its journal. */
const ROLE_EVENTS = [
  "event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)",
  "event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender)",
];
const contract = new Interface([...IUpline__factory.abi, ...ROLE_EVENTS]);
const SETTLED = contract.getEvent("SalesSettled")?.topicHash;
const slow = new EventReader(contract);
const shapes = new Map<string, Shape>();
contract.forEachEvent((fragment) => {
  const shape = shapeOf(fragment);
  if (shape !== undefined) shapes.set(fragment.topicHash, shape);
});

/**
 * Reads an event of the core.
 * @param data The bytes of its data.
 * @returns Undefined for one that the core does not have.
 * @throws EntryMalformed, HexMalformed, ChoiceUnknown if its bytes do not fit its layout.
 */
export function decodeEvent(topics: readonly string[], data: Uint8Array): DecodedEvent | undefined {
  const topic = topics[0] ?? "";
  if (topic === SALE_TOPICS.final) return saleOf("SaleFinal", readFinal(indexedOf(topics), data));
  if (topic === SALE_TOPICS.placed) return saleOf("SalePlaced", readPlaced(indexedOf(topics), data));
  if (topic === SETTLED) {
    const settled = readSettled(data);
    return { name: "SalesSettled", args: { ids: settled }, settled };
  }
  const shape = shapes.get(topic);
  return shape === undefined ? readSlowly(topics, data) : readShape(shape, topics, data);
}

function indexedOf(topics: readonly string[]): Uint8Array[] {
  return topics.slice(1).map(bytesOf);
}

function saleOf(
  name: string,
  { sale, credits }: { readonly sale: PlacedSale; readonly credits: Packed },
): DecodedEvent {
  return { name, args: sale as object as DecodedEvent["args"], sale, credits };
}

function readShape({ name, indexed, plain }: Shape, topics: readonly string[], data: Uint8Array): DecodedEvent {
  if (topics.length !== indexed.length + 1 || data.length !== plain.length * WORD) {
    const expected = `${indexed.length + 1} topics and ${plain.length * WORD} bytes`;
    throw new EntryMalformed(name, `${topics.length} topics and ${data.length} bytes of data`, expected);
  }
  const args: Record<string, unknown> = {};
  indexed.forEach((field, at) => {
    args[field.name] = field.read(bytesOf(topics[at + 1] ?? ""), 0);
  });
  plain.forEach((field, at) => {
    args[field.name] = field.read(data, at * WORD);
  });
  return { name, args };
}

/** Lists and structs: few events have them. */
function readSlowly(topics: readonly string[], data: Uint8Array): DecodedEvent | undefined {
  try {
    const event = slow.read({ topics, data: hexOf(data) });
    return event && { name: event.name, args: event.args.toObject() };
  } catch (error) {
    throw new EntryMalformed("an event", error instanceof Error ? error.message : String(error), "its own layout");
  }
}
