// Reports of a journal as the contracts write it, read by the auditor's own history, beside the state that it gives.
import { expect } from "chai";
import { parse } from "csv-parse/sync";
import { parseCreditName } from "../../src/explain/credit-name.ts";
import { CreditExplainer } from "../../src/explain/explainer.ts";
import type { History } from "../../src/history/history.ts";
import type { AuditedSale, Observer } from "../../src/history/observer.ts";
import { openHistory } from "../../src/history/read.ts";
import { ReportBuilder } from "../../src/report/builder.ts";
import { type CsvFile, CsvFiles } from "../../src/report/csv/files.ts";
import type { AuditReport } from "../../src/report/document.ts";
import { TOKEN } from "../helpers/fake-report.ts";
import { Invention } from "../helpers/invention.ts";
import { CHAIN_ID, CORE } from "../helpers/journal-writer.ts";
import { HYBRID } from "../helpers/rules.ts";

/** Notes a sale of an upline's credit that is paid by level and by rank. */
class FirstOfBoth implements Observer {
  found: string | undefined;

  settled({ number, credits }: AuditedSale): void {
    const both = credits.find(({ amount, profit, byRank }) => byRank > 0n && profit > 0n && amount > profit + byRank);
    if (both !== undefined) this.found ??= `${number}/${both.id}`;
  }
}

function read(...observers: Observer[]): History {
  const invention = new Invention({ seed: 8, people: 40, sales: 500, periods: 4, rule: HYBRID });
  const history = openHistory({ chainId: CHAIN_ID, core: CORE, observers });
  for (const entry of invention.entries()) history.add(entry);
  history.finish();
  return history;
}

describe("the report of a journal", () => {
  const builder = new ReportBuilder();
  const texts = new Map<string, string>();
  const sink = (file: CsvFile) => (text: string) => texts.set(file, (texts.get(file) ?? "") + text);
  const rows = (file: CsvFile) => parse(texts.get(file) ?? "", { columns: true }) as Record<string, string>[];
  const first = new FirstOfBoth();
  let history: History;
  let report: AuditReport;

  before(() => {
    const sinks = {
      "sales.csv": sink("sales.csv"),
      "credits.csv": sink("credits.csv"),
      "claims.csv": sink("claims.csv"),
      "powers.csv": sink("powers.csv"),
    };
    history = read(builder, new CsvFiles(TOKEN, sinks, builder.programme), first);
    const block = { hash: `0x${"ab".repeat(32)}`, number: 1n, time: history.time, trusted: true };
    report = builder.finish({ chainId: 1n, programme: TOKEN.address, token: TOKEN, block }, []);
  });

  it("accounts for all that the programme owes", () => {
    const { money, earners } = report;
    expect(money.disagreed).to.equal(0);
    expect(money.other).to.equal(0n);
    expect(money.byRank > 0n).to.equal(true);
    expect(money.levels.every((amount) => amount > 0n) && money.levels.length > 1).to.equal(true);
    const people = earners.credited - money.paidToPeople;
    const company = money.company - money.paidToCompany;
    expect(people + company + money.pool - money.spentFromPool + money.escrowed.total).to.equal(history.state.owed);
    expect(money.profit + money.levels.reduce((sum, amount) => sum + amount) + money.byRank).to.equal(earners.credited);
  });

  it("writes every amount into the files once", () => {
    const { money, earners } = report;
    const sum = (file: CsvFile, column: string, of: (row: Record<string, string>) => boolean = () => true) =>
      rows(file).reduce((total, row) => total + (of(row) ? BigInt(row[column] ?? 0) : 0n), 0n);
    expect(sum("credits.csv", "amount_units", ({ distributor }) => distributor !== "1")).to.equal(earners.credited);
    expect(sum("credits.csv", "rank_units")).to.equal(money.byRank);
    expect(sum("claims.csv", "amount_units", ({ result }) => result === "paid")).to.equal(
      money.paidToPeople + money.paidToCompany,
    );
    const placed = ({ state }: Record<string, string>) => state === "final" || state === "escrowed";
    expect(sum("sales.csv", "total_units", placed)).to.equal(money.placed.total);
    expect(rows("powers.csv").length).to.equal(report.powers.uses.reduce((total, uses) => total + uses.count, 0));
  });

  it("explains a credit that is profit, level and rank at once", () => {
    const explainer = new CreditExplainer(parseCreditName(first.found ?? ""));
    read(explainer);
    const { credit, parts, credited } = explainer.story;
    expect(parts.level?.amount).to.equal(credit.amount - credit.profit - credit.byRank);
    expect(parts.other).to.equal(0n);
    expect(credited).to.not.equal(undefined);
  });
});
