// A history that no programme can have, as a lying endpoint would tell it: a report may be wrong, the audit goes on.
import { expect } from "chai";
import { ReportBuilder } from "../../src/report/builder.ts";
import { CsvFiles } from "../../src/report/csv/files.ts";
import { reportHtml } from "../../src/report/html/page.ts";
import { reportJson } from "../../src/report/json.ts";
import { credit, FakeHistory, PLAN, START, wallet } from "../helpers/fake-history.ts";
import { audited, TOKEN } from "../helpers/fake-report.ts";

const HUGE = 2n ** 256n - 1n;

function builderAfter(live: (history: FakeHistory) => void): ReportBuilder {
  const builder = new ReportBuilder();
  const sinks = { "sales.csv": () => {}, "credits.csv": () => {}, "claims.csv": () => {}, "powers.csv": () => {} };
  const files = new CsvFiles(TOKEN, sinks, builder.programme);
  live(new FakeHistory(builder, files));
  return builder;
}

function survives(live: (history: FakeHistory) => void, time = START): void {
  const report = builderAfter(live).finish(audited(time), []);
  expect(reportJson(report)).to.be.a("string");
  expect(reportHtml(report)).to.include("</html>");
}

describe("a history that cannot be", () => {
  it("may number people as it likes", () => {
    survives((history) => {
      history.begin();
      history.event("DistributorEnrolled", { id: 4_000_000_000n, sponsor: HUGE, wallet: wallet(1) });
      history.event("WalletMoved", { id: HUGE, from: wallet(1), to: wallet(2) });
      history.event("DistributorBound", { id: HUGE, wallet: wallet(1), issuer: wallet(2) });
      history.event("RanksSet", { evidence: wallet(0), changes: [HUGE, 0n] });
      history.sell({ seller: 4_000_000_000, total: 5n, credits: [credit(4_000_000_000, 9n, [15])] });
      history.sell({ seller: 4_000_000_000, kind: "personal", total: 5n });
      history.sell({ seller: 1, kind: "distributor", buyer: wallet(99), total: 5n });
      history.pay(4_000_000_000, HUGE);
    });
  });

  it("may be at any time, and pay more than there is", () => {
    survives((history) => {
      history.begin();
      history.time = 2n ** 64n - 1n;
      const seller = history.enrol(1);
      history.sell({ seller, total: 5n, profit: 7n, credits: [credit(seller, 3n, [0], { profit: 7n })] });
      history.time = 0n;
      history.sell({ seller, total: 2n ** 96n - 1n, credits: [credit(seller, 2n ** 96n - 1n, [9])] });
    }, 2n ** 63n);
  });

  it("may have no beginning, periods without length, and plans that no contract takes", () => {
    survives((history) => {
      history.sell({ seller: 1, total: 5n, plan: 77 });
      history.settle(history.sell({ seller: 1, total: 5n, escrow: true }));
      const settings = { token: wallet(2), start: HUGE, periodLength: 0n, notice: HUGE, cap: 65_535n, markup: 0n };
      history.event("ProgrammeCreated", { settings, treasury: wallet(1), admin: wallet(3) });
      const plan = { ...PLAN, compression: 200n };
      history.event("PlanScheduled", { version: 2n, from: HUGE, plan, document: "\u0000" });
      history.event("HoldPlaced", { id: HUGE, reason: wallet(0), evidence: wallet(0), until: HUGE });
    });
  });
});
