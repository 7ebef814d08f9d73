import { expect } from "chai";
import pc from "picocolors";
import { progressOn } from "../../../packages/cli/src/terminal/progress.ts";
import { coloursFor, widthOf } from "../../../packages/cli/src/terminal/style.ts";
import { table } from "../../../packages/cli/src/terminal/table.ts";
import { aligned, facts, grouped, percent, reflowed, wrapped } from "../../../packages/cli/src/terminal/text.ts";
import type { Report } from "../../../scripts/chinook/main-job.ts";
import { renderEarnings } from "../../../scripts/chinook/report/sections/earnings.ts";

// What scripts print
// - amounts to the unit, percentages to a tenth, lines within the terminal's width
// - tables without borders; the table of earnings in two where one does not fit
// - colours only on a terminal, and never against NO_COLOR
// - progress in a line now and then where there is no terminal

const plain = pc.createColors(false);

/** A stream that keeps what is written to it. */
function stream(properties: { isTTY?: boolean; columns?: number } = {}) {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  return { written, out: { write, ...properties } as unknown as NodeJS.WriteStream };
}

describe("amounts", () => {
  it("have all decimals of the token and are never rounded", () => {
    expect(aligned(1_076_104_069n, 6)).to.equal("1,076.104069");
    expect(aligned(90_815_400n, 6)).to.equal("90.815400");
    expect(aligned(0n, 6)).to.equal("0.000000");
    expect(aligned(1_234_567n, 0)).to.equal("1,234,567");
    expect(aligned(10n ** 24n + 1n, 18)).to.equal("1,000,000.000000000000000001");
    expect(grouped(2779)).to.equal("2,779");
  });

  it("have their share beside them, rounded to a tenth", () => {
    expect(percent(1n, 3n)).to.equal("33.3 %");
    expect(percent(2n, 3n)).to.equal("66.7 %");
    expect(percent(5n, 5n)).to.equal("100.0 %");
    expect(percent(0n, 0n)).to.equal("");
  });
});

describe("wrapped text", () => {
  it("keeps to the width, but for words that are longer", () => {
    const text = wrapped("- one two three four fiveandsixandseven", 14, "  ", "    ");
    expect(text.split("\n")).to.deep.equal(["  - one two", "    three four", "    fiveandsixandseven"]);
  });
});

describe("facts", () => {
  it("stand beside their names, within the width, and a word that is longer is not broken", () => {
    const rows = [
      ["name", "Green Tea"],
      ["bonuses", "levels and ranks and more"],
      ["hash", `0x${"1".repeat(30)}`],
    ] as const;
    expect(facts(rows, 24).split("\n")).to.deep.equal([
      "  name     Green Tea",
      "  bonuses  levels and",
      "           ranks and",
      "           more",
      `  hash     0x${"1".repeat(30)}`,
    ]);
  });
});

describe("reflowed text", () => {
  it("keeps its lines, and breaks those that are too long where they have spaces", () => {
    const text = "Error: it has 2 problems\n  line 3: found nothing there\n  line 4: short";
    expect(reflowed(text, 24).split("\n")).to.deep.equal([
      "Error: it has 2 problems",
      "  line 3: found nothing",
      "    there",
      "  line 4: short",
    ]);
  });
});

describe("a table", () => {
  it("has columns that line up and no borders", () => {
    const columns = [{ head: "name" }, { head: "gas", align: "right" } as const];
    const text = table(
      columns,
      [
        ["buy", "98,055"],
        ["settle", "1"],
      ],
      (head) => head,
    );
    expect(text.split("\n")).to.deep.equal(["  name       gas", "  buy     98,055", "  settle       1"]);
  });

  it("has no head where no column has one", () => {
    expect(table([{ head: "" }, { head: "" }], [["a", "b"]], (head) => head)).to.equal("  a  b");
  });
});

describe("the earnings table", () => {
  const one = { id: 3n, title: "Sales Manager", rank: 2n, sponsor: 2n, sales: 0, profit: 0n, total: 90_815_400n };
  const report = {
    earnings: [{ ...one, commissions: [0n, 90_815_400n, 0n] }],
    stage: { programme: { unit: { decimals: 6, symbol: "tUSD" } } },
  } as unknown as Report;

  it("is one where it fits", () => {
    const lines = renderEarnings(report, { colours: plain, width: 100 }).split("\n");
    expect(lines[1]).to.match(/id +title +rank +sponsor +sales +profit +level 1 +earned$/);
    expect(lines[2]).to.match(/3 +Sales Manager +2 +2 +– +– +90\.815400 +90\.815400$/);
    expect(lines).to.have.length(4);
  });

  it("is two where it does not, and every line keeps to the width", () => {
    const text = renderEarnings(report, { colours: plain, width: 60 });
    expect(text)
      .to.match(/id +title +rank +sponsor +sales +earned\n/)
      .and.to.match(/id +profit +level 1 +earned\n/);
    for (const line of text.split("\n")) expect(line.length, line).to.be.at.most(60);
  });
});

describe("colours", () => {
  const [noColor, forceColor, term] = [process.env["NO_COLOR"], process.env["FORCE_COLOR"], process.env["TERM"]];

  function set(name: string, value: string | undefined): void {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }

  beforeEach(() => {
    set("NO_COLOR", undefined);
    set("FORCE_COLOR", undefined);
    set("TERM", "xterm");
  });

  afterEach(() => {
    set("NO_COLOR", noColor);
    set("FORCE_COLOR", forceColor);
    set("TERM", term);
  });

  const isColoured = (isTTY: boolean) => coloursFor(stream({ isTTY }).out).bold("x") !== "x";

  it("are for terminals, unless it is said otherwise", () => {
    expect(isColoured(true)).to.equal(true);
    expect(isColoured(false)).to.equal(false);
    set("TERM", "dumb");
    expect(isColoured(true)).to.equal(false);
    set("FORCE_COLOR", "1");
    expect(isColoured(false)).to.equal(true);
    set("FORCE_COLOR", undefined);
    set("TERM", "xterm");
    set("NO_COLOR", "1");
    expect(isColoured(true)).to.equal(false);
  });

  it("come with a width between 60 and 120", () => {
    expect([40, 80, 100, 300].map((columns) => widthOf(stream({ columns }).out))).to.deep.equal([60, 80, 100, 120]);
    expect(widthOf(stream().out)).to.equal(120);
  });
});

describe("progress without a terminal", () => {
  it("is a line for what is done, and four for what takes long", () => {
    const { written, out } = stream();
    const progress = progressOn(out, plain);
    progress.done("Ready");
    progress.begin("Sales", 8);
    for (let i = 1; i <= 8; i++) progress.at(i, `${i} of 8`);
    progress.end();
    expect(written).to.deep.equal(["✓ Ready\n", ...[2, 4, 6, 8].map((i) => `  Sales ${i} of 8\n`)]);
  });
});
