import { expect } from "chai";
import { parse } from "csv-parse/sync";
import { encodeBytes32String, hexlify, zeroPadBytes } from "ethers";
import { ProgrammeFacts } from "../../src/people/programme.ts";
import { CSV_FILES, type CsvFile, CsvFiles } from "../../src/report/csv/files.ts";
import { csvRow } from "../../src/report/csv/row.ts";
import { credit, DAY, FakeHistory, START, wallet, walletOf } from "../helpers/fake-history.ts";
import { TOKEN } from "../helpers/fake-report.ts";

/** Writes the files of a history and reads them back, a record a row. */
function filesOf(live: (history: FakeHistory) => void): Record<CsvFile, Record<string, string>[]> {
  const texts = Object.fromEntries(Object.keys(CSV_FILES).map((file) => [file, ""])) as Record<CsvFile, string>;
  const sink = (file: CsvFile) => (text: string) => {
    texts[file] += text;
  };
  const sinks = {
    "sales.csv": sink("sales.csv"),
    "credits.csv": sink("credits.csv"),
    "claims.csv": sink("claims.csv"),
    "powers.csv": sink("powers.csv"),
  };
  const programme = new ProgrammeFacts();
  live(new FakeHistory(programme, new CsvFiles(TOKEN, sinks, programme)).begin());
  return Object.fromEntries(
    Object.entries(texts).map(([file, text]) => [file, parse(text, { columns: true }) as Record<string, string>[]]),
  ) as Record<CsvFile, Record<string, string>[]>;
}

describe("CSV files", () => {
  it("have a row for each step of a sale, with exact integers, decimals and UTC times", () => {
    const files = filesOf((history) => {
      const seller = history.enrol(1);
      history.time = START + DAY;
      const credits = [credit(seller, 250_001n, [0], { profit: 150_001n })];
      const escrowed = history.sell({ seller, total: 2_000_000n, volume: 1_000_000n, credits, escrow: true });
      const returned = history.sell({ seller, total: 5n, escrow: true });
      history.time = START + 15n * DAY;
      history.settle(escrowed);
      history.refund(returned);
      history.sell({ seller, total: 7n, agreed: false });
    });
    const states = files["sales.csv"].map(({ sale, state }) => `${sale} ${state}`);
    expect(states).to.deep.equal(["1 escrowed", "2 escrowed", "1 settled", "2 refunded", "3 final"]);
    const [placed, , settled, , final] = files["sales.csv"];
    expect(placed).to.include({ total_units: "2000000", total: "2.000000", volume: "1.000000", lines: "1:1:2000000" });
    expect(placed).to.include({ time: "2024-01-02T00:00:00Z", kind: "retail", reference: "order 1", agreed: "yes" });
    expect(settled).to.include({ time: "2024-01-16T00:00:00Z", total_units: "2000000" });
    expect(final).to.include({ id: "", agreed: "no" });
    expect(files["credits.csv"]).to.have.length(1);
    expect(files["credits.csv"][0]).to.include({
      sale: "1",
      distributor: "2",
      time: "2024-01-16T00:00:00Z",
      amount_units: "250001",
      amount: "0.250001",
      profit_units: "150001",
      level: "0",
      level_units: "100000",
      rank_units: "0",
      other_units: "0",
    });
  });

  it("tell payouts that went through and that failed", () => {
    const { "claims.csv": claims } = filesOf((history) => {
      const id = history.enrol(1);
      history.pay(id, 12n, wallet(77));
      history.event("PayoutFailed", { id: 2n, to: walletOf(id), amount: 3n });
    });
    expect(claims.map(({ to, amount_units, result }) => [to, amount_units, result])).to.deep.equal([
      [wallet(77), "12", "paid"],
      [walletOf(2), "3", "failed"],
    ]);
  });

  it("list every use of a power", () => {
    const { "powers.csv": powers } = filesOf((history) => {
      history.event("HoldPlaced", {
        id: 2n,
        reason: encodeBytes32String("court order"),
        evidence: wallet(0),
        until: START + DAY,
      });
      history.event("PoolSpent", { to: wallet(9), amount: 1_500_000n });
    });
    expect(powers.slice(-2).map(({ group, event, subject, detail }) => [group, event, subject, detail])).to.deep.equal([
      [
        "holds",
        "HoldPlaced",
        "distributor 2",
        "claims held until 2024-01-02T00:00:00Z; reason: court order; evidence: nothing",
      ],
      ["contracts", "PoolSpent", wallet(9), "1.50 tUSD spent from the bonus pool"],
    ]);
  });

  it("let no text of the chain become a formula", () => {
    const attacks = ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1", '=cmd|"/c calc"!A1'];
    const { "sales.csv": sales } = filesOf((history) => {
      for (const attack of attacks) {
        history.sell({ seller: 1, total: 1n, ref: zeroPadBytes(hexlify(new TextEncoder().encode(attack)), 32) });
      }
    });
    for (const { reference = "" } of sales) expect(reference).to.match(/^(['\\]|0x)/);
    expect(sales[0]).to.include({ reference: "'=1+1" });
  });

  it("quote what would break a row, and show control characters", () => {
    expect(csvRow(['a"b', "c,d", "e\r\nf", "\u202etxt", 5n, undefined, -3])).to.equal(
      '"a""b","c,d",e\\u{d}\\u{a}f,\\u{202e}txt,5,,-3\r\n',
    );
  });
});
