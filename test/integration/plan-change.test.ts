import { expect } from "chai";
import { fixture } from "../helpers/fixture.ts";
import { expectConserved } from "../helpers/ledger.ts";
import { ESCROWED, FINAL, type Market, type Member, openLine, WINDOW } from "../helpers/market.ts";
import { DAY, NOTICE, type Plan, plan } from "../helpers/programme.ts";

/** Of the market's product: 30 of profit; the CV is 50, so a per cent of it is half a token. */
const PROFIT = 30_000_000n;
const PERCENT = 500_000n;

const LEVELS = plan({ rates: [1_000, 800, 500] });
const RANKS = plan({ rates: [], rankRates: [200, 1_000, 2_000] });
const DOCUMENT = "From April on we pay by rank: 2, 10 and 20 %.";

describe("a company changes its plan", () => {
  const loaded = fixture(async () => {
    const stage = await openLine(3, { notice: NOTICE, plan: LEVELS });
    const [top, middle] = stage.line as [Member, Member];
    await stage.market.setRanks([top, 2], [middle, 1]);
    return stage;
  });
  let market: Market;
  let line: Member[];
  let seller: Member;

  beforeEach(async () => {
    const { line: members, ...stage } = await loaded();
    market = stage.market;
    line = members.toReversed();
    seller = line[0]!;
  });

  afterEach(() => expectConserved(market));

  const BY_LEVEL = [PROFIT + 10n * PERCENT, 8n * PERCENT, 5n * PERCENT];
  const BY_RANK = [PROFIT + 2n * PERCENT, 8n * PERCENT, 10n * PERCENT];

  const schedule = async (next: Plan, from: bigint, document = DOCUMENT) =>
    market.core.schedulePlan(next, from, document);
  const at = (time: bigint) => market.networkHelpers.time.setNextBlockTimestamp(time);
  const amounts = (sale: { credits: readonly { amount: bigint }[] }) => sale.credits.map(({ amount }) => amount);

  it("[PLAN-3] [PLAN-5] tells it a notice before, and cannot do it faster", async () => {
    const time = (await market.now()) + 100n;
    const earliest = time + BigInt(NOTICE);
    await at(time);
    await expect(schedule(RANKS, earliest - 1n))
      .to.be.revertedWithCustomError(market.core, "PlanNoticeTooShort")
      .withArgs(earliest - 1n, earliest);
    await market.networkHelpers.time.setNextBlockTimestamp(time + 1n);
    await schedule(RANKS, earliest + 1n);
    const [told] = (await market.core.queryFilter(market.core.filters.PlanScheduled())).slice(-1);
    expect(told!.args.document).to.equal(DOCUMENT);
    expect(told!.args.plan.rankRates.map(Number)).to.deep.equal(RANKS.rankRates);
    // Everybody can read it, terms and document, for a month, and what he sells meanwhile is paid by the old one.
    const scheduled = await market.core.planScheduled();
    expect([scheduled.version, scheduled.from]).to.deep.equal([2n, earliest + 1n]);
    expect(amounts(await market.buy(seller, FINAL))).to.deep.equal(BY_LEVEL);
    // Nor does a pause help it: it stops new sales, the plan stays.
    await market.core.setPaused(true);
    await market.core.setPaused(false);
    expect((await market.core.planInForce()).version).to.equal(1n);
  });

  it("[PLAN-4] [SALE-13] pays by the old plan what was sold until the last second, by the new one what comes after", async () => {
    const from = (await market.now()) + BigInt(NOTICE + DAY);
    await schedule(RANKS, from);
    await market.networkHelpers.time.increaseTo(from - WINDOW + 50n);
    const early = await market.escrow(seller);

    await at(from - 1n);
    const last = await market.escrow(seller);
    await at(from);
    const first = await market.escrow(seller);
    expect([last, first].map(({ plan: version }) => version)).to.deep.equal([1n, 2n]);
    expect(amounts(last)).to.deep.equal(BY_LEVEL);
    expect(amounts(first)).to.deep.equal(BY_RANK);

    // Somebody moves the plan into its slots; that changes no amount. All three are settled together.
    await market.core.connect(market.stranger).activatePlan();
    expect(amounts(await market.buy(seller, FINAL))).to.deep.equal(BY_RANK);
    const before = await market.balancesOf(...line);
    await market.passWindows();
    expect(await market.settleMany([first, early, last])).to.deep.equal(["settled", "settled", "settled"]);
    const after = await market.balancesOf(...line);
    const gained = after.map((balance, i) => balance - before[i]!);
    expect(gained).to.deep.equal(BY_LEVEL.map((amount, i) => 2n * amount + BY_RANK[i]!));
  });

  it("[PLAN-3] regrets it, and comes back with another, which has a notice of its own", async () => {
    const from = (await market.now()) + BigInt(NOTICE + DAY);
    await schedule(RANKS, from);
    await expect(schedule(LEVELS, from))
      .to.be.revertedWithCustomError(market.core, "PlanAlreadyScheduled")
      .withArgs(2n, from);
    await market.networkHelpers.time.increaseTo(from - 3_600n);
    await market.core.cancelPlan();
    await at(from - 3_500n);
    await expect(schedule(RANKS, from))
      .to.be.revertedWithCustomError(market.core, "PlanNoticeTooShort")
      .withArgs(from, from - 3_500n + BigInt(NOTICE));
    await market.networkHelpers.time.increaseTo(from);
    expect(amounts(await market.buy(seller, ESCROWED))).to.deep.equal(BY_LEVEL);
    const later = from + 2n * BigInt(NOTICE);
    await schedule(RANKS, later);
    await market.networkHelpers.time.increaseTo(later);
    expect(amounts(await market.buy(seller, ESCROWED))).to.deep.equal(BY_RANK);
  });

  it("[PLAN-2] cannot promise more than the cap, nor take what was promised", async () => {
    const from = (await market.now()) + BigInt(NOTICE + DAY);
    await expect(schedule(plan({ rates: [1_000, 800, 500], rankRates: [0, 0, 1_201] }), from))
      .to.be.revertedWithCustomError(market.core, "PlanAboveCap")
      .withArgs(3_501n, 3_500n);
    const promised = await market.escrow(seller);
    await schedule(plan({ rates: [] }), from);
    await market.networkHelpers.time.increaseTo(from);
    await market.settle(promised);
    expect(await market.balancesOf(...line)).to.deep.equal(BY_LEVEL);
    expect(amounts(await market.buy(seller, FINAL))).to.deep.equal([PROFIT]);
  });
});
