// The report of an audit that goes on from a checkpoint, beside that of one from the start: byte for byte the same.
import { expect } from "chai";
import { encodeBytes32String } from "ethers";
import { readKept, writeKept } from "../../src/checkpoint/kept.ts";
import type { Observer } from "../../src/history/observer.ts";
import { ReportBuilder, readCheckpoint, reportHtml, reportJson, reportOf, writeCheckpoint } from "../../src/index.ts";
import { type CsvFile, CsvFiles } from "../../src/report/csv/files.ts";
import { liveCompany } from "../helpers/fake-company.ts";
import { FakeHistory, PERIOD, START, wallet, walletOf } from "../helpers/fake-history.ts";
import { audited, TOKEN, VERIFIED } from "../helpers/fake-report.ts";
import { Invention } from "../helpers/invention.ts";
import { CHAIN_ID, CORE } from "../helpers/journal-writer.ts";
import { HYBRID } from "../helpers/rules.ts";
import { told } from "../helpers/told.ts";

type Happening = (observer: Observer) => void;

/** All that observers are told of a history, to be told again. */
function happeningsOf(live: (history: FakeHistory) => void): readonly Happening[] {
  const seen: Happening[] = [];
  live(
    new FakeHistory({
      event: (...args) => seen.push((observer) => observer.event?.(...args)),
      placed: (...args) => seen.push((observer) => observer.placed?.(...args)),
      settled: (...args) => seen.push((observer) => observer.settled?.(...args)),
      refunded: (...args) => seen.push((observer) => observer.refunded?.(...args)),
    }),
  );
  return seen;
}

/** Some of everything that a report is about. */
function liveAll(history: FakeHistory): void {
  history.begin({ rankRates: [0n, 100n] as never }, "#a document, not the number #17");
  history.import(1, false, 2);
  history.import(1, true, 1);
  const [first, second] = [history.enrol(1), history.enrol(2)];
  history.event("HoldPlaced", {
    id: 2n,
    reason: encodeBytes32String("#7"),
    evidence: encodeBytes32String(""),
    until: START + 9n,
  });
  history.event("ProductAdded", {
    product: 1n,
    sku: encodeBytes32String("TEA"),
    terms: { retail: 9n, wholesale: 8n, volume: 7n },
  });
  history.setRanks([first, 3]);
  history.sell({ seller: first, kind: "distributor", buyer: walletOf(second), total: 2n ** 70n });
  history.sell({ seller: second, kind: "distributor", buyer: walletOf(first), total: 2n ** 60n });
  history.sell({ seller: first, buyer: wallet(77), payer: walletOf(first), total: 8n, pool: 1n });
  history.sell({ seller: first, buyer: wallet(77), payer: walletOf(second), total: 8n, agreed: false });
  history.sell({ seller: second, kind: "recorded", total: 8n });
  history.event("BatchRecorded", { batch: 1n, funder: wallet(9), placed: 1n, total: 8n });
  history.event("RecordSkipped", { batch: 1n, funder: wallet(9), index: 2n, reason: "0x12345678" });
  const waiting = history.sell({ seller: first, total: 5n, escrow: true });
  history.event("ReturnRejected", { id: 1n, reason: encodeBytes32String("opened"), deadline: START });
  history.time += PERIOD;
  history.settle(waiting);
  history.pay(first, 3n, wallet(77));
  history.event("PayoutFailed", { id: 4n, to: walletOf(4), amount: 1n });
  history.event("PoolSpent", { to: wallet(5), amount: 1n });
  history.pay(1, 2n);
  history.event("WalletMoved", { id: 5n, from: walletOf(5), to: wallet(500) });
  history.event("DistributorBound", { id: 2n, wallet: wallet(501), issuer: wallet(3) });
  history.refund(history.sell({ seller: second, total: 6n, escrow: true }));
  history.time += 3n * PERIOD;
  history.event("HoldLifted", { id: 2n });
}

/** A checkpoint's way through a file. */
const throughText = (from: ReportBuilder): ReportBuilder => {
  const builder = new ReportBuilder();
  readKept(builder, JSON.parse(JSON.stringify(writeKept(from))));
  return builder;
};

/** The report after all, transfers included, with the builder going through a text after so many happenings. */
function reportAfter(happenings: readonly Happening[], places: readonly number[], time: bigint) {
  let builder = new ReportBuilder();
  for (const [at, happening] of happenings.entries()) {
    if (places.includes(at)) builder = throughText(builder);
    happening(builder);
  }
  if (places.includes(happenings.length)) builder = throughText(builder);
  const kept = JSON.stringify(writeKept(builder));
  const transfer = { from: walletOf(4), to: wallet(77), amount: 4n };
  builder.transfers([transfer]);
  builder.incoming([{ ...transfer, to: wallet(1), transaction: `0x${"05".repeat(32)}`, time: START }], 4n);
  const report = builder.finish(audited(time), VERIFIED);
  return { json: reportJson(report), kept, report };
}

describe("the report from a checkpoint on", () => {
  it("is the one from the start, wherever the checkpoint was", () => {
    const happenings = happeningsOf(liveAll);
    const time = START + 4n * PERIOD;
    const whole = reportAfter(happenings, [], time);
    for (let at = 0; at <= happenings.length; at++) {
      const { json, kept } = reportAfter(happenings, [at], time);
      expect(json, `from ${at}`).to.equal(whole.json);
      expect(kept, `kept from ${at}`).to.equal(whole.kept);
    }
    const often = reportAfter(happenings, [...happenings.keys()], time);
    expect(often.json, "a checkpoint after each").to.equal(whole.json);
    expect(reportHtml(often.report) === reportHtml(whole.report)).to.equal(true);
  }).timeout(60_000);

  it("is the one from the start of a company of some years", () => {
    let time = 0n;
    const happenings = happeningsOf((history) => {
      time = liveCompany(history, { people: 60, periods: 14, sales: 1_500 });
    });
    const whole = reportAfter(happenings, [], time);
    const third = Math.floor(happenings.length / 3);
    const { json, kept } = reportAfter(happenings, [third, 2 * third], time);
    expect(json).to.equal(whole.json);
    expect(kept).to.equal(whole.kept);
    expect(whole.report.income.newest?.byTenure.length).to.be.above(1);
  });

  it("has CSV files that go on where the earlier ones end", () => {
    const happenings = happeningsOf(liveAll);
    const texts: Record<CsvFile, string[]> = { "sales.csv": [], "credits.csv": [], "claims.csv": [], "powers.csv": [] };
    const sinks = () => {
      for (const lines of Object.values(texts)) lines.push("");
      const sink = (lines: string[]) => (text: string) => {
        lines.push(`${lines.pop()}${text}`);
      };
      return Object.fromEntries(Object.entries(texts).map(([file, lines]) => [file, sink(lines)])) as never;
    };
    const run = (builder: ReportBuilder, some: readonly Happening[]) => {
      const files = new CsvFiles(TOKEN, sinks(), builder.programme);
      for (const happening of some) for (const observer of [builder, files]) happening(observer);
    };
    run(new ReportBuilder(), happenings);
    const before = new ReportBuilder();
    run(before, happenings.slice(0, 12));
    run(throughText(before), happenings.slice(12));
    for (const [file, [whole, first, rest]] of Object.entries(texts)) {
      const [head = ""] = whole?.split("\r\n") ?? [];
      expect(rest?.startsWith(`${head}\r\n`), file).to.equal(true);
      expect(`${first}${rest?.slice(head.length + 2)}`, file).to.equal(whole);
    }
  });

  it("is refused where a value is of another type, is missing, or does not fit its table", () => {
    const builder = new ReportBuilder();
    for (const happening of happeningsOf(liveAll)) happening(builder);
    const text = JSON.stringify(writeKept(builder));
    const altered: readonly (readonly [string, string, string])[] = [
      ['"lastId":5', '"lastId":"5"', "people's lastId"],
      ['"entries":', '"entrances":', "programme's entries"],
      ['"joined":[0,', '"joined":[-1,', "table"],
      ['"ranks":[0,', '"ranks":[256,', "table"],
      ['"pool":"#', '"pool":"#x', "whole numbers"],
      ['"ids":[', '"ids":{},"x":[', "ids"],
      ['"spent":[', '"spent":[0.5,', "amount"],
      [`"wallets":"AAAA`, `"wallets":"AA`, "keys"],
    ];
    for (const [from, to, named] of altered) {
      expect(text, from).to.include(from);
      const spoilt: unknown = JSON.parse(text.replace(from, to));
      expect(() => readKept(new ReportBuilder(), spoilt), from).to.throw(named);
    }
    expect(() => readKept(new ReportBuilder(), undefined)).to.throw("report");
  });

  it("is refused where it is not of the checkpoint's history, or its sums are not what is owed", () => {
    const builder = new ReportBuilder();
    const entries = [...new Invention({ seed: 8, people: 30, sales: 300, periods: 3, rule: HYBRID }).entries()];
    const history = told(entries, { observers: [builder] });
    const place = { chainId: CHAIN_ID, core: CORE, block: `0x${"ab".repeat(32)}`, number: 77n };
    const report = JSON.stringify(writeKept(builder));
    const opened = (text: string | undefined) => {
      const attachments = text === undefined ? [] : [["report", JSON.parse(text) as unknown] as const];
      return reportOf(readCheckpoint(writeCheckpoint(history, place, new Map(attachments))));
    };
    expect(JSON.stringify(writeKept(opened(report)))).to.equal(report);
    expect(() => opened(undefined)).to.throw("the checkpoint's report is not an object");
    expect(() => opened(report.replace(/"entries":(\d+)/, '"entries":1$1'))).to.throw(`${entries.length} entries`);
    for (const sum of ["profit", "byRank", "company", "paidToPeople"]) {
      const altered = report.replace(new RegExp(`"${sum}":"#(\\d+)"`), `"${sum}":"#1$1"`);
      expect(altered, sum).to.not.equal(report);
      expect(() => opened(altered), sum).to.throw("adds up to what is owed");
    }
  });
});
