// Sales out of the bytes of their events. The layout is that of `ISales.SalePlaced`; `decodeSale` of @upline/protocol
// reads it too, and twenty times slower.
import {
  type Credit,
  choice,
  type EscrowedSale,
  type FinalSale,
  RETURN_KINDS,
  SALE_KINDS,
  type SaleLine,
} from "@upline/protocol";
import { AuditError } from "../../audit-error.ts";
import { addressOf, hexOf, readUint } from "../bytes.ts";

/** The bytes of an event do not fit its layout. */
export class EntryMalformed extends AuditError {
  override readonly name = "EntryMalformed";

  constructor(what: string, found: string, expected: string) {
    super(
      `${what} has ${found}, expected ${expected}`,
      { what, found, expected },
      "Ask another source for the events.",
    );
  }
}

const WORD = 32;
/** Where in a word an address begins. */
const ADDRESS = 12;
const HEAD = 88;
const ESCROW = 69;
const LINE = 18;
const CREDIT = 16;

/** Where the bytes of an event's only value, of type `bytes`, are. */
export interface Packed {
  readonly from: number;
  readonly to: number;
}

/** Finds the only value of an event, of type `bytes`. @throws EntryMalformed */
export function packedIn(what: string, data: Uint8Array): Packed {
  if (data.length < 2 * WORD || readUint(data, 0, WORD) !== 32n) {
    throw new EntryMalformed(what, `${data.length} bytes of data`, "one value of type bytes");
  }
  const size = readUint(data, WORD, WORD);
  if (size > BigInt(data.length - 2 * WORD)) {
    throw new EntryMalformed(what, `${data.length - 2 * WORD} bytes`, `${size}`);
  }
  return { from: 2 * WORD, to: 2 * WORD + Number(size) };
}

/** @param buyer The word and the text of the buyer's address, who mostly pays himself. */
function readHead(bytes: Uint8Array, from: number, [word, buyer]: readonly [Uint8Array, string]) {
  return {
    payer: isAt(word, bytes, from) ? buyer : addressOf(bytes, from),
    kind: choice(SALE_KINDS, bytes[from + 20] ?? 0),
    plan: readUint(bytes, from + 21, 2),
    campaign: readUint(bytes, from + 23, 8),
    ref: hexOf(bytes, from + 32, from + 64),
    profit: readUint(bytes, from + 64, 12),
    pool: readUint(bytes, from + 76, 12),
  };
}

function isAt(word: Uint8Array, bytes: Uint8Array, from: number): boolean {
  for (let at = 0; at < WORD - ADDRESS; ++at) if (word[ADDRESS + at] !== bytes[from + at]) return false;
  return true;
}

function readEscrow(bytes: Uint8Array, from: number) {
  return {
    total: readUint(bytes, from, 12),
    company: readUint(bytes, from + 12, 12),
    activityVolume: readUint(bytes, from + 24, 10),
    threshold: readUint(bytes, from + 34, 10),
    window: readUint(bytes, from + 44, 4),
    returnKind: choice(RETURN_KINDS, bytes[from + 48] ?? 0),
    arbiter: addressOf(bytes, from + 49),
  };
}

function readLines(bytes: Uint8Array, from: number, count: number): SaleLine[] {
  const lines: SaleLine[] = [];
  for (let at = from; lines.length < count; at += LINE) {
    lines.push({
      product: readUint(bytes, at, 4),
      quantity: readUint(bytes, at + 4, 4),
      unitPrice: readUint(bytes, at + 8, 10),
    });
  }
  return lines;
}

function readCredits(bytes: Uint8Array, from: number, to: number): Credit[] {
  const credits: Credit[] = [];
  for (let at = from; at < to; at += CREDIT) {
    credits.push({ id: readUint(bytes, at, 4), amount: readUint(bytes, at + 4, 12) });
  }
  return credits;
}

/** How many lines there are, and where the credits begin. @throws EntryMalformed if the length does not fit. */
function partsOf(bytes: Uint8Array, { from, to }: Packed, head: number): { lines: number; credits: number } {
  const size = to - from;
  const lines = size > 31 ? (bytes[from + 31] ?? 0) : 0;
  const credits = from + head + lines * LINE;
  if (size < head || credits > to || (to - credits) % CREDIT !== 0) {
    throw new EntryMalformed("a receipt", `${size} bytes`, `${head}, 18 a line and 16 a credit`);
  }
  return { lines, credits };
}

/** A sale that its event tells, and where in the data its credits are. */
export interface ReadSale<S> {
  readonly sale: S;
  readonly credits: Packed;
}

/** Reads `SalePlaced`. @param topics Its topics after the first, as bytes. @throws EntryMalformed */
export function readPlaced(topics: readonly Uint8Array[], data: Uint8Array): ReadSale<EscrowedSale> {
  const [id, buyer, seller] = threeOf("SalePlaced", topics);
  const packed = packedIn("SalePlaced", data);
  const { from, to } = packed;
  const parts = partsOf(data, packed, HEAD + ESCROW);
  const bought = addressOf(buyer, ADDRESS);
  const sale: EscrowedSale = {
    final: false,
    id: readUint(id, 0, WORD),
    buyer: bought,
    seller: readUint(seller, 0, WORD),
    ...readHead(data, from, [buyer, bought]),
    ...readEscrow(data, from + HEAD),
    lines: readLines(data, from + HEAD + ESCROW, parts.lines),
    credits: readCredits(data, parts.credits, to),
  };
  return { sale, credits: { from: parts.credits, to } };
}

/** Reads `SaleFinal`; total and company's part are worked out. @throws EntryMalformed */
export function readFinal(topics: readonly Uint8Array[], data: Uint8Array): ReadSale<FinalSale> {
  const [buyer, seller] = twoOf("SaleFinal", topics);
  const packed = packedIn("SaleFinal", data);
  const parts = partsOf(data, packed, HEAD);
  const bought = addressOf(buyer, ADDRESS);
  const head = readHead(data, packed.from, [buyer, bought]);
  const lines = readLines(data, packed.from + HEAD, parts.lines);
  const credits = readCredits(data, parts.credits, packed.to);
  let total = 0n;
  for (const { quantity, unitPrice } of lines) total += quantity * unitPrice;
  let company = total - head.pool;
  for (const { amount } of credits) company -= amount;
  const parties = { final: true, buyer: bought, seller: readUint(seller, 0, WORD) } as const;
  const sale: FinalSale = { ...parties, ...head, total, company, lines, credits };
  return { sale, credits: { from: parts.credits, to: packed.to } };
}

/** Reads the ids of `SalesSettled`, 20 bytes each. @throws EntryMalformed */
export function readSettled(data: Uint8Array): bigint[] {
  const { from, to } = packedIn("SalesSettled", data);
  if ((to - from) % 20 !== 0) throw new EntryMalformed("SalesSettled", `${to - from} bytes of ids`, "20 an id");
  const ids: bigint[] = [];
  for (let at = from; at < to; at += 20) ids.push(readUint(data, at, 20));
  return ids;
}

type Bytes = Uint8Array;

function threeOf(what: string, topics: readonly Bytes[]): readonly [Bytes, Bytes, Bytes] {
  const [first, second, third] = topics;
  if (first === undefined || second === undefined || third === undefined || topics.length !== 3) {
    throw new EntryMalformed(what, `${topics.length + 1} topics`, "4");
  }
  return [first, second, third];
}

function twoOf(what: string, topics: readonly Bytes[]): readonly [Bytes, Bytes] {
  const [first, second] = topics;
  if (first === undefined || second === undefined || topics.length !== 2) {
    throw new EntryMalformed(what, `${topics.length + 1} topics`, "3");
  }
  return [first, second];
}
