import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { COMPANY, distributorSlot, PUSH_RESULTS } from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import { FINAL, type Market, type Member, openLine } from "../../helpers/market.ts";

describe("push", () => {
  const loaded = fixture(async () => {
    const stage = await openLine(4, { token: "RefusingToken" });
    await stage.market.buy(stage.line[3]!, FINAL);
    return stage;
  });
  /** What the sale of the fixture gave the line, from the company downwards. */
  const DUE = [1_500_000n, 2_500_000n, 4_000_000n, 35_000_000n];
  let market: Market;
  let line: Member[];
  let wallets: string[];

  beforeEach(async () => {
    ({ market, line } = await loaded());
    wallets = line.map(({ wallet }) => wallet.address);
  });

  afterEach(() => expectConserved(market));

  const held = () => Promise.all(wallets.map((wallet) => market.token.balanceOf(wallet)));

  /** Sends a push as a stranger and returns what it answers. */
  async function push(addresses: readonly string[]) {
    const core = market.core.connect(market.stranger);
    const results = await core.push.staticCall([...addresses]);
    const sent = core.push([...addresses]);
    await sent;
    return { sent, results: results.map((result) => PUSH_RESULTS[Number(result)]) };
  }

  it("[PAY-2] pays whole balances to the owners' own wallets, whoever calls", async () => {
    const { sent, results } = await push(wallets);
    expect(results).to.deep.equal(["paid", "paid", "paid", "paid"]);
    for (const [i, { id, wallet }] of line.entries()) {
      await expect(sent).to.emit(market.core, "Paid").withArgs(id, wallet, DUE[i]);
    }
    expect(await held()).to.deep.equal(DUE);
    expect(await market.balancesOf(...line)).to.deep.equal([0n, 0n, 0n, 0n]);
    expect(await market.token.balanceOf(market.stranger)).to.equal(0n);
  });

  it("[PAY-2] pays only those who are named", async () => {
    await push([wallets[1]!, wallets[3]!]);
    expect(await held()).to.deep.equal([0n, DUE[1], 0n, DUE[3]]);
    expect(await market.balancesOf(...line)).to.deep.equal([DUE[0], 0n, DUE[2], 0n]);
  });

  it("passes over a wallet that is named twice, or to which nothing is due", async () => {
    const { results } = await push([wallets[0]!, wallets[0]!, wallets[1]!]);
    expect(results).to.deep.equal(["paid", "nothingDue", "paid"]);
    expect((await push([wallets[0]!])).results).to.deep.equal(["nothingDue"]);
    expect(await held()).to.deep.equal([DUE[0], DUE[1], 0n, 0n]);
  });

  it("[PAY-2] passes over the company, whose share stays", async () => {
    const { results } = await push([market.company.wallet.address, wallets[3]!]);
    expect(results).to.deep.equal(["company", "paid"]);
    expect(await market.core.balanceOf(COMPANY)).to.equal(57_000_000n);
  });

  it("passes over wallets without a number", async () => {
    const { results } = await push([market.stranger.address, wallets[3]!, ZeroAddress, market.address]);
    expect(results).to.deep.equal(["notBound", "paid", "notBound", "notBound"]);
  });

  it("[PAY-2] passes over who switched pushes off, until he switches them on again", async () => {
    const owner = market.core.connect(line[3]!.wallet);
    await owner.setPushOff(true);
    expect((await push([wallets[3]!, wallets[2]!])).results).to.deep.equal(["pushOff", "paid"]);
    expect(await market.core.balanceOf(line[3]!.id)).to.equal(DUE[3]);
    await owner.setPushOff(false);
    expect((await push([wallets[3]!])).results).to.deep.equal(["paid"]);
    expect(await held()).to.deep.equal([0n, 0n, DUE[2], DUE[3]]);
  });

  it("[PAY-2] lets who cannot receive keep his balance, tells it, and pays all others", async () => {
    const token = await market.ethers.getContractAt("RefusingToken", market.token);
    await token.setRefused(wallets[2]!, true);
    const { sent, results } = await push(wallets);
    expect(results).to.deep.equal(["paid", "paid", "failed", "paid"]);
    await expect(sent).to.emit(market.core, "PayoutFailed").withArgs(line[2]!.id, wallets[2], DUE[2]);
    expect(await held()).to.deep.equal([DUE[0], DUE[1], 0n, DUE[3]]);
    expect(await market.balancesOf(...line)).to.deep.equal([0n, 0n, DUE[2], 0n]);
    await token.setRefused(wallets[2]!, false);
    expect((await push([wallets[2]!])).results).to.deep.equal(["paid"]);
    expect((await held())[2]).to.equal(DUE[2]);
  });

  it("[PAY-1] lets who cannot receive claim to another address", async () => {
    const token = await market.ethers.getContractAt("RefusingToken", market.token);
    await token.setRefused(wallets[2]!, true);
    const core = market.core.connect(line[2]!.wallet);
    await expect(core.claim())
      .to.be.revertedWithCustomError(token, "RefusingTokenRecipientRefused")
      .withArgs(wallets[2]);
    expect(await market.core.balanceOf(line[2]!.id)).to.equal(DUE[2]);
    await core.claimTo(market.stranger);
    expect(await market.token.balanceOf(market.stranger)).to.equal(DUE[2]);
  });

  it("[PAY-3] keeps everything but the balance, whether it pays or fails", async () => {
    await market.setRanks([line[3]!, 9]);
    const token = await market.ethers.getContractAt("RefusingToken", market.token);
    await token.setRefused(wallets[3]!, true);
    const wordOf = async (id: bigint) => await market.ethers.provider.getStorage(market.address, distributorSlot(id));
    const before = await wordOf(line[3]!.id);
    await push([wallets[3]!]);
    expect(await wordOf(line[3]!.id)).to.equal(before);
    await token.setRefused(wallets[3]!, false);
    await push([wallets[3]!]);
    expect(BigInt(await wordOf(line[3]!.id))).to.equal(BigInt(before) - (DUE[3]! << 32n));
  });

  it("answers nothing to nobody", async () => {
    const head = await market.core.journalHead();
    expect((await push([])).results).to.deep.equal([]);
    expect(await market.core.journalHead()).to.equal(head);
  });

  it("[LIFE-3] goes on while the programme is paused", async () => {
    await market.core.setPaused(true);
    expect((await push(wallets)).results).to.deep.equal(["paid", "paid", "paid", "paid"]);
  });
});
