import { expect } from "chai";
import { concat, id as hashOf, Signature, TypedDataEncoder, ZeroHash } from "ethers";
import { AUTHORIZATION_TYPES, purchaseHash, signAuthorization } from "../../../../packages/protocol/src/index.ts";
import { fixture } from "../../../helpers/fixture.ts";
import type { Market } from "../../../helpers/market.ts";
import { FOREVER } from "../../../helpers/offers.ts";
import { HELD, MOST, openPayments, type Payment, type PaymentDesk, PRICE } from "../../../helpers/payments.ts";

const METHOD = "ERC-3009";

describe("Payments.buyWithAuthorization", () => {
  const loaded = fixture(openPayments);
  let market: Market;
  let paying: PaymentDesk;

  beforeEach(async () => {
    ({ market, paying } = await loaded());
  });

  afterEach(() => paying.expectClean());

  it("[PAYSIG-8] counts between its two times, both excluded", async () => {
    const now = await market.now();
    const [after, until] = [now + 100n, now + 200n];
    const payment = await paying.payment({}, { after, until });
    const signature = await paying.sign(METHOD, payment);
    for (const [time, counts] of [
      [after, false],
      [after + 1n, true],
      [until - 1n, true],
      [until, false],
    ] as const) {
      const snapshot = await market.networkHelpers.takeSnapshot();
      await market.networkHelpers.time.setNextBlockTimestamp(time);
      const sent = paying.send(METHOD, payment, signature);
      if (counts) await sent;
      else {
        await expect(sent, `${time - now}`)
          .to.be.revertedWithCustomError(paying.token, "ERC3009InvalidAuthorizationTime")
          .withArgs(after, until);
      }
      await snapshot.restore();
    }
  });

  it("[PAYSIG-2] nobody takes the authorization to the token himself", async () => {
    const payment = await paying.payment();
    const { v, r, s } = Signature.from(await paying.sign(METHOD, payment));
    const { buyer, token, address } = paying;
    const values = [buyer.address, address, MOST, 0n, FOREVER, purchaseHash(payment.purchase), v, r, s] as const;
    const parts = "(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)" as const;
    const thief = token.connect(market.stranger);
    await expect(thief[`receiveWithAuthorization${parts}`](...values))
      .to.be.revertedWithCustomError(token, "ERC20InvalidReceiver")
      .withArgs(address);
    await expect(thief[`transferWithAuthorization${parts}`](...values)).to.be.revertedWithCustomError(
      token,
      "ERC3009InvalidSignature",
    );
    expect(await token.balanceOf(buyer.address)).to.equal(HELD);
  });

  it("[PAYSIG-2] a buyer cancels it at the token", async () => {
    const payment = await paying.payment();
    const hash = purchaseHash(payment.purchase);
    const signature = await paying.sign(METHOD, payment);
    const cancelling = await paying.buyer.signTypedData(
      paying.domain(),
      {
        CancelAuthorization: [
          { name: "authorizer", type: "address" },
          { name: "nonce", type: "bytes32" },
        ],
      },
      { authorizer: paying.buyer.address, nonce: hash },
    );
    await paying.token["cancelAuthorization(address,bytes32,bytes)"](paying.buyer.address, hash, cancelling);
    await paying.expectRefused(METHOD, payment, signature, paying.token, "ERC3009UsedAuthorization", [
      paying.buyer.address,
      hash,
    ]);
  });

  it("[PAYSIG-2] an authorization whose nonce is not the purchase buys nothing", async () => {
    const payment = await paying.payment();
    for (const nonce of [ZeroHash, hashOf("an order"), purchaseHash(paying.purchase({ maxTotal: MOST + 1n }))]) {
      const signature = await paying.buyer.signTypedData(paying.domain(), AUTHORIZATION_TYPES, {
        from: paying.buyer.address,
        to: paying.address,
        value: MOST,
        validAfter: 0n,
        validBefore: FOREVER,
        nonce,
      });
      await paying.expectRefused(METHOD, payment, signature, paying.token, "ERC3009InvalidSignature");
    }
  });

  it("[PAYSIG-4] a signature in another token's domain, version or name buys nothing", async () => {
    const payment = await paying.payment();
    for (const changes of [{ version: "2" }, { name: "USD Coin" }, { verifyingContract: market.address }]) {
      const times = { validAfter: 0n, validBefore: FOREVER };
      const domain = { ...paying.domain(), ...changes };
      const signature = await signAuthorization(paying.buyer, domain, paying.address, payment.purchase, times);
      await paying.expectRefused(METHOD, payment, signature, paying.token, "ERC3009InvalidSignature");
    }
  });

  it("[PAYSIG-11] an account with a key and code pays by its key, and is told what its key's signature was refused for", async () => {
    const wallet = await market.ethers.deployContract("RevertingWallet");
    // An account of a key that runs that wallet's code (EIP-7702).
    await market.networkHelpers.setCode(paying.buyer.address, concat(["0xef0100", await wallet.getAddress()]));
    const late = await paying.payment({}, { until: 1n });
    await paying.expectRefused(
      METHOD,
      late,
      await paying.sign(METHOD, late),
      paying.token,
      "ERC3009InvalidAuthorizationTime",
      [0n, 1n],
    );
    await paying.pay(METHOD, await paying.payment());
    expect(await market.token.balanceOf(paying.buyer.address)).to.equal(HELD - PRICE);
  });

  describe("of contract wallets (ERC-1271)", () => {
    /** A payment by a wallet that is a contract, with tokens, and what it has to sign. */
    async function byWallet(name: string, args: unknown[] = []): Promise<{ wallet: string; payment: Payment }> {
      const contract = await market.ethers.deployContract(name, args);
      const wallet = await contract.getAddress();
      await paying.equip(wallet);
      return { wallet, payment: await paying.payment({ buyer: wallet }) };
    }

    function digestOf({ purchase }: Payment): string {
      return TypedDataEncoder.hash(paying.domain(), AUTHORIZATION_TYPES, {
        from: purchase.buyer,
        to: paying.address,
        value: purchase.maxTotal,
        validAfter: 0n,
        validBefore: FOREVER,
        nonce: purchaseHash(purchase),
      });
    }

    it("[PAYSIG-5] a wallet that approved the payment pays, by signatures of any length", async () => {
      const { wallet, payment } = await byWallet("PreapprovedWallet");
      const approving = await market.ethers.getContractAt("PreapprovedWallet", wallet);
      const snapshot = await market.networkHelpers.takeSnapshot();
      for (const signature of [
        "0x",
        "0x12",
        `0x${"34".repeat(64)}`,
        `0x${"56".repeat(65)}`,
        `0x${"56".repeat(66)}`,
        `0x${"78".repeat(400)}`,
      ]) {
        await paying.expectRefused(METHOD, payment, signature, paying.token, "ERC3009InvalidSignature");
        await approving.setApproved(digestOf(payment), true);
        expect(await market.placed(paying.send(METHOD, payment, signature))).to.deep.include({ buyer: wallet });
        expect(await market.token.balanceOf(wallet)).to.equal(HELD - PRICE);
        await snapshot.restore();
      }
    });

    it("[PAYSIG-5] a wallet that takes its owner's signature pays by that, and nobody else's", async () => {
      const { wallet, payment } = await byWallet("SmartWallet", [paying.buyer.address]);
      const forged = await paying.sign(METHOD, payment, market.stranger);
      await paying.expectRefused(METHOD, payment, forged, paying.token, "ERC3009InvalidSignature");
      await paying.pay(METHOD, payment);
      expect(await market.token.balanceOf(wallet)).to.equal(HELD - PRICE);
    });

    it("[PAYSIG-5] a wallet that reverts, burns its gas or answers garbage pays nothing", async () => {
      for (const [name, ...args] of [["RevertingWallet"], ["GasBurnerWallet"], ["GarbageWallet", 2]] as const) {
        const { payment } = await byWallet(name, [...args]);
        await paying.expectRefused(METHOD, payment, "0x", paying.token, "ERC3009InvalidSignature", [], name);
      }
    });
  });
});
