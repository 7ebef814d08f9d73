import type { Keeping, Kept } from "../checkpoint/kept.ts";
import { type Arguments, small, uint } from "../history/arguments.ts";
import type { AuditedSale, Entry, Observer } from "../history/observer.ts";
import { COMPANY_ID } from "../people/people.ts";
import type { ProgrammeFacts } from "../people/programme.ts";
import { type ByKind, type KindSum, KindSums } from "./kinds.ts";
import { creditParts, type LevelPart } from "./split.ts";

/** Where all money came from and went. Amounts in token units. */
export interface MoneyFlow {
  /** All sales that were placed, and what became of them. */
  readonly placed: KindSum;
  readonly placedByKind: ByKind;
  readonly settled: KindSum;
  readonly settledByKind: ByKind;
  readonly refunded: KindSum;
  /** Sales that wait for the end of their return window. */
  readonly escrowed: KindSum;
  /** What settled sales paid: retail profit, each level from 0 on, what was paid for ranks, pool and company. */
  readonly profit: bigint;
  readonly levels: readonly bigint[];
  readonly byRank: bigint;
  /** Credits that the plan does not explain; 0 where the recomputation agrees with every sale. */
  readonly other: bigint;
  readonly pool: bigint;
  readonly company: bigint;
  /** What left the programme: to people, to the company, out of the pool. */
  readonly paidToPeople: bigint;
  readonly paidToCompany: bigint;
  readonly spentFromPool: bigint;
  /** Payouts to people, and how many the token did not deliver. */
  readonly payouts: number;
  readonly payoutsFailed: number;
  /** Sales whose amounts are not those of the recomputation. */
  readonly disagreed: number;
}

/** Follows all money from the sales' totals on. */
export class Money implements Observer, Keeping {
  readonly #programme: ProgrammeFacts;
  readonly #placed = new KindSums();
  readonly #settled = new KindSums();
  readonly #refunded = new KindSums();
  #levels: bigint[] = [];
  #profit = 0n;
  #byRank = 0n;
  #other = 0n;
  #pool = 0n;
  #company = 0n;
  #paidToPeople = 0n;
  #paidToCompany = 0n;
  #spentFromPool = 0n;
  #payouts = 0;
  #payoutsFailed = 0;
  #disagreed = 0;

  constructor(programme: ProgrammeFacts) {
    this.#programme = programme;
  }

  get flow(): MoneyFlow {
    const [placed, settled, refunded] = [this.#placed.all, this.#settled.all, this.#refunded.all];
    return {
      placed,
      placedByKind: this.#placed.byKind,
      settled,
      settledByKind: this.#settled.byKind,
      refunded,
      escrowed: less(less(placed, settled), refunded),
      profit: this.#profit,
      levels: this.#levels,
      byRank: this.#byRank,
      other: this.#other,
      pool: this.#pool,
      company: this.#company,
      paidToPeople: this.#paidToPeople,
      paidToCompany: this.#paidToCompany,
      spentFromPool: this.#spentFromPool,
      payouts: this.#payouts,
      payoutsFailed: this.#payoutsFailed,
      disagreed: this.#disagreed,
    };
  }

  event(name: string, args: Arguments, _entry: Entry): void {
    if (name === "Paid") this.#paid(small(args, "id"), uint(args, "amount"));
    if (name === "PayoutFailed") this.#payoutsFailed++;
    if (name === "PoolSpent") this.#spentFromPool += uint(args, "amount");
  }

  placed(sale: AuditedSale): void {
    this.#placed.add(sale);
    if (!sale.agreed) this.#disagreed++;
    if (sale.sale.final) this.settled(sale);
  }

  settled(sale: AuditedSale): void {
    this.#settled.add(sale);
    this.#pool += sale.sale.pool;
    this.#company += sale.sale.company;
    for (const credit of sale.credits) {
      const { profit, level, byRank, other } = creditParts(sale, credit, this.#programme);
      this.#profit += profit;
      this.#byRank += byRank;
      this.#other += other;
      if (level !== undefined) this.#level(level);
    }
  }

  refunded(sale: AuditedSale): void {
    this.#refunded.add(sale);
  }

  keep(kept: Kept): void {
    kept.part("placed", this.#placed);
    kept.part("settled", this.#settled);
    kept.part("refunded", this.#refunded);
    this.#levels = kept.value("levels", this.#levels);
    this.#profit = kept.value("profit", this.#profit);
    this.#byRank = kept.value("byRank", this.#byRank);
    this.#other = kept.value("other", this.#other);
    this.#pool = kept.value("pool", this.#pool);
    this.#company = kept.value("company", this.#company);
    this.#paidToPeople = kept.value("paidToPeople", this.#paidToPeople);
    this.#paidToCompany = kept.value("paidToCompany", this.#paidToCompany);
    this.#spentFromPool = kept.value("spentFromPool", this.#spentFromPool);
    this.#payouts = kept.value("payouts", this.#payouts);
    this.#payoutsFailed = kept.value("payoutsFailed", this.#payoutsFailed);
    this.#disagreed = kept.value("disagreed", this.#disagreed);
  }

  #level({ level, amount }: LevelPart): void {
    while (this.#levels.length <= level) this.#levels.push(0n);
    this.#levels[level] = (this.#levels[level] ?? 0n) + amount;
  }

  #paid(id: number, amount: bigint): void {
    if (id === COMPANY_ID) {
      this.#paidToCompany += amount;
      return;
    }
    this.#paidToPeople += amount;
    this.#payouts++;
  }
}

function less(a: KindSum, b: KindSum): KindSum {
  return { sales: a.sales - b.sales, total: a.total - b.total, volume: a.volume - b.volume };
}
