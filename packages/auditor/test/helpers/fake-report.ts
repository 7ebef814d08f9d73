// The report of an invented company, with a verdict for every check.
import type { CheckResult } from "../../src/checks/check.ts";
import { PowerBook } from "../../src/powers/book.ts";
import { ReportBuilder } from "../../src/report/builder.ts";
import type { Audited, AuditReport } from "../../src/report/document.ts";
import { type CompanySize, liveCompany } from "./fake-company.ts";
import { FakeHistory, START, wallet } from "./fake-history.ts";

export const TOKEN = { address: wallet(2), symbol: "tUSD", decimals: 6 };

/** What was audited, as of a time. */
export function audited(time = START, token = TOKEN): Audited {
  return {
    chainId: 31_337n,
    programme: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
    token,
    block: { hash: `0x${"ab12".repeat(16)}`, number: 19_412_077n, time, trusted: true },
  };
}

const evidence = { head: `0x${"7e".repeat(20)}`, slot: `0x${"0".repeat(63)}4` };

/** Every check, verified, as an auditor words them. */
export const VERIFIED: readonly CheckResult[] = (
  [
    ["code", "The core, its nine modules and the timelock run the published build; their settings were read back."],
    ["block", "The header's fields hash to the block hash that was named."],
    ["state", "Account and journal head are proved against the header's state root."],
    ["journal", "5,564 events hash to the proved journal head."],
    ["storage", "All 4,211 rebuilt storage words equal the chain's."],
    ["amounts", "9,118 credits of 3,000 sales were recomputed and are equal to the unit."],
    ["money", "The programme holds 27,925.89 tUSD and owes 27,925.89 tUSD."],
    ["powers", "8 uses of powers are in the journal; the timelock's queue is empty, as the endpoint tells it."],
  ] as const
).map(([check, summary]) => ({
  check,
  verdict: check === "powers" ? "reported" : "verified",
  summary,
  findings: [],
  evidence,
}));

/** The whole report of a company of that size. */
export function fakeReport(size: CompanySize, checks: readonly CheckResult[] = VERIFIED): AuditReport {
  const [builder, book] = [new ReportBuilder(), new PowerBook()];
  const time = liveCompany(new FakeHistory(builder, book), size);
  const holders = { PROPOSER_ROLE: [wallet(6)], EXECUTOR_ROLE: [wallet(0)], CANCELLER_ROLE: [] };
  const queue = [{ id: `0x${"0".repeat(64)}`, calls: `grantRole(PLAN_ROLE, ${wallet(7)})`, readyAt: time }];
  const timelocks = [{ address: wallet(3), delay: 172_800n, holders, queue }];
  return builder.finish(audited(time), checks, {
    holdings: book.state.roles,
    timelocks,
    notes: ["The timelock has a short delay."],
  });
}
