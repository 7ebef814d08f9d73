import { expect } from "chai";
import { csvText, plainAmount } from "../../src/parts/csv.ts";

describe("CSV files", () => {
  it("quotes what has a comma, a quote or a line break", () => {
    expect(csvText([["a,b", 'say "x"', "two\nlines", undefined, 5n]])).to.equal(
      '\uFEFF"a,b","say ""x""","two\nlines",,5\r\n',
    );
  });

  it("keeps a spreadsheet from running text as a formula", () => {
    expect(csvText([["=1+1", "+SUM(A1)", "-x", "@y", "\tz"]])).to.equal("\uFEFF'=1+1,'+SUM(A1),'-x,'@y,'\tz\r\n");
  });

  it("leaves negative numbers as they are", () => {
    expect(csvText([["-12.50", "-3", -4n]])).to.equal("\uFEFF-12.50,-3,-4\r\n");
  });

  it("writes amounts to the unit", () => {
    expect(plainAmount(1_234_500_000n, 6)).to.equal("1234.500000");
    expect(plainAmount(-5n, 2)).to.equal("-0.05");
    expect(plainAmount(7n, 0)).to.equal("7");
  });
});
