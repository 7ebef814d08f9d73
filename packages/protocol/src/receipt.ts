import { AbiCoder, concat, keccak256, toBeHex, ZeroAddress } from "ethers";
import { choice, choiceNumber, RETURN_KINDS, type ReturnKind, SALE_KINDS, type SaleKind } from "./choices.ts";
import { type ISales, ISales__factory } from "./contracts/index.js";
import { PackedReader } from "./packed.ts";
import { ProtocolError } from "./protocol-error.ts";

/** A product of a sale. */
export interface SaleLine {
  readonly product: bigint;
  readonly quantity: bigint;
  /** In token units. */
  readonly unitPrice: bigint;
}

/** A distributor's part of a sale. */
export interface Credit {
  /** Id of the distributor. */
  readonly id: bigint;
  /** In token units. */
  readonly amount: bigint;
}

/** What only a sale in escrow needs. A final sale has `automatic`, the zero address and 0. */
export interface EscrowTerms {
  readonly returnKind: ReturnKind;
  readonly arbiter: string;
  /** Volume at which the seller is active in the next period, in token units. */
  readonly threshold: bigint;
}

/** What a sale's receipt holds. Amounts and volumes in token units, times in seconds. */
export interface Receipt extends EscrowTerms {
  readonly payer: string;
  readonly kind: SaleKind;
  readonly total: bigint;
  /** Retail profit, a part of the seller's credit. */
  readonly profit: bigint;
  readonly pool: bigint;
  readonly company: bigint;
  readonly activityVolume: bigint;
  /** Seconds in escrow; 0: final at once. */
  readonly window: bigint;
  /** Version of the plan. */
  readonly plan: bigint;
  readonly campaign: bigint;
  /** The shop's order number or a hash of it, 32 bytes. */
  readonly ref: string;
  readonly lines: readonly SaleLine[];
  /** The seller's first, where he has one, then level by level. */
  readonly credits: readonly Credit[];
}

/** A sale as its `SalePlaced` event tells it. */
export interface PlacedSale extends Receipt {
  /** The journal's head just before the event. */
  readonly id: bigint;
  readonly buyer: string;
  /** Id of the distributor who sold. */
  readonly seller: bigint;
}

/** A rank that was set. */
export interface RankChange {
  readonly id: bigint;
  readonly rank: bigint;
}

/** The raw bytes of an event. */
export interface RawLog {
  readonly topics: readonly string[];
  readonly data: string;
}

/** An event is not the one that is to be read. */
export class EventUnexpected extends ProtocolError {
  override readonly name = "EventUnexpected";

  constructor(topic: string | undefined, expected: string) {
    super(
      `the event's first topic is ${topic ?? "missing"}, expected that of ${expected}`,
      { topic, expected },
      `Pass only ${expected} events: filter by their first topic.`,
    );
  }
}

const events = ISales__factory.createInterface();

function readLine(reader: PackedReader): SaleLine {
  return { product: reader.uint(4), quantity: reader.uint(4), unitPrice: reader.uint(10) };
}

function readCredit(reader: PackedReader): Credit {
  return { id: reader.uint(4), amount: reader.uint(12) };
}

function readEscrowTerms(reader: PackedReader): EscrowTerms {
  return {
    returnKind: choice(RETURN_KINDS, reader.uint(1)),
    arbiter: reader.address(),
    threshold: reader.uint(10),
  };
}

const FINAL: EscrowTerms = { returnKind: "automatic", arbiter: ZeroAddress, threshold: 0n };

/** Reads the packed `receipt` of `SalePlaced`. @throws PackedDataMalformed if its length does not fit the layout. */
export function decodeReceipt(receipt: string): Receipt {
  const reader = new PackedReader("the receipt", receipt);
  // An object literal is filled from its first field to its last, which is the order of the bytes.
  const { lineCount, ...head } = {
    payer: reader.address(),
    kind: choice(SALE_KINDS, reader.uint(1)),
    plan: reader.uint(2),
    campaign: reader.uint(8),
    lineCount: Number(reader.uint(1)),
    ref: reader.bytes(32),
    total: reader.uint(12),
    profit: reader.uint(12),
    pool: reader.uint(12),
    company: reader.uint(12),
    activityVolume: reader.uint(10),
    window: reader.uint(4),
  };
  return {
    ...head,
    ...(head.window === 0n ? FINAL : readEscrowTerms(reader)),
    lines: Array.from({ length: lineCount }, () => readLine(reader)),
    credits: reader.records(16, readCredit),
  };
}

/** Reads packed credits, 16 bytes each. @throws PackedDataMalformed if their length is no multiple of that. */
export function decodeCredits(credits: string): readonly Credit[] {
  return new PackedReader("the credits", credits).records(16, readCredit);
}

/** Packs credits as receipt and settlement have them. */
export function encodeCredits(credits: readonly Credit[]): string {
  return concat(credits.flatMap(({ id, amount }) => [toBeHex(id, 4), toBeHex(amount, 12)]));
}

/** Reads a `SalePlaced` event. @throws EventUnexpected if it is another one. */
export function decodeSalePlaced(log: RawLog): PlacedSale {
  const parsed = log.topics[0] === undefined ? null : events.parseLog(log);
  if (parsed?.name !== "SalePlaced") throw new EventUnexpected(log.topics[0], "SalePlaced");
  const { id, buyer, seller, receipt } = parsed.args;
  return { id, buyer, seller, ...decodeReceipt(receipt) };
}

/** The values that `settle` and `settleMany` take for a placed sale; one that was final at once cannot be settled. */
export function saleStruct(sale: PlacedSale): ISales.SaleStruct {
  const { id, buyer, payer, seller, total, window, arbiter, pool, company, activityVolume, threshold } = sale;
  return {
    id,
    buyer,
    payer,
    seller,
    kind: choiceNumber(SALE_KINDS, sale.kind),
    total,
    window,
    returnKind: choiceNumber(RETURN_KINDS, sale.returnKind),
    arbiter,
    pool,
    company,
    activityVolume,
    threshold,
    credits: encodeCredits(sale.credits),
  };
}

/** The values that `settle` and `settleMany` take, from the sale's event. @throws EventUnexpected if it is another. */
export function saleFromEvent(log: RawLog): ISales.SaleStruct {
  return saleStruct(decodeSalePlaced(log));
}

const DIGEST_WORDS = [
  "address", // core
  "uint256", // chain id
  "uint256", // id
  "address", // buyer
  "address", // payer
  "uint256", // seller
  "uint256", // kind
  "uint256", // total
  "uint256", // window
  "uint256", // return kind
  "address", // arbiter
  "uint256", // pool
  "uint256", // company
  "uint256", // activity volume
  "uint256", // threshold
  "bytes32", // hash of the credits
];

/** The hash that fixes a sale; its storage slot holds the upper 208 bits. */
export function saleDigest(core: string, chainId: bigint, sale: PlacedSale): string {
  const words = saleStruct(sale);
  return keccak256(
    AbiCoder.defaultAbiCoder().encode(DIGEST_WORDS, [
      core,
      chainId,
      words.id,
      words.buyer,
      words.payer,
      words.seller,
      words.kind,
      words.total,
      words.window,
      words.returnKind,
      words.arbiter,
      words.pool,
      words.company,
      words.activityVolume,
      words.threshold,
      keccak256(words.credits),
    ]),
  );
}

/** Reads the packed ids of `SalesSettled`. @throws PackedDataMalformed if their length is no multiple of 20 bytes. */
export function decodeSaleIds(ids: string): readonly bigint[] {
  return new PackedReader("the sale ids", ids).records(20, (reader) => reader.uint(20));
}

/** Reads the packed changes of `RanksSet`. */
export function decodeRankChanges(changes: readonly bigint[]): readonly RankChange[] {
  return changes.map((word) => ({ id: word >> 8n, rank: word & 0xffn }));
}
