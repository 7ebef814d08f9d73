import { Interface } from "ethers";
import { genesisHead, IUpline__factory, SALE_KINDS, SALE_TOPICS, type SaleKind } from "../../../protocol/src/index.ts";
import { bytesOf } from "../../src/history/bytes.ts";
import { JournalHash } from "../../src/history/journal-hash.ts";
import type { RawEntry } from "../../src/index.ts";

export const CORE = `0x${"c0".repeat(20)}`;
export const CHAIN_ID = 31_337n;

const ROLE_EVENTS = ["event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)"];
const contract = new Interface([...IUpline__factory.abi, ...ROLE_EVENTS]);
const SETTLED = contract.getEvent("SalesSettled")?.topicHash ?? "";
const SECONDS_OF_A_BLOCK = 12n;

export const hex = (value: bigint | number, bytes: number) => value.toString(16).padStart(2 * bytes, "0");
export const word = (value: bigint | number) => `0x${hex(value, 32)}`;
export const addressAt = (number: number) => `0x${hex(0xa11ce00000000000n + BigInt(number), 20)}`;
const addressWord = (address: string) => `0x${address.slice(2).toLowerCase().padStart(64, "0")}`;

/** What the receipt of a sale says. */
export interface Receipt {
  readonly buyer: string;
  readonly seller: bigint;
  readonly kind: SaleKind;
  readonly plan: number;
  readonly profit: bigint;
  readonly pool: bigint;
  readonly lines: readonly { readonly product: number; readonly quantity: number; readonly unitPrice: bigint }[];
  readonly credits: readonly { readonly id: bigint; readonly amount: bigint }[];
  /** What counts for the seller's activity; in the receipt only of a sale in escrow. */
  readonly activityVolume: bigint;
  /** Only of a sale in escrow. */
  readonly escrow?: {
    readonly total: bigint;
    readonly company: bigint;
    readonly threshold: bigint;
    readonly window: bigint;
    readonly goods: boolean;
    readonly arbiter: string;
  };
}

/** Writes the events of a programme that never was, with the ids that the journal's head gives. */
export class JournalWriter {
  time: bigint;
  readonly #hash = new JournalHash(genesisHead(CHAIN_ID, CORE));
  readonly #topics = new Map<string, string>();
  #index = 0;

  constructor(time: bigint) {
    this.time = time;
  }

  get head(): bigint {
    return this.#hash.head;
  }

  /** Any event, by ethers; slow. */
  event(name: string, ...values: unknown[]): RawEntry {
    const { topics, data } = contract.encodeEventLog(name, values);
    return this.#emit(topics, data);
  }

  /** An event of which every value is one word. */
  words(name: string, indexed: readonly (bigint | string)[], plain: readonly bigint[] = []): RawEntry {
    let topic = this.#topics.get(name);
    if (topic === undefined) {
      topic = contract.getEvent(name)?.topicHash ?? "";
      this.#topics.set(name, topic);
    }
    const topics = indexed.map((value) => (typeof value === "string" ? addressWord(value) : word(value)));
    return this.#emit([topic, ...topics], `0x${plain.map((value) => hex(value, 32)).join("")}`);
  }

  /** A sale, in the contracts' packed form. */
  sale(sale: Receipt): RawEntry {
    const { escrow } = sale;
    const head = `${sale.buyer.slice(2)}${hex(SALE_KINDS.indexOf(sale.kind), 1)}${hex(sale.plan, 2)}${hex(7, 8)}`;
    const rest = `${hex(sale.lines.length, 1)}${hex(0xabcdn, 32)}${hex(sale.profit, 12)}${hex(sale.pool, 12)}`;
    const lines = sale.lines.map((line) => `${hex(line.product, 4)}${hex(line.quantity, 4)}${hex(line.unitPrice, 10)}`);
    const credits = sale.credits.map(({ id, amount }) => `${hex(id, 4)}${hex(amount, 12)}`);
    const receipt = `${head}${rest}${escrow === undefined ? "" : escrowPart(escrow, sale.activityVolume)}${lines.join("")}${credits.join("")}`;
    const parties = [addressWord(sale.buyer), word(sale.seller)];
    const topics =
      escrow === undefined ? [SALE_TOPICS.final, ...parties] : [SALE_TOPICS.placed, word(this.head), ...parties];
    return this.#emit(topics, packed(receipt));
  }

  settled(ids: readonly bigint[]): RawEntry {
    return this.#emit([SETTLED], packed(ids.map((id) => hex(id, 20)).join("")));
  }

  #emit(topics: readonly string[], data: string): RawEntry {
    this.#hash.add(topics, bytesOf(data), this.time);
    const block = this.time / SECONDS_OF_A_BLOCK;
    const transaction = word(this.#index);
    return { address: CORE, topics, data, timestamp: this.time, block, transaction, index: this.#index++ };
  }
}

function escrowPart(escrow: NonNullable<Receipt["escrow"]>, activityVolume: bigint): string {
  const sums = `${hex(escrow.total, 12)}${hex(escrow.company, 12)}${hex(activityVolume, 10)}`;
  const rules = `${hex(escrow.threshold, 10)}${hex(escrow.window, 4)}${hex(escrow.goods ? 1 : 0, 1)}`;
  return `${sums}${rules}${escrow.arbiter.slice(2)}`;
}

/** One value of type bytes, as the ABI has it. */
function packed(content: string): string {
  const size = content.length / 2;
  return `0x${hex(32, 32)}${hex(size, 32)}${content}${"0".repeat((64 - (content.length % 64)) % 64)}`;
}
