import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { audit, type CheckResult, overall, RpcSource } from "../../../packages/auditor/src/index.ts";
import type { Chain } from "../../helpers/chain.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { GAS, type Member, openMarket } from "../../helpers/market.ts";
import { type Lying, PLANTED } from "../../liar/company.ts";
import { BUG, buildLyingCore, chainWithCore } from "../../liar/lying-core.ts";

// A company that deployed another core than the published one: one bug at a time
// - the check of the code names the foreign code, whatever it does
// - the audit goes on, and names the sale, the line, both amounts and the entry, or the word or money that is wrong

describe("a company whose core", function () {
  this.timeout(180_000);

  let chain: Chain;
  let lying: Lying;
  let fresh: Awaited<ReturnType<Lying["market"]["networkHelpers"]["takeSnapshot"]>>;

  before(async function () {
    leaveOutUnderCoverage(this);
    chain = await chainWithCore(buildLyingCore(PLANTED));
    const market = await openMarket({ connection: chain.inside });
    const line: Member[] = [];
    // Accounts that have ether from the beginning: a chain cannot prove a state in which some was given from outside.
    for (const wallet of (await market.ethers.getSigners()).slice(10, 15)) {
      const invitation = { sponsor: (line.at(-1) ?? market.company).wallet, newcomer: ZeroAddress, deadline: 0n };
      await market.core.connect(wallet).enrol(invitation, "0x", GAS);
      line.push({ id: await market.core.lastDistributorId(), wallet });
    }
    lying = { market, line: line as unknown as Lying["line"] };
    fresh = await market.networkHelpers.takeSnapshot();
  });

  afterEach(() => fresh?.restore());
  after(() => chain?.close());

  async function audited(bug: number): Promise<readonly CheckResult[]> {
    const { market } = lying;
    if (bug !== 0) await market.customer.sendTransaction({ to: BUG, value: bug });
    await (PLANTED[bug - 1] ?? PLANTED[0])!.act(lying);
    const newest = await market.ethers.provider.getBlock("latest");
    const { checks } = await audit(new RpcSource(chain.url), { programme: market.address, block: newest!.hash! });
    return checks;
  }

  const texts = (_: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);
  const shown = (results: readonly CheckResult[]) =>
    JSON.stringify(
      results.filter(({ verdict }) => verdict !== "verified" && verdict !== "reported"),
      texts,
      1,
    );

  function expectForeign(results: readonly CheckResult[]): void {
    const { verdict, findings } = results.find(({ check }) => check === "code")!;
    expect(verdict).to.equal("mismatch");
    expect(findings.map(({ code, subject }) => `${code}: ${subject}`)).to.deep.equal(["code-foreign: core"]);
    expect(overall(results)).to.equal("mismatch");
  }

  it("is another one, though it does nothing else, is told so, and everything else is verified", async () => {
    const results = await audited(0);
    expectForeign(results);
    const others = results.filter(({ check }) => check !== "code" && check !== "powers");
    for (const { check, verdict } of others)
      expect([check, verdict], shown(results)).to.deep.equal([check, "verified"]);
  });

  for (const [place, { name, found }] of PLANTED.entries()) {
    it(`${name} is found out`, async () => {
      const results = await audited(place + 1);
      expectForeign(results);
      for (const [check, code, says] of found) {
        const result = results.find((one) => one.check === check)!;
        expect(result.verdict, shown(results)).to.equal("mismatch");
        const told = result.findings.filter((one) => one.code === code);
        const one = told.find((finding) => says.test(JSON.stringify(finding, texts)));
        expect(one, shown(results)).to.not.equal(undefined);
        if (check === "amounts") expect(one!.entry).to.equal(result.findings[0]!.entry);
      }
    });
  }
});
