import { expect } from "chai";
import { concat, dataLength, dataSlice, type Signer, toBeHex, toBigInt } from "ethers";
import { COMPANY, type EscrowedSale, SETTLE_RESULTS, saleStruct } from "../../packages/protocol/src/index.ts";
import { fixture } from "../helpers/fixture.ts";
import { expectConserved } from "../helpers/ledger.ts";
import {
  CAMPAIGN,
  ESCROWED,
  FINAL,
  GOODS,
  MAX_AMOUNT,
  MAX_PRICE,
  type Market,
  type Member,
  openLine,
  REF,
  UNIT,
} from "../helpers/market.ts";

const WORD = 32;
const words = (...values: readonly bigint[]) => concat(values.map((value) => toBeHex(value, WORD)));
const REF_WORD = toBigInt(REF);
/** Sets a bit above those that a field of this width has. */
const dirty = (value: bigint, width: bigint) => value | (1n << width);

/** An order's words: place of the order, then seller, campaign, reference, most, place of the lines, their count. */
interface OrderWords {
  readonly at?: bigint;
  readonly seller?: bigint;
  readonly campaign?: bigint;
  readonly ref?: bigint;
  readonly maxTotal?: bigint;
  readonly linesAt?: bigint;
  readonly count?: bigint;
  readonly lines?: readonly bigint[];
}

/** Words of a sale to settle, with the width of each in bits; behind them the place of the credits. */
const SALE_WIDTHS = [160n, 160n, 160n, 32n, 8n, 96n, 256n, 96n, 96n, 80n, 80n] as const;
const CREDITS_AT = BigInt((SALE_WIDTHS.length + 1) * WORD);

describe("calldata", () => {
  const loaded = fixture(() => openLine(7));
  let market: Market;
  let seller: Member;
  let first: Member;

  beforeEach(async () => {
    const { line, ...stage } = await loaded();
    market = stage.market;
    seller = line[6]!;
    first = line[0]!;
  });

  afterEach(() => expectConserved(market));

  const send = (data: string, signer: Signer = market.customer) =>
    signer.sendTransaction({ to: market.address, data, gasLimit: 16_000_000n });
  const expectError = (data: string, name: string, ...args: unknown[]) =>
    expect(send(data))
      .to.be.revertedWithCustomError(market.core, name)
      .withArgs(...args);
  const expectRefused = (data: string) => expect(send(data)).to.be.revertedWithoutReason(market.ethers);

  describe("of an order", () => {
    /** A purchase of one unit, but for the words given. */
    function buying(changes: OrderWords = {}): string {
      const { at = 32n, seller: id = seller.id, campaign = CAMPAIGN, ref = REF_WORD, ...rest } = changes;
      const { maxTotal = MAX_AMOUNT, linesAt = 160n, lines = [UNIT, 1n] } = rest;
      const { count = BigInt(lines.length / 2) } = rest;
      const { selector } = market.core.interface.getFunction("buy");
      return concat([selector, words(at, id, campaign, ref, maxTotal, linesAt, count, ...lines)]);
    }

    const placed = (data: string) => market.placed(send(data) as never);

    it("is what Solidity would encode", () => {
      const order = { seller: seller.id, campaign: CAMPAIGN, ref: REF, maxTotal: MAX_AMOUNT, lines: [[UNIT, 1n]] };
      expect(buying()).to.equal(market.core.interface.encodeFunctionData("buy", [order as never]));
    });

    it("[SALE-1] is refused if the order lies beyond the end, or is cut off", async () => {
      await expectRefused(buying({ at: 10_000n }));
      await expectRefused(buying({ at: 2n ** 255n }));
      await expectRefused(dataSlice(buying(), 0, 4 + 5 * WORD));
      await expectRefused(dataSlice(buying(), 0, 4));
    });

    it("[SALE-1] has no lines if they lie beyond the end", async () => {
      for (const linesAt of [10_000n, 2n ** 64n, 2n ** 255n]) {
        await expectError(buying({ linesAt }), "OrderLinesInvalid", 0n, 255n);
      }
    });

    it("[SALE-1] is refused with more lines than 255, however many it claims", async () => {
      for (const count of [256n, 2n ** 32n, 2n ** 64n + 1n, 2n ** 256n - 1n]) {
        await expectError(buying({ count }), "OrderLinesInvalid", count, 255n);
      }
    });

    it("[SALE-1] reads lines that are missing at the end as zeros, of which there is no quantity", async () => {
      await expectError(buying({ count: 2n }), "OrderQuantityInvalid", 1n, 0n);
      await expectError(buying({ count: 255n }), "OrderQuantityInvalid", 1n, 0n);
      await expectError(dataSlice(buying(), 0, -WORD), "OrderQuantityInvalid", 0n, 0n);
    });

    it("[SALE-1] reads a line that is cut off with zeros behind it", async () => {
      const data = buying({ lines: [UNIT, 1n << 248n] });
      await expectError(dataSlice(data, 0, 1 - WORD), "OrderQuantityInvalid", 0n, 1n << 248n);
      await expectError(dataSlice(buying(), 0, -1), "OrderQuantityInvalid", 0n, 0n);
    });

    it("[SALE-1] is refused with a quantity above 32 bits, and shows the whole word", async () => {
      for (const width of [32n, 33n, 64n, 255n]) {
        const quantity = dirty(1n, width);
        await expectError(buying({ lines: [UNIT, quantity] }), "OrderQuantityInvalid", 0n, quantity);
        await expectError(buying({ lines: [UNIT, 1n, UNIT, quantity] }), "OrderQuantityInvalid", 1n, quantity);
      }
    });

    it("[SALE-1] ignores bits above those of a product", async () => {
      for (const width of [32n, 64n, 255n]) {
        const sale = await placed(buying({ lines: [dirty(UNIT, width), 2n] }));
        expect(sale).to.deep.include({ total: 2n, lines: [{ product: UNIT, quantity: 2n, unitPrice: 1n }] });
        const last = await market.core.lastProduct();
        await expectError(buying({ lines: [dirty(last + 1n, width), 1n] }), "ProductUnknown", last + 1n, last);
      }
    });

    it("ignores bits above those of seller and campaign", async () => {
      for (const width of [64n, 100n, 255n]) {
        const sale = await placed(buying({ seller: dirty(seller.id, width), campaign: dirty(CAMPAIGN, width) }));
        expect(sale).to.deep.include({ seller: seller.id, campaign: CAMPAIGN, total: 1n });
      }
      const sale = await placed(buying({ seller: dirty(COMPANY, 32n), lines: [FINAL, 1n] }));
      expect(sale).to.deep.include({ seller: COMPANY, company: 100_000_000n });
    });

    it("ignores bits above those of seller and campaign in escrow as well", async () => {
      const order = { seller: dirty(seller.id, 32n), campaign: dirty(CAMPAIGN, 64n), lines: [ESCROWED, 1n] };
      const sale = await placed(buying(order));
      expect(sale).to.deep.include({ seller: seller.id, campaign: CAMPAIGN });
      await market.passWindows();
      await market.settle(sale as EscrowedSale);
      expect(await market.core.balanceOf(seller.id)).to.equal(35_000_000n);
    });

    it("[SALE-1] takes any word as the most that the buyer pays", async () => {
      expect((await placed(buying({ maxTotal: 2n ** 256n - 1n }))).total).to.equal(1n);
      await expectError(buying({ maxTotal: 0n }), "OrderTotalAboveLimit", 1n, 0n);
    });

    it("[SALE-6] does not sell for 2^96 and more, whatever the buyer would pay", async () => {
      const dear = await market.addProduct({ retail: MAX_PRICE, wholesale: MAX_PRICE, volume: MAX_PRICE });
      await market.fund(market.customer, 2n ** 130n);
      const total = MAX_PRICE * (2n ** 32n - 1n);
      const data = buying({ maxTotal: 2n ** 256n - 1n, lines: [dear, 2n ** 32n - 1n] });
      await expectError(data, "TokenBalanceTooLarge", total, MAX_AMOUNT);
      const allLines = Array.from({ length: 255 }, () => [dear, 2n ** 32n - 1n]).flat();
      await expectError(
        buying({ maxTotal: 2n ** 256n - 1n, lines: allLines }),
        "TokenBalanceTooLarge",
        total * 255n,
        MAX_AMOUNT,
      );
    });

    it("[QUOTE-1] quotes nothing of 2^96 and more", async () => {
      const dear = await market.addProduct({ retail: MAX_PRICE, wholesale: MAX_PRICE, volume: MAX_PRICE });
      const { selector } = market.core.interface.getFunction("quote");
      const quoting = (...lines: bigint[]) => {
        const order = dataSlice(buying({ maxTotal: 2n ** 256n - 1n, lines }), 4 + WORD);
        return concat([selector, words(BigInt(market.customer.address), 64n), order]);
      };
      const most = [dear, 65_536n, UNIT, 65_535n];
      expect(dataLength(await market.customer.call({ to: market.address, data: quoting(...most) }))).to.be.above(WORD);
      await expectError(quoting(...most, UNIT, 1n), "OrderTotalAboveLimit", MAX_AMOUNT + 1n, MAX_AMOUNT);
    });

    it("ignores what follows the lines", async () => {
      const sale = await placed(concat([buying(), words(7n, 8n), "0x99"]));
      expect(sale.lines).to.deep.equal([{ product: UNIT, quantity: 1n, unitPrice: 1n }]);
    });

    it("finds the lines wherever they are", async () => {
      const apart = buying({ linesAt: 160n + 64n, count: 99n, lines: [77n, 1n, UNIT, 5n] });
      expect((await placed(apart)).lines).to.deep.equal([{ product: UNIT, quantity: 5n, unitPrice: 1n }]);
      // The count is the campaign, product and quantity the reference and the most that the buyer pays.
      const overlapping = buying({ campaign: 1n, ref: UNIT, maxTotal: 3n, linesAt: 32n });
      expect(await placed(overlapping)).to.deep.include({ total: 3n, campaign: 1n, ref: toBeHex(UNIT, WORD) });
      // Before the order itself: the word is its own place, 32, and the first line seller and campaign.
      await expectError(buying({ linesAt: 2n ** 256n - 32n }), "ProductUnknown", 8n, 5n);
    });

    it("[SALE-2] is refused to a buyer above 160 bits", async () => {
      const { selector } = market.core.interface.getFunction("buyFor");
      const order = dataSlice(buying(), 4 + WORD);
      const data = (buyer: bigint) => concat([selector, words(buyer, 64n), order]);
      const buyer = BigInt(market.stranger.address);
      expect((await placed(data(buyer))).buyer).to.equal(market.stranger.address);
      await expectRefused(data(dirty(buyer, 160n)));
    });
  });

  describe("of a settlement", () => {
    let sale: EscrowedSale;

    beforeEach(async () => {
      sale = await market.escrow(seller, GOODS, { buyer: market.stranger.address });
      await market.passWindows();
    });

    /** The sale's words from the placement, in their order. */
    function saleWords(of: EscrowedSale): bigint[] {
      const { credits: _, ...fields } = saleStruct(of);
      return Object.values(fields).map((value) => BigInt(value as bigint | string));
    }

    const packedCredits = (of: EscrowedSale) => saleStruct(of).credits as string;
    /** A sale as a struct in calldata. */
    const encoded = (
      fields: readonly bigint[],
      credits: string,
      at = CREDITS_AT,
      length = BigInt(dataLength(credits)),
    ) => concat([words(...fields, at, length), credits]);
    const settling = (struct: string, at = 32n) =>
      concat([market.core.interface.getFunction("settle").selector, words(at), struct]);
    /** A batch of structs, each at its place behind the places. */
    function settlingMany(structs: readonly string[], changes: { count?: bigint; places?: readonly bigint[] } = {}) {
      const first = BigInt(structs.length * WORD);
      const places = structs.map((_, i) =>
        structs.slice(0, i).reduce((place, struct) => place + BigInt(dataLength(struct)), first),
      );
      const { count = BigInt(structs.length) } = changes;
      const { selector } = market.core.interface.getFunction("settleMany");
      return concat([selector, words(32n, count, ...(changes.places ?? places)), ...structs]);
    }

    async function resultsOf(data: string): Promise<(string | undefined)[]> {
      const answer = await market.stranger.call({ to: market.address, data });
      const [results] = market.core.interface.decodeFunctionResult("settleMany", answer);
      return (results as bigint[]).map((result) => SETTLE_RESULTS[Number(result)]);
    }

    const expectNothingPaid = async () => {
      expect((await market.core.saleState(sale.id)).state).to.equal(1n);
      expect(new Set((await market.balances()).values())).to.deep.equal(new Set([0n]));
    };

    it("is what Solidity would encode", async () => {
      const data = settling(encoded(saleWords(sale), packedCredits(sale)));
      expect(data).to.equal(market.core.interface.encodeFunctionData("settle", [saleStruct(sale)]));
    });

    it("[SETTLE-1] is unknown with any bit above those of a field", async () => {
      for (const [index, width] of SALE_WIDTHS.entries()) {
        if (width === 256n) continue;
        for (const bit of [width, 255n]) {
          const fields = saleWords(sale).map((value, i) => (i === index ? dirty(value, bit) : value));
          const struct = encoded(fields, packedCredits(sale));
          await expectError(settling(struct), "SaleUnknown", sale.id);
          expect(await resultsOf(settlingMany([struct])), `field ${index}, bit ${bit}`).to.deep.equal(["unknown"]);
        }
      }
      await expectNothingPaid();
    });

    it("[SETTLE-1] is unknown if the credits lie beyond the end, or are said to be longer", async () => {
      const [fields, credits] = [saleWords(sale), packedCredits(sale)];
      for (const struct of [
        encoded(fields, credits, 10_000n),
        encoded(fields, credits, 2n ** 255n),
        encoded(fields, credits, CREDITS_AT, 1_000n),
        encoded(fields, credits, CREDITS_AT, 0n),
        encoded(fields, "0x"),
      ]) {
        await expectError(settling(struct), "SaleUnknown", sale.id);
        expect(await resultsOf(settlingMany([struct]))).to.deep.equal(["unknown"]);
      }
      await expectNothingPaid();
    });

    it("[SETTLE-1] is refused if the credits are said to be longer than any memory", async () => {
      for (const length of [2n ** 32n, 2n ** 255n]) {
        const struct = encoded(saleWords(sale), packedCredits(sale), CREDITS_AT, length);
        for (const data of [settling(struct), settlingMany([struct])]) {
          const call = market.stranger.call({ to: market.address, data, gasLimit: 5_000_000n });
          const outcome = await call.then(
            () => "answered",
            () => "out of gas",
          );
          expect(outcome).to.equal("out of gas");
        }
      }
      await expectNothingPaid();
    });

    it("[SETTLE-1] is refused if the sale lies beyond the end, or is cut off", async () => {
      const struct = encoded(saleWords(sale), packedCredits(sale));
      await expectRefused(settling(struct, 10_000n));
      await expectRefused(settling(struct, 2n ** 255n));
      await expectRefused(dataSlice(settling(struct), 0, 4 + WORD + 11 * WORD));
      await expectRefused(settlingMany([struct], { places: [10_000n] }));
      // Solidity takes this place for one before the batch; whatever is read there is no sale.
      expect(await resultsOf(settlingMany([struct], { places: [2n ** 255n] }))).to.deep.equal(["unknown"]);
      await expectNothingPaid();
    });

    it("[SETTLE-2] is refused with more sales than the calldata could hold", async () => {
      const struct = encoded(saleWords(sale), packedCredits(sale));
      for (const count of [1_000n, 2n ** 32n, 2n ** 64n, 2n ** 255n]) {
        await expectRefused(settlingMany([struct], { count }));
      }
      await expectNothingPaid();
    });

    it("[SETTLE-2] settles a sale once if two places of a batch are the same", async () => {
      const struct = encoded(saleWords(sale), packedCredits(sale));
      const data = settlingMany([struct, struct], { places: [64n, 64n] });
      expect(await resultsOf(data)).to.deep.equal(["settled", "finished"]);
      await send(data);
      expect(await market.core.balanceOf(seller.id)).to.equal(35_000_000n);
    });

    it("[SETTLE-1] finds the credits wherever they are", async () => {
      const credits = packedCredits(sale);
      const apart = concat([
        words(...saleWords(sale), CREDITS_AT + 96n, 1n, 2n, 3n, BigInt(dataLength(credits))),
        credits,
      ]);
      await send(settling(apart));
      expect(await market.core.balanceOf(seller.id)).to.equal(35_000_000n);
    });

    it("[SETTLE-1] pays nobody who stands in the padding behind an odd last credit", async () => {
      const placed = [await market.escrow(first), await market.escrow(first)];
      await market.passWindows();
      const forged = concat([toBeHex(seller.id, 4), toBeHex(1_000_000n, 12)]);
      const [single, batched] = placed.map((of) =>
        encoded(saleWords(of), concat([packedCredits(of), forged]), CREDITS_AT, 16n),
      );
      expect(placed.map((of) => of.credits.length)).to.deep.equal([1, 1]);
      await send(settling(single!));
      await send(settlingMany([batched!]));
      const due = placed.flatMap((of) => of.credits).reduce((sum, { amount }) => sum + amount, 0n);
      expect(await market.balancesOf(first, seller)).to.deep.equal([due, 0n]);
    });

    it("[SETTLE-1] finds no credits beyond the end for a sale that has none", async () => {
      const own = await market.escrow(market.company);
      await market.passWindows();
      await send(settling(encoded(saleWords(own), "0x", 10_000n)));
      expect(await market.core.balanceOf(COMPANY)).to.equal(100_000_000n);
    });

    it("[SETTLE-1] cuts off what the calldata lacks at its end, and so does not know the sale", async () => {
      const data = settling(encoded(saleWords(sale), packedCredits(sale)));
      expect(Number(toBigInt(dataSlice(data, -1)))).to.not.equal(0);
      await expectError(dataSlice(data, 0, -1), "SaleUnknown", sale.id);
      await send(data);
      expect(await market.core.balanceOf(seller.id)).to.equal(35_000_000n);
    });
  });

  describe("of a payout", () => {
    it("[PAY-1] [PAY-2] is refused with addresses above 160 bits, or more of them than it holds", async () => {
      await market.buy(seller, FINAL);
      const abi = market.core.interface;
      const wallet = BigInt(seller.wallet.address);
      const pushing = (...values: bigint[]) => concat([abi.getFunction("push").selector, words(32n, ...values)]);
      await expectRefused(pushing(1n, dirty(wallet, 160n)));
      await expectRefused(pushing(2n, wallet));
      await expectRefused(pushing(2n ** 64n, wallet));
      const claiming = concat([abi.getFunction("claimTo").selector, words(dirty(wallet, 200n))]);
      await expect(send(claiming, seller.wallet)).to.be.revertedWithoutReason(market.ethers);
      await send(pushing(1n, wallet));
      expect(await market.token.balanceOf(seller.wallet)).to.equal(35_000_000n);
    });
  });
});
