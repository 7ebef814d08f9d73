import { expect } from "chai";
import { type Audit, audit, RpcSource } from "../../../packages/auditor/src/index.ts";
import { UplineClient, unpackDistributor } from "../../../packages/protocol/src/index.ts";
import { BUGS, type Bug } from "../../../tools/planted/bugs.ts";
import { type Chain, startChain } from "../../helpers/chain.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { ESCROWED, FINAL, type Market, type Member, openMarket, UNIT } from "../../helpers/market.ts";
import { plantBugs, wake } from "../../helpers/planted.ts";
import { plan } from "../../helpers/programme.ts";

// A company that runs a core with one bug planted
// - the check of the code reports the foreign code, whatever the bug does
// - the audit goes on, and names the sale, the person, both amounts and the entry from which on it is wrong

describe("an audit of a core with a bug planted", () => {
  let chain: Chain;
  let market: Market;
  let line: readonly Member[];
  let restore: () => Promise<void>;

  const send = (method: string, params: readonly unknown[]) => {
    return chain.inside.provider.request({ method, params: [...params] });
  };

  before(async function () {
    leaveOutUnderCoverage(this);
    chain = await startChain();
    market = await openMarket({ connection: chain.inside });
    line = await market.line(5);
    await market.buy(last(), FINAL);
    await plantBugs(market, send);
    const snapshot = await market.networkHelpers.takeSnapshot();
    restore = () => snapshot.restore();
  });

  beforeEach(() => restore());

  after(() => chain?.close());

  const last = () => line.at(-1)!;

  /** Audits what is there now, and expects the foreign code and the proven journal that every such core has. */
  async function audited(): Promise<Audit> {
    const done = await audit(new RpcSource(chain.url), { programme: market.address });
    expect(done.verdict).to.equal("mismatch");
    const code = done.checks.find(({ check }) => check === "code");
    expect(code?.findings.map(({ code: kind, subject }) => [kind, subject])).to.deep.equal([["code-foreign", "core"]]);
    expect(done.checks.find(({ check }) => check === "journal")?.verdict).to.equal("verified");
    return done;
  }

  /** What a check found, without the sentences. @returns Code, subject, expected, found, entry. */
  const found = ({ checks }: Audit, name: string) =>
    (checks.find(({ check }) => check === name)?.findings ?? []).map((finding) => {
      const { code, subject, expected, found: instead, entry } = finding;
      return [code, subject, expected, instead, entry];
    });

  /** Number of the journal's last entry. */
  async function lastEntry(): Promise<number> {
    return (await UplineClient.connect(market.address, market.ethers.provider).fetchJournal()).length - 1;
  }

  /** That the audit finds these credits of sale 2 wrong: subject, what the plan gives, what was paid; in tokens. */
  async function expectCredits(credits: readonly (readonly [string, number, number])[], others: unknown[] = []) {
    const entry = await lastEntry();
    const units = (tokens: number) => BigInt(tokens * 10) * (market.one / 10n);
    const expected = credits.map(([subject, right, paid]) => {
      const code = right === 0 ? "credit-without-claim" : paid === 0 ? "credit-missing" : "credit-differs";
      return [code, `sale 2, ${subject}`, units(right), units(paid), entry];
    });
    const own = others.map((one) => [...(one as unknown[]), entry]);
    expect(found(await audited(), "amounts")).to.deep.equal([...own, ...expected]);
  }

  const tests: Readonly<Record<Bug, () => Promise<void>>> = {
    async "wrong level's rate"() {
      await market.buy(last(), FINAL);
      await expectCredits([
        ["level 1, distributor 5", 4, 2.5],
        ["level 2, distributor 4", 2.5, 1.5],
        ["level 3, distributor 3", 1.5, 1],
        ["level 4, distributor 2", 1, 0.5],
      ]);
    },

    async "rounding up"() {
      await market.buy(last(), UNIT, { quantity: 33n });
      const entry = await lastEntry();
      expect(found(await audited(), "amounts")).to.deep.equal([
        ["credit-differs", "sale 2, level 1, distributor 5", 2n, 3n, entry],
        ["credit-differs", "sale 2, level 2, distributor 4", 1n, 2n, entry],
        ["credit-without-claim", "sale 2, distributor 3", 0n, 1n, entry],
        ["credit-without-claim", "sale 2, distributor 2", 0n, 1n, entry],
      ]);
    },

    async "skipped upline"() {
      await market.buy(last(), FINAL);
      await expectCredits([
        ["level 1, distributor 5", 4, 0],
        ["level 2, distributor 4", 2.5, 0],
        ["level 3, distributor 3", 1.5, 0],
        ["level 4, distributor 2", 1, 0],
      ]);
    },

    async "credit without a sale"() {
      await market.buy(line[2]!, FINAL);
      const [word, ...others] = found(await audited(), "storage");
      expect(word?.slice(0, 2)).to.deep.equal(["word-differs", "distributor 6"]);
      expect(others).to.deep.equal([]);
      const given = (of: unknown) => unpackDistributor(BigInt(of as string)).balance;
      expect([given(word?.[2]), given(word?.[3])]).to.deep.equal([35n * market.one, 36n * market.one]);
      // Once he takes it, the payout is more than all sales ever gave him.
      await market.core.connect(last().wallet).claim();
      const payout = ["payout-differs", "distributor 6", 35n * market.one, 36n * market.one, await lastEntry()];
      expect(found(await audited(), "amounts")).to.deep.equal([payout]);
    },

    async "double settlement"() {
      const sale = await market.escrow(last(), ESCROWED);
      await market.escrow(line[0]!, ESCROWED);
      await market.passWindows();
      await market.settle(sale);
      expect((await audited()).checks.find(({ check }) => check === "amounts")?.verdict).to.equal("verified");
      await market.settle(sale);
      const again = ["sale-state-wrong", `sale ${sale.id}`, "escrowed", "settled", await lastEntry()];
      const done = await audited();
      expect(found(done, "amounts")).to.deep.equal([again]);
      expect(found(done, "storage").map(([, subject]) => subject)).to.include("distributor 6");
    },

    async "hidden transfer"() {
      await market.core.connect(line[0]!.wallet).claim();
      const done = await audited();
      const missing = ["money-missing", `token ${await market.token.getAddress()}`, 99n * market.one, 98n * market.one];
      expect(found(done, "money")).to.deep.equal([[...missing, undefined]]);
      expect(found(done, "amounts"), "no event tells of it").to.deep.equal([]);
    },

    async "plan applied late"() {
      await market.setPlan(plan({ rates: [500, 400, 300] }));
      await market.buy(last(), FINAL);
      await expectCredits(
        [
          ["level 0, distributor 6", 32.5, 35],
          ["level 1, distributor 5", 2, 4],
          ["level 2, distributor 4", 1.5, 2.5],
          ["distributor 3", 0, 1.5],
          ["distributor 2", 0, 1],
        ],
        [["plan-differs", "sale 2", 2n, 1n]],
      );
    },

    async "rank that counts at once"() {
      await market.setPlan(plan({ openRanks: [0, 1] }));
      await market.setRanks([line[3]!, 1]);
      await market.buy(last(), FINAL);
      await expectCredits([
        ["distributor 5", 0, 4],
        ["distributor 4", 0, 2.5],
        ["distributor 3", 0, 1.5],
        ["distributor 2", 0, 1],
      ]);
    },
  };

  for (const bug of BUGS) {
    it(`names a ${bug}`, async () => {
      await wake(bug, send);
      await tests[bug]();
    });
  }

  it("finds nothing but the foreign code where all bugs sleep", async () => {
    await market.buy(last(), FINAL);
    const { checks } = await audited();
    expect(checks.filter(({ verdict }) => verdict === "mismatch").map(({ check }) => check)).to.deep.equal(["code"]);
  });
});
