import { expect } from "chai";
import { fixture } from "../../../../test/helpers/fixture.ts";
import { DECISION, RULING } from "../../../../test/helpers/programme.ts";
import { explainError, type FoundEscrow, type ReturnStep } from "../../src/index.ts";
import { BOX, LICENCE, ONE, openShop, order, type Shop, thrownBy, WINDOW } from "../helpers/shop.ts";

const REASON = `0x${"0a".repeat(32)}`;

describe("UplineClient: returns", () => {
  let shop: Shop;
  let licence: FoundEscrow;
  let box: FoundEscrow;

  // An automatic sale and one of goods, each of 20 tokens; the token lets some addresses receive nothing.
  const opened = fixture(async () => {
    const made = await openShop({ token: "RefusingToken", tokenArguments: () => [] });
    for (const product of [LICENCE, BOX]) {
      await made.connect(made.buyer).buy(order(5n, product), { approve: true });
    }
    return made;
  });

  beforeEach(async () => {
    shop = await opened();
    const [first, second] = await shop.client.escrowedSales();
    [licence, box] = [first!, second!];
  });

  const buyer = () => shop.connect(shop.buyer).returns;
  const company = () => shop.connect(shop.operator).returns;
  const arbiter = () => shop.connect(shop.arbiter).returns;
  const anybody = () => shop.connect(shop.stranger).returns;
  const money = (owner = shop.buyer.address) => shop.token.balanceOf(owner);
  const now = async () => BigInt(await shop.networkHelpers.time.latest());

  /** What happened to a sale, without where. */
  async function stepsOf(sale: FoundEscrow): Promise<readonly ReturnStep[]> {
    const steps = (await shop.client.returns.steps()).filter((step) => step.sale === sale.id);
    return steps.map(({ block: _b, transaction: _t, sale: _s, ...step }) => step);
  }

  const refundedTo = (to: string) => ({ step: "refunded", to, amount: 20n * ONE }) as const;

  it("refund an automatic sale at once", async () => {
    await buyer().request(licence);
    expect(await money()).to.equal(9_980n * ONE);
    expect(await shop.client.returns.status(licence)).to.deep.equal({ state: "refunded", deadline: await now() });
    expect(await shop.client.refundedSales()).to.deep.equal([licence.id]);
    expect(await stepsOf(licence)).to.deep.equal([refundedTo(shop.buyer.address)]);
  });

  it("refund goods that the company takes back", async () => {
    await buyer().request(box);
    const deadline = (await now()) + BigInt(DECISION);
    expect(await shop.client.returns.status(box)).to.deep.equal({ state: "requested", deadline });
    expect(await shop.client.returns.open()).to.deep.equal([{ sale: box, state: "requested", deadline }]);
    await company().accept(box);
    expect(await stepsOf(box)).to.deep.equal([
      { step: "requested", deadline },
      { step: "accepted", by: shop.operator.address },
      refundedTo(shop.buyer.address),
    ]);
    expect(await money()).to.equal(9_980n * ONE);
    expect(await shop.client.returns.open()).to.deep.equal([]);
  });

  it("let the arbiter rule on what the company rejects, for the buyer", async () => {
    await buyer().request(box);
    await company().reject(box, REASON);
    const deadline = (await now()) + BigInt(RULING);
    expect(await shop.client.returns.open()).to.deep.equal([{ sale: box, state: "disputed", deadline }]);
    await arbiter().rule(box, true);
    expect((await stepsOf(box)).slice(1)).to.deep.equal([
      { step: "rejected", reason: REASON, deadline },
      { step: "ruled", forBuyer: true },
      refundedTo(shop.buyer.address),
    ]);
    expect(await shop.client.settledSales()).to.deep.equal([]);
  });

  it("let the arbiter rule for the company, which settles the sale", async () => {
    await buyer().request(box);
    await company().reject(box, REASON);
    await arbiter().rule(box, false);
    expect((await stepsOf(box)).at(-1)).to.deep.equal({ step: "ruled", forBuyer: false });
    expect((await shop.client.returns.status(box)).state).to.equal("settled");
    expect(await shop.client.settledSales()).to.deep.equal([box.id]);
    expect(await shop.client.refundedSales()).to.deep.equal([]);
    expect(await shop.client.creditsOf(5n)).to.deep.equal([
      { sale: licence, amount: 8n * ONE, paid: false, refunded: false },
      { sale: box, amount: 8n * ONE, paid: true, refunded: false },
    ]);
  });

  it("are refunded by anybody where company or arbiter are silent", async () => {
    await buyer().request(box);
    expect(await shop.client.returns.due()).to.deep.equal([]);
    const early = explainError(await thrownBy(anybody().refund(box)));
    expect(early.name).to.equal("RefundNotDue");
    await shop.networkHelpers.time.increase(DECISION);
    expect((await shop.client.returns.due()).map(({ sale }) => sale)).to.deep.equal([box]);
    await anybody().refund(box);
    expect(await money()).to.equal(9_980n * ONE);
    expect(await shop.client.returns.due()).to.deep.equal([]);
  });

  it("can be given up, and the sale settled at once and not returned again", async () => {
    await buyer().request(box);
    expect(await shop.client.dueSales()).to.deep.equal([]);
    await buyer().withdraw(box);
    expect(await shop.client.returns.status(box)).to.deep.equal({ state: "escrowed", deadline: await now() });
    expect(explainError(await thrownBy(buyer().request(box))).name).to.equal("ReturnTooLate");
    expect(await shop.client.dueSales()).to.deep.equal([box]);
    expect(await shop.connect(shop.stranger).settleDue()).to.deep.equal([box]);
    expect((await stepsOf(box)).at(-1)).to.deep.equal({ step: "withdrawn" });
  });

  it("go elsewhere if the buyer cannot receive", async () => {
    const token = await shop.ethers.getContractAt("RefusingToken", await shop.token.getAddress());
    await token.setRefused(shop.buyer.address, true);
    await buyer().request(licence);
    expect(await stepsOf(licence)).to.deep.equal([{ step: "undelivered", to: shop.buyer.address, amount: 20n * ONE }]);
    expect(await shop.client.refundedSales()).to.deep.equal([]);
    expect((await shop.client.returns.due()).map(({ sale }) => sale)).to.deep.equal([licence]);
    const again = explainError(await thrownBy(anybody().refund(licence)));
    expect(again.name).to.equal("RefundUndeliverable");
    await buyer().refundTo(licence, shop.arbiter.address);
    expect((await stepsOf(licence)).at(-1)).to.deep.equal(refundedTo(shop.arbiter.address));
    expect(await money(shop.arbiter.address)).to.equal(20n * ONE);
    expect(await shop.client.refundedSales()).to.deep.equal([licence.id]);
  });

  it("end what is to come of a sale: its credits are refunded, and never paid", async () => {
    const credit = { amount: (8n * ONE) / 10n, paid: false, refunded: false };
    expect(await shop.client.creditsOf(4n)).to.deep.equal([
      { sale: licence, ...credit },
      { sale: box, ...credit },
    ]);
    await buyer().request(licence);
    await shop.networkHelpers.time.increase(2n * WINDOW);
    expect(await shop.connect(shop.stranger).settleDue()).to.deep.equal([box]);
    expect(await shop.client.creditsOf(4n)).to.deep.equal([
      { sale: licence, ...credit, refunded: true },
      { sale: box, ...credit, paid: true },
    ]);
    expect((await shop.client.distributor(4n))!.balance).to.equal((8n * ONE) / 10n);
  });

  it("count up to now, whatever range of blocks the sales are of", async () => {
    await buyer().request(licence);
    const range = { from: licence.block, to: licence.block };
    expect(await shop.client.creditsOf(4n, range)).to.deep.equal([
      { sale: licence, amount: (8n * ONE) / 10n, paid: false, refunded: true },
    ]);
    expect(await shop.client.refundedSales(range)).to.deep.equal([]);
  });

  it("know where the steps were found", async () => {
    const sent = await buyer().request(licence);
    const { blockNumber } = (await sent.wait())!;
    const found = { sale: licence.id, block: blockNumber, transaction: sent.hash };
    expect(await shop.client.returns.steps()).to.deep.equal([{ ...found, ...refundedTo(shop.buyer.address) }]);
    expect(await shop.client.returns.steps({ to: blockNumber - 1 })).to.deep.equal([]);
  });

  it("tell nothing of a sale with other values", async () => {
    const refused = explainError(await thrownBy(shop.client.returns.status({ ...licence, total: licence.total + 1n })));
    expect(refused.name).to.equal("SaleUnknown");
  });
});
