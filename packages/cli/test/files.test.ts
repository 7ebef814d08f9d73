import { expect } from "chai";
import { FILES, NETWORK, SALES, TEA, writeTea } from "./helpers/tea.ts";
import { inFolder } from "./helpers/upline.ts";

describe("files that are wrong", () => {
  const test = inFolder();

  async function problemsWith(
    changed: { plan?: object; network?: string; sales?: string },
    ...more: readonly string[]
  ) {
    writeTea(test.folder, { network: NETWORK, sales: SALES, ...changed });
    const { code, stderr } = await test.folder.upline("plan", "calculate", ...FILES, ...more);
    expect(code).to.equal(1);
    return stderr;
  }

  it("are told with line, column and what was expected, all at once", async () => {
    const sales = 'id,seller,cv,price\nS1,1,60.001,\nS2,9,80,\n\n"S3",4,,\nS1,1,5,4.99\nS5,2,1,1,1\n';
    expect(await problemsWith({ sales })).to.equal(
      [
        "Error: sales.csv has 6 problems",
        '  line 2, column "cv": "60.001"; expected an amount like 12.50, without separators, with at most 2 decimals',
        '  line 3, column "seller": "9"; expected the id of a distributor or of the company',
        '  line 5, column "cv": missing; expected an amount like 12.50, without separators, with at most 2 decimals',
        '  line 6, column "price": less than the wholesale price; expected at least that (left out, it is the CV)',
        '  line 6, column "id": "S1"; expected an id that no other sale has',
        '  line 7, column "id": the line has 5 cells; expected 4, as in the first line',
        "",
      ].join("\n"),
    );
  });

  it("are told how returns and decimals are written", async () => {
    const sales = 'seller,cv,price\n1,-5.00,\n1,1,"12,50"\n1,1,x\n';
    const told = await problemsWith({ sales });
    expect(told).to.include(
      'decimals: what was returned is left out, and is no sale below 0\n  line 3, column "price"',
    );
    expect(told).to.include('at most 2 decimals: a point divides whole from decimals\n  line 4, column "price"');
    expect(told).to.match(/"x"; expected an amount [^:]* 2 decimals\n$/);
  });

  it("have a CV above the wholesale price, of which the plan's cap is a share", async () => {
    const told = await problemsWith({
      plan: { ...TEA, cap: 2000 },
      sales: "seller,cv,wholesale\n1,5,5.00\n1,5,4.99\n",
    });
    expect(told).to.equal(
      [
        "Error: sales.csv has one problem",
        '  line 3, column "cv": more than the wholesale price; expected at most that, of which the plan\'s cap is a share',
        "",
      ].join("\n"),
    );
  });

  it("are told so many problems of, and how many there are", async () => {
    const sales = `seller,cv\n${"1,x\n".repeat(150)}`;
    const told = await problemsWith({ sales });
    expect(told).to.include("sales.csv has 150 problems\n");
    expect(told).to.include("and 130 more");
    expect(told.split("\n")).to.have.length(23);
  });

  it("lack columns, or have others", async () => {
    const told = await problemsWith({ network: "ID,sponsr,id2\n1,,\n" });
    expect(told).to.include('line 1, column "id": missing; expected a column of this name');
    expect(told).to.include('line 1, column "sponsr": is not known; did you mean "sponsor"?');
  });

  it("are empty", async () => {
    expect(await problemsWith({ sales: "" })).to.include('line 1, column "seller": missing');
  });

  it("have people above themselves, unknown sponsors, and two of one id", async () => {
    expect(await problemsWith({ network: "id,sponsor\n1,2\n2,1\n" })).to.match(
      /line \d, column "sponsor": .* expected nobody to be above himself/,
    );
    expect(await problemsWith({ network: "id,sponsor\n1,7\n" })).to.include(
      'line 2, column "sponsor": "7"; expected the id of a row',
    );
    expect(await problemsWith({ network: "id,sponsor\n1,\n2,1\n1,2\n" })).to.include(
      'line 4, column "id": 1; expected an id that no other row has',
    );
  });

  it("have sales of another time than the period", async () => {
    const sales = "seller,cv,time\n1,5,2026-01-31\n1,5,2026-02-01\n1,5,2026-02-30\n";
    const told = await problemsWith({ sales }, "--period", "2026-01");
    expect(told).to.include(
      'line 3, column "time": "2026-02-01"; expected a day from 2026-01-01 to 2026-01-31, the period that is computed',
    );
    expect(told).to.include('line 4, column "time": "2026-02-30"; expected a date like 2026-01-31');
  });

  it("are no binary tree, a state of other people, and no time where days count", async () => {
    const binary = { id: "pairs", family: "binary", pays: { how: "rate", rates: [{ rate: 1000 }] } };
    const network = "id,sponsor\n1,\n2,1\n\n3,1\n4,1\n";
    writeTea(test.folder, { plan: { ...TEA, bonuses: [binary] }, network, sales: "seller,cv\n4,60\n" });
    const third = await test.folder.upline("plan", "calculate", ...FILES);
    expect(third.stderr).to.equal(
      'Error: network.csv has one problem\n  line 6, column "placement": 1; expected somebody who has no two legs already\n',
    );
    writeTea(test.folder);
    test.folder.write("state.json", '{\n"plan": "0x", "period": null,\n"figures": { "pairs.left": { "77": "5" } } }');
    const state = await test.folder.upline("plan", "calculate", ...FILES, "--state", "state.json");
    expect(state.code).to.equal(1);
    expect(state.stderr).to.include(
      'state.json has one problem\n  line 3, column 36: pairs.left: "77"; expected the id',
    );
    const start = { id: "start", family: "fast-start", of: "distributor", days: 30, levels: [{ rate: 1000 }] };
    const held = { id: "held", family: "advancement", steps: [{ rank: "High", amount: 5, withinDays: 90 }] };
    const plan = { ...TEA, ranks: [{ name: "Low" }, { name: "High", requires: { ownVolume: 9 } }] };
    writeTea(test.folder, { plan: { ...plan, bonuses: [start] } });
    const time = await test.folder.upline("plan", "calculate", ...FILES);
    expect(time.code).to.equal(1);
    expect(time.stderr).to.include('sales.csv has 3 problems\n  line 2, column "time": missing; expected');
    writeTea(test.folder, { plan: { ...plan, bonuses: [held] } });
    const period = await test.folder.upline("plan", "calculate", ...FILES);
    expect(period.code).to.equal(1);
    expect(period.stderr).to.match(/^Error: --period: missing; expected .*"held" counts days\n$/);
  });

  it("have people in another order than their ids, and are told by their own lines", async () => {
    const network = "id,sponsor,position\n9,1,\n7,1,1\n\n3,1,0\n1,,\n5,7,4\n";
    const pairs = { id: "pairs", family: "binary", pays: { how: "rate", rates: [{ rate: 1000 }] } };
    writeTea(test.folder, { plan: { ...TEA, bonuses: [pairs] }, network, sales: "seller,cv\n3,60\n" });
    expect((await test.folder.upline("plan", "calculate", ...FILES)).stderr).to.equal(
      [
        "Error: network.csv has 2 problems",
        '  line 2, column "placement": 1; expected somebody who has no two legs already',
        '  line 7, column "position": 4; expected 0 (left) or 1 (right), and nobody else\'s place',
        "",
      ].join("\n"),
    );
    const matrix = { id: "matrix", family: "matrix", width: 2, depth: 2, levels: [{ rate: 100 }], placement: "given" };
    writeTea(test.folder, { plan: { ...TEA, bonuses: [matrix] }, network, sales: "seller,cv\n3,60\n" });
    expect((await test.folder.upline("plan", "calculate", ...FILES)).stderr).to.equal(
      'Error: network.csv has one problem\n  line 2, column "placement": 1; expected a place with fewer than 2 below it\n',
    );
  });

  it("have ranks that the plan's ladder has not", async () => {
    const plan = { ...TEA, ranks: [{ name: "Low" }, { name: "High" }] };
    writeTea(test.folder, { plan, network: "id,rank\n1,High\n4,2\n3,1\n2,Hihg\n" });
    expect((await test.folder.upline("plan", "calculate", ...FILES)).stderr).to.equal(
      [
        "Error: network.csv has 2 problems",
        '  line 3, column "rank": "2"; expected one of Low, High, or its number from 0',
        '  line 5, column "rank": "Hihg"; expected one of Low, High, or its number from 0',
        "",
      ].join("\n"),
    );
    const lead = { id: "lead", family: "generation", rank: "High", title: "highest", generations: [{ rate: 500 }] };
    writeTea(test.folder, { plan: { ...plan, bonuses: [lead] } });
    test.folder.write(
      "state.json",
      '{ "plan": "0x", "period": null, "figures": {\n"plan.highestRank": { "3": "1",\n"1": "2" } } }',
    );
    expect((await test.folder.upline("plan", "calculate", ...FILES, "--state", "state.json")).stderr).to.include(
      'state.json has one problem\n  line 3, column 6: plan.highestRank: "2"; expected a whole number from 0 to 1, as the plan\'s ladder has 2 ranks',
    );
  });

  it("are long, with cells of several lines, and wrong at their end", async () => {
    const rows = Array.from({ length: 60_000 }, (_, at) => `"sale\r\n${at}, the ""next""",1,1.00\r\n`);
    const told = await problemsWith({ sales: `id,seller,cv\r\n${rows.join("")}\r\nlast,1,1.001\r\n` });
    expect(told).to.include('sales.csv has one problem\n  line 120003, column "cv": "1.001"');
  });

  it("have a quote that is not closed", async () => {
    expect(await problemsWith({ sales: 'seller,cv\n1,5\n1,"5\n1,5\n' })).to.match(/line 4, column 2: Quote Not Closed/);
  });

  it("are no text", async () => {
    writeTea(test.folder);
    test.folder.write("sales.csv", Uint8Array.from([0x73, 0xff, 0x0a]));
    const { code, stderr } = await test.folder.upline("plan", "calculate", ...FILES);
    expect(code).to.equal(1);
    expect(stderr).to.include("bytes that are no UTF-8");
  });

  it("are JSON of another shape, told with line and column", async () => {
    writeTea(test.folder);
    test.folder.write("network.json", '[\n  { "id": 1 },\n  { "id": 2, "sponsor": 1.5 },\n  7\n]');
    test.folder.write("sales.jsonl", '{"seller": 1, "cv": 5}\n{"seller": 1, "cv" 5}\n');
    const network = ["--plan", "plan.json", "--network", "network.json", "--sales", "sales.csv"];
    const one = await test.folder.upline("plan", "calculate", ...network);
    expect(one.stderr).to.include("line 3, column 25: 1.5; expected text, a whole number, true or false");
    expect(one.stderr).to.include('line 4, column 3: 7; expected an object like {"id": …}');
    const sales = ["--plan", "plan.json", "--network", "network.csv", "--sales", "sales.jsonl"];
    const other = await test.folder.upline("plan", "calculate", ...sales);
    expect(other.stderr).to.include('line 2, column 20: found "5"; expected ":" after the name');
    test.folder.write("sales.jsonl", '{"seller": 1, "cv": 5, "price1": 9}\n');
    expect((await test.folder.upline("plan", "calculate", ...sales)).stderr).to.include(
      'line 1, column 34: is not known; did you mean "price"?',
    );
  });

  it("are told to programs as well", async () => {
    writeTea(test.folder, { sales: "seller,cv\n1,-5\n" });
    const { stdout } = await test.folder.upline("plan", "calculate", ...FILES, "--json");
    const { error } = JSON.parse(stdout) as { error: { name: string; problems: object[] } };
    expect(error.name).to.equal("FileInvalid");
    expect(error.problems).to.have.length(1);
    expect(error.problems[0]).to.include({ line: 2, column: "cv" });
  });
});
