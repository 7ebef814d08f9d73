import type { Plan } from "@upline/engine";
import type { Credit, PlacedSale } from "@upline/protocol";
import type { Findings } from "../history/findings.ts";
import type { AuditedSale, Entry, ExplainedCredit } from "../history/observer.ts";
import { COMPANY_ID } from "../history/state/people.ts";
import type { KnownPlan } from "../history/state/plans.ts";
import type { State } from "../history/state/state.ts";
import { planFromChain } from "../plan/plan-from-chain.ts";
import { computeSales, type EngineCredit, type EngineSale, type SaleToCompute } from "./sale-batch.ts";

/** A sale that waits for the engine; what the engine says is filled in. */
export interface PendingSale {
  readonly number: number;
  readonly entry: Entry;
  readonly sale: PlacedSale;
  readonly volume: bigint;
  credits: readonly ExplainedCredit[];
  agreed: boolean;
  lines: AuditedSale["lines"];
}

interface Waiting {
  readonly pending: PendingSale;
  readonly input: SaleToCompute;
}

/** Every amount here is in token units. */
const TOKEN_UNITS = { currency: { code: "UNIT", decimals: 0 } };

/** Sales that go through the engine at once. */
const BATCH = 1024;

/** Recomputes the split of every sale by the engine, which shares no code with the contracts, and compares. */
export class Recomputer {
  readonly #state: State;
  readonly #findings: Findings;
  readonly #wanted: (number: number) => boolean;
  readonly #plans = new Map<number, Plan>();
  #waiting: Waiting[] = [];
  #plan: KnownPlan | undefined;
  #period = 0;
  /** Sales whose every amount is the engine's. */
  agreed = 0;
  /** Credits that were compared. */
  compared = 0;

  /** @param wanted Whether the engine's lines of a sale, by its number, are to be kept. */
  constructor(state: State, findings: Findings, wanted: (number: number) => boolean) {
    [this.#state, this.#findings, this.#wanted] = [state, findings, wanted];
  }

  get isFull(): boolean {
    return this.#waiting.length >= BATCH;
  }

  /** Whether a sale of this period and plan has to wait until those before it are computed. */
  mustFlushBefore(period: number, plan: KnownPlan | undefined): boolean {
    return this.#waiting.length > 0 && (period !== this.#period || plan !== this.#plan);
  }

  /** Adds a sale. @param wholesale Of all its lines, in token units. */
  add(pending: PendingSale, wholesale: bigint, plan: KnownPlan | undefined, period: number): void {
    const { sale, volume } = pending;
    if (plan === undefined || !this.#state.people.has(sale.seller)) {
      pending.credits = explained(sale.credits, []);
      return;
    }
    [this.#plan, this.#period] = [plan, period];
    // The engine takes no price below wholesale; such a sale is a finding of its own.
    const total = sale.total < wholesale ? wholesale : sale.total;
    this.#waiting.push({ pending, input: { seller: Number(sale.seller), kind: sale.kind, total, wholesale, volume } });
  }

  /** Computes and compares all that waits. */
  flush(): void {
    const plan = this.#plan;
    const waiting = this.#waiting;
    if (plan === undefined || waiting.length === 0) return;
    this.#waiting = [];
    try {
      const inputs = waiting.map(({ input }) => input);
      const wanted = (place: number) => this.#wanted(waiting[place]?.pending.number ?? 0);
      const results = computeSales(this.#state, plan, this.#enginePlan(plan), this.#period, inputs, wanted);
      for (const [place, { pending }] of waiting.entries()) {
        const result = results[place];
        if (result !== undefined) this.#compare(pending, result);
      }
    } catch (error) {
      this.#failed(waiting, error);
    }
  }

  #enginePlan(plan: KnownPlan): Plan {
    let known = this.#plans.get(plan.version);
    if (known === undefined) {
      known = planFromChain(plan, TOKEN_UNITS);
      this.#plans.set(plan.version, known);
    }
    return known;
  }

  #failed(waiting: readonly Waiting[], error: unknown): void {
    const [first] = waiting;
    if (first === undefined) return;
    for (const { pending } of waiting) pending.credits = explained(pending.sale.credits, []);
    const { number, entry } = first.pending;
    const reason = error instanceof Error ? error.message : String(error);
    this.#findings.add({
      code: "sales-not-computable",
      subject: `sales ${number} to ${number + waiting.length - 1}`,
      message: `The engine cannot compute these sales: ${reason}`,
      entry: entry.number,
    });
  }

  #compare(pending: PendingSale, { credits, lines }: EngineSale): void {
    const found = pending.sale.credits;
    pending.lines = lines;
    pending.credits = explained(found, credits);
    this.compared += found.length;
    pending.agreed = equal(found, credits) || this.#checkEach(pending, credits);
    if (pending.agreed) this.agreed += 1;
  }

  /** Compares person by person, in whatever order they are. */
  #checkEach(pending: PendingSale, credits: readonly EngineCredit[]): boolean {
    const sums = new Map<number, bigint>();
    for (const { id, amount } of pending.sale.credits) sums.set(Number(id), (sums.get(Number(id)) ?? 0n) + amount);
    let agrees = true;
    for (const [id, found] of sums) {
      const credit = credits.find((other) => other.id === id);
      agrees = this.#check(pending, id, credit, found) && agrees;
    }
    for (const credit of credits) {
      if (!sums.has(credit.id)) agrees = this.#check(pending, credit.id, credit, 0n) && agrees;
    }
    return agrees;
  }

  #check({ number, entry }: PendingSale, id: number, engine: EngineCredit | undefined, found: bigint): boolean {
    const expected = engine?.amount ?? 0n;
    // What the engine gives the company is the rest.
    if (expected === found || (id === COMPANY_ID && found === 0n)) return true;
    const levels = engine === undefined || engine.levels.length === 0 ? "" : `, level ${engine.levels.join(" and ")}`;
    const what = expected === 0n ? "credit-without-claim" : found === 0n ? "credit-missing" : "credit-differs";
    this.#findings.add({
      code: what,
      subject: `sale ${number}${levels}, distributor ${id}`,
      message: `Sale ${number} credits distributor ${id} with ${found} token units${levels}; recomputed it is ${expected}.`,
      expected,
      found,
      entry: entry.number,
    });
    return false;
  }
}

/** Whether the same people get the same in the same order, as they mostly do. */
function equal(found: readonly Credit[], credits: readonly EngineCredit[]): boolean {
  if (found.length !== credits.length) return false;
  for (let at = 0; at < found.length; ++at) {
    if (found[at]?.amount !== credits[at]?.amount || Number(found[at]?.id) !== credits[at]?.id) return false;
  }
  return true;
}

/** The chain's credits with what the engine says of each. */
function explained(found: readonly Credit[], credits: readonly EngineCredit[]): ExplainedCredit[] {
  return found.map(({ id, amount }, at) => {
    const same = credits[at];
    const engine = same?.id === Number(id) ? same : credits.find((credit) => credit.id === Number(id));
    return { id, amount, profit: engine?.profit ?? 0n, byRank: engine?.byRank ?? 0n, levels: engine?.levels ?? [] };
  });
}
