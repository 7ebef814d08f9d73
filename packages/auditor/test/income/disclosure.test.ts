import { expect } from "chai";
import fc from "fast-check";
import { distributionOf } from "../../src/income/distribution.ts";
import { ReportBuilder } from "../../src/report/builder.ts";
import type { AuditReport } from "../../src/report/document.ts";
import { credit, DAY, FakeHistory, PERIOD, START, walletOf } from "../helpers/fake-history.ts";
import { audited } from "../helpers/fake-report.ts";

function reportOf(live: (history: FakeHistory) => void, end: bigint): AuditReport {
  const builder = new ReportBuilder();
  live(new FakeHistory(builder).begin());
  return builder.finish(audited(end), []);
}

describe("distribution", () => {
  it("is that of the sorted list with all its zeros", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -50n, max: 10n ** 20n })), fc.nat(30), (amounts, zeros) => {
        const given = amounts.filter((amount) => amount !== 0n);
        const all = [...given, ...new Array<bigint>(zeros).fill(0n)].sort((a, b) => (a < b ? -1 : 1));
        const found = distributionOf([...given], all.length);
        for (const [name, share] of [
          ["p10", 10],
          ["p25", 25],
          ["median", 50],
          ["p75", 75],
          ["p90", 90],
          ["p99", 99],
        ] as const) {
          expect(found[name]).to.equal(all[Math.max(0, Math.ceil((all.length * share) / 100) - 1)] ?? 0n);
        }
        expect(found.nothing).to.equal(all.filter((amount) => amount <= 0n).length);
        expect(found.sum).to.equal(all.reduce((sum, amount) => sum + amount, 0n));
        expect(found.mean * BigInt(all.length) <= found.sum).to.equal(true);
        expect((found.mean + 1n) * BigInt(all.length) > found.sum || all.length === 0).to.equal(true);
      }),
    );
  });
});

describe("income disclosure", () => {
  it("counts everybody enrolled by the end of the period, the company aside, those with zero included", () => {
    const { income } = reportOf(
      (history) => {
        const seller = history.enrol(1);
        for (let more = 0; more < 8; more++) history.enrol(1);
        history.sell({ seller, total: 100n, credits: [credit(seller, 30n, [0], { profit: 20n }), credit(1, 5n, [1])] });
        history.time = START + PERIOD + 1n;
        history.enrol(1);
      },
      START + 2n * PERIOD,
    );
    expect(income.periods.map(({ period, all }) => [period, all.measures.gross.people])).to.deep.equal([
      [0, 9],
      [1, 10],
    ]);
    const [first] = income.periods;
    expect(first?.all.measures.gross).to.include({ nothing: 8, median: 0n, p90: 30n, p99: 30n, mean: 3n, sum: 30n });
    expect(first?.all.measures.commissions).to.include({ p99: 10n, sum: 10n });
  });

  it("counts a sale when it is paid out, and a refunded one never", () => {
    const { income } = reportOf(
      (history) => {
        const seller = history.enrol(1);
        const credits = [credit(seller, 30n, [0])];
        const kept = history.sell({ seller, total: 100n, credits, escrow: true });
        const returned = history.sell({ seller, total: 100n, credits, escrow: true });
        history.time = START + PERIOD + DAY;
        history.refund(returned);
        history.settle(kept);
      },
      START + 2n * PERIOD,
    );
    expect(income.periods.map(({ all }) => all.measures.gross.sum)).to.deep.equal([0n, 30n]);
    expect(income.all.measures.gross.sum).to.equal(30n);
  });

  it("takes own purchases off net, whichever wallet made them, and lets net fall below zero", () => {
    const { income } = reportOf((history) => {
      const [one, two] = [history.enrol(1), history.enrol(1)];
      history.sell({ seller: one, kind: "personal", total: 70n, credits: [credit(one, 10n, [0])] });
      history.event("WalletMoved", { id: BigInt(two), from: walletOf(two), to: walletOf(99) });
      history.sell({
        seller: one,
        kind: "distributor",
        buyer: walletOf(99),
        total: 15n,
        credits: [credit(two, 40n, [1])],
      });
      history.sell({ seller: two, kind: "distributor", buyer: walletOf(two), total: 1n });
    }, START + PERIOD);
    const { net, gross } = income.newest!.all.measures;
    expect(gross).to.include({ p10: 10n, most: 40n, sum: 50n, nothing: 0 });
    expect(net).to.include({ p10: -60n, most: 24n, sum: -36n, mean: -18n, nothing: 1 });
  });

  it("splits by the rank that counted in the period and by tenure", () => {
    const { income } = reportOf(
      (history) => {
        const old = history.enrol(1);
        history.time = START + 4n * PERIOD - 1n;
        const young = history.enrol(1);
        history.setRanks([old, 3]);
        history.time = START + 4n * PERIOD;
        history.setRanks([old, 5], [young, 2]);
        history.sell({ seller: old, total: 9n, credits: [credit(old, 7n, [0]), credit(young, 1n, [1])] });
        history.time = START + 5n * PERIOD;
        history.setRanks([old, 9]);
      },
      START + 5n * PERIOD + 1n,
    );
    const told = (groups: NonNullable<typeof income.newest>["byRank"]) =>
      groups.map(({ group, measures: { gross } }) => [group, gross.people, gross.sum]);
    expect(told(income.newest!.byRank)).to.deep.equal([
      ["rank 0", 1, 1n],
      ["rank 3", 1, 7n],
    ]);
    expect(told(income.newest!.byTenure)).to.deep.equal([
      ["under 90 days", 1, 1n],
      ["90 days to 1 year", 1, 7n],
    ]);
  });

  it("discloses no period that the opening or the audited block cuts", () => {
    const builder = new ReportBuilder();
    const history = new FakeHistory(builder);
    history.time = START + DAY;
    history.begin().enrol(1);
    const { income } = builder.finish(audited(START + 3n * PERIOD - 1n), []);
    expect(income.periods.map(({ period }) => period)).to.deep.equal([1]);
  });

  it("counts imported people from the opening on", () => {
    const builder = new ReportBuilder();
    const history = new FakeHistory(builder);
    history.event("ProgrammeCreated", {
      settings: {
        token: walletOf(1),
        start: START,
        periodLength: PERIOD,
        notice: 0n,
        cap: 0n,
        markup: 0n,
        openToAll: true,
      },
      treasury: walletOf(1),
      admin: walletOf(1),
    });
    history.enrol(0);
    history.import(1, false, 2);
    history.time = START + 5n * PERIOD;
    history.event("ProgrammeOpened", { plan: 1n });
    const { income, people } = builder.finish(audited(START + 6n * PERIOD), []);
    expect(people).to.include({ enrolled: 1, imported: 1, unbound: 1 });
    expect(income.newest?.byTenure.map(({ group }) => group)).to.deep.equal(["under 90 days"]);
    expect(income.newest?.byRank.map(({ group }) => group)).to.deep.equal(["rank 2"]);
  });
});
