import { expect } from "chai";
import { type ContractTransactionResponse, concat, id, TypedDataEncoder, ZeroAddress } from "ethers";
import { fixture } from "../../../../test/helpers/fixture.ts";
import {
  CANCEL_AUTHORIZATION_TYPES,
  explainError,
  PaymentsClient,
  purchaseHash,
  type SignedPurchase,
  signCancelAuthorization,
} from "../../src/index.ts";
import { downloadOrder, openPayingShop, type PayingShop } from "../helpers/paying-shop.ts";
import { FOREVER, ONE, thrownBy } from "../helpers/shop.ts";

const NONCE = id("an order");
const IN_PARTS = id("cancelAuthorization(address,bytes32,uint8,bytes32,bytes32)").slice(0, 10);
const WHOLE = id("cancelAuthorization(address,bytes32,bytes)").slice(0, 10);

describe("PaymentsClient: ending a signed purchase", () => {
  let shop: PayingShop;
  const opened = fixture(openPayingShop);

  beforeEach(async () => {
    shop = await opened();
  });

  const authorized = (ref?: string) => shop.page.signAuthorization(downloadOrder(ref ? { ref } : {}), FOREVER);
  const throughPermit2 = (nonce = 0n) => shop.page.signPermit2(downloadOrder(), nonce, FOREVER);
  const nameOf = async (refused: Promise<unknown>) => explainError(await thrownBy(refused)).name;
  const formOf = ({ data }: ContractTransactionResponse) => data.slice(0, 10);
  const paid = async () => 10_000n * ONE - (await shop.token.balanceOf(shop.buyer.address));

  /** The end of an authorization of a wallet, signed by its owner's key or by nobody. */
  async function cancellationOf(buyer: string, signature?: string) {
    const terms = { authorizer: buyer, nonce: NONCE };
    const signed = signature ?? (await signCancelAuthorization(shop.buyer, await shop.page.tokenDomain(), terms));
    return { buyer, nonce: NONCE, signature: signed };
  }

  it("[PAYSIG-2] is signed by the buyer for an authorization, and sent by a relayer", async () => {
    const signed = await authorized();
    const cancellation = await shop.page.signCancellation(signed);
    const nonce = purchaseHash(await shop.page.purchase(shop.buyer.address, signed.order));
    expect(cancellation).to.deep.include({ buyer: shop.buyer.address, nonce });
    expect(await shop.relayer.used(signed)).to.equal(false);
    expect(formOf(await shop.relayer.sendCancellation(cancellation))).to.equal(IN_PARTS);
    expect(await shop.relayer.used(signed)).to.equal(true);
    expect(await nameOf(shop.relayer.send(signed))).to.equal("ERC3009UsedAuthorization");
    expect(await paid()).to.equal(0n);
  });

  it("[PAYSIG-2] is one transaction of the buyer's own wallet for each method", async () => {
    const ways: [SignedPurchase, string][] = [
      [await authorized(), "ERC3009UsedAuthorization"],
      [await throughPermit2(258n), "InvalidNonce"],
    ];
    for (const [signed, refusal] of ways) {
      expect((await shop.page.cancel(signed)).from).to.equal(shop.buyer.address);
      expect(await shop.relayer.used(signed)).to.equal(true);
      expect(await nameOf(shop.relayer.send(signed))).to.equal(refusal);
    }
    expect(await paid()).to.equal(0n);
  });

  it("[PAYSIG-2] leaves every other signature as it is", async () => {
    const [ended, other] = [await authorized(), await authorized(id("another"))];
    await shop.page.cancel(ended);
    await shop.page.cancel(await throughPermit2(258n));
    expect(await shop.permit2.nonceBitmap(shop.buyer.address, 0n)).to.equal(0n);
    expect(await shop.permit2.nonceBitmap(shop.buyer.address, 1n)).to.equal(1n << 2n);
    await shop.relayer.send(other);
    await shop.relayer.send(await throughPermit2(259n));
    expect(await paid()).to.equal(40n * ONE);
  });

  it("[PAYSIG-2] lets a page change the way to pay without paying twice", async () => {
    const first = await authorized();
    await shop.page.cancel(first);
    await shop.relayer.send(await throughPermit2());
    expect(await nameOf(shop.relayer.send(first))).to.equal("ERC3009UsedAuthorization");
    expect(await paid()).to.equal(20n * ONE);
  });

  it("says that the purchase was sent before, and sends nothing", async () => {
    for (const signed of [await authorized(), await throughPermit2()]) {
      await shop.relayer.send(signed);
      const before = await shop.ethers.provider.getTransactionCount(shop.buyer.address);
      const refused = explainError(await thrownBy(shop.page.cancel(signed)));
      expect(refused).to.deep.include({ name: "PaymentUsed", args: { buyer: shop.buyer.address } });
      expect(refused.advice).to.equal("See whether the order was placed.");
      expect(await shop.ethers.provider.getTransactionCount(shop.buyer.address)).to.equal(before);
    }
  });

  it("is nobody's but the buyer's", async () => {
    const signed = await authorized();
    for (const purchase of [signed, await throughPermit2()]) {
      const refused = explainError(await thrownBy(shop.relayer.cancel(purchase)));
      const args = { connected: shop.stranger.address, buyer: shop.buyer.address };
      expect(refused).to.deep.include({ name: "BuyerOther", args });
    }
    expect(await nameOf(shop.relayer.signCancellation(signed))).to.equal("BuyerOther");
    const cancellation = await shop.page.signCancellation(signed);
    for (const changes of [{ nonce: NONCE }, { buyer: shop.line[0].address }]) {
      const altered = { ...cancellation, ...changes };
      expect(await nameOf(shop.relayer.sendCancellation(altered))).to.equal("ERC3009InvalidSignature");
    }
    expect(await shop.relayer.used(signed)).to.equal(false);
  });

  it("takes the buyer's address in any form", async () => {
    const signed = await authorized();
    await shop.page.cancel({ ...signed, buyer: signed.buyer.toLowerCase() });
    expect(await shop.page.used(signed)).to.equal(true);
  });

  it("[PAYSIG-5] is a contract wallet's as well, whatever its signature's length", async () => {
    const smart = await (await shop.ethers.deployContract("SmartWallet", [shop.buyer.address])).getAddress();
    const approving = await shop.ethers.deployContract("PreapprovedWallet");
    const approved = await approving.getAddress();
    const terms = { authorizer: approved, nonce: NONCE };
    const hash = TypedDataEncoder.hash(await shop.page.tokenDomain(), CANCEL_AUTHORIZATION_TYPES, terms);
    await approving.setApproved(hash, true);
    for (const cancellation of [await cancellationOf(smart), await cancellationOf(approved, "0x")]) {
      expect(formOf(await shop.relayer.sendCancellation(cancellation))).to.equal(WHOLE);
      expect(await shop.stablecoin.authorizationState(cancellation.buyer, NONCE)).to.equal(true);
      expect(await nameOf(shop.relayer.sendCancellation(cancellation))).to.equal("ERC3009UsedAuthorization");
    }
  });

  it("[PAYSIG-5] tells what the token said to a key that has code as well", async () => {
    const wallet = await (await shop.ethers.deployContract("PreapprovedWallet")).getAddress();
    const code = concat(["0xef0100", wallet]);
    await shop.ethers.provider.send("hardhat_setCode", [shop.buyer.address, code]);
    const cancellation = await cancellationOf(shop.buyer.address);
    expect(formOf(await shop.relayer.sendCancellation(cancellation))).to.equal(IN_PARTS);
    expect(await nameOf(shop.relayer.sendCancellation(cancellation))).to.equal("ERC3009UsedAuthorization");
  });

  it("takes a lost connection for no refusal", async () => {
    const cancellation = await cancellationOf(shop.buyer.address);
    const lost = Object.assign(new Error("timeout"), { code: "TIMEOUT" });
    const sender = new Proxy(shop.stranger, {
      get: (signer, key) => {
        const value = Reflect.get(signer, key);
        if (key !== "call") return typeof value === "function" ? value.bind(signer) : value;
        return (sent: { data: string }) => (sent.data.startsWith(IN_PARTS) ? Promise.reject(lost) : signer.call(sent));
      },
    });
    const client = PaymentsClient.connect(shop.payments, sender);
    expect(await thrownBy(client.sendCancellation(cancellation))).to.equal(lost);
  });

  it("needs a wallet, and Permit2 where it is a payment by it", async () => {
    const reading = PaymentsClient.connect(shop.payments, shop.ethers.provider);
    const signed = await authorized();
    expect(await nameOf(reading.cancel(signed))).to.equal("SignerMissing");
    expect(await nameOf(reading.sendCancellation(await shop.page.signCancellation(signed)))).to.equal("SignerMissing");
    const contract = await shop.ethers.deployContract("Payments", [shop.address, ZeroAddress]);
    const without = PaymentsClient.connect(await contract.getAddress(), shop.buyer);
    expect(await nameOf(without.cancel(await throughPermit2()))).to.equal("Permit2Missing");
  });
});
