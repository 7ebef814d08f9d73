import { expect } from "chai";
import { id as hashOf, ZeroHash } from "ethers";
import {
  type Offer,
  type Purchase,
  purchaseHash,
  returnDigest,
  saleStruct,
  signReturn,
} from "../../../../packages/protocol/src/index.ts";
import { fixture } from "../../../helpers/fixture.ts";
import { CAMPAIGN, ESCROWED, FINAL, GAS, GOODS, type Market, UNIT } from "../../../helpers/market.ts";
import { FOREVER, OFFERED } from "../../../helpers/offers.ts";
import { HELD, MOST, openPayments, type Payment, type PaymentDesk, PRICE, RELAYED } from "../../../helpers/payments.ts";

// What holds for every method by which somebody else sends what a buyer signed

for (const method of RELAYED) {
  describe(`Payments, relayed, by ${method}`, () => {
    const loaded = fixture(openPayments);
    let market: Market;
    let paying: PaymentDesk;
    let stray = 0n;

    beforeEach(async () => {
      ({ market, paying } = await loaded());
      stray = 0n;
    });

    afterEach(() => paying.expectClean(stray));

    /** The error with which this method meets a signature that is not the buyer's over exactly this. */
    const invalid = (): readonly [{ readonly interface: unknown }, string] =>
      method === "ERC-3009" ? [paying.token, "ERC3009InvalidSignature"] : [paying.permit2, "InvalidSigner"];

    describe("the sale", () => {
      it("[PAYSIG-8] [PAYSIG-9] takes the price from a buyer without ether and gives back what is left of the most, to the unit", async () => {
        const payment = await paying.payment();
        expect(await market.ethers.provider.getBalance(paying.buyer.address)).to.equal(0n);
        await expect(paying.pay(method, payment)).to.changeTokenBalances(
          market.ethers,
          market.token,
          [paying.buyer.address, market.address, paying.address, market.stranger],
          [-PRICE, PRICE, 0n, 0n],
        );
      });

      it("[PAYSIG-9] is the buyer's, and the receipt names the contract as payer", async () => {
        const sale = await market.placed(paying.pay(method, await paying.payment()));
        expect(sale).to.deep.include({
          buyer: paying.buyer.address,
          payer: paying.address,
          seller: paying.offers.seller.id,
          kind: "retail",
          total: PRICE,
          campaign: CAMPAIGN,
        });
      });

      it("[PAYSIG-9] answers the sale's id", async () => {
        const payment = await paying.payment();
        const { purchase } = payment;
        const signature = await paying.sign(method, payment);
        const order = { ...purchase, lines: [...purchase.lines] };
        const contract = paying.payments.connect(market.stranger);
        const id =
          method === "ERC-3009"
            ? contract.buyWithAuthorization.staticCall(purchase.buyer, order, [], 0n, FOREVER, signature)
            : contract.buyWithPermit2.staticCall(purchase.buyer, order, [], 0n, FOREVER, signature);
        expect(await id).to.equal(await market.core.journalHead());
      });

      it("[PAYSIG-9] pays what it pays if the buyer buys himself", async () => {
        await market.fund(market.customer, PRICE);
        const own = await market.buy(paying.offers.seller, FINAL);
        const { credits, pool, company } = await market.placed(paying.pay(method, await paying.payment()));
        expect({ credits, pool, company }).to.deep.equal({
          credits: own.credits,
          pool: own.pool,
          company: own.company,
        });
      });

      it("[PAYSIG-9] takes its kind and price from the buyer: personal at wholesale, another distributor's at retail", async () => {
        const { seller, rival } = paying.offers;
        for (const [{ wallet }, kind, total] of [
          [seller, "personal", 70_000_000n],
          [rival, "distributor", PRICE],
        ] as const) {
          await paying.equip(wallet.address);
          const before = await market.token.balanceOf(wallet);
          const payment = await paying.payment({ buyer: wallet.address });
          expect(await market.placed(paying.pay(method, payment, wallet))).to.deep.include({ kind, total });
          expect(await market.token.balanceOf(wallet)).to.equal(before - total);
        }
      });

      it("[PAYSIG-9] costs exactly the most that was signed for, with no transfer beside the payment", async () => {
        const paid = market.receipt(paying.pay(method, await paying.payment({ maxTotal: PRICE })));
        const transfer = market.token.interface.getEvent("Transfer").topicHash;
        const moved = (await paid).logs.filter(({ topics }) => topics[0] === transfer);
        expect(moved.length).to.equal(2);
        expect(await market.token.balanceOf(paying.buyer.address)).to.equal(HELD - PRICE);
      });

      it("[PAYSIG-9] gives a single unit back", async () => {
        await paying.pay(method, await paying.payment({ maxTotal: PRICE + 1n }));
        expect(await market.token.balanceOf(paying.buyer.address)).to.equal(HELD - PRICE);
      });

      it("[PAYSIG-9] of many lines, for all that the buyer has", async () => {
        const lines = [
          { product: FINAL, quantity: 9n },
          { product: UNIT, quantity: 100_000_000n },
        ];
        await paying.pay(method, await paying.payment({ maxTotal: HELD, lines }));
        expect(await market.token.balanceOf(paying.buyer.address)).to.equal(0n);
      });

      it("[PAYSIG-10] leaves alone what strayed into the contract, also if nothing is left over", async () => {
        stray = 7n;
        await market.token.mint(paying.address, stray);
        await paying.pay(method, await paying.payment({ maxTotal: PRICE }, { nonce: 1n }));
        await paying.pay(method, await paying.payment());
        expect(await market.token.balanceOf(paying.buyer.address)).to.equal(HELD - 2n * PRICE);
      });

      it("[PAYSIG-10] asks for no role: the contract has none", async () => {
        for (const role of ["DEFAULT_ADMIN_ROLE", "RECORD_ROLE", "RETURNS_ROLE", "HOLD_ROLE"] as const) {
          expect(await market.core.hasRole(await market.core[role](), paying.address), role).to.equal(false);
        }
      });
    });

    describe("with offers", () => {
      const used = (changes: Partial<Offer> = {}, line = 0n) => ({ line, offer: paying.offers.offer(changes) });

      it("[PAYSIG-8] is at the seller's price, and gives the rest back", async () => {
        const sale = await market.placed(paying.pay(method, await paying.payment({ offers: [used()] })));
        expect(sale).to.deep.include({ total: OFFERED, payer: paying.address });
        expect(await market.token.balanceOf(paying.buyer.address)).to.equal(HELD - OFFERED);
      });

      it("[PAYSIG-8] serves the buyer whom an offer names, once", async () => {
        const { buyer } = paying;
        const offers = [used({ buyer: buyer.address, maxQuantity: 1n, nonce: 3n })];
        await paying.pay(method, await paying.payment({ offers }));
        expect(await paying.offers.ended(paying.offers.seller, 0n)).to.deep.equal([3n]);
        const again = await paying.payment({ offers, ref: ZeroHash }, { nonce: 1n });
        await paying.expectRefused(method, again, await paying.sign(method, again), market.core, "OfferEnded", [
          0n,
          paying.offers.seller.id,
          3n,
        ]);
      });

      it("[PAYSIG-9] serves nobody for whom it is not, though the contract pays", async () => {
        const offers = [used({ buyer: market.customer.address, maxQuantity: 1n })];
        const payment = await paying.payment({ offers });
        await paying.expectRefused(
          method,
          payment,
          await paying.sign(method, payment),
          market.core,
          "OfferForAnother",
          [0n, paying.buyer.address, market.customer.address],
        );
      });

      it("[PAYSIG-2] a relayer who leaves the offer out, to sell at retail, is refused", async () => {
        const payment = await paying.payment({ offers: [used()] });
        const signature = await paying.sign(method, payment);
        const retail = { ...payment, purchase: { ...payment.purchase, offers: [] } };
        await paying.expectRefused(method, retail, signature, ...invalid());
      });

      it("[PAYSIG-2] a seller who puts a dearer offer in its place, or on another line, is refused", async () => {
        const lines = [FINAL, FINAL].map((product) => ({ product, quantity: 1n }));
        const payment = await paying.payment({ lines, maxTotal: HELD, offers: [used()] });
        const signature = await paying.sign(method, payment);
        for (const [what, offers] of Object.entries({
          price: [used({ unitPrice: OFFERED + 1n })],
          nonce: [used({ nonce: 1n })],
          "largest quantity": [used({ maxQuantity: 9n })],
          deadline: [used({ deadline: FOREVER - 1n })],
          line: [used({}, 1n)],
          "one more": [used(), used({}, 1n)],
        })) {
          const altered = await paying.payment({ lines, maxTotal: HELD, offers });
          await paying.expectRefused(method, altered, signature, ...invalid(), [], what);
        }
      });

      it("[PAYSIG-8] any signature of the seller's over the signed terms serves, and a forged one does not", async () => {
        const payment = await paying.payment({ offers: [used()] });
        const signature = await paying.sign(method, payment);
        const forged = { ...payment, offerSignatures: [await paying.offers.sign(used().offer, market.stranger)] };
        await paying.expectRefused(method, forged, signature, market.core, "SignatureInvalid", [
          paying.offers.seller.wallet.address,
          paying.offers.digest(used().offer),
        ]);
        await paying.send(method, payment, signature);
      });
    });

    describe("altered on the way", () => {
      const alterations = (): Record<string, Partial<Purchase>> => ({
        "sells another product": { lines: [{ product: ESCROWED, quantity: 1n }] },
        "sells more": { lines: [{ product: FINAL, quantity: 2n }] },
        "adds a line": { lines: [FINAL, UNIT].map((product) => ({ product, quantity: 1n })) },
        "sells nothing": { lines: [] },
        "names another seller": { seller: paying.offers.rival.id },
        "names the company as seller": { seller: 1n },
        "names another campaign": { campaign: CAMPAIGN + 1n },
        "names another reference": { ref: hashOf("another order") },
        "takes more": { maxTotal: MOST + 1n },
        "takes less": { maxTotal: MOST - 1n },
        "makes somebody else the buyer": { buyer: market.customer.address },
      });

      it("[PAYSIG-2] a relayer who changes anything about the order is refused", async () => {
        const signature = await paying.sign(method, await paying.payment());
        for (const [what, changes] of Object.entries(alterations())) {
          await paying.expectRefused(method, await paying.payment(changes), signature, ...invalid(), [], what);
        }
      });

      it("[PAYSIG-2] a relayer who changes how long it counts is refused", async () => {
        const signed = await paying.payment({}, { until: FOREVER - 1n });
        const signature = await paying.sign(method, signed);
        for (const until of [FOREVER, FOREVER - 2n]) {
          await paying.expectRefused(method, { ...signed, until }, signature, ...invalid());
        }
      });

      it("[PAYSIG-2] nobody pays with another's tokens: not the seller, not the sender, not the company", async () => {
        const payment = await paying.payment();
        for (const thief of [paying.offers.seller.wallet, market.stranger, market.operator, market.company.wallet]) {
          await paying.expectRefused(method, payment, await paying.sign(method, payment, thief), ...invalid());
        }
      });

      it("[PAYSIG-4] what was signed on another chain is refused", async () => {
        const payment = await paying.payment();
        const abroad = await paying.sign(method, payment, paying.buyer, paying.offers.chainId + 1n);
        await paying.expectRefused(method, payment, abroad, ...invalid());
      });

      it("[PAYSIG-4] what was signed for another programme's contract is refused, and the other way round", async () => {
        const second = await market.ethers.deployContract("Payments", [market.address, paying.permit2]);
        const payment = await paying.payment();
        const signature = await paying.sign(method, payment);
        const [by, name] = invalid();
        await expect(paying.send(method, payment, signature, second)).to.be.revertedWithCustomError(by as never, name);
        const other = await paying.payment({ programme: market.run });
        await paying.expectRefused(method, payment, await paying.sign(method, other), ...invalid());
      });
    });

    describe("a second time", () => {
      it("[PAYSIG-2] the same signature buys nothing", async () => {
        const payment = await paying.payment();
        const signature = await paying.sign(method, payment);
        await paying.send(method, payment, signature);
        await (method === "ERC-3009"
          ? paying.expectRefused(method, payment, signature, paying.token, "ERC3009UsedAuthorization", [
              paying.buyer.address,
              purchaseHash(payment.purchase),
            ])
          : paying.expectRefused(method, payment, signature, paying.permit2, "InvalidNonce"));
      });

      it("[PAYSIG-8] the buyer buys the same again by another signature", async () => {
        await paying.pay(method, await paying.payment());
        await paying.pay(method, await paying.payment({ ref: hashOf("again") }, { nonce: 1n }));
        expect(await market.token.balanceOf(paying.buyer.address)).to.equal(HELD - 2n * PRICE);
      });
    });

    describe("that fails", () => {
      const refusals: Record<string, () => Promise<readonly [Payment, string, readonly unknown[]]>> = {
        "costs more than the most": async () => [
          await paying.payment({ maxTotal: PRICE - 1n }),
          "OrderTotalAboveLimit",
          [PRICE, PRICE - 1n],
        ],
        "has no lines": async () => [await paying.payment({ lines: [] }), "OrderLinesInvalid", [0n, 255n]],
        "is of a closed product": async () => {
          await market.core.setProductsClosed([FINAL], true);
          return [await paying.payment(), "ProductIsClosed", [FINAL]];
        },
        "is of no seller": async () => [await paying.payment({ seller: 99n }), "DistributorUnknown", [99n, 5n]],
        "comes while sales are paused": async () => {
          await market.core.setPaused(true);
          return [await paying.payment(), "ProgrammePaused", []];
        },
      };
      for (const [what, prepare] of Object.entries(refusals)) {
        it(`[PAYSIG-11] uses nothing up and says why: ${what}`, async () => {
          const [payment, name, args] = await prepare();
          await paying.expectRefused(method, payment, await paying.sign(method, payment), market.core, name, args);
        });
      }

      it("[PAYSIG-11] for want of tokens, says so in the token's words", async () => {
        const payment = await paying.payment({ maxTotal: HELD + 1n });
        const signature = await paying.sign(method, payment);
        if (method === "ERC-3009") {
          await paying.expectRefused(method, payment, signature, paying.token, "ERC20InsufficientBalance", [
            paying.buyer.address,
            HELD,
            HELD + 1n,
          ]);
        } else {
          await expect(paying.send(method, payment, signature)).to.be.revertedWith("TRANSFER_FROM_FAILED");
        }
      });

      it("[PAYSIG-11] serves once the reason is gone", async () => {
        await market.core.setPaused(true);
        const payment = await paying.payment();
        const signature = await paying.sign(method, payment);
        await paying.expectRefused(method, payment, signature, market.core, "ProgrammePaused");
        await market.core.setPaused(false);
        await paying.send(method, payment, signature);
        expect(await paying.used(method, payment)).to.equal(true);
      });
    });

    describe("with a return window", () => {
      it("[PAYSIG-6] [PAYSIG-9] is returned by signature and refunded to the buyer, who never had ether", async () => {
        for (const [nonce, product] of [ESCROWED, GOODS].entries()) {
          const payment = await paying.payment({ lines: [{ product, quantity: 1n }] }, { nonce: BigInt(nonce) });
          const sale = await market.placed(paying.pay(method, payment));
          if (sale.final) throw new Error("the sale has no return window");
          expect(await market.token.balanceOf(paying.buyer.address)).to.equal(HELD - PRICE);
          const { address, chainId } = { address: market.address, chainId: paying.offers.chainId };
          const asked = { buyer: paying.buyer.address, sale: sale.id, refund: PRICE, deadline: FOREVER };
          const core = market.core.connect(market.stranger);
          // The contract that paid for it cannot have it returned.
          await expect(
            core.connect(await market.impersonated(paying.address)).requestReturn(saleStruct(sale), GAS),
          ).to.be.revertedWithCustomError(core, "ReturnNotByBuyer");
          await expect(core.requestReturnFor(saleStruct(sale), FOREVER, "0x", GAS))
            .to.be.revertedWithCustomError(core, "SignatureInvalid")
            .withArgs(paying.buyer.address, returnDigest(address, chainId, asked));
          const signature = await signReturn(paying.buyer, address, chainId, asked);
          await core.requestReturnFor(saleStruct(sale), FOREVER, signature, GAS);
          if (product === GOODS) await market.core.acceptReturn(saleStruct(sale), GAS);
          expect(await market.token.balanceOf(paying.buyer.address)).to.equal(HELD);
        }
        expect(await market.ethers.provider.getBalance(paying.buyer.address)).to.equal(0n);
      });

      it("[PAYSIG-9] is settled like any other", async () => {
        const payment = await paying.payment({ lines: [{ product: ESCROWED, quantity: 1n }] });
        const sale = await market.placed(paying.pay(method, payment));
        if (sale.final) throw new Error("the sale has no return window");
        await market.passWindows();
        await market.settle(sale);
        expect(await market.core.balanceOf(paying.offers.seller.id)).to.equal(35_000_000n);
      });
    });
  });
}
