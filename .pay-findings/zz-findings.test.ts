import { expect } from "chai";
import { HELD, MOST, openPayments, PRICE } from "../../../helpers/payments.ts";

describe("findings", () => {
  it("a contract wallet whose signature is 65 bytes long pays by ERC-3009", async () => {
    const { market, paying } = await openPayments();
    const owned = await market.ethers.deployContract("SmartWallet", [paying.buyer.address]);
    const wallet = await owned.getAddress();
    await paying.equip(wallet);
    const payment = await paying.payment({ buyer: wallet });
    await paying.pay("ERC-3009", payment);
    expect(await market.token.balanceOf(wallet)).to.equal(HELD - PRICE);
  });
  it("a token that answers unknown functions with success lets nobody buy with what strayed", async () => {
    const { market, paying } = await openPayments({ token: "PhantomToken", tokenArguments: () => [] });
    await market.token.mint(paying.address, 500_000_000n);
    const payment = await paying.payment({ buyer: market.stranger.address });
    await expect(paying.send("ERC-3009", payment, `0x${"11".repeat(65)}`)).to.be.revert(market.ethers);
    expect(await market.token.balanceOf(paying.address)).to.equal(500_000_000n);
  });
});
