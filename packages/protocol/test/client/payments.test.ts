import { expect } from "chai";
import { type ContractRunner, MaxUint256, makeError, Wallet, ZeroAddress } from "ethers";
import { fixture } from "../../../../test/helpers/fixture.ts";
import { PERMIT2, type Permit2 } from "../../../../test/helpers/permit2.ts";
import { ANY_BUYER, explainError, PaymentsClient, readTokenDomain } from "../../src/index.ts";
import { downloadOrder, openPayingShop, type PayingShop, REF } from "../helpers/paying-shop.ts";
import { DOWNLOAD, FOREVER, ONE, openShop, type Shop, thrownBy } from "../helpers/shop.ts";

describe("PaymentsClient", () => {
  let shop: PayingShop;
  let payments: string;

  const opened = fixture(openPayingShop);

  beforeEach(async () => {
    shop = await opened();
    payments = shop.payments;
  });

  const order = downloadOrder;
  const page = () => shop.page;
  const relayer = () => shop.relayer;
  const money = () => shop.token.balanceOf(shop.buyer.address);

  async function expectBought(total: bigint): Promise<void> {
    const sales = await shop.client.placedSales();
    expect(sales.map(({ buyer, payer, total: paid }) => [buyer, payer, paid])).to.deep.equal([
      [shop.buyer.address, payments, total],
    ]);
    expect(await money()).to.equal(10_000n * ONE - total);
  }

  /** Distributor 5 offers downloads at 15. */
  async function offered() {
    const terms = { product: DOWNLOAD, unitPrice: 15n * ONE, maxQuantity: 2n, campaign: 7n, deadline: FOREVER };
    const signed = await shop.connect(shop.line[3]).offers.sign({ ...terms, buyer: ANY_BUYER, nonce: 1n });
    return [{ line: 0n, ...signed }];
  }

  it("[PAYSIG-8] knows programme, token domain and Permit2", async () => {
    const client = PaymentsClient.connect(payments.toLowerCase(), shop.ethers.provider);
    expect(client.address).to.equal(payments);
    expect(await client.programme()).to.equal(shop.address);
    expect(await client.permit2()).to.equal(PERMIT2);
    expect(await client.tokenDomain()).to.deep.equal({
      name: "Test Dollar",
      version: "1",
      chainId: await shop.client.chainId(),
      verifyingContract: await shop.token.getAddress(),
    });
  });

  it("[PAYSIG-8] signs an authorization on a page, and sends it by a relayer, once", async () => {
    const signed = await page().signAuthorization(order(), FOREVER);
    expect(signed).to.deep.include({ method: "erc3009", buyer: shop.buyer.address, validAfter: 0n });
    expect(await relayer().used(signed)).to.equal(false);
    await relayer().send(signed);
    await expectBought(20n * ONE);
    expect(await relayer().used(signed)).to.equal(true);
    const again = explainError(await thrownBy(relayer().send(signed)));
    expect(again.name).to.equal("ERC3009UsedAuthorization");
  });

  it("[PAYSIG-8] signs a Permit2 transfer on a page, and sends it by a relayer, once", async () => {
    expect(await relayer().freeNonce(shop.buyer.address)).to.equal(0n);
    const signed = await page().signPermit2(order(), 0n, FOREVER);
    expect(await relayer().used(signed)).to.equal(false);
    await relayer().send(signed);
    await expectBought(20n * ONE);
    expect(await relayer().used(signed)).to.equal(true);
    expect(await relayer().freeNonce(shop.buyer.address)).to.equal(1n);
    expect(await relayer().freeNonce(shop.buyer.address, 3n)).to.equal(768n);
    const again = explainError(await thrownBy(relayer().send(signed)));
    expect(again.name).to.equal("InvalidNonce");
  });

  it("[PAYSIG-8] has no free nonce in a word that is full", async () => {
    await (shop.permit2.connect(shop.buyer) as Permit2).invalidateUnorderedNonces(2n, MaxUint256);
    expect(await relayer().freeNonce(shop.buyer.address, 2n)).to.equal(undefined);
  });

  it("[PAYSIG-8] buys with a permit, in the buyer's own transaction", async () => {
    await page().buy(order(), FOREVER);
    await expectBought(20n * ONE);
  });

  it("[PAYSIG-8] takes the sellers' offers by each method", async () => {
    const offers = await offered();
    await page().buy(order(), FOREVER, { offers });
    await relayer().send(await page().signAuthorization(order(), FOREVER, { offers }));
    await relayer().send(await page().signPermit2(order(), 0n, FOREVER, { offers }));
    const totals = (await shop.client.placedSales()).map(({ total }) => total);
    expect(totals).to.deep.equal([15n * ONE, 15n * ONE, 15n * ONE]);
  });

  it("[PAYSIG-2] a relayer who changes the order is told that the signature is not the buyer's", async () => {
    const byToken = await page().signAuthorization(order(), FOREVER);
    const byPermit2 = await page().signPermit2(order(), 0n, FOREVER);
    for (const [signed, name] of [
      [byToken, "ERC3009InvalidSignature"],
      [byPermit2, "InvalidSigner"],
    ] as const) {
      const altered = { ...signed, order: order({ seller: 4n }) };
      expect(explainError(await thrownBy(relayer().send(altered))).name).to.equal(name);
    }
  });

  it("explains where Permit2 is missing, and where there is no wallet to sign", async () => {
    const contract = await shop.ethers.deployContract("Payments", [shop.address, ZeroAddress]);
    const without = PaymentsClient.connect(await contract.getAddress(), shop.buyer);
    expect(await without.permit2()).to.equal(undefined);
    for (const asked of [without.signPermit2(order(), 0n, FOREVER), without.freeNonce(shop.buyer.address)]) {
      expect(explainError(await thrownBy(asked)).name).to.equal("Permit2Missing");
    }
    const reading = PaymentsClient.connect(payments, shop.ethers.provider);
    const refused = explainError(await thrownBy(reading.signAuthorization(order(), FOREVER)));
    expect(refused.name).to.equal("SignerMissing");
  });

  it("finds no domain where the connection fails, and says that instead", async () => {
    const asked = {
      call: () =>
        Promise.reject(makeError("too late", "TIMEOUT", { operation: "call", reason: "", request: undefined })),
    };
    const runner = { provider: null, ...asked } as unknown as ContractRunner;
    const failed = await thrownBy(readTokenDomain(await shop.token.getAddress(), 1n, runner));
    expect(explainError(failed).name).to.equal("TIMEOUT");
  });

  it("finds no domain in a token without signatures, and does not guess", async () => {
    const plain = await shop.ethers.deployContract("NoReturnToken");
    const unknown = readTokenDomain(await plain.getAddress(), await shop.client.chainId(), shop.ethers.provider);
    expect(explainError(await thrownBy(unknown)).name).to.equal("TokenDomainUnknown");
    const elsewhere = readTokenDomain(await shop.token.getAddress(), 1n, shop.ethers.provider);
    expect(explainError(await thrownBy(elsewhere)).name).to.equal("TokenDomainUnknown");
  });
});

describe("UplineClient: acting by signature", () => {
  let shop: Shop;
  const opened = fixture(openShop);

  beforeEach(async () => {
    shop = await opened();
  });

  it("[PAYSIG-1] signs a claim on a page, and sends it by a relayer, once", async () => {
    await shop
      .connect(shop.buyer)
      .buy(
        { seller: 5n, campaign: 7n, ref: REF, maxTotal: 20n * ONE, lines: [{ product: DOWNLOAD, quantity: 1n }] },
        { approve: true },
      );
    const owner = shop.line[3];
    const recipient = Wallet.createRandom().address;
    const { claim, signature } = await shop.connect(owner).signClaim(8n * ONE, FOREVER, recipient);
    expect(claim).to.deep.equal({
      wallet: owner.address,
      recipient,
      atLeast: 8n * ONE,
      nonce: 0n,
      deadline: FOREVER,
    });
    await shop.connect(shop.stranger).claimFor(claim, signature);
    expect(await shop.token.balanceOf(recipient)).to.equal(8n * ONE);
    const next = await shop.connect(owner).signClaim(1n, FOREVER);
    expect(next.claim).to.deep.include({ recipient: owner.address, nonce: 1n });
    const again = explainError(await thrownBy(shop.connect(shop.stranger).claimFor(claim, signature)));
    expect(again.name).to.equal("SignatureInvalid");
  });

  it("[PAYSIG-6] signs a return on a page, and sends it by a relayer", async () => {
    const bought = { seller: 5n, campaign: 7n, ref: REF, maxTotal: 20n * ONE, lines: [{ product: 2n, quantity: 1n }] };
    await shop.connect(shop.buyer).buy(bought, { approve: true });
    const [sale] = await shop.client.escrowedSales();
    const signature = await shop.connect(shop.buyer).returns.sign(sale!, FOREVER);
    await shop.connect(shop.stranger).returns.requestFor(sale!, FOREVER, signature);
    expect(await shop.token.balanceOf(shop.buyer.address)).to.equal(10_000n * ONE);
    expect(await shop.client.refundedSales()).to.deep.equal([sale!.id]);
  });

  it("[PAYSIG-7] signs a move with both wallets, and sends it by a relayer", async () => {
    const [from, to] = [shop.line[0], shop.spare[0]!];
    const move = { from: from.address, to: to.address, deadline: FOREVER };
    const consent = await shop.connect(from).wallets.signMove(move);
    const acceptance = await shop.connect(to).wallets.signMove(move);
    await shop.connect(shop.stranger).wallets.moveFor(move, consent, acceptance);
    expect((await shop.client.distributor(to.address))!.id).to.equal(2n);
    expect(await shop.client.distributor(from.address)).to.equal(undefined);
  });
});
