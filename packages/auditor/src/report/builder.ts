import type { PlacedTransfer, TokenTransfer } from "../chain/read-transfer.ts";
import type { Keeping, Kept } from "../checkpoint/kept.ts";
import { type CheckResult, overall } from "../checks/check.ts";
import type { PowersTable } from "../checks/powers.ts";
import type { Arguments } from "../history/arguments.ts";
import type { AuditedSale, Entry, Observer } from "../history/observer.ts";
import { INCOME_DEFINITIONS } from "../income/definitions.ts";
import { groupIncome } from "../income/disclosure.ts";
import { Earnings } from "../income/earnings.ts";
import { IncomeByPeriod } from "../income/period-income.ts";
import type { Funding } from "../patterns/funding.ts";
import { Patterns } from "../patterns/patterns.ts";
import { People } from "../people/people.ts";
import { ProgrammeFacts } from "../people/programme.ts";
import { documentNote } from "../plan/document-note.ts";
import { earnersOf } from "../sums/earners.ts";
import { Growth } from "../sums/growth.ts";
import { Money } from "../sums/money.ts";
import { type Audited, type AuditReport, type PlanSummary, REPORT_FORMAT } from "./document.ts";
import { limitsOf } from "./limits.ts";
import { PowerLog } from "./powers/uses.ts";

const NO_POWERS: PowersTable = { holdings: [], timelocks: [], notes: [] };

/** Sees a history pass by and makes the report of it. Its memory grows with people, customers and periods, not with sales. */
export class ReportBuilder implements Observer, Keeping {
  /** What the programme fixed, and its plans, as far as the history has come. */
  readonly programme = new ProgrammeFacts();
  readonly #people = new People(this.programme);
  readonly #income = new IncomeByPeriod(this.programme, this.#people);
  readonly #all = new Earnings(this.#people);
  readonly #money = new Money(this.programme);
  readonly #patterns = new Patterns(this.#people);
  readonly #growth = new Growth(this.programme, this.#people, this.#patterns.buyers);
  readonly #powers = new PowerLog();

  #firstBlock: bigint | undefined;

  /** Where the source says that the programme's first event lies; undefined before it. */
  get firstBlock(): bigint | undefined {
    return this.#firstBlock;
  }

  /** What the programme owes by all that has passed, in token units. */
  get owed(): bigint {
    const { profit, levels, byRank, other, pool, company, escrowed, ...paid } = this.#money.flow;
    const credited = profit + levels.reduce((sum, amount) => sum + amount, 0n) + byRank + other;
    return credited + pool + company + escrowed.total - paid.paidToPeople - paid.paidToCompany - paid.spentFromPool;
  }

  event(name: string, args: Arguments, entry: Entry): void {
    if (entry.number === 0) this.#firstBlock = entry.block;
    this.programme.event(name, args, entry);
    // Periods close before anybody joins in the next.
    this.#income.event(name, args, entry);
    this.#growth.event(name, args, entry);
    this.#people.event(name, args, entry);
    this.#money.event(name, args, entry);
    this.#patterns.event(name, args);
    this.#powers.event(name, args, entry);
  }

  placed(sale: AuditedSale): void {
    this.#money.placed(sale);
    this.#income.placed(sale);
    this.#patterns.placed(sale);
    this.#growth.placed(sale);
    this.#powers.placed(sale);
    if (sale.sale.final) this.#all.add(sale);
  }

  settled(sale: AuditedSale): void {
    this.#money.settled(sale);
    this.#income.settled(sale);
    this.#growth.settled(sale);
    this.#powers.settled(sale);
    this.#all.add(sale);
  }

  refunded(sale: AuditedSale): void {
    this.#money.refunded(sale);
    this.#growth.refunded(sale);
    this.#powers.refunded(sale);
  }

  /** What a later audit goes on with; to be asked before what comes after the whole history. */
  keep(kept: Kept): void {
    this.#firstBlock = kept.value("firstBlock", this.#firstBlock);
    kept.part("programme", this.programme);
    kept.part("people", this.#people);
    kept.part("income", this.#income);
    kept.part("all", this.#all);
    kept.part("money", this.#money);
    kept.part("patterns", this.#patterns);
    kept.part("growth", this.#growth);
    kept.part("powers", this.#powers);
  }

  /** Transfers of the token outside the programme, after the whole history; only reported, and only where they are given. */
  transfers(transfers: Iterable<TokenTransfer>): void {
    this.#patterns.transfers(transfers);
  }

  /** All transfers into the programme, likewise. @param stray What is proved to be over, in token units. */
  incoming(transfers: readonly PlacedTransfer[], stray: bigint): void {
    this.#patterns.incoming(transfers, stray);
  }

  /** Between whom `transfers` wants them. */
  funding(): Funding {
    return this.#patterns.funding();
  }

  /** The report, once the whole history has passed. @param told What the check of powers says of who holds them. */
  finish(audited: Audited, checks: readonly CheckResult[], told: PowersTable = NO_POWERS): AuditReport {
    const { time } = audited.block;
    const [programme, people, money] = [this.programme, this.#people, this.#money.flow];
    this.#income.finish(time);
    const { periods, newest } = this.#income;
    const all = groupIncome("all enrolled", this.#all, this.#all.ids, people.enrolled);
    const { start, periodLength, opened, cap, notice, openToAll, entries } = programme;
    return {
      format: REPORT_FORMAT,
      verdict: overall(checks),
      audited,
      programme: { start, periodLength, opened, cap, notice, openToAll, entries },
      checks,
      money,
      people: {
        enrolled: people.enrolled,
        imported: people.imported,
        unbound: people.unbound,
        customers: this.#patterns.buyers.size,
      },
      growth: this.#growth.finish(time),
      earners: earnersOf(this.#all, people, programme.period(time), audited.token.decimals),
      income: { definitions: INCOME_DEFINITIONS, newest, periods, all },
      plans: this.#plans(),
      powers: this.#powers.powers(audited.token, told.holdings),
      timelocks: told.timelocks,
      notes: [...told.notes, ...this.#documentNotes()],
      patterns: this.#patterns.found(money.settledByKind),
      limits: limitsOf(audited, checks, people.unbound),
    };
  }

  #documentNotes(): readonly string[] {
    const { plans, periodLength } = this.programme;
    return [...plans.values()].flatMap((plan) => documentNote(plan, periodLength) ?? []);
  }

  #plans(): readonly PlanSummary[] {
    return [...this.programme.plans.values()].map(({ version, from, plan, document }) => {
      const { rates, rankRates, poolShare, threshold, compression } = plan;
      return { version, from, rates, rankRates, poolShare, threshold, compression, document };
    });
  }
}
