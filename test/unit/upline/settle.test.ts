import { expect } from "chai";
import { concat, dataSlice, toBeHex, ZeroAddress } from "ethers";
import type { ISales } from "../../../packages/protocol/src/contracts/Upline.ts";
import {
  COMPANY,
  type EscrowedSale,
  encodeCredits,
  SALE_STATES,
  saleStruct,
} from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import {
  ESCROWED,
  FINAL,
  GOODS,
  type Market,
  type Member,
  openLine,
  UNIT_ESCROWED,
  WINDOW,
} from "../../helpers/market.ts";
import { plan } from "../../helpers/programme.ts";

const SETTLED = BigInt(SALE_STATES.indexOf("settled"));

describe("settle", () => {
  const loaded = fixture(() => openLine(7, { plan: plan({ threshold: 50_000_000n }) }));
  let market: Market;
  let line: Member[];
  let seller: Member;

  beforeEach(async () => {
    ({ market, line } = await loaded());
    seller = line[6]!;
  });

  afterEach(() => expectConserved(market));

  const expectUnknown = (sale: ISales.SaleStruct, because: string) =>
    expect(market.settle(sale), because).to.be.revertedWithCustomError(market.core, "SaleUnknown").withArgs(sale.id);

  describe("in time", () => {
    it("[SETTLE-1] is refused until the last second of the window", async () => {
      const sale = await market.escrow(seller);
      const deadline = (await market.now()) + WINDOW;
      await market.networkHelpers.time.setNextBlockTimestamp(deadline - 1n);
      await expect(market.settle(sale))
        .to.be.revertedWithCustomError(market.core, "SaleNotDue")
        .withArgs(sale.id, deadline - 1n, deadline);
    });

    it("[SETTLE-1] works at the deadline and long after it, for anybody", async () => {
      const atDeadline = await market.escrow(seller);
      const deadline = (await market.now()) + WINDOW;
      const later = await market.escrow(seller);
      await market.networkHelpers.time.setNextBlockTimestamp(deadline);
      await market.settle(atDeadline);
      expect(await market.core.saleState(atDeadline.id)).to.deep.equal([SETTLED, deadline]);
      await market.networkHelpers.time.increase(400n * 24n * 3600n);
      await market.core.connect(seller.wallet).settle(saleStruct(later));
      expect(await market.core.saleState(later.id)).to.deep.equal([SETTLED, await market.now()]);
    });

    it("[SETTLE-1] is refused a second time, with the state", async () => {
      const sale = await market.escrow(seller);
      await market.passWindows();
      await market.settle(sale);
      await expect(market.settle(sale))
        .to.be.revertedWithCustomError(market.core, "SaleFinished")
        .withArgs(sale.id, SETTLED);
    });
  });

  describe("payment", () => {
    it("[SETTLE-1] [SETTLE-4] pays every part exactly as placed, and tells the id", async () => {
      await market.setPlan(plan({ poolShare: 125, threshold: 50_000_000n }));
      const sale = await market.escrow(seller, ESCROWED, { quantity: 3n });
      await market.passWindows();
      await expect(market.settle(sale)).to.emit(market.core, "SalesSettled").withArgs(toBeHex(sale.id, 20));
      // 10, 8, 5, 3, 2, 1 % of a CV of 150 tokens, and 90 tokens of profit.
      expect(await market.balancesOf(...line, market.company)).to.deep.equal([
        0n,
        1_500_000n,
        3_000_000n,
        4_500_000n,
        7_500_000n,
        12_000_000n,
        105_000_000n,
        164_625_000n,
      ]);
      expect(await market.core.poolBalance()).to.equal(1_875_000n);
    });

    it("[SETTLE-4] moves no token", async () => {
      const sale = await market.escrow(seller);
      await market.passWindows();
      await expect(market.settle(sale)).to.changeTokenBalances(
        market.ethers,
        market.token,
        [market.address, market.stranger, seller.wallet],
        [0n, 0n, 0n],
      );
    });

    it("settles goods nobody returned like any sale", async () => {
      const sale = await market.escrow(seller, GOODS);
      await market.passWindows();
      await market.settle(sale);
      expect(await market.core.balanceOf(seller.id)).to.equal(35_000_000n);
    });

    it("adds to balances that are not empty", async () => {
      const sale = await market.escrow(seller);
      await market.buy(seller, FINAL);
      await market.passWindows();
      await market.settle(sale);
      expect(await market.balancesOf(line[5]!, seller, market.company)).to.deep.equal([
        8_000_000n,
        70_000_000n,
        111_000_000n,
      ]);
    });

    it("[SALE-10] settles a sale of the company, which has no credits and no activity", async () => {
      const sale = await market.escrow(market.company);
      expect(sale).to.deep.include({ credits: [], activityVolume: 50_000_000n });
      await market.passWindows();
      await market.settle(sale);
      expect(await market.core.balanceOf(COMPANY)).to.equal(100_000_000n);
      expect(new Set(await market.balancesOf(...line))).to.deep.equal(new Set([0n]));
    });

    it("settles a sale of one unit, of which the company gets all", async () => {
      const sale = await market.escrow(seller, UNIT_ESCROWED);
      await market.passWindows();
      await market.settle(sale);
      expect(await market.core.balanceOf(COMPANY)).to.equal(1n);
    });

    it("[SALE-9] settles a personal sale that pays nobody but the company", async () => {
      const sale = await market.escrow(seller, ESCROWED, { buyer: seller.wallet.address });
      expect(sale).to.deep.include({ kind: "personal", credits: [], activityVolume: 0n });
      await market.passWindows();
      await market.settle(sale);
      expect(await market.core.balanceOf(COMPANY)).to.equal(70_000_000n);
    });

    it("[LIFE-3] goes on while the programme is paused", async () => {
      const sale = await market.escrow(seller);
      await market.core.setPaused(true);
      await market.passWindows();
      await market.settle(sale);
      expect(await market.core.balanceOf(seller.id)).to.equal(35_000_000n);
    });
  });

  describe("with other values", () => {
    let sale: EscrowedSale;
    let truth: ISales.SaleStruct;

    beforeEach(async () => {
      await market.setPlan(plan({ poolShare: 125, threshold: 50_000_000n }));
      sale = await market.escrow(seller, GOODS, { buyer: market.stranger.address });
      truth = saleStruct(sale);
      await market.passWindows();
    });

    /** After every refusal: nothing was paid, and the sale can still be settled as it was placed. */
    afterEach(async () => {
      expect(new Set((await market.balances()).values())).to.deep.equal(new Set([0n]));
      expect(await market.core.poolBalance()).to.equal(0n);
      await market.settle(truth);
      expect((await market.core.saleState(sale.id)).state).to.equal(SETTLED);
    });

    const NUMBERS = ["id", "seller", "total", "terms", "pool", "company", "activityVolume", "threshold"] as const;
    for (const field of NUMBERS) {
      it(`[SETTLE-1] is unknown with another ${field}`, async () => {
        for (const step of [1n, -1n]) {
          const value = BigInt(truth[field]) + step;
          await expectUnknown({ ...truth, [field]: value }, `${field} ${value}`);
        }
      });
    }

    it("[SETTLE-1] is unknown with another kind", async () => {
      for (const kind of [1n, 2n, 3n]) await expectUnknown({ ...truth, kind }, `kind ${kind}`);
    });

    it("[SETTLE-1] is unknown with another buyer or payer", async () => {
      for (const field of ["buyer", "payer"] as const) {
        const next = toBeHex(BigInt(truth[field] as string) + 1n, 20);
        for (const other of [next, ZeroAddress, seller.wallet.address]) {
          await expectUnknown({ ...truth, [field]: other }, `${field} ${other}`);
        }
      }
    });

    it("[SETTLE-1] is unknown with buyer and payer exchanged", async () => {
      await expectUnknown({ ...truth, buyer: truth.payer, payer: truth.buyer }, "exchanged");
    });

    it("[SETTLE-1] is unknown with one unit moved between any two parts", async () => {
      const pool = BigInt(truth.pool);
      const company = BigInt(truth.company);
      await expectUnknown({ ...truth, pool: pool + 1n, company: company - 1n }, "to the pool");
      await expectUnknown({ ...truth, pool: pool - 1n, company: company + 1n }, "to the company");
      const [first, second, ...others] = sale.credits;
      const moved = [{ ...first!, amount: first!.amount + 1n }, { ...second!, amount: second!.amount - 1n }, ...others];
      await expectUnknown({ ...truth, credits: encodeCredits(moved) }, "between credits");
    });

    it("[SETTLE-1] is unknown with any credit's id or amount changed", async () => {
      expect(sale.credits.length).to.equal(6);
      for (const index of sale.credits.keys()) {
        for (const field of ["id", "amount"] as const) {
          for (const step of [1n, -1n]) {
            const credits = sale.credits.map((credit, i) =>
              i === index ? { ...credit, [field]: credit[field] + step } : credit,
            );
            await expectUnknown({ ...truth, credits: encodeCredits(credits) }, `${field} of credit ${index}`);
          }
        }
      }
    });

    it("[SETTLE-1] is unknown with credits in another order, repeated, cut, extended or left out", async () => {
      const credits = encodeCredits(sale.credits);
      const [first, second, ...others] = sale.credits;
      const wrong = {
        swapped: encodeCredits([second!, first!, ...others]),
        "without the last": encodeCredits(sale.credits.slice(0, -1)),
        "without the first": encodeCredits(sale.credits.slice(1)),
        "the last twice": encodeCredits([...sale.credits, sale.credits.at(-1)!]),
        "one more of nothing": concat([credits, toBeHex(0, 16)]),
        "one byte less": dataSlice(credits, 0, -1),
        "one byte more": concat([credits, "0x00"]),
        none: "0x",
      };
      for (const [name, bytes] of Object.entries(wrong)) await expectUnknown({ ...truth, credits: bytes }, name);
    });

    it("[SETTLE-1] is unknown with the credits of another sale", async () => {
      const other = await market.escrow(line[5]!, GOODS);
      await expectUnknown({ ...truth, credits: encodeCredits(other.credits) }, "another seller's credits");
    });
  });

  describe("with values of another sale", () => {
    it("[SETTLE-1] knows two equal sales by their id alone", async () => {
      const [first, second] = [await market.escrow(seller), await market.escrow(seller)];
      expect({ ...saleStruct(first), id: 0n }).to.deep.equal({ ...saleStruct(second), id: 0n });
      await market.passWindows();
      await market.settle(first);
      await expect(market.settle({ ...saleStruct(second), id: first.id }))
        .to.be.revertedWithCustomError(market.core, "SaleFinished")
        .withArgs(first.id, SETTLED);
      await market.settle(second);
      expect(await market.core.balanceOf(seller.id)).to.equal(70_000_000n);
    });

    it("[SETTLE-1] does not know a sale that was never placed, or was final at once", async () => {
      const sale = await market.escrow(seller);
      const head = await market.core.journalHead();
      await market.buy(seller, FINAL);
      await market.passWindows();
      await expectUnknown({ ...saleStruct(sale), id: head }, "final at once");
      await expectUnknown({ ...saleStruct(sale), id: 0n }, "never placed");
    });

    it("[SETTLE-1] tells nothing of a finished sale to who does not know its values", async () => {
      const sale = await market.escrow(seller);
      await market.passWindows();
      await market.settle(sale);
      await expectUnknown({ ...saleStruct(sale), total: 1n }, "settled before");
    });
  });

  describe("fixed at placement", () => {
    it("[SALE-13] does not notice ranks, activity, plan, closure or pause that came later", async () => {
      const sale = await market.escrow(seller);
      await market.setRanks([line[5]!, 15], [seller, 15]);
      await market.core.setProductsClosed([ESCROWED], true);
      await market.setPlan(plan({ rates: [1, 1], openRanks: [15, 15, 15], threshold: 10n ** 12n }));
      await market.core.setPaused(true);
      await market.startPeriod(3n);
      await market.settle(sale);
      const paid = await market.balancesOf(...line);
      expect(paid.reverse().slice(0, 6)).to.deep.equal(sale.credits.map(({ amount }) => amount));
      expect(sale.credits[0]).to.deep.equal({ id: 8n, amount: 35_000_000n });
    });
  });
});
