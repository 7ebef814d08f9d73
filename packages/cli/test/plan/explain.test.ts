import { expect } from "chai";
import { FILES, TEA, writeTea } from "../helpers/tea.ts";
import { inFolder } from "../helpers/upline.ts";

describe("upline plan explain", () => {
  const test = inFolder();
  beforeEach(() => writeTea(test.folder));
  const explain = (...more: readonly string[]) => test.folder.upline("plan", "explain", ...FILES, ...more);

  it("says why an amount is what it is, by name", async () => {
    const { code, stdout } = await explain("--distributor", "1");
    expect(code).to.equal(0);
    expect(stdout).to.include("Ann earns 13.02 USD in this period\n");
    expect(stdout.replace(/\n {4}/g, " ")).to.include(
      'Ann gets 8.00 USD of "levels" (level 1): 10.00 % of 80.00 USD from sale S2. Passed over before: Ben was not active.',
    );
  });

  it("says where somebody was passed over, and why", async () => {
    const { stdout } = await explain("--distributor", "2", "--json");
    const told = JSON.parse(stdout) as { earnings: string; lines: unknown[]; passedOver: { sentence: string }[] };
    expect(told.earnings).to.equal("0");
    expect(told.lines).to.deep.equal([]);
    expect(told.passedOver.map(({ sentence }) => sentence.includes("Ben was not active"))).to.deep.equal([true, true]);
  });

  it("keeps to a sale and to a bonus", async () => {
    const ofSale = await explain("--distributor", "1", "--sale", "S3", "--json");
    const { lines } = JSON.parse(ofSale.stdout) as { lines: { amount: string }[] };
    expect(lines.map(({ amount }) => amount)).to.deep.equal(["502"]);
    const other = await explain("--distributor", "1", "--bonus", "level");
    expect(other.code).to.equal(1);
    expect(other.stderr).to.equal("Error: --bonus: the plan has no level; it has levels\n");
    const both = await explain("--distributor", "3", "--sale", "S1", "--bonus", "levels");
    expect(both.stdout).to.include('What Cleo gets, only of "levels" from sale S1\n  Nothing.\n');
    expect((await explain("--distributor", "1", "--sale", "S9")).stderr).to.equal(
      "Error: --sale: there is no sale S9\n",
    );
  });

  it("shows so many lines, and says that there are more", async () => {
    const [json, text] = await Promise.all(
      [["--json"], []].map((more) => explain("--distributor", "1", "--limit", "1", ...more)),
    );
    const { lines, notShown } = JSON.parse(json?.stdout ?? "") as { lines: unknown[]; notShown: object };
    expect(lines).to.have.length(1);
    expect(notShown).to.deep.equal({ lines: 1, passedOver: 0 });
    expect(text?.stdout).to.include("\n  1 more (--limit shows them).\n\nWhere Ann was passed over\n  Nothing.\n");
  });

  it("knows nobody who is not in the network", async () => {
    const { code, stderr } = await explain("--distributor", "9");
    expect(code).to.equal(1);
    expect(stderr).to.equal("Error: --distributor: the network has no distributor 9\n");
    expect((await explain("--distributor", "Ben")).stderr).to.equal(
      "Error: --distributor: the network has no distributor Ben; ids are taken, and of this name there is 2\n",
    );
  });

  it("says what somebody's figures are, and what he lacks", async () => {
    const ladder = { ranks: [{ name: "Low" }, { name: "High", requires: { groupVolume: { atLeast: 300 } } }] };
    writeTea(test.folder, { plan: { ...TEA, ...ladder } });
    const { stdout } = await explain("--distributor", "1");
    expect(stdout).to.include(
      [
        "Ann earns 13.02 USD in this period",
        "  paid as         Low",
        "  active          yes",
        "  own volume      60.00, of it sold to customers 60.00",
        "  group volume    240.55",
        "  lacks for High  group volume of 300",
        "",
        "What Ann gets\n",
      ].join("\n"),
    );
    const ben = await explain("--distributor", "2", "--json");
    expect((JSON.parse(ben.stdout) as { qualified: object }).qualified).to.deep.equal({
      active: false,
      activityTakes: ["customer volume of 50"],
      rank: 0,
      lacks: ["to be active", "group volume of 300"],
      ownVolume: "0",
      customerVolume: "0",
      groupVolume: "18055",
      groupVolumeByPlacement: "18055",
    });
    expect((await explain("--distributor", "2")).stdout).to.include(
      "active          no; it takes customer volume of 50\n",
    );
    writeTea(test.folder, { network: "id,sponsor,placement\n1,,\n2,1,\n3,2,1\n4,3,\n" });
    expect((await explain("--distributor", "2")).stdout).to.include("group volume  180.55, by placement 0.00\n");
  });
});
