import { expect } from "chai";
import { CsvUnreadable, csvCellsIn, csvRecordsIn } from "../src/input/csv-records.ts";

describe("the records of a CSV text", () => {
  const text = '\uFEFFid,"a ""b"""\r\n\r\n 1 ,"two\r\nlines"\r\n1,x\r1\n';

  it("have cells without surrounding spaces, and begin in a line", () => {
    expect(csvRecordsIn(text)).to.deep.equal([
      { cells: ["id", 'a "b"'], line: 1 },
      { cells: ["1", "two\r\nlines"], line: 3 },
      { cells: ["1", "x\r1"], line: 5 },
    ]);
    expect(csvCellsIn(text)).to.deep.equal(csvRecordsIn(text).map(({ cells }) => cells));
    expect(csvRecordsIn("")).to.deep.equal([]);
  });

  it("count from the line in which the text begins, and are divided as the file is", () => {
    expect(csvRecordsIn("1;2\n1;2,3\n", ";", 40)).to.deep.equal([
      { cells: ["1", "2"], line: 40 },
      { cells: ["1", "2,3"], line: 41 },
    ]);
  });

  it("are none where a quote is not closed, and that has a place", () => {
    for (const read of [csvCellsIn, csvRecordsIn]) {
      try {
        read('1,2\n1,"2\n', ",", 10);
        expect.fail("it was taken");
      } catch (error) {
        if (!(error instanceof CsvUnreadable)) throw error;
        expect([error.line, error.column]).to.deep.equal([11, 2]);
        expect(error.message).to.match(/^Quote Not Closed: /);
        expect(error.message).not.to.include("at line");
      }
    }
  });
});
