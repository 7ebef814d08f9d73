import { ZeroAddress } from "ethers";
import type { RawEntry } from "../../src/index.ts";
import { addressAt, JournalWriter, type Receipt, word } from "./journal-writer.ts";

export const DAY = 86_400n;
export const PERIOD = 30n * DAY;
const START = 1_700_000_000n;
export const ADMIN = addressAt(900_002);
export const ARBITER = addressAt(900_001);
export const GUARDIAN = addressAt(900_004);
export const RUN = addressAt(900_005);
export const FUNDER = addressAt(900_006);
export const CUSTOMER = addressAt(1_000_001);
const TOKEN = addressAt(900_003);
export const CAP = 3_500;

/** Numbers of the products: final at once, returned automatically, goods. All cost 1,000, wholesale 600, CV 500. */
export const [FINAL, AUTOMATIC, GOODS] = [1, 2, 3];
const WINDOWS: Readonly<Record<number, bigint>> = { [FINAL]: 0n, [AUTOMATIC]: 14n * DAY, [GOODS]: PERIOD };

/** A plan for `PlanScheduled`: rates by level, the seller's first. */
export function planWith(rates: readonly number[], poolShare = 0, threshold = 0n): unknown[] {
  const sixteen = Array.from({ length: 16 }, (_, at) => rates[at] ?? 0);
  const none = Array.from({ length: 16 }, () => 0);
  return [sixteen, none, none, threshold, poolShare, 16, 0, false];
}

/** Terms for `ProductAdded`. */
export function terms(
  window: bigint,
  goods: boolean,
  prices: readonly [bigint, bigint, bigint] = [1_000n, 600n, 500n],
) {
  return [...prices, window, goods ? 1 : 0, goods ? ARBITER : ZeroAddress];
}

/**
 * A small open programme: distributors 2, 3 and 4, each sponsored by the one before, and a plan of 10 % for the seller
 * and 5 % for his sponsor. What happens next is the test's.
 */
export class Scene {
  readonly writer = new JournalWriter(START);
  readonly entries: RawEntry[] = [];

  /** @param rates Of the first plan. @param open Whether the programme is open. */
  constructor({ rates = [1_000, 500], open = true, threshold = 0n } = {}) {
    const settings = [TOKEN, START, PERIOD, 30n * DAY, 3n * DAY, 7n * DAY, CAP, 1_000, true];
    this.tell(
      "ProgrammeCreated",
      settings,
      Array.from({ length: 9 }, (_, at) => addressAt(900_010 + at)),
      addressAt(1),
      ADMIN,
    );
    this.tell("DistributorEnrolled", 1n, 0n, addressAt(1));
    this.tell("RoleGranted", word(0), ADMIN, ADMIN);
    for (const [product, window] of Object.entries(WINDOWS)) {
      this.tell("ProductAdded", BigInt(product), word(0), terms(window, Number(product) === GOODS));
    }
    if (!open) return;
    this.tell("PlanScheduled", 1n, 0n, planWith(rates, 0, threshold), "");
    this.wait(PERIOD);
    this.tell("PlanActivated", 1n);
    this.tell("ProgrammeOpened", 1n);
    for (const id of [2n, 3n, 4n]) this.tell("DistributorEnrolled", id, id - 1n, addressAt(Number(id)));
  }

  get time(): bigint {
    return this.writer.time;
  }

  wait(seconds: bigint): this {
    this.writer.time += seconds;
    return this;
  }

  tell(name: string, ...values: unknown[]): this {
    this.entries.push(this.writer.event(name, ...values));
    return this;
  }

  /** Sells one of a product for distributor 3, by the rules but for what is given. @returns The sale's id. */
  sell(product: number, changes: Partial<Receipt> = {}, escrow: Partial<NonNullable<Receipt["escrow"]>> = {}): bigint {
    const window = WINDOWS[product] ?? 0n;
    const credits = [
      { id: 3n, amount: 450n },
      { id: 2n, amount: 25n },
    ];
    const goods = product === GOODS;
    const held = { total: 1_000n, company: 525n, threshold: 0n, window, goods, arbiter: goods ? ARBITER : ZeroAddress };
    const id = this.writer.head;
    const sale: Receipt = {
      buyer: CUSTOMER,
      seller: 3n,
      kind: "retail",
      plan: 1,
      profit: 400n,
      pool: 0n,
      lines: [{ product, quantity: 1, unitPrice: 1_000n }],
      credits,
      activityVolume: 500n,
      ...(window === 0n ? {} : { escrow: { ...held, ...escrow } }),
      ...changes,
    };
    this.entries.push(this.writer.sale(sale));
    return id;
  }

  /** Repeats the last entry with changes. */
  again(changes: Partial<RawEntry>): this {
    const last = this.entries.at(-1);
    if (last !== undefined) this.entries.push({ ...last, ...changes });
    return this;
  }

  settle(...ids: bigint[]): this {
    this.entries.push(this.writer.settled(ids));
    return this;
  }
}
