import { expect } from "chai";
import { FILES, writeTea } from "../helpers/tea.ts";
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
  });
});
