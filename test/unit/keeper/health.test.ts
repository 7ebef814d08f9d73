import { expect } from "chai";
import pc from "picocolors";
import { statusLine } from "../../../scripts/keeper/health/line.ts";
import { type LogStyle, logTo } from "../../../scripts/keeper/health/log.ts";
import { metricsText } from "../../../scripts/keeper/health/metrics.ts";
import { judge, type Status } from "../../../scripts/keeper/health/status.ts";
import { Vitals } from "../../../scripts/keeper/health/vitals.ts";
import { parseDuration, parseGas, parseGwei } from "../../../scripts/keeper/options.ts";

// How a keeper is
// - well, unless no round succeeds, or sales stay due, for too long
// - what will be a problem is a warning
// - one line for people, Prometheus's format for machines
// - a warning that is repeated is said once a minute
// - options that are none are refused

const ETHER = 10n ** 18n;
const unit = { decimals: 6, symbol: "tUSD" };
const tolerance = { patience: 600 };

function status(changes: Partial<Status> = {}): Status {
  let now = 0;
  const vitals = new Vitals(() => now);
  vitals.saw({ block: 1_234, behind: 0, openSales: 12, dueSales: 0, overdueBy: 0, reorganisations: 0 });
  vitals.sawAccount("0xabc", ETHER, ETHER / 1_000n);
  vitals.roundDone();
  now = 5_000;
  return { ...vitals.status(), ...changes };
}

describe("a keeper's health", () => {
  it("is good where nothing is wrong", () => {
    expect(status().silentFor).to.equal(5);
    expect(judge(status(), tolerance)).to.deep.equal({ healthy: true, problems: [], warnings: [] });
  });

  it("is bad where no round succeeds for too long, or the first ones fail", () => {
    const failing = { failures: 3, failure: "no connection" };
    expect(judge(status({ ...failing, silentFor: 601 }), tolerance).problems.join()).to.equal(
      "no round has succeeded for 601 s: no connection",
    );
    expect(judge(status(failing), tolerance)).to.deep.include({
      healthy: true,
      warnings: ["the last round failed: no connection"],
    });
    expect(judge(status({ ...failing, block: -1 }), tolerance).healthy).to.equal(false);
    expect(judge(status({ block: -1 }), tolerance).healthy).to.equal(true);
  });

  it("is bad where sales stay due for too long", () => {
    expect(judge(status({ dueSales: 2, overdueBy: 600 }), tolerance).healthy).to.equal(true);
    const { healthy, problems } = judge(status({ dueSales: 2, overdueBy: 601 }), tolerance);
    expect([healthy, problems.join()]).to.deep.equal([false, "2 sales are due, the first for 601 s"]);
  });

  it("warns of what was set aside and of an account that is running out of money", () => {
    const { healthy, warnings } = judge(
      status({ setAside: [["sale 0x1", "refused"]], balance: ETHER / 100n - 1n }),
      tolerance,
    );
    expect(healthy).to.equal(true);
    expect(warnings).to.deep.equal(["sale 0x1: refused", "0xabc has money for fewer than 10 transactions"]);
  });

  it("is told in one line", () => {
    const well = status({ settled: 1_002, refunded: 1, pushed: 3, pushedAmount: 12_500_000n, behind: 4 });
    const last = { hash: "0xfeed", block: 1_230, what: "settled 2 sales" };
    expect(statusLine({ ...well, lastTransaction: last }, judge(well, tolerance), unit)).to.equal(
      "healthy · block 1,234, 4 behind · 12 open · 0 due · settled 1,002 · refunded 1 · pushed 12.50 tUSD to 3 · " +
        "last 0xfeed in block 1,230 · account 1.0000 ETH",
    );
    const ill = status({ dueSales: 2, overdueBy: 3_661, balance: 0n });
    expect(statusLine(ill, judge(ill, tolerance), unit)).to.equal(
      "UNHEALTHY (2 sales are due, the first for 3661 s) · block 1,234 · 12 open · " +
        "2 due, overdue by 1 hour 1 minute 1 second · settled 0 · pushed 0.00 tUSD to 0 · nothing sent yet · " +
        "account 0.0000 ETH · warning: 0xabc has money for fewer than 10 transactions",
    );
  });

  it("adds up over transactions and rounds", () => {
    const vitals = new Vitals();
    const tally = { settled: 2, refunded: 1, pushed: 3, pushedAmount: 4n };
    vitals.mined(tally, { hash: "0x1", block: 1, what: "" });
    vitals.mined(tally, { hash: "0x2", block: 2, what: "" });
    expect([vitals.roundFailed(new Error("one")), vitals.roundFailed(new Error("two"))]).to.deep.equal([1, 2]);
    const { settled, refunded, pushed, pushedAmount, transactions, lastTransaction, failure } = vitals.status();
    expect([settled, refunded, pushed, pushedAmount, transactions, lastTransaction?.hash, failure]).to.deep.equal([
      4,
      2,
      6,
      8n,
      2,
      "0x2",
      "two",
    ]);
    vitals.roundDone();
    expect([vitals.status().failures, vitals.status().failure]).to.deep.equal([0, undefined]);
  });
});

describe("metrics", () => {
  it("each have a help, a type and a value", () => {
    const text = metricsText(status({ pushedAmount: 2n ** 90n }), { healthy: false, problems: ["x"], warnings: ["y"] });
    const blocks = text.split("# HELP ").slice(1);
    expect(blocks.length).to.equal(19);
    for (const block of blocks) {
      expect(block).to.match(/^(upline_keeper_\w+) [^\n]+\n# TYPE \1 (gauge|counter)\n\1 \d+\n$/);
    }
    expect(text).to.include("\nupline_keeper_healthy 0\n").and.to.include("\nupline_keeper_warnings 1\n");
    expect(text).to.include("\nupline_keeper_pushed_units_total 1237940039285380274899124224\n");
  });
});

describe("a keeper's log", () => {
  function heard(style: Partial<LogStyle> = {}) {
    const lines: string[] = [];
    const clock = { now: 0 };
    const log = logTo(
      (line) => lines.push(line),
      { json: false, colours: pc.createColors(false), ...style },
      () => clock.now,
    );
    return { lines, clock, log };
  }

  it("has a time and a sign", () => {
    const { lines, log } = heard();
    log.info("settled 1 sale");
    log.error("lost");
    expect(lines).to.deep.equal(["1970-01-01T00:00:00.000Z ✓ settled 1 sale", "1970-01-01T00:00:00.000Z ✗ lost"]);
  });

  it("says the same warning once a minute", () => {
    const { lines, clock, log } = heard();
    for (clock.now = 0; clock.now <= 60_000; clock.now += 20_000) log.warning("no connection");
    log.warning("another");
    log.info("again");
    log.info("again");
    expect(lines.length).to.equal(5);
  });

  it("is JSON for machines, whole numbers of the chain as digits", () => {
    const { lines, log } = heard({ json: true });
    log.info("pushed", { amount: 2n ** 70n, block: 3 });
    expect(JSON.parse(lines[0]!)).to.deep.equal({
      time: "1970-01-01T00:00:00.000Z",
      level: "info",
      text: "pushed",
      amount: "1180591620717411303424",
      block: 3,
    });
  });
});

describe("a keeper's options", () => {
  it("are durations, prices and limits of gas", () => {
    expect(["500ms", "90s", "10m", "12h", "1d"].map(parseDuration)).to.deep.equal([0.5, 90, 600, 43_200, 86_400]);
    expect(["30", "0.05", "0"].map(parseGwei)).to.deep.equal([30_000_000_000n, 50_000_000n, 0n]);
    expect(parseGas("16777216")).to.equal(16_777_216n);
  });

  it("are refused where they are none", () => {
    for (const text of ["", "10", "1.5h", "-1s", "1w", "10 m"]) expect(() => parseDuration(text), text).to.throw("90s");
    for (const text of ["", "-1", "1e9", "0.0000000001", "1,5"]) expect(() => parseGwei(text), text).to.throw("gwei");
    for (const text of ["", "99999", "16777217", "1e6"]) expect(() => parseGas(text), text).to.throw("16777216");
  });
});
