import { expect } from "chai";
import { encodeBytes32String } from "ethers";
import { type EscrowedSale, RefusingToken__factory, saleStruct } from "../../../packages/protocol/src/index.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { freePort, healthAt, KeeperBench, until } from "../../helpers/keeping.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import { ESCROWED, GOODS, type Member, WINDOW } from "../../helpers/market.ts";
import { DECISION, RULING } from "../../helpers/programme.ts";

// scripts/keeper.ts and returns
// - what company or arbiter leave undecided is refunded when their time is over, not before, and is never settled
// - a return that was withdrawn is settled at once, one that was accepted is left alone
// - a refund that the token does not deliver is said, holds up nothing, and is left to the buyer

const REASON = encodeBytes32String("opened");

describe("scripts/keeper.ts and returns", () => {
  let bench: KeeperBench;
  let line: readonly Member[];
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    bench = await KeeperBench.open({ token: "RefusingToken" });
    line = await bench.market.line(2);
    const snapshot = await bench.market.networkHelpers.takeSnapshot();
    restore = () => snapshot.restore();
  });

  beforeEach(() => restore());
  afterEach(() => bench.stopAll());
  after(() => bench.close());

  const buy = (product: bigint) => bench.market.escrow(line[1]!, product);
  const byBuyer = () => bench.market.core.connect(bench.market.customer);
  const stateOf = async ({ id }: EscrowedSale) => (await bench.market.core.saleState(id)).state;
  const [ESCROW, REQUESTED, DISPUTED, SETTLED, REFUNDED] = [1n, 2n, 3n, 4n, 5n];

  it("refunds what company and arbiter leave undecided, when their time is over", async () => {
    const { market } = bench;
    const args = bench.args(bench.newState());
    const [ignored, disputed, kept] = [await buy(GOODS), await buy(GOODS), await buy(GOODS)];
    const before = await market.token.balanceOf(market.customer);
    await byBuyer().requestReturn(saleStruct(ignored));
    await byBuyer().requestReturn(saleStruct(disputed));
    await market.core.rejectReturn(saleStruct(disputed), REASON);
    const states = () => Promise.all([ignored, disputed, kept].map(stateOf));

    expect((await bench.once(args)).stdout).not.to.include("refunded");
    expect(await states()).to.deep.equal([REQUESTED, DISPUTED, ESCROW]);
    await market.networkHelpers.time.increase(DECISION);
    expect((await bench.once(args)).stdout).to.include("refunded 1 sale (");
    expect(await states()).to.deep.equal([REFUNDED, DISPUTED, ESCROW]);
    await market.networkHelpers.time.increase(RULING);
    expect((await bench.once(args)).stdout).to.include("refunded 1 sale (");
    expect(await states()).to.deep.equal([REFUNDED, REFUNDED, SETTLED]);
    expect((await market.token.balanceOf(market.customer)) - before).to.equal(ignored.total + disputed.total);
    await expectConserved(market);
  });

  it("settles at once what was withdrawn, and leaves alone what was accepted", async () => {
    const { market } = bench;
    const keeper = bench.start(bench.args(bench.newState()));
    const [withdrawn, accepted] = [await buy(GOODS), await buy(GOODS)];
    for (const sale of [withdrawn, accepted]) await byBuyer().requestReturn(saleStruct(sale));
    await keeper.says("keeping");
    await market.core.acceptReturn(saleStruct(accepted));
    await byBuyer().withdrawReturn(saleStruct(withdrawn));
    await keeper.says("settled 1 sale (");
    expect([await stateOf(withdrawn), await stateOf(accepted)]).to.deep.equal([SETTLED, REFUNDED]);
  });

  it("leaves a refund that the token does not deliver to its buyer, and is in good health all the same", async () => {
    const { market } = bench;
    const token = RefusingToken__factory.connect(await market.token.getAddress(), market.operator);
    const [stuck, other] = [await buy(ESCROWED), await buy(ESCROWED)];
    await token.setRefused(market.customer, true);
    await byBuyer().requestReturn(saleStruct(stuck));
    expect(await stateOf(stuck)).to.equal(REQUESTED);
    await market.networkHelpers.time.increase(WINDOW);
    const port = await freePort();
    const more = ["--health-port", `${port}`, "--patience", "5s", "--no-push"];
    const keeper = bench.start(bench.args(bench.newState()), ...more);
    await keeper.says("cannot refund sale 0x");
    await bench.finished([other.id]);
    await until(async () => (await healthAt(port)).openSales === 1, "it to have read that");
    const { healthy, warnings, dueSales } = await healthAt(port);
    expect([healthy, dueSales]).to.deep.equal([true, 1]);
    expect(warnings.join()).to.include("The token did not deliver");
    expect(await bench.tools.sent(bench.accounts[0]!), "transactions").to.equal(1);
    await byBuyer().refundTo(saleStruct(stuck), market.stranger);
    await until(async () => (await healthAt(port)).openSales === 0, "it to have read that as well");
    expect((await healthAt(port)).warnings).to.deep.equal([]);
  });
});
