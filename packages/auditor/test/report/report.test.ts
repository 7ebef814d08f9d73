import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "chai";
import schema from "../../report.schema.json" with { type: "json" };
import { reportHash, reportJson } from "../../src/report/json.ts";
import { terminalReport } from "../../src/report/terminal.ts";
import { fakeReport, VERIFIED } from "../helpers/fake-report.ts";

const SIZE = { people: 60, periods: 6, sales: 400 };
const plain = { bold: String, dim: String, green: String, red: String, yellow: String };

describe("report", () => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

  it("is what its published schema says, whatever the verdict, and with an empty history", () => {
    const [first] = VERIFIED;
    const finding = { code: "x", subject: "sale 17", message: "Wrong.", expected: 10n, found: "11", entry: 4 };
    const checks = [{ ...first!, verdict: "mismatch" as const, findings: [finding] }];
    for (const report of [
      fakeReport(SIZE),
      fakeReport(SIZE, checks),
      fakeReport({ people: 0, periods: 1, sales: 0 }),
    ]) {
      validate(JSON.parse(reportJson(report)));
      expect(validate.errors).to.equal(null);
    }
  });

  it("gives the same bytes and hash for the same history, and another hash for another verdict", () => {
    const [one, two] = [fakeReport(SIZE), fakeReport(SIZE)];
    expect(reportJson(one)).to.equal(reportJson(two));
    expect(reportHash(one)).to.equal(reportHash(two));
    expect(reportHash({ ...two, verdict: "unproved" })).to.not.equal(reportHash(one));
  });

  it("writes halves of characters, which have no UTF-8, as what cannot be read", () => {
    const report = fakeReport(SIZE);
    const json = reportJson({ ...report, limits: ["\ud800"] });
    expect(JSON.parse(json).limits).to.deep.equal(["\ufffd"]);
  });

  it("adds up: what was settled is profit, commissions, pool and company, and what was placed is settled, refunded or waits", () => {
    const { money, earners } = fakeReport(SIZE);
    const levels = money.levels.reduce((sum, amount) => sum + amount, 0n);
    expect(money.profit + levels + money.byRank + money.other + money.pool + money.company).to.equal(
      money.settled.total,
    );
    expect(money.settled.total + money.refunded.total + money.escrowed.total).to.equal(money.placed.total);
    expect(money.profit + levels).to.equal(earners.credited);
    expect(money.refunded.total).to.not.equal(0n);
    expect(money.escrowed.total).to.not.equal(0n);
    expect(money.other).to.equal(0n);
  });

  it("prints a line a check, its findings with both values, and the verdict last", () => {
    const finding = { code: "x", subject: "sale 17", message: "Paid too little.", expected: 10n, found: 9n, entry: 40 };
    const checks = VERIFIED.map((check) =>
      check.check === "amounts" ? { ...check, verdict: "mismatch" as const, findings: [finding] } : check,
    );
    const lines = terminalReport(fakeReport(SIZE, checks), plain).split("\n");
    expect(lines.filter((line) => /^[✓✗?i] /.test(line))).to.have.length(8);
    expect(lines).to.include("    sale 17: Paid too little.");
    expect(lines).to.include("      expected 10, found 9, from journal entry 40 on");
    expect(lines.at(-1)).to.match(/^MISMATCH/);
    expect(terminalReport(fakeReport(SIZE), plain)).to.match(/VERIFIED.*$/);
  });

  it("shows a terminal no control characters of the chain", () => {
    const check = { ...VERIFIED[0]!, summary: "fine\u001b[2J\u202e\nVERIFIED" };
    const text = terminalReport(fakeReport(SIZE, [check]), plain);
    expect(text).to.include("fine\\u{1b}[2J\\u{202e}\\u{a}VERIFIED");
  });
});
