import { expect } from "chai";
import { type ContractTransactionResponse, ZeroAddress } from "ethers";
import { saleStruct } from "../../packages/protocol/src/index.ts";
import { leaveOutUnderCoverage } from "../helpers/coverage.ts";
import { Crowd, memberOf, walletOf, workOf } from "../helpers/crowd.ts";
import { fixture } from "../helpers/fixture.ts";
import { ESCROWED, FINAL, GAS, GOODS, type Market, type Member, openMarket, orderOf, REF } from "../helpers/market.ts";
import { plan } from "../helpers/programme.ts";

/** Uplines that a sale looks at, at most. */
const WALK = 32;
const DEPTH = 10_000;
const FRONTLINE = 10_000;

/** Sixteen levels, for the active alone: where nobody is, a sale looks for them as far up as it may. */
const RATES = Array<number>(16).fill(100);
const NOBODY_ACTIVE = plan({ rates: RATES, walk: WALK, threshold: 1_000_000n });
const EVERYBODY_ACTIVE = plan({ rates: RATES, walk: WALK });

/** What each call costs beside its calldata. */
type Costs = Record<string, bigint>;

describe("attack: a network so large that a call no longer fits into a transaction", () => {
  const loaded = fixture(async () => {
    const crowd = new Crowd();
    const deep = crowd.chain(DEPTH);
    const shallow = crowd.chain(WALK + 1);
    const wide = crowd.add(1n, walletOf(crowd.next));
    crowd.frontline(wide, FRONTLINE);
    const oneOfMany = crowd.next - 1n;
    const narrow = crowd.add(1n, walletOf(crowd.next));
    const only = crowd.frontline(narrow, 1);
    const market = await openMarket({ plan: NOBODY_ACTIVE }, (core) => crowd.import(core));
    const ids = { deep, shallow, wide, oneOfMany, narrow, only };
    const people = await Promise.all(Object.entries(ids).map(async ([name, id]) => [name, await memberOf(market, id)]));
    return { market, networkHelpers: market.networkHelpers, ...(Object.fromEntries(people) as People) };
  });
  type People = Record<"deep" | "shallow" | "wide" | "oneOfMany" | "narrow" | "only", Member>;
  let stage: Awaited<ReturnType<typeof loaded>>;
  let market: Market;

  before(function () {
    leaveOutUnderCoverage(this);
  });

  beforeEach(async () => {
    stage = await loaded();
    market = stage.market;
  });

  /** What it costs to buy from a seller and all that follows, and to enrol under his sponsor or himself. */
  async function costs(seller: Member, sponsor: Member = seller): Promise<Costs> {
    const snapshot = await market.networkHelpers.takeSnapshot();
    const { core, stranger } = market;
    const measured: Costs = {};
    const measure = async (name: string, sent: Promise<ContractTransactionResponse>) => {
      measured[name] = await workOf(sent);
    };
    const invitation = { sponsor: sponsor.wallet.address, newcomer: ZeroAddress, deadline: 0n };
    await measure("enrol", core.connect(stranger).enrol(invitation, "0x", GAS));
    await measure("final purchase", market.send(orderOf(seller.id, FINAL)));
    await measure("escrowed purchase", market.send(orderOf(seller.id, ESCROWED)));
    await measure("claim", core.connect(seller.wallet).claim(GAS));
    const [sale, goods] = [await market.escrow(seller), await market.escrow(seller, GOODS)];
    await market.networkHelpers.time.increase(14n * 86_400n);
    await measure("settle", market.settle(sale));
    const returns = core.connect(market.customer);
    await measure("return", returns.requestReturn(saleStruct(goods), GAS));
    await measure("withdrawal", returns.withdrawReturn(saleStruct(goods), GAS));
    await measure("settle what was withdrawn", market.settle(goods));
    await measure("push", core.push([seller.wallet], GAS));
    await measure("rank", core.setRanks([{ id: seller.id, rank: 3 }], REF, GAS));
    await measure("hold", core.placeHold(seller.id, (await market.now()) + 60n, REF, REF, GAS));
    await measure("propose", core.connect(seller.wallet).proposeWallet(market.operator, GAS));
    await measure("move", core.acceptWallet(seller.wallet, GAS));
    await snapshot.restore();
    return measured;
  }

  it("has the chain and the frontline that it says", async () => {
    const { core } = market;
    expect(await core.lastDistributorId()).to.equal(1n + BigInt(DEPTH + WALK + 1 + 1 + FRONTLINE + 2));
    expect((await core.distributor(stage.deep.id)).sponsor).to.equal(stage.deep.id - 1n);
    expect((await core.distributor(stage.oneOfMany.id)).sponsor).to.equal(stage.wide.id);
  });

  it("a chain 10,000 deep in which nobody is active costs what the longest walk costs", async () => {
    const { credits, skipped } = await market.quote(orderOf(stage.deep.id, FINAL));
    expect([credits.length, skipped.length], "the seller's profit alone; he and 32 uplines").to.deep.equal([1, 33]);
    const measured = await costs(stage.deep);
    expect(measured).to.deep.equal(await costs(stage.shallow));
    expect(
      measured["final purchase"]! > (await costs(stage.only))["final purchase"]!,
      "less far up, it costs less",
    ).to.equal(true);
  });

  it("a chain 10,000 deep in which everybody is active costs what the longest walk costs", async () => {
    await market.setPlan(EVERYBODY_ACTIVE);
    const { credits, skipped } = await market.quote(orderOf(stage.deep.id, FINAL));
    expect([credits.length, skipped.length], "all sixteen levels").to.deep.equal([16, 0]);
    expect(await costs(stage.deep)).to.deep.equal(await costs(stage.shallow));
  });

  it("a frontline of 10,000 costs what a frontline of one costs", async () => {
    expect(await costs(stage.oneOfMany, stage.wide)).to.deep.equal(await costs(stage.only, stage.narrow));
    expect(await costs(stage.wide)).to.deep.equal(await costs(stage.narrow));
  });
});
