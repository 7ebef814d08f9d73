import { expect } from "chai";
import type { BaseContract } from "ethers";
import { fixture } from "../../../helpers/fixture.ts";
import { HELD, offersIn, openPayments, orderIn, type PaymentDesk, PRICE } from "../../../helpers/payments.ts";
import type { ProgrammeOptions } from "../../../helpers/programme.ts";

// Tokens that misbehave, paid with by Permit2, which takes any

const STRAY = 500_000_000n;

/** A programme over such a token, with some of it strayed into the contract that takes payments. */
async function openOver(token: string, tokenArguments: ProgrammeOptions["tokenArguments"] = () => []) {
  const stage = await openPayments({ token, tokenArguments });
  const { market, paying } = stage;
  await market.token.mint(paying.address, STRAY);
  return { ...stage, hostile: await market.ethers.getContractAt(token, market.token) };
}

/** That a payment fails with an error of one of these, and nobody has lost or got anything. */
async function expectNothing(paying: PaymentDesk, name: string): Promise<void> {
  const { market, payments } = paying;
  const by = payments as unknown as BaseContract;
  const payment = await paying.payment();
  const signature = await paying.sign("Permit2", payment);
  await paying.expectRefused("Permit2", payment, signature, by, name, await anyArguments(by, name));
  expect(await market.token.balanceOf(paying.address)).to.equal(STRAY);
  expect(await market.token.balanceOf(paying.buyer.address)).to.equal(HELD);
}

async function anyArguments(by: BaseContract, name: string): Promise<unknown[]> {
  return (by.interface.getError(name)?.inputs ?? []).map(() => () => true);
}

describe("Payments and hostile tokens", () => {
  describe("a token that keeps a part of every transfer", () => {
    const loaded = fixture(() => openOver("FeeOnTransferToken", () => [0]));

    it("[PAYSIG-10] buys nothing with what is missing, nor with what strayed", async () => {
      const { paying, hostile } = await loaded();
      await hostile.getFunction("setFee")(100n);
      await expectNothing(paying, "PaymentNotReceived");
    });

    it("[PAYSIG-9] buys as soon as it keeps nothing", async () => {
      const { paying, market, hostile } = await loaded();
      await hostile.getFunction("setFee")(100n);
      const payment = await paying.payment();
      const signature = await paying.sign("Permit2", payment);
      await expect(paying.send("Permit2", payment, signature)).to.be.revert(market.ethers);
      await hostile.getFunction("setFee")(0n);
      await paying.send("Permit2", payment, signature);
      await paying.expectClean(STRAY);
    });
  });

  describe("a token that says yes and moves nothing", () => {
    const loaded = fixture(() => openOver("LiarToken"));

    it("[PAYSIG-10] buys nothing", async () => {
      const { paying, hostile } = await loaded();
      await hostile.getFunction("setLying")(true);
      await expectNothing(paying, "PaymentNotReceived");
    });
  });

  describe("a token that takes any call for done", () => {
    const loaded = fixture(() => openOver("PhantomToken"));

    it("[PAYSIG-10] an authorization that it never heard of buys nothing with what strayed", async () => {
      const { paying, market } = await loaded();
      const payment = await paying.payment({ buyer: market.stranger.address });
      await expect(paying.send("ERC-3009", payment, `0x${"11".repeat(65)}`))
        .to.be.revertedWithCustomError(paying.payments, "PaymentNotReceived")
        .withArgs(STRAY, STRAY + payment.purchase.maxTotal);
      expect(await market.token.balanceOf(paying.address)).to.equal(STRAY);
    });
  });

  describe("a token that answers false", () => {
    const loaded = fixture(() => openOver("FalseReturnToken"));

    it("[PAYSIG-11] buys nothing", async () => {
      const { paying, hostile, market } = await loaded();
      await hostile.getFunction("setFailing")(true);
      await expect(paying.pay("Permit2", await paying.payment())).to.be.revertedWith("TRANSFER_FROM_FAILED");
      expect(await market.token.balanceOf(paying.address)).to.equal(STRAY);
    });
  });

  describe("a token that answers nothing, and whose allowances change from or to zero only", () => {
    const loaded = fixture(() => openOver("NoReturnToken"));

    it("[PAYSIG-8] [PAYSIG-10] pays like any other, again and again", async () => {
      const { paying, market } = await loaded();
      for (const nonce of [0n, 1n]) await paying.pay("Permit2", await paying.payment({}, { nonce }));
      await paying.pay("Permit2", await paying.payment({ maxTotal: PRICE }, { nonce: 2n }));
      expect(await market.token.balanceOf(paying.buyer.address)).to.equal(HELD - 3n * PRICE);
      await paying.expectClean(STRAY);
    });

    it("[PAYSIG-11] has neither permit nor ERC-3009, and is refused there", async () => {
      const { paying, market } = await loaded();
      const payment = await paying.payment();
      await expect(paying.pay("ERC-3009", payment)).to.be.revertedWithoutReason(market.ethers);
      expect(await market.token.balanceOf(paying.buyer.address)).to.equal(HELD);
    });
  });

  describe("a token that calls back while it moves", () => {
    const loaded = fixture(() => openOver("ReentrantToken"));

    /** When the second payment is sent, by the transfer of the first that the token is in, and whether it buys. */
    const TRANSFERS = [
      ["from the buyer arrives", true],
      ["to the core goes on", false],
      ["of what is left goes back", true],
    ] as const;
    const MOMENTS = { before: 1n, after: 2n };

    for (const [place, [transfer, buys]] of TRANSFERS.entries()) {
      for (const [when, moment] of Object.entries(MOMENTS)) {
        const what = buys ? "is a purchase of its own" : "finds the core locked";
        it(`[PAYSIG-10] a second payment ${when} the transfer ${transfer} ${what}`, async () => {
          const { paying, market, hostile } = await loaded();
          const [outer, inner] = [await paying.payment(), await paying.payment({}, { nonce: 1n })];
          const { purchase, nonce, until } = inner;
          const signature = await paying.sign("Permit2", inner);
          let [callee, data] = [
            paying.address,
            paying.payments.interface.encodeFunctionData("buyWithPermit2", [
              purchase.buyer,
              orderIn(purchase),
              offersIn(inner),
              nonce,
              until,
              signature,
            ]),
          ];
          // Each earlier transfer arms the token for the next.
          for (let i = 0; i < place; ++i) {
            data = hostile.interface.encodeFunctionData("arm", [callee, data, moment]);
            callee = await hostile.getAddress();
          }
          await hostile.getFunction("arm")(callee, data, moment);

          await paying.pay("Permit2", outer);

          expect(await hostile.getFunction("calls")()).to.equal(place === 0 ? 1n : 2n);
          expect(await hostile.getFunction("succeeded")(), what).to.equal(buys);
          expect(await paying.used("Permit2", inner)).to.equal(buys);
          const spent = buys ? 2n * PRICE : PRICE;
          expect(await market.token.balanceOf(paying.buyer.address)).to.equal(HELD - spent);
          await paying.expectClean(STRAY);
        });
      }
    }
  });
});
