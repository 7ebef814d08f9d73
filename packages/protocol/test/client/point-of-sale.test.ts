import { expect } from "chai";
import { JsonRpcProvider } from "ethers";
import { fixture } from "../../../../test/helpers/fixture.ts";
import { AllowanceMissing, explainError, type IPointOfSale, UplineClient } from "../../src/index.ts";
import { DOWNLOAD, LICENCE, ONE, openShop, order, type Shop, thrownBy } from "../helpers/shop.ts";

describe("UplineClient: point of sale", () => {
  let shop: Shop;

  const opened = fixture(async () => {
    const made = await openShop();
    await made.token.mint(made.operator.address, 1_000n * ONE);
    return made;
  });

  beforeEach(async () => {
    shop = await opened();
  });

  const sale = (seller: bigint, product: bigint, unitPrice: bigint): IPointOfSale.RecordedSaleStruct => ({
    order: order(seller, product),
    unitPrices: [unitPrice],
  });
  const till = () => shop.connect(shop.operator).pointOfSale;

  it("tells what a sale would cost, or why it would be passed over", async () => {
    expect(await shop.client.pointOfSale.check(sale(5n, DOWNLOAD, 24n * ONE))).to.deep.equal({ total: 24n * ONE });
    const dear = await shop.client.pointOfSale.check(sale(5n, DOWNLOAD, 24n * ONE + 1n));
    expect("refused" in dear && dear.refused).to.deep.include({
      name: "OrderPriceInvalid",
      args: { line: 0n, unitPrice: 24n * ONE + 1n, lowest: 13n * ONE, highest: 24n * ONE },
    });
    const nobody = await shop.client.pointOfSale.check(sale(9n, DOWNLOAD, 20n * ONE));
    expect("refused" in nobody && nobody.refused.name).to.equal("DistributorUnknown");
  });

  it("does not take a lost connection for an answer", async () => {
    const closed = new JsonRpcProvider("http://127.0.0.1:9", 31_337, { staticNetwork: true });
    const { pointOfSale } = UplineClient.connect(shop.address, closed);
    const error = await thrownBy(pointOfSale.check(sale(5n, DOWNLOAD, 20n * ONE)));
    closed.destroy();
    expect(explainError(error).name).to.equal("NETWORK_ERROR");
  });

  it("records a batch, approves what its good sales cost, and tells the others and why", async () => {
    const sales = [sale(5n, DOWNLOAD, 15n * ONE), sale(9n, DOWNLOAD, 15n * ONE), sale(4n, LICENCE, 20n * ONE)];
    const missing = await thrownBy(till().record(1n, sales));
    expect(missing).to.be.instanceOf(AllowanceMissing);
    expect(explainError(missing).args).to.deep.equal({ allowance: 0n, total: 35n * ONE });

    const sent = await till().record(1n, sales, { approve: true });

    expect(await shop.token.balanceOf(shop.operator.address)).to.equal(965n * ONE);
    expect(await shop.token.allowance(shop.operator.address, shop.address)).to.equal(0n);
    const [batch, ...more] = await shop.client.pointOfSale.batches();
    expect(more).to.deep.equal([]);
    const { blockNumber } = (await sent.wait())!;
    const { skipped, ...rest } = batch!;
    expect(rest).to.deep.equal({
      batch: 1n,
      funder: shop.operator.address,
      placed: 2n,
      total: 35n * ONE,
      block: blockNumber,
      transaction: sent.hash,
    });
    expect(skipped.map(({ index, why }) => [index, why?.name, why?.args])).to.deep.equal([
      [1n, "DistributorUnknown", { id: 9n, lastId: 5n }],
    ]);
    const placed = await shop.client.placedSales();
    expect(placed.map(({ kind, buyer, total }) => [kind, buyer, total])).to.deep.equal([
      ["recorded", shop.operator.address, 15n * ONE],
      ["recorded", shop.operator.address, 20n * ONE],
    ]);
    expect((await shop.client.distributor(5n))!.balance).to.equal(3n * ONE);
  });

  it("records each batch of a recorder once, and keeps theirs apart", async () => {
    const { core, operator, stranger } = shop;
    const role = await core.RECORD_ROLE();
    const timelock = await shop.ethers.getImpersonatedSigner(await shop.timelock.getAddress());
    await shop.networkHelpers.setBalance(timelock.address, 10n ** 18n);
    await core.connect(timelock).grantRole(role, stranger.address);
    await till().record(1n, [sale(5n, DOWNLOAD, 13n * ONE), sale(0n, DOWNLOAD, 13n * ONE)], { approve: true });
    const again = explainError(await thrownBy(till().record(1n, [])));
    expect(again).to.deep.include({ name: "BatchOutOfStep", args: { batch: 1n, expected: 2n } });
    await till().record(2n, []);
    await shop.connect(stranger).pointOfSale.record(1n, []);
    const recorders = [operator, stranger, shop.buyer].map(({ address }) => shop.client.pointOfSale.lastBatch(address));
    expect(await Promise.all(recorders)).to.deep.equal([2n, 1n, 0n]);
    const batches = await shop.client.pointOfSale.batches({ step: 2 });
    expect(batches.map(({ batch, funder, skipped }) => [batch, funder, skipped.length])).to.deep.equal([
      [1n, operator.address, 1],
      [2n, operator.address, 0],
      [1n, stranger.address, 0],
    ]);
  });

  it("gives the money of what is cancelled within the window back to who funded it", async () => {
    await till().record(1n, [sale(5n, LICENCE, 20n * ONE)], { approve: true });
    const [recorded] = await shop.client.escrowedSales();
    await shop.connect(shop.operator).returns.request(recorded!);
    expect(await shop.token.balanceOf(shop.operator.address)).to.equal(1_000n * ONE);
    expect(await shop.client.refundedSales()).to.deep.equal([recorded!.id]);
  });
});
