import type { CheckResult, Verdict } from "../checks/check.ts";
import type { Definition } from "../income/definitions.ts";
import type { GroupIncome } from "../income/disclosure.ts";
import type { DetailedIncome, PeriodIncome } from "../income/period-income.ts";
import type { Pattern } from "../patterns/pattern.ts";
import type { ReportedTimelock } from "../powers/timelock.ts";
import type { Earners } from "../sums/earners.ts";
import type { GrowthRow } from "../sums/growth.ts";
import type { MoneyFlow } from "../sums/money.ts";
import type { TokenFacts } from "../text/figures.ts";
import type { Powers } from "./powers/uses.ts";

/** What was audited. */
export interface Audited {
  readonly chainId: bigint;
  readonly programme: string;
  readonly token: TokenFacts;
  readonly block: AuditedBlock;
}

export interface AuditedBlock {
  readonly hash: string;
  readonly number: bigint;
  /** In seconds since 1970. */
  readonly time: bigint;
  /** Whether whoever ran the audit named the hash; else the endpoint's newest block was taken on trust. */
  readonly trusted: boolean;
}

/** What the programme fixed for good, and how far its journal goes. */
export interface ProgrammeSummary {
  readonly start: bigint;
  /** Of a period, in seconds. */
  readonly periodLength: bigint;
  readonly opened: bigint | undefined;
  /** Basis points of the wholesale price that commissions and pool share may reach. */
  readonly cap: number;
  /** Seconds between scheduling a plan and its first sale. */
  readonly notice: bigint;
  readonly openToAll: boolean;
  /** Events in the journal. */
  readonly entries: number;
}

export interface PlanSummary {
  readonly version: number;
  /** From when on it counts; 0: from the opening on. */
  readonly from: bigint;
  /** Basis points of the commissionable volume by level, the seller's first. */
  readonly rates: readonly bigint[];
  /** Basis points by rank. */
  readonly rankRates: readonly bigint[];
  readonly poolShare: bigint;
  /** Token units of retail volume in a period that make active in the next. */
  readonly threshold: bigint;
  readonly compression: string;
  /** As its authors published it. */
  readonly document: string;
}

export interface PeopleSummary {
  /** The company aside. */
  readonly enrolled: number;
  readonly imported: number;
  /** Imported and still without a wallet of their own. */
  readonly unbound: number;
  /** Wallets that bought as retail customers. */
  readonly customers: number;
}

/** The income disclosure. */
export interface IncomeDisclosure {
  readonly definitions: readonly Definition[];
  /** The newest full period; undefined before the first is over. */
  readonly newest: DetailedIncome | undefined;
  readonly periods: readonly PeriodIncome[];
  /** From the opening to the audited block, which is not a period. */
  readonly all: GroupIncome;
}

/** An audit's result, whole. The same history, checks and block give the same report, byte by byte. */
export interface AuditReport {
  readonly format: typeof REPORT_FORMAT;
  readonly verdict: "verified" | "mismatch" | "unproved";
  readonly audited: Audited;
  readonly programme: ProgrammeSummary;
  readonly checks: readonly CheckResult[];
  readonly money: MoneyFlow;
  readonly people: PeopleSummary;
  readonly growth: readonly GrowthRow[];
  readonly earners: Earners;
  readonly income: IncomeDisclosure;
  readonly plans: readonly PlanSummary[];
  readonly powers: Powers;
  /** What the source told about timelocks, which keep no journal: not proved. */
  readonly timelocks: readonly ReportedTimelock[];
  /** What a reader should know of who holds which power, and of documents that are not what pays; a sentence each. */
  readonly notes: readonly string[];
  readonly patterns: readonly Pattern[];
  /** What was not covered, a sentence each. */
  readonly limits: readonly string[];
}

/** Name and version of the document. */
export const REPORT_FORMAT = "upline-audit-report/1";

/** How a verdict is called in front of people. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  verified: "proved",
  mismatch: "WRONG",
  unproved: "not proved",
  reported: "reported",
};
