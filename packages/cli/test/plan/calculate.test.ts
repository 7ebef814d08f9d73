import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { readPlan } from "../../../engine/src/index.ts";
import { FILES, NETWORK, SALES, TEA, writeTea } from "../helpers/tea.ts";
import { inFolder } from "../helpers/upline.ts";

interface Summary {
  readonly paid: string;
  readonly breakage: string;
  readonly resultHash: string;
  readonly earners: number;
  readonly bonuses: readonly { readonly id: string; readonly paid: string; readonly remainder: string }[];
}

const summaryIn = (stdout: string) => JSON.parse(stdout) as Summary;

describe("upline plan calculate", () => {
  const test = inFolder();
  const read = (name: string) => readFileSync(test.folder.at(name), "utf8");

  it("pays levels by hand-computed amounts", async () => {
    writeTea(test.folder);
    const { code, stdout, stderr } = await test.folder.upline("plan", "calculate", ...FILES, "--json");
    expect(code).to.equal(0);
    expect(stderr).to.equal("");
    const { paid, breakage, bonuses, earners } = summaryIn(stdout);
    // Ben is not active: 10 % of S2 and 5 % of S3 pass him and go to Ann; Cleo gets 10 % of S3.
    expect({ paid, breakage, earners }).to.deep.equal({ paid: "2307", breakage: "2021", earners: 2 });
    expect(bonuses).to.have.length(1);
    expect(bonuses[0]).to.include({ id: "levels", paid: "2307", remainder: "1" });
  });

  it("writes lines, earnings, the canonical result and the summary", async () => {
    writeTea(test.folder);
    const { code, stdout } = await test.folder.upline("plan", "calculate", ...FILES, "--out", "out", "--json");
    expect(code).to.equal(0);
    expect(readdirSync(test.folder.at("out")).sort()).to.deep.equal([
      "earnings.csv",
      "lines.csv",
      "result.json",
      "summary.json",
    ]);
    expect(read("out/earnings.csv")).to.equal("distributor,amount\n1,13.02\n3,10.05\n");
    const lines = read("out/lines.csv").trim().split("\n");
    expect(lines).to.have.length(11);
    expect(lines[4]).to.equal("commission,levels,1,1,sale,S2,80.00,1000,8.00,,2 inactive,");
    expect(read("out/summary.json")).to.equal(stdout);
    const earnings = (JSON.parse(read("out/result.json")) as { earnings: unknown }).earnings;
    expect(earnings).to.deep.equal([
      [1, "1302"],
      [3, "1005"],
    ]);
  });

  it("gives the same result for CSV, JSON Lines and JSON, in any order of the rows", async () => {
    writeTea(test.folder);
    const jsonl =
      '{"id": "S3", "seller": 4, "cv": "100.55"}\n\n{"id":"S1","seller":"1","cv":60}\n{"id":"S2","seller":3,"cv":"80"}';
    test.folder.write("sales.jsonl", jsonl);
    test.folder.write("network.json", [
      { id: 4, sponsor: 3 },
      { id: 3, sponsor: 2 },
      { id: 2, sponsor: 1 },
      { id: 1, sponsor: null },
    ]);
    const others = ["--plan", "plan.json", "--network", "network.json", "--sales", "sales.jsonl"];
    const one = await test.folder.upline("plan", "calculate", ...FILES, "--json");
    const other = await test.folder.upline("plan", "calculate", ...others, "--json");
    expect(summaryIn(other.stdout).resultHash).to.equal(summaryIn(one.stdout).resultHash);
  });

  it("reads what spreadsheets write: a mark at the start, semicolons, quotes, line breaks of Windows", async () => {
    const network = '\uFEFFid;sponsor;name\r\n1;;"Ann; the first"\r\n2;1;"B\r\nen"\r\n\r\n3;2;Cleo\r\n4;3;Dan\r\n';
    writeTea(test.folder, { network, sales: SALES.replaceAll(",", "\t") });
    const { code, stdout } = await test.folder.upline("plan", "calculate", ...FILES, "--json");
    expect(code).to.equal(0);
    expect(summaryIn(stdout).paid).to.equal("2307");
  });

  it("passes over columns that are named, and no others", async () => {
    writeTea(test.folder, {
      sales: SALES.replace("cv", "cv,shop")
        .replaceAll("\nS", "\nS")
        .replace(/0\n|5\n/g, "$&"),
    });
    test.folder.write("sales.csv", "id,seller,cv,shop\nS1,1,60.00,Bern\n");
    const refused = await test.folder.upline("plan", "calculate", ...FILES);
    expect(refused.code).to.equal(1);
    expect(refused.stderr).to.include('line 1, column "shop": is not known');
    const { code } = await test.folder.upline("plan", "calculate", ...FILES, "--ignore", "shop");
    expect(code).to.equal(0);
  });

  it("carries what the plan carries from one period to the next", async () => {
    const binary = { id: "pairs", family: "binary", pays: { how: "rate", rates: [{ rate: 1000 }] } };
    const plan = { ...TEA, activity: undefined, bonuses: [binary] };
    const network = "id,sponsor\n1,\n2,1\n3,1\n";
    writeTea(test.folder, { plan, network, sales: "seller,cv,time\n2,100,2026-01-03\n3,40,2026-01-31T23:59:59Z\n" });
    const january = ["--period", "2026-01", "--next-state", "january.json"];
    const first = await test.folder.upline("plan", "calculate", ...FILES, ...january, "--json");
    expect(first.stderr).to.equal("");
    expect(summaryIn(first.stdout).paid).to.equal("400");
    test.folder.write("sales.csv", "seller,cv,time\n3,60,2026-02-01\n");
    const second = await test.folder.upline(
      ...["plan", "calculate", ...FILES, "--period", "2026-02", "--state", "january.json", "--json"],
    );
    expect(second.stderr).to.equal("");
    expect(summaryIn(second.stdout).paid).to.equal("600");
  });

  it("says when a state is of another plan or of no period before", async () => {
    writeTea(test.folder);
    test.folder.write("state.json", { plan: "0x00", period: 7, figures: {} });
    const { code, stderr } = await test.folder.upline(
      ...["plan", "calculate", ...FILES, "--state", "state.json", "--period", "2026-03-01"],
    );
    expect(code).to.equal(0);
    expect(stderr).to.equal(
      [
        "Warning: The state was computed with another plan, or another version of it. What it carries is used all the same.\n",
        "Warning: The state ends period 7, and this is period 674 (2026-03), which does not follow it. " +
          "What it carries is used all the same.\n",
      ].join(""),
    );
  });

  it("begins months on days that every month has", async () => {
    writeTea(test.folder, { sales: "seller,cv,time\n1,60.00,2026-02-27T23:59:59Z\n" });
    const period = (start: string) => test.folder.upline("plan", "calculate", ...FILES, "--period", start);
    expect((await period("2026-01-28")).code).to.equal(0);
    const late = await period("2026-01-29");
    expect(late.code).to.equal(1);
    expect(late.stderr).to.equal(
      "Error: --period: no period begins on 2026-01-29; expected a day of the calendar, at most the 28th, as not every month has more\n",
    );
    writeTea(test.folder, { plan: { ...TEA, period: { unit: "day", count: 30 } } });
    expect((await period("2026-01-29")).stderr).not.to.include("--period");
    expect((await period("2026-02-29")).stderr).to.equal(
      "Error: --period: no period begins on 2026-02-29; expected a day of the calendar\n",
    );
  });

  it("names periods by the plan's length, and takes no month for a week", async () => {
    const lengthOf = (unit: string, count: number) => {
      const plan = { ...TEA, period: { unit, count } };
      writeTea(test.folder, { plan });
      test.folder.write("state.json", { plan: readPlan(plan).hash, period: 1460, figures: {} });
    };
    lengthOf("week", 2);
    const period = (start: string) =>
      test.folder.upline(...["plan", "calculate", ...FILES, "--state", "state.json", "--period", start]);
    // 1970-01-05 was a Monday; 1,460 times two weeks later it is 2025-12-22.
    expect((await period("2026-01-19")).stderr).to.include("(2025-12-22), and this is period 1462 (2026-01-19)");
    expect((await period("2026-01-05")).stderr).to.equal("");
    const month = await period("2026-01");
    expect(month.code).to.equal(1);
    expect(month.stderr).to.equal(
      "Error: --period: 2026-01 is a month, and the plan's period is 2 weeks; expected its first day, like 2026-01-05\n",
    );
    lengthOf("day", 1);
    expect((await period("2026-01-05")).stderr).to.include(
      "period 1460 (1973-12-31), and this is period 20458 (2026-01-05)",
    );
    lengthOf("month", 3);
    expect((await period("2026-04")).stderr).to.include("period 1460 (2335-01), and this is period 225 (2026-04)");
  });

  it("leaves the files of the run before where a run fails", async () => {
    writeTea(test.folder);
    await test.folder.upline("plan", "calculate", ...FILES, "--out", "out");
    const before = read("out/lines.csv");
    test.folder.write("sales.csv", SALES.replace("60.00", "600.00"));
    // A folder stands where the last file is to be written.
    test.folder.write("taken", "");
    const { code, stderr } = await test.folder.upline(
      ...["plan", "calculate", ...FILES, "--out", "out", "--next-state", "taken/state.json"],
    );
    expect(code).to.equal(1);
    expect(stderr).to.match(/^Error: cannot write taken\/state\.json: /);
    expect(read("out/lines.csv")).to.equal(before);
    expect(readdirSync(test.folder.at("out"))).to.have.length(4);
    const onFolder = await test.folder.upline("plan", "calculate", ...FILES, "--out", "out", "--next-state", "out");
    expect(onFolder.stderr).to.equal("Error: cannot write out: a folder has this name\n");
    expect(read("out/lines.csv")).to.equal(before);
  });

  it("writes nothing for a file that is wrong", async () => {
    writeTea(test.folder, { sales: "seller,cv\n1,x\n" });
    const { code } = await test.folder.upline("plan", "calculate", ...FILES, "--out", "out", "--next-state", "s.json");
    expect(code).to.equal(1);
    expect(existsSync(test.folder.at("out"))).to.equal(false);
    expect(existsSync(test.folder.at("s.json"))).to.equal(false);
  });

  it("reads a file of many pieces to its last row", async () => {
    const people = 200;
    const count = 100_000;
    const network = `id,sponsor\n${Array.from({ length: people }, (_, at) => `${at + 1},${at || ""}\n`).join("")}`;
    const rows = Array.from({ length: count }, (_, at) => `"sale ${at}",${(at % people) + 1},1.00\n`);
    writeTea(test.folder, { network, sales: `id,seller,cv\n${rows.join("")}` });
    const { code, stdout } = await test.folder.upline("plan", "calculate", ...FILES, "--json");
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.include({ sales: count, volume: `${count * 100}`, distributors: people });
  });

  it("refuses a plan that pays for people, and computes it where it is to be analysed", async () => {
    const fee = { id: "fees", family: "unilevel", base: "enrolment", levels: [{ rate: 1000 }] };
    writeTea(test.folder, {
      plan: { ...TEA, bonuses: [fee] },
      network: NETWORK,
      sales: "seller,cv,subject\n4,100,enrolment\n3,90,product\n",
    });
    const refused = await test.folder.upline("plan", "calculate", ...FILES);
    expect(refused.code).to.equal(1);
    expect(refused.stderr).to.include("$.bonuses[0].base pays on enrolments");
    const analysed = await test.folder.upline("plan", "calculate", ...FILES, "--analyse", "--json");
    expect(analysed.code).to.equal(0);
    expect(analysed.stderr).to.include("must not be paid");
    expect(JSON.parse(analysed.stdout)).to.deep.include({
      plan: { name: "Green Tea", hash: planHash(analysed.stdout), refused: true },
    });
  });
});

const planHash = (stdout: string) => (JSON.parse(stdout) as { plan: { hash: string } }).plan.hash;
