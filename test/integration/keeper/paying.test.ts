import { expect } from "chai";
import { toBeHex } from "ethers";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { KeeperBench, until } from "../../helpers/keeping.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import type { Member } from "../../helpers/market.ts";
import { DAY } from "../../helpers/programme.ts";

// scripts/keeper.ts, paying
// - settles each sale when it is due, not before, cheapest by the order of sellers, and pushes what comes together
// - pushes only balances from the threshold on, only on schedule, and to nobody who wants none
// - in as many transactions as the gas limit asks for
// - once: what is due now; dry run: nothing
// - two keepers side by side settle and pay everything once

describe("scripts/keeper.ts, paying", () => {
  let bench: KeeperBench;
  let line: readonly Member[];
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    bench = await KeeperBench.open();
    line = await bench.market.line(6);
    const snapshot = await bench.market.networkHelpers.takeSnapshot();
    restore = () => snapshot.restore();
  });

  beforeEach(() => restore());
  afterEach(() => bench.stopAll());
  after(() => bench.close());

  const heldBy = (members: readonly Member[]) =>
    Promise.all(members.map(({ wallet }) => bench.market.token.balanceOf(wallet)));

  it("[SETTLE-1] [PAY-2] settles each sale when it is due and pays everybody without anybody's doing", async () => {
    const ids = await bench.sell(line, 2);
    const keeper = bench.start(bench.args(bench.newState()), "--push-above", "1");
    await keeper.says("keeping");
    expect(await bench.open(ids)).to.deep.equal(ids);

    await bench.market.passWindows();
    await keeper.says("pushed");
    expect(await bench.timesSettled(ids)).to.deep.equal(ids.map(() => 1));
    // Two sales each: 35 for one's own, and 4, 2.5, 1.5, 1 and 0.5 for those of one's downline.
    const each = [89n, 88n, 86n, 83n, 78n, 70n];
    expect(await bench.market.balancesOf(...line)).to.deep.equal(line.map(() => 0n));
    expect(await heldBy(line)).to.deep.equal(each.map((tokens) => tokens * bench.market.one));
    await expectConserved(bench.market);
    const { code, stdout } = await keeper.stop();
    expect(code).to.equal(0);
    expect(stdout).to.include("settled 12 sales (block").and.to.include("to 6 wallets (block");
  });

  it("[SETTLE-1] settles at the deadline, by the chain's clock, though no block is made", async () => {
    const [id = 0n] = await bench.sell(line.slice(0, 1));
    const { deadline } = await bench.market.core.saleState(id);
    bench.start(bench.args(bench.newState()));
    await bench.market.networkHelpers.time.increaseTo(deadline - 3n);
    expect(await bench.open([id])).to.deep.equal([id]);
    await bench.finished([id]);
    const { timestamp } = (await bench.market.ethers.provider.getBlock("latest"))!;
    expect(BigInt(timestamp) - deadline).to.be.within(0n, 5n);
  });

  it("[PAY-2] pushes from a threshold on, on a schedule, and to nobody who wants none", async () => {
    const { market } = bench;
    const [poor, rich, other] = [line[0]!, line[1]!, line[2]!];
    const once = () => bench.once(args, "--push-above", "39", "--push-every", "60d");
    const args = bench.args(bench.newState());
    await market.core.connect(other.wallet).setPushOff(true);
    await bench.sell([rich, other, other]);
    await market.passWindows();
    expect((await once()).stdout).to.include("pushed 43.00 TUSD to 1 wallet (");
    expect(await market.balancesOf(poor, rich, other)).to.deep.equal([9_000_000n, 0n, 70_000_000n]);

    await bench.sell([rich, rich]);
    await market.passWindows();
    expect((await once()).stdout)
      .to.include("settled 2 sales (")
      .and.not.to.include("to 1 wallet");
    await market.passWindows();
    expect((await once()).stdout).to.include("pushed 70.00 TUSD to 1 wallet (");
    expect(await market.balancesOf(poor, rich, other)).to.deep.equal([17_000_000n, 0n, 70_000_000n]);
    expect(await heldBy([poor, rich, other])).to.deep.equal([0n, 113_000_000n, 0n]);
  });

  it("[WALLET-7] pushes nothing while a recovery is pending, and goes on when it has lapsed", async () => {
    const { core, networkHelpers, token } = bench.market;
    const [rich, guardian] = [line[0]!, line[1]!];
    await core.connect(rich.wallet).setGuardian(guardian.wallet, 7 * DAY);
    await bench.sell([rich]);
    await bench.market.passWindows();
    await core.connect(guardian.wallet).startRecovery(rich.wallet, toBeHex(0xb1e, 20));
    const once = () => bench.once(bench.args(bench.newState()), "--push-above", "1");
    expect((await once()).stdout)
      .to.include("settled 1 sale (")
      .and.not.to.include("to 1 wallet");
    expect(await bench.market.balancesOf(rich)).to.deep.equal([35_000_000n]);

    await networkHelpers.time.increase(37 * DAY);
    expect((await once()).stdout).to.include("pushed 35.00 TUSD to 1 wallet (");
    expect(await token.balanceOf(rich.wallet)).to.equal(35_000_000n);
  });

  it("makes as many transactions as the gas limit asks for", async () => {
    const ids = await bench.sell(line, 4);
    await bench.market.passWindows();
    const { code, stdout } = await bench.once(bench.args(bench.newState()), "--gas-limit", "300000", "--json");
    expect(code).to.equal(0);
    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { settled?: number; gas?: string; hash?: string });
    const sent = lines.filter(({ hash }) => hash !== undefined);
    expect(sent.map(({ settled }) => settled)).to.deep.equal([12, 12, 0, 0]);
    for (const { gas } of sent) expect(Number(gas)).to.be.at.most(300_000);
    expect(await bench.timesSettled(ids)).to.deep.equal(ids.map(() => 1));
  });

  it("does once what is due now, and nothing in a dry run", async () => {
    const due = await bench.sell(line);
    await bench.market.passWindows();
    const later = await bench.sell(line);
    const args = bench.args(bench.newState());
    const height = await bench.tools.height();
    const dry = await bench.once(args, "--dry-run");
    expect(dry.code, dry.stderr).to.equal(0);
    expect(dry.stdout).to.match(/would settle 6 sales with at most \d+ gas/);
    expect(await bench.tools.height()).to.equal(height);
    const done = await bench.once(args);
    expect(done.code).to.equal(0);
    expect([await bench.open(due), await bench.open(later)]).to.deep.equal([[], later]);
    const again = await bench.once(args);
    expect(again.stdout).not.to.include("settled 6");
    expect(await bench.tools.sent(bench.accounts[0]!)).to.equal(2);
  });

  it("[SETTLE-2] does no harm beside another", async () => {
    const { market } = bench;
    const states = [bench.newState(), bench.newState()];
    for (const [i, state] of states.entries())
      bench.start(bench.args(state, bench.accounts[i]), "--push-above", "1", "--gas-limit", "1000000");
    const ids = await bench.sell(line, 8);
    await market.passWindows();
    await bench.finished(ids);
    await until(async () => (await market.balancesOf(...line)).every((balance) => balance === 0n), "all to be paid");
    expect(await bench.timesSettled(ids)).to.deep.equal(ids.map(() => 1));
    expect(await heldBy(line)).to.deep.equal([356n, 352n, 344n, 332n, 312n, 280n].map((tokens) => tokens * market.one));
    await expectConserved(market);
  });
});
