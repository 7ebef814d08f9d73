import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Company, readCompany } from "../../../scripts/chinook/data/company.ts";
import { InputInvalid, InputMissing } from "../../../scripts/chinook/data/input-invalid.ts";
import { readPlanFile } from "../../../scripts/chinook/data/plan-file.ts";
import { parseTime } from "../../../scripts/chinook/data/time.ts";

// The main job's input
// - the data of the repository is read as it is
// - whatever is malformed, missing or contradictory is refused with file, line, column, what was found and what expected

const SOURCE = "examples/chinook";
const DECIMALS = 6;

describe("the main job's data", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sales-"));
    cpSync(SOURCE, folder, { recursive: true });
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const read = (): Company => readCompany(folder, readPlanFile(join(folder, "plan.json"), DECIMALS));

  /** Changes a file; what is to be changed must be in it. */
  function change(file: string, from: string, to: string): void {
    const text = readFileSync(join(folder, file), "utf8");
    expect(text, file).to.include(from);
    writeFileSync(join(folder, file), text.replace(from, to));
  }

  function refusal(): InputInvalid {
    try {
      read();
    } catch (error) {
      if (error instanceof InputInvalid) return error;
      throw error;
    }
    throw new Error("the data was accepted");
  }

  /** That a change is refused at a place, for what is found and expected there. */
  function expectRefused(
    file: string,
    from: string,
    to: string,
    place: [number, string | number],
    words: RegExp,
  ): void {
    change(file, from, to);
    const { values, message, advice } = refusal();
    expect([values["line"], values["column"]], message).to.deep.equal(place);
    expect(message)
      .to.match(new RegExp(`${file}, line ${place[0]}, column "?${place[1]}"?: `))
      .and.to.match(words);
    expect(advice).to.include("nothing was sent");
  }

  it("is read as it is", () => {
    const { employees, customers, invoices, tracks } = read();
    expect([employees.length, customers.length, invoices.length, tracks.length]).to.deep.equal([8, 59, 412, 1984]);
    expect(invoices.flatMap(({ lines }) => lines)).to.have.length(2240);
    expect(employees[1]).to.deep.equal({ number: 2, title: "Sales Manager", superior: 1 });
    expect(invoices[0]?.lines[0]).to.deep.equal({ track: 2, quantity: 1n, price: 990_000n });
    expect(invoices.map(({ time }) => time)).to.deep.equal(invoices.map(({ time }) => time).sort());
  });

  it("may come with a byte order mark, Windows line ends, quotes, other columns and in any order", () => {
    const text = readFileSync(join(folder, "invoices.csv"), "utf8");
    const [head = "", first = "", ...rest] = text.trim().split("\n");
    const quoted = [head, ...rest, first].map((line) =>
      line
        .split(",")
        .map((cell) => `"${cell}"`)
        .concat('"x, y"'),
    );
    writeFileSync(join(folder, "invoices.csv"), `\uFEFF${quoted.map((cells) => cells.join(",")).join("\r\n")}\r\n`);
    expect(read().invoices.map(({ number }) => number)).to.deep.equal(Array.from({ length: 412 }, (_, i) => i + 1));
  });

  describe("is refused with its place", () => {
    it("if a number, an amount or a day is none", () => {
      expectRefused("invoices.csv", "2,4,2021-01-02", "two,4,2021-01-02", [3, "invoice_id"], /"two", expected a whole/);
    });

    it("if a day is not in the calendar", () => {
      expectRefused(
        "invoices.csv",
        "2021-01-02",
        "2021-02-30",
        [3, "invoice_date"],
        /"2021-02-30", expected a day like/,
      );
    });

    it("if an amount has more decimals than the token", () => {
      expectRefused("invoice_lines.csv", "1,1,2,0.99,1", "1,1,2,0.9900001,1", [2, "unit_price"], /at most 6 decimals/);
    });

    it("if an amount is not above 0", () => {
      expectRefused(
        "invoice_lines.csv",
        "1,1,2,0.99,1",
        "1,1,2,0.00,1",
        [2, "unit_price"],
        /expected an amount above 0/,
      );
    });

    it("if a quantity is 0", () => {
      expectRefused(
        "invoice_lines.csv",
        "1,1,2,0.99,1",
        "1,1,2,0.99,0",
        [2, "quantity"],
        /"0", expected a whole number/,
      );
    });

    it("if a total is not the sum of its lines", () => {
      expectRefused("invoices.csv", "Germany,1.98", "Germany,1.97", [2, "total"], /"1.97", expected the sum .* 1\.98/);
    });

    it("if a column is missing", () => {
      expectRefused(
        "customers.csv",
        "support_rep_id",
        "agent",
        [1, "support_rep_id"],
        /missing, expected such a column/,
      );
    });

    it("if a line has too few cells", () => {
      expectRefused(
        "customers.csv",
        "2,Germany,5",
        "2,Germany",
        [3, "support_rep_id"],
        /number of cells is 2, expected 3/,
      );
    });

    it("where a row begins that goes on in the next line", () => {
      expectRefused(
        "customers.csv",
        "2,Germany,5",
        'two,"Ger\nmany",5',
        [3, "customer_id"],
        /"two", expected a whole number/,
      );
    });

    it("if a quote is not closed", () => {
      change("customers.csv", "2,Germany,5", '2,"Germany,5');
      expect(refusal().message).to.match(/customers\.csv, line \d+, .*Quote Not Closed/i);
    });

    it("if two have the same number", () => {
      expectRefused(
        "customers.csv",
        "2,Germany,5",
        "1,Germany,5",
        [3, "customer_id"],
        /"1", expected a number that no line/,
      );
    });

    it("if a track has two prices", () => {
      change("invoice_lines.csv", "2,1,4,0.99,1", "2,1,2,1.99,1");
      expect(refusal().message).to.match(/line 3, column "unit_price": "1\.99", expected the price that track 2 has/);
    });

    it("if somebody is named who is not there", () => {
      expectRefused(
        "customers.csv",
        "2,Germany,5",
        "2,Germany,9",
        [3, "support_rep_id"],
        /"9", expected the number of an/,
      );
    });

    it("if an invoice is of no customer", () => {
      expectRefused(
        "invoices.csv",
        "2,4,2021",
        "2,60,2021",
        [3, "customer_id"],
        /"60", expected the number of a customer/,
      );
    });

    it("if a line is of no invoice", () => {
      change("invoices.csv", "412,58,2025-12-22,India,1.99", "413,58,2025-12-22,India,1.99");
      expect(refusal().message).to.match(
        /invoices\.csv, line 413, column "invoice_id": "413", expected an invoice of 1 to 255/,
      );
    });

    it("if somebody reports to one who comes later", () => {
      expectRefused(
        "employees.csv",
        "1,General Manager,,",
        "1,General Manager,2,",
        [2, "reports_to"],
        /a line above, or nobody/,
      );
    });

    it("if a title has no rank", () => {
      expectRefused(
        "employees.csv",
        "2,Sales Manager",
        "2,Chief",
        [3, "title"],
        /"Chief", expected a title that people\.ranks/,
      );
    });

    it("if an invoice is of a time before the people enrolled", () => {
      expectRefused(
        "invoices.csv",
        "2021-01-01",
        "2020-12-15",
        [2, "invoice_date"],
        /expected a day after people\.enrolled/,
      );
    });

    it("if a file is missing", () => {
      rmSync(join(folder, "employees.csv"));
      expect(read).to.throw(InputMissing, "employees.csv");
    });
  });

  describe("has a plan file that is refused with its place", () => {
    it("if it is no JSON", () => {
      expectRefused("plan.json", '"token": {', '"token" {', [4, 11], /is no JSON/);
    });

    it("if it ends too early", () => {
      writeFileSync(join(folder, "plan.json"), '{\n  "name": "X",');
      expect(refusal().message).to.match(/plan\.json, line 2, column 15: the text is no JSON/);
    });

    it("if a value is of another kind", () => {
      expectRefused(
        "plan.json",
        '"value": false,\n      "reason": "An emp',
        '"value": "no",\n      "reason": "An emp',
        [28, 16],
        /programme\.openToAll\.value is "no", expected true or false/,
      );
    });

    it("if a value is out of its bounds", () => {
      expectRefused(
        "plan.json",
        '"value": 3500',
        '"value": 10001',
        [24, 16],
        /programme\.cap\.value is 10001, expected .* to 10000/,
      );
    });

    it("if a time is none", () => {
      expectRefused(
        "plan.json",
        "2020-12-01T",
        "2020-13-01T",
        [12, 16],
        /programme\.start\.value is "2020-13-01T00:00:00Z"/,
      );
    });

    it("if a value is missing", () => {
      change("plan.json", '"threshold"', '"treshold"');
      expect(refusal().message).to.match(/line 66, column 11: plan\.threshold\.value is missing, expected a value/);
    });

    it("if a value has no reason", () => {
      change("plan.json", '"reason": "A month, the usual commission period."', '"reason": ""');
      expect(refusal().message).to.include("programme.periodDays.reason");
    });

    it("if one of several values is out of its bounds", () => {
      expectRefused(
        "plan.json",
        "[1, 1, 2, 3]",
        "[1, 1, 16, 3]",
        [76, 23],
        /plan\.openRanks\.value\[2\] is 16, expected 0 to 15/,
      );
    });

    it("if a rank is none", () => {
      expectRefused(
        "plan.json",
        '"IT Manager": 2',
        '"IT Manager": 2.5',
        [59, 23],
        /people\.ranks\.value\["IT Manager"\] is 2\.5/,
      );
    });

    it("if its rates are above the cap", () => {
      expectRefused(
        "plan.json",
        "[1000, 800, 500, 300]",
        "[2000, 800, 500, 300]",
        [72, 16],
        /add up to the cap, 3500, at most/,
      );
    });

    it("if the compression has another name", () => {
      expectRefused(
        "plan.json",
        '"dynamic"',
        '"elastic"',
        [84, 16],
        /is "elastic", expected one of none, standard, dynamic/,
      );
    });

    it("if it has a pool share, which nothing could pay out", () => {
      change("plan.json", '"value": 0,\n      "reason": "A bonus pool', '"value": 100,\n      "reason": "A bonus pool');
      expect(refusal().message).to.match(/plan\.poolShare\.value is 100, expected 0/);
    });

    it("if it is for a token of other decimals", () => {
      expectRefused("plan.json", '"value": 6,', '"value": 18,', [6, 16], /token\.decimals\.value is 18, expected 6/);
    });
  });
});

describe("parseTime", () => {
  it("knows times of the calendar and no others", () => {
    expect(parseTime("1970-01-02T00:00:01Z")).to.equal(86_401n);
    expect(parseTime("2024-02-29T12:00:00Z")).to.equal(1_709_208_000n);
    for (const none of [
      "2023-02-29T00:00:00Z",
      "2024-02-29",
      "2024-02-29T24:00:00Z",
      "2024-02-29T12:00:00+01:00",
      "",
    ]) {
      expect(parseTime(none), none).to.equal(undefined);
    }
  });
});
