import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { amountColumn, codeColumn, idColumn, optionalAddressColumn } from "../../../scripts/operator/csv/column.ts";
import { CsvInvalid, CsvMissing } from "../../../scripts/operator/csv/csv-invalid.ts";
import { columnHelp } from "../../../scripts/operator/csv/help.ts";
import { readCsv } from "../../../scripts/operator/csv/read.ts";

// scripts/operator/csv
// - files as spreadsheets write them: byte order mark, CRLF, quotes, empty lines, columns in any order
// - amounts are exact
// - whatever is wrong is told with line and column: columns, cells, doubles, quotes, encoding, nothing at all
// - at most twenty problems are told, with how many more there are

const UNIT = { decimals: 6, symbol: "TUSD" };
const COLUMNS = {
  id: idColumn("id", { unique: true }),
  amount: amountColumn("amount", UNIT, "12.50"),
  code: codeColumn("code", "A-1"),
  wallet: optionalAddressColumn("wallet", { optional: true, unique: true }),
} as const;

describe("CSV files", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "upline-csv-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const file = () => join(folder, "file.csv");

  function read(content: string | Uint8Array) {
    writeFileSync(file(), content);
    return readCsv(file(), COLUMNS);
  }

  function refused(content: string | Uint8Array): string {
    try {
      read(content);
    } catch (error) {
      if (error instanceof CsvInvalid) return error.message;
      throw error;
    }
    throw new Error("the file was taken");
  }

  it("are read as spreadsheets write them", () => {
    const { rows } = read(
      '\uFEFFcode,id,amount\r\n"A, ""x""",7,1\r\n\r\n  B ,08,0.000001\r\n"two\r\nlines",9,3\r\nC,10,4',
    );
    expect(rows.map(({ line, cells }) => [line, cells.id, cells.amount, cells.code.text, cells.wallet])).to.deep.equal([
      [2, 7n, 1_000_000n, 'A, "x"', null],
      [4, 8n, 1n, "B", null],
      [5, 9n, 3_000_000n, "two\r\nlines", null],
      [7, 10n, 4_000_000n, "C", null],
    ]);
  });

  it("know the line of each row, though rows look alike", () => {
    const { rows } = read("id,amount,code\n11,1,A\n1,1,A\n111,1,A\n");
    expect(rows.map(({ line }) => line)).to.deep.equal([2, 3, 4]);
  });

  it("have exact amounts, and nothing that could be read otherwise", () => {
    const amountOf = (cell: string) => COLUMNS.amount.parse(cell);
    expect(amountOf("1208925819614629174.706175")).to.equal(2n ** 80n - 1n);
    expect(amountOf("1208925819614629174.706176")).to.equal(undefined);
    expect(amountOf("0.1")).to.equal(100_000n);
    for (const wrong of ["", "1.0000001", "1,5", "1 000", "1'000", "-1", "+1", "1e3", ".5", "1.", "0x1", "٣"]) {
      expect(amountOf(wrong), wrong).to.equal(undefined);
    }
    expect(amountColumn("amount", { decimals: 0, symbol: "YEN" }, "5").parse("5.0")).to.equal(undefined);
  });

  it("must have the right columns, once each, separated by commas", () => {
    const wrong = refused("id,amount,colour,id\n1,2,3,4\n");
    expect(wrong).to.include('line 1, column "code": found missing, expected the columns id, amount, code, wallet');
    expect(wrong).to.include('line 1, column "colour": found "colour"');
    expect(wrong).to.include('line 1, column "id": found "id", expected it once');
    expect(refused("id;amount;code\n1;2;3\n"))
      .to.include('column "id": found missing')
      .and.to.include("separated by commas");
  });

  it("must have rows", () => {
    for (const empty of ["", "\n\n", "\uFEFF"]) expect(refused(empty)).to.include('column "id": found missing');
    expect(refused("id,amount,code\n")).to.include('line 2, column "id": found missing, expected at least one row');
  });

  it("must have good cells, all of which are told", () => {
    const wrong = refused(`id,amount,code,wallet\n0,1,A,\n1,1,,0x12\n2,1,${"é".repeat(16)},\n3,1\n4,1,A,,\n01,1,B,\n`);
    expect(wrong).to.include("has 6 problems");
    expect(wrong).to.include('line 2, column "id": found "0", expected a whole number from 1 to 4294967295');
    expect(wrong).to.include('line 3, column "code": found ""').and.to.include('line 3, column "wallet": found "0x12"');
    expect(wrong).to.include(`line 4, column "code": found "${"é".repeat(16)}"`);
    expect(wrong).to.include('line 5, column "code": found "2 cells", expected 4, as in the first line');
    expect(wrong).to.include('line 6, column "wallet": found "5 cells"');
  });

  it("must not say the same thing twice where it has to be different", () => {
    const zeros = "0x0000000000000000000000000000000000000001";
    const wrong = refused(`id,amount,code,wallet\n1,1,A,${zeros}\n01,1,B,\n2,1,C,\n3,1,D,${zeros}\n`);
    expect(wrong).to.include('line 3, column "id": found "01", expected another than in line 2');
    expect(wrong).to.include(`line 5, column "wallet": found "${zeros}", expected another than in line 2`);
    expect(wrong).to.include("has 2 problems");
  });

  it("must be texts with whole quotes", () => {
    expect(refused('id,amount,code\n1,1,"A\n'))
      .to.match(/line \d, column/)
      .and.to.include("comma-separated cells");
    expect(refused(new Uint8Array([0x69, 0x64, 0x0a, 0xff, 0xfe]))).to.include("no UTF-8");
    expect(() => readCsv(join(folder, "nowhere.csv"), COLUMNS)).to.throw(CsvMissing, "nowhere.csv");
  });

  it("tell twenty problems, and how many more there are", () => {
    const wrong = refused(`id,amount,code\n${Array.from({ length: 27 }, (_, i) => `${i + 1},x,A`).join("\n")}\n`);
    expect(wrong.split("\n")).to.have.lengthOf(22);
    expect(wrong).to.include("has 27 problems").and.to.include("line 21, ").and.to.include("and 7 more");
    expect(wrong).not.to.include("line 22, ");
  });

  it("are described for --help", () => {
    expect(columnHelp(COLUMNS)).to.include("  wallet (may be missing): an address, or nothing; for example 0x");
  });
});
