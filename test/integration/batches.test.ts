import { expect } from "chai";
import { distributorSlot, type EscrowedSale } from "../../packages/protocol/src/index.ts";
import { drawNetwork, drawRule, planOf } from "../helpers/draw.ts";
import { fixture } from "../helpers/fixture.ts";
import { expectConserved } from "../helpers/ledger.ts";
import { ESCROWED, GOODS, type Market, type Member, openMarket, UNIT_ESCROWED } from "../helpers/market.ts";
import { Random } from "../helpers/random.ts";

const SEEDS = 4;
const MEMBERS = 10;
const SALES = 24;

/** A network with sales of several plans, all due in the same period. */
async function dueSales(seed: number, plans: number) {
  const random = new Random(seed);
  const market = await openMarket({ cap: 10_000 });
  const members = (await drawNetwork(random, market, MEMBERS)).map(([member]) => member);
  const sales: EscrowedSale[] = [];
  for (let i = 0; i < plans; ++i) {
    await market.setPlan(planOf(drawRule(random, 10_000)));
    for (let j = 0; j < SALES / plans; ++j) sales.push(await drawSale(random, market, members));
  }
  await market.passWindows();
  await market.startPeriod();
  return { networkHelpers: market.networkHelpers, random, market, members, sales };
}

function drawSale(random: Random, market: Market, members: readonly Member[]): Promise<EscrowedSale> {
  const seller = random.oneIn(10) ? market.company : random.pick(members);
  const buyer = random.oneIn(3) ? random.pick(members).wallet.address : market.stranger.address;
  const product = random.pick([ESCROWED, GOODS, UNIT_ESCROWED, UNIT_ESCROWED]);
  return market.escrow(seller, product, { buyer, quantity: BigInt(random.between(1, 60)) });
}

type Due = Awaited<ReturnType<typeof dueSales>>;

/** All that a settlement changes but the journal: each distributor's whole word, company, pool, states. */
async function outcome({ market, members, sales }: Due) {
  const { core } = market;
  return {
    words: await core.extsload(members.map(({ id }) => distributorSlot(id))),
    company: await core.balanceOf(market.company.id),
    pool: await core.poolBalance(),
    states: await Promise.all(sales.map(async ({ id }) => (await core.saleState(id)).state)),
  };
}

/** What settlements come to; the chain is as before afterwards. */
async function settled(due: Due, settle: () => Promise<unknown>) {
  const snapshot = await due.networkHelpers.takeSnapshot();
  await settle();
  const result = await outcome(due);
  await expectConserved(due.market);
  await snapshot.restore();
  return result;
}

/** In batches of any size, where the random numbers say, with sales that come twice. */
async function inBatches({ market, random }: Due, sales: readonly EscrowedSale[]): Promise<void> {
  const left = [...sales];
  let before: EscrowedSale[] = [];
  while (left.length > 0) {
    const batch = left.splice(0, random.between(1, left.length));
    const repeated = [...before, ...batch].filter(() => random.oneIn(3));
    // What comes again stands behind what came first, so that the order of first settlements is that of `sales`.
    const results = await market.settleMany([...before.filter(() => random.oneIn(2)), ...batch, ...repeated]);
    expect(results.filter((result) => result === "settled").length).to.equal(batch.length);
    before = batch;
  }
}

const bySeller = (sales: readonly EscrowedSale[]) => [...sales].sort((a, b) => Number(a.seller - b.seller));

describe("batches", () => {
  for (let seed = 1; seed <= SEEDS; ++seed) {
    describe(`of random sales, seed ${seed}`, () => {
      const ofOnePlan = fixture(() => dueSales(seed, 1));
      const ofSeveralPlans = fixture(() => dueSales(100 + seed, 3));

      it("[SETTLE-3] [ACT-2] pay and count the same in every order, with duplicates, as one by one", async () => {
        const due = await ofOnePlan();
        const { market, random, sales } = due;
        const single = await settled(due, async () => {
          for (const sale of sales) await market.settle(sale);
        });
        expect(new Set(single.states)).to.deep.equal(new Set([4n]));
        const orders = [sales, bySeller(sales), random.shuffled(sales), random.shuffled(sales)];
        for (const order of orders) {
          expect(await settled(due, () => market.settleMany(order))).to.deep.equal(single);
          expect(await settled(due, () => inBatches(due, order))).to.deep.equal(single);
        }
      });

      it("[SETTLE-3] [ACT-2] pay and count the same under several plans as one by one in that order", async () => {
        const due = await ofSeveralPlans();
        const { market, random, sales } = due;
        for (const order of [sales, bySeller(sales), random.shuffled(sales)]) {
          const single = await settled(due, async () => {
            for (const sale of order) await market.settle(sale);
          });
          expect(await settled(due, () => market.settleMany(order))).to.deep.equal(single);
          expect(await settled(due, () => inBatches(due, order))).to.deep.equal(single);
        }
      });

      it("[SETTLE-3] pay the same amounts under several plans in every order", async () => {
        const due = await ofSeveralPlans();
        const { market, random, sales } = due;
        const balances = async (order: readonly EscrowedSale[]) => {
          const snapshot = await due.networkHelpers.takeSnapshot();
          await market.settleMany(order);
          const result = [await market.balances(), await market.core.poolBalance()];
          await snapshot.restore();
          return result;
        };
        expect(await balances(random.shuffled(sales))).to.deep.equal(await balances(sales));
      });
    });
  }
});
