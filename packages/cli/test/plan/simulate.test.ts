import { expect } from "chai";
import { FILES, TEA, writeTea } from "../helpers/tea.ts";
import { inFolder } from "../helpers/upline.ts";

interface Simulated {
  readonly data: string;
  readonly volume: string;
  readonly commissions: string;
  readonly breakage: string;
  readonly payoutRatio: number;
  readonly earnNothing: number;
  readonly topPercentGets: number;
  readonly earnings: { readonly people: number; readonly nothing: number; readonly most: string };
}

const simulatedIn = (stdout: string) => JSON.parse(stdout) as Simulated;

describe("upline plan simulate", () => {
  const test = inFolder();
  beforeEach(() => writeTea(test.folder));
  const simulate = (...more: readonly string[]) =>
    test.folder.upline("plan", "simulate", "--plan", "plan.json", ...more);

  it("says the same of the same invented company, and something else of another", async () => {
    const small = ["--people", "300", "--periods", "2"];
    const [one, again, other] = [
      await simulate(...small),
      await simulate(...small),
      await simulate(...small, "--seed", "2"),
    ];
    expect(one.code).to.equal(0);
    expect(one.stdout).to.match(
      /\n\n {2}bonus or cap +paid +in goods +breakage +remainder\n {2}levels +[\d,.]+ +0\.00 +[\d,.]+ +[\d,.]+\n$/,
    );
    expect(one.stdout).to.include("who earn nothing").and.to.include("invented (seed 1)");
    expect(again.stdout).to.equal(one.stdout);
    expect(other.stdout).to.not.equal(one.stdout);
  });

  it("pays nobody where nobody sells, and nobody above where all buy for themselves", async () => {
    const idle = simulatedIn((await simulate("--people", "50", "--selling", "0", "--json")).stdout);
    expect(idle).to.include({ volume: "0", commissions: "0", earnNothing: 10_000, topPercentGets: 0 });
    const own = simulatedIn((await simulate("--people", "50", "--own-use", "100", "--json")).stdout);
    expect(own.commissions).to.equal("0");
  });

  it("tries a plan on data of one's own", async () => {
    const [, , network, networkFile = "", sales, salesFile = ""] = FILES;
    const { code, stdout } = await simulate(network, networkFile, sales, salesFile, "--json");
    expect(code).to.equal(0);
    const told = simulatedIn(stdout);
    expect(told.data).to.equal("4 distributors and 3 sales, as given");
    // 13.02 and 10.05 of 240.55 are paid to two of four.
    expect(told).to.include({
      commissions: "2307",
      volume: "24055",
      payoutRatio: 959,
      breakage: "2021",
      earnNothing: 5000,
    });
    expect(told.earnings).to.include({ people: 4, nothing: 2, most: "1302" });
    expect(told.topPercentGets).to.equal(5643);
  });

  it("tells people and sales of one's own only together, and wrong rows with their lines", async () => {
    const alone = await simulate("--network", "network.csv");
    expect(alone.code).to.equal(2);
    expect(alone.stderr).to.equal("error: --network and --sales belong together\n");
    test.folder.write("sales.csv", "seller,cv\n1,5\n8,5\n");
    const wrong = await simulate("--network", "network.csv", "--sales", "sales.csv");
    expect(wrong.code).to.equal(1);
    expect(wrong.stderr).to.include('line 3, column "seller": "8"');
  });

  it("invents the same company in a token of 18 decimals, to its last unit", async () => {
    const cents = simulatedIn((await simulate("--people", "300", "--json")).stdout);
    test.folder.write("plan.json", { ...TEA, currency: { code: "TKN", decimals: 18 } });
    const { code, stdout } = await simulate("--people", "300", "--json");
    expect(code).to.equal(0);
    const token = simulatedIn(stdout);
    expect(token).to.include({ data: cents.data, earnNothing: cents.earnNothing });
    // A CV of 75 % of the wholesale price may end in half a cent, which only cents round.
    const sales = Number(/ (\d+) sales/.exec(cents.data)?.[1]);
    const [volume, rounded] = [BigInt(token.volume), BigInt(cents.volume) * 10n ** 16n];
    expect(sales > 300 && volume >= rounded && volume - rounded < BigInt(sales) * 10n ** 16n).to.equal(true);
    expect(token.volume).to.match(/^[1-9]\d{20,}$/);
  });
});

describe("upline plan compare", () => {
  const test = inFolder();
  const none = { ...TEA, name: "Plain", bonuses: [{ ...TEA.bonuses[0], compression: "none" }] };
  beforeEach(() => {
    writeTea(test.folder);
    test.folder.write("plain.json", none);
  });
  const compare = (...more: readonly string[]) =>
    test.folder.upline("plan", "compare", "plan.json", "plain.json", ...more);

  it("says who earns more and who less on the same sales", async () => {
    const { code, stdout } = await compare(...FILES.slice(2), "--json");
    expect(code).to.equal(0);
    const told = JSON.parse(stdout) as { first: Simulated; second: Simulated; mostLost: object; mostGained: unknown };
    expect([told.first.commissions, told.second.commissions]).to.deep.equal(["2307", "1706"]);
    // Without compression Ann gets 5 % of S2 and 3 % of S3, instead of 10 % and 5 %.
    expect(told).to.deep.include({
      more: 0,
      same: 3,
      less: 1,
      mostGained: null,
      mostLost: { distributor: 1, amount: "-601" },
    });
  });

  it("sets both side by side for people", async () => {
    const { stdout } = await compare("--people", "200");
    expect(stdout).to.include("Green Tea and Plain\n");
    expect(stdout).to.match(/who earn nothing +\d+ of 200 +\d+ of 200\n +\d+\.\d % +\d+\.\d %\n/);
    expect(stdout).to.match(
      /commissions +[\d,.]+ USD +[\d,.]+ USD\n +\d+\.\d % of the volume +\d+\.\d % of the volume\n/,
    );
    const [, ...rows] = stdout.split("\n").filter((line) => !line.startsWith("  On "));
    for (const row of rows) expect(row.length, row).to.be.at.most(80);
    expect(stdout).to.match(/\d+ earn more, \d+ the same, \d+ less\./);
  });

  it("compares nothing in two currencies of different decimals", async () => {
    test.folder.write("plain.json", { ...none, currency: { code: "USD", decimals: 6 } });
    const { code, stderr } = await compare();
    expect(code).to.equal(1);
    expect(stderr).to.include("have 2 and 6 decimals");
  });

  it("tells people by name, and two plans of one name by their files", async () => {
    test.folder.write("plain.json", { ...none, name: TEA.name });
    const { stdout, stderr } = await compare(...FILES.slice(2));
    expect(stderr).to.equal("");
    expect(stdout).to.include("With plain.json instead of plan.json\n");
    expect(stdout).to.include("  Ann loses most: 6.01 USD.\n");
  });

  it("warns of plans in two currencies, or of two lengths", async () => {
    test.folder.write("plain.json", {
      ...none,
      currency: { code: "EUR", decimals: 2 },
      period: { unit: "week", count: 2 },
    });
    const { code, stderr } = await compare("--people", "50");
    expect(code).to.equal(0);
    expect(stderr).to.equal(
      "Warning: the plans are in USD and EUR: amounts are compared as if these were worth the same.\n" +
        "Warning: the plans' periods are of one month and 2 weeks: both are tried on those of the first.\n",
    );
  });

  it("needs two plans", async () => {
    expect((await test.folder.upline("plan", "compare", "plan.json")).code).to.equal(2);
  });
});
