import { expect } from "chai";
import { id as hashOf } from "ethers";
import {
  ANY_BUYER,
  ANY_WALLET,
  PaymentsClient,
  saleStruct,
  signBinding,
  signEnrolment,
  UplineClient,
} from "../../../packages/protocol/src/index.ts";
import { openEndpoint } from "../../../packages/protocol/test/helpers/endpoint.ts";
import { DOWNLOAD, FOREVER, imported, ONE, openLegacyShop } from "../../../packages/protocol/test/helpers/shop.ts";
import { fixture } from "../../../test/helpers/fixture.ts";
import { Counter, claimOf, EARNED, openWorld, purchaseOf, RELAYER, type World } from "./helpers/world.ts";

// a person without ether
// - is paid what he earned
// - enrols by invitation and consent
// - buys by an ERC-3009 authorization, by Permit2, at a seller's own price
// - returns a sale
// - moves to another wallet
// - binds an imported id
// - ends a payment that he signed

describe("kinds of requests", () => {
  let world: World;
  let counter: Counter;

  beforeEach(async () => {
    world = await openWorld();
    counter = await Counter.open(world);
  });

  afterEach(() => counter.close());

  /** What people without ether have of it after the relayer was used. */
  async function expectNoEther(...people: readonly { readonly address: string }[]): Promise<void> {
    for (const { address } of people) expect(await world.ethers.provider.getBalance(address)).to.equal(0n);
  }

  it("pays a claim to the dealer", async () => {
    const { dealer, token } = world;
    const done = await counter.done(await claimOf(world));
    expect(await token.balanceOf(dealer.address)).to.equal(EARNED);
    const receipt = await world.ethers.provider.getTransactionReceipt(done.transaction);
    expect([receipt?.from, receipt?.to, receipt?.blockNumber]).to.deep.equal([
      RELAYER.address,
      world.address,
      done.block,
    ]);
    await expectNoEther(dealer);
  });

  it("pays a claim to whom the dealer named", async () => {
    const { token, stranger } = world;
    await counter.done(await claimOf(world, stranger.address));
    expect(await token.balanceOf(stranger.address)).to.equal(EARNED);
  });

  it("enrols a newcomer", async () => {
    const { address, chainId, client, dealer, seller } = world;
    const newcomer = world.person("newcomer");
    const invited = await UplineClient.connect(address, dealer).invite(ANY_WALLET, FOREVER);
    const enrolment = { newcomer: newcomer.address, sponsor: dealer.address, deadline: FOREVER };
    const consent = await signEnrolment(newcomer, address, chainId, enrolment);
    await counter.done({
      kind: "enrolment",
      ...invited,
      newcomer: newcomer.address,
      deadline: FOREVER,
      consent,
    });
    expect((await client.distributor(newcomer.address))?.sponsor).to.equal(seller);
    await expectNoEther(newcomer);
  });

  for (const method of ["erc3009", "permit2"] as const) {
    it(`buys by ${method}`, async () => {
      const { client, customer, token } = world;
      await counter.done(await purchaseOf(world, method));
      const bought = (await client.placedSales()).at(-1);
      expect([bought?.buyer, bought?.total]).to.deep.equal([customer.address, 20n * ONE]);
      expect(await token.balanceOf(customer.address)).to.equal(980n * ONE);
      await expectNoEther(customer);
    });
  }

  it("buys at a seller's own price", async () => {
    const { address, client, customer, dealer, payments, seller } = world;
    const signed = await UplineClient.connect(address, dealer).offers.sign({
      product: DOWNLOAD,
      unitPrice: 15n * ONE,
      maxQuantity: 2n,
      campaign: 7n,
      deadline: FOREVER,
      buyer: ANY_BUYER,
      nonce: 1n,
    });
    const lines = [{ product: DOWNLOAD, quantity: 2n }];
    const wanted = { seller, campaign: 7n, ref: hashOf("order 2"), maxTotal: 30n * ONE, lines };
    const page = PaymentsClient.connect(payments, customer);
    const purchase = await page.signAuthorization(wanted, FOREVER, { offers: [{ line: 0n, ...signed }] });
    await counter.done({ kind: "purchase", purchase });
    expect((await client.placedSales()).at(-1)?.total).to.equal(30n * ONE);
  });

  it("returns a sale", async () => {
    const { address, client, customer, sale, token } = world;
    const signature = await UplineClient.connect(address, customer).returns.sign(sale, FOREVER);
    await counter.done({ kind: "return", sale: saleStruct(sale), deadline: FOREVER, signature });
    expect((await client.returns.status(sale)).state).to.equal("refunded");
    expect(await token.balanceOf(customer.address)).to.equal(1_020n * ONE);
    await expectNoEther(customer);
  });

  it("moves a dealer to another wallet", async () => {
    const { address, client, dealer, seller } = world;
    const next = world.person("next");
    const move = { from: dealer.address, to: next.address, deadline: FOREVER };
    const consent = await UplineClient.connect(address, dealer).wallets.signMove(move);
    const acceptance = await UplineClient.connect(address, next).wallets.signMove(move);
    await counter.done({ kind: "walletMove", move, consent, acceptance });
    expect((await client.distributor(next.address))?.id).to.equal(seller);
    await expectNoEther(dealer, next);
  });

  it("ends a payment", async () => {
    const { customer, payments } = world;
    const request = await purchaseOf(world, "erc3009");
    if (request.purchase.method !== "erc3009") throw new Error("another method was signed");
    const page = PaymentsClient.connect(payments, customer);
    await counter.done({ kind: "cancellation", cancellation: await page.signCancellation(request.purchase) });
    expect(await page.used(request.purchase)).to.equal(true);
    const { status, body } = await counter.send(request);
    expect([status, body.error.name]).to.deep.equal([422, "ERC3009UsedAuthorization"]);
  });
});

describe("kinds of requests, in a programme with imported people and no payments", () => {
  const open = fixture(async () => {
    const shop = await openLegacyShop([imported(1n)]);
    await shop.networkHelpers.setBalance(RELAYER.address, 10n ** 18n);
    return { ...shop, url: (await openEndpoint(shop.connection)).url };
  });

  it("binds an imported id, and relays no purchase", async () => {
    const shop = await open();
    const counter = await Counter.open(shop);
    try {
      const owner = (await openWorld()).person("owner");
      const { address, client, operator } = shop;
      const vouched = await shop.connect(operator).wallets.vouch(2n, owner.address, FOREVER);
      const binding = { wallet: owner.address, id: 2n, deadline: FOREVER };
      const consent = await signBinding(owner, address, await client.chainId(), binding);
      await counter.done({ kind: "binding", ...vouched, deadline: FOREVER, consent });
      expect((await client.distributor(owner.address))?.id).to.equal(2n);

      const { status, body } = await counter.send(await purchaseOf(await openWorld(), "erc3009"));
      expect([status, body.error.args]).to.deep.equal([
        400,
        {
          place: "kind",
          value: '"purchase"',
          expected: "claim, enrolment, return, walletMove, binding, cancellation",
        },
      ]);
    } finally {
      await counter.close();
    }
  });
});
