import { expect } from "chai";
import { Signature, TypedDataEncoder, ZeroAddress } from "ethers";
import { PERMIT2_TYPES, signPermit2 } from "../../../../packages/protocol/src/index.ts";
import { fixture } from "../../../helpers/fixture.ts";
import { GAS, type Market } from "../../../helpers/market.ts";
import { FOREVER } from "../../../helpers/offers.ts";
import { HELD, MOST, openPayments, type Payment, type PaymentDesk, PRICE } from "../../../helpers/payments.ts";
import { PERMIT2 } from "../../../helpers/permit2.ts";

const METHOD = "Permit2";

describe("Payments.buyWithPermit2", () => {
  const loaded = fixture(openPayments);
  let market: Market;
  let paying: PaymentDesk;

  beforeEach(async () => {
    ({ market, paying } = await loaded());
  });

  afterEach(() => paying.expectClean());

  it("[PAYSIG-8] counts in the last second of its deadline and not after", async () => {
    const until = (await market.now()) + 100n;
    const payment = await paying.payment({}, { until });
    const signature = await paying.sign(METHOD, payment);
    const snapshot = await market.networkHelpers.takeSnapshot();
    await market.networkHelpers.time.setNextBlockTimestamp(until + 1n);
    await expect(paying.send(METHOD, payment, signature))
      .to.be.revertedWithCustomError(paying.permit2, "SignatureExpired")
      .withArgs(until);
    await snapshot.restore();
    await market.networkHelpers.time.setNextBlockTimestamp(until);
    await paying.send(METHOD, payment, signature);
  });

  it("[PAYSIG-2] a relayer who changes the nonce is refused; the buyer takes any unused one, in any order", async () => {
    const signed = await paying.payment({}, { nonce: 2n ** 255n + 9n });
    const signature = await paying.sign(METHOD, signed);
    await paying.expectRefused(METHOD, { ...signed, nonce: 0n }, signature, paying.permit2, "InvalidSigner");
    for (const nonce of [signed.nonce, 0n, 1n, 256n]) await paying.pay(METHOD, { ...signed, nonce });
    expect(await market.token.balanceOf(paying.buyer.address)).to.equal(HELD - 4n * PRICE);
  });

  it("[PAYSIG-2] a buyer ends it at Permit2", async () => {
    const payment = await paying.payment({}, { nonce: 5n });
    const signature = await paying.sign(METHOD, payment);
    const buyer = await market.impersonated(paying.buyer.address);
    await (paying.permit2.connect(buyer) as typeof paying.permit2).invalidateUnorderedNonces(0n, 1n << 5n);
    await paying.expectRefused(METHOD, payment, signature, paying.permit2, "InvalidNonce");
  });

  it("[PAYSIG-2] nobody spends the permission at Permit2 himself, nor for less than a purchase", async () => {
    const payment = await paying.payment();
    const { purchase } = payment;
    const signature = await paying.sign(METHOD, payment);
    const direct = await market.ethers.getContractAt("IPermit2", PERMIT2, market.stranger);
    const permitted = { permitted: { token: market.token, amount: MOST }, nonce: 0n, deadline: FOREVER };
    const details = { to: market.stranger, requestedAmount: MOST };
    const witness = await paying.payments.orderHash(purchase.buyer, { ...purchase, lines: [...purchase.lines] }, []);
    const types = TypedDataEncoder.from(PERMIT2_TYPES).encodeType("PermitWitnessTransferFrom");
    const behind = types.slice(types.indexOf("Purchase witness"));
    await expect(
      direct.permitWitnessTransferFrom(permitted, details, purchase.buyer, witness, behind, signature),
    ).to.be.revertedWithCustomError(paying.permit2, "InvalidSigner");
  });

  it("[PAYSIG-2] what was signed for another spender, token or amount, or for the same without its witness, buys nothing", async () => {
    const payment = await paying.payment();
    const { chainId } = paying.offers;
    const terms = { permit2: PERMIT2, chainId, token: market.token.target as string, nonce: 0n, deadline: FOREVER };
    const { purchase } = payment;
    const bare = { TokenPermissions: PERMIT2_TYPES["TokenPermissions"]! };
    const without = { permitted: { token: terms.token, amount: MOST }, spender: paying.address, nonce: 0n };
    for (const [what, signature] of Object.entries({
      spender: await signPermit2(paying.buyer, market.address, purchase, terms),
      token: await signPermit2(paying.buyer, paying.address, purchase, { ...terms, token: market.run }),
      "another Permit2": await signPermit2(paying.buyer, paying.address, purchase, { ...terms, permit2: market.run }),
      "no witness": await paying.buyer.signTypedData(
        { name: "Permit2", chainId, verifyingContract: PERMIT2 },
        {
          ...bare,
          PermitTransferFrom: [
            { name: "permitted", type: "TokenPermissions" },
            { name: "spender", type: "address" },
            { name: "nonce", type: "uint256" },
            { name: "deadline", type: "uint256" },
          ],
        },
        { ...without, deadline: FOREVER },
      ),
    })) {
      await paying.expectRefused(METHOD, payment, signature, paying.permit2, "InvalidSigner", [], what);
    }
  });

  it("[PAYSIG-8] takes the compact form of a signature as well", async () => {
    const payment = await paying.payment();
    const { compactSerialized } = Signature.from(await paying.sign(METHOD, payment));
    await paying.send(METHOD, payment, compactSerialized);
    await paying.expectRefused(
      METHOD,
      await paying.payment({}, { nonce: 1n }),
      "0x",
      paying.permit2,
      "InvalidSignatureLength",
    );
  });

  it("[PAYSIG-11] without the buyer's approval of Permit2 nothing moves", async () => {
    const owner = await market.impersonated(paying.buyer.address);
    await market.token.connect(owner).approve(PERMIT2, 0n);
    await expect(paying.pay(METHOD, await paying.payment())).to.be.revertedWith("TRANSFER_FROM_FAILED");
  });

  it("[PAYSIG-11] is refused where the contract was deployed without Permit2", async () => {
    const without = await market.ethers.deployContract("Payments", [market.address, ZeroAddress]);
    expect(await without.permit2()).to.equal(ZeroAddress);
    const payment = await paying.payment();
    const signature = await paying.sign(METHOD, payment);
    await expect(paying.send(METHOD, payment, signature, without)).to.be.revertedWithCustomError(
      without,
      "Permit2NotSupported",
    );
    expect(await paying.used(METHOD, payment)).to.equal(false);
  });

  it("[PAYSIG-5] contract wallets (ERC-1271) sign as their owner, or by what they approved", async () => {
    const owned = await market.ethers.deployContract("SmartWallet", [paying.buyer.address]);
    const wallet = await owned.getAddress();
    await paying.equip(wallet);
    const payment: Payment = await paying.payment({ buyer: wallet });
    await paying.expectRefused(
      METHOD,
      payment,
      await paying.sign(METHOD, payment, market.stranger),
      paying.permit2,
      "InvalidContractSignature",
    );
    expect(await market.placed(paying.pay(METHOD, payment))).to.deep.include({ buyer: wallet, payer: paying.address });
    expect(await market.token.balanceOf(wallet)).to.equal(HELD - PRICE);
  });

  it("[PAYSIG-10] nobody pulls out of the contract what is in it for a moment, or strayed there", async () => {
    await market.token.mint(paying.address, 5n);
    const contract = await market.impersonated(paying.address);
    expect(await market.token.allowance(paying.address, PERMIT2)).to.equal(0n);
    // The contract itself as the buyer: it signs nothing.
    const own = await paying.payment({ buyer: paying.address, maxTotal: 5n });
    await expect(paying.pay(METHOD, own)).to.be.revert(market.ethers);
    expect(await market.token.balanceOf(paying.address)).to.equal(5n);
    await market.token.connect(contract).transfer(market.stranger, 5n, GAS);
  });
});
