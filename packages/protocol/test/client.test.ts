import { expect } from "chai";
import { fixture } from "../../../test/helpers/fixture.ts";
import { NOTICE, PERIOD, plan as testPlan } from "../../../test/helpers/programme.ts";
import {
  AllowanceMissing,
  ANY_WALLET,
  BlockMissing,
  blockTimes,
  COMPANY,
  choice,
  explainError,
  explainQuote,
  type FoundEscrow,
  type FoundSale,
  ProviderMissing,
  PUSH_RESULTS,
  planFromStruct,
  SETTLE_RESULTS,
  SignerMissing,
  SizeInvalid,
  saleStruct,
  signEnrolment,
  UplineClient,
} from "../src/index.ts";
import { BOX, DOWNLOAD, LICENCE, ONE, openShop, order, type Shop, thrownBy, WINDOW } from "./helpers/shop.ts";

describe("UplineClient", () => {
  let shop: Shop;
  let client: UplineClient;

  const opened = fixture(openShop);

  beforeEach(async () => {
    shop = await opened();
    client = shop.client;
  });

  const approveAll = () => shop.token.connect(shop.buyer).approve(shop.address, 10_000n * ONE);

  /** As `place`, of products with a return window. */
  async function escrow(...wanted: readonly (readonly [bigint, bigint])[]): Promise<readonly FoundEscrow[]> {
    const from = (await place(...wanted))[0]!.block;
    return client.escrowedSales({ from });
  }

  /** Buys of the buyer's money, and returns the sales. */
  async function place(...wanted: readonly (readonly [bigint, bigint])[]): Promise<readonly FoundSale[]> {
    await approveAll();
    const from = (await shop.ethers.provider.getBlockNumber()) + 1;
    for (const [seller, product] of wanted) await shop.connect(shop.buyer).buy(order(seller, product));
    return client.placedSales({ from });
  }

  describe("reads", () => {
    it("token and chain", async () => {
      expect(await client.tokenUnit()).to.deep.equal({ decimals: 6, symbol: "TUSD" });
      expect(await (await client.token()).balanceOf(shop.buyer.address)).to.equal(10_000n * ONE);
      expect(await client.chainId()).to.equal((await shop.ethers.provider.getNetwork()).chainId);
    });

    it("distributors, by id and by wallet", async () => {
      await place([5n, DOWNLOAD]);
      await shop.core.connect(shop.operator).setRanks([{ id: 4, rank: 6 }], `0x${"00".repeat(32)}`);
      const fourth = await client.distributor(4n);
      expect(fourth).to.deep.equal({
        id: 4n,
        sponsor: 3n,
        balance: (8n * ONE) / 10n,
        volume: 0n,
        active: true,
        activeNext: true,
        rankNow: 0n,
        rankNext: 6n,
        pushOff: false,
        imported: false,
        unbound: false,
        recovering: false,
        heldUntil: 0n,
      });
      expect(await client.distributor(shop.line[2].address)).to.deep.equal(fourth);
      expect(await client.distributor(5n)).to.deep.include({ balance: 8n * ONE, volume: 10n * ONE });
      await shop.networkHelpers.time.increase(PERIOD);
      expect(await client.distributor(4n)).to.deep.equal({ ...fourth, rankNow: 6n });
      expect(await client.distributor(5n)).to.deep.include({ balance: 8n * ONE, volume: 0n });
    });

    it("the company, whose balance is its share", async () => {
      await place([COMPANY, DOWNLOAD]);
      const company = await client.distributor(shop.treasury.address);
      expect(company).to.deep.include({ id: COMPANY, sponsor: 0n, balance: 20n * ONE, active: true });
      expect(await client.distributor(COMPANY)).to.deep.equal(company);
    });

    it("nobody where there is none", async () => {
      for (const who of [0n, 6n, 2n ** 32n + 2n, shop.stranger.address]) {
        expect(await client.distributor(who), String(who)).to.equal(undefined);
      }
    });

    it("sales", async () => {
      const [sale] = await escrow([5n, LICENCE]);
      const placed = BigInt((await shop.ethers.provider.getBlock(sale!.block))!.timestamp);
      expect(await client.sale(sale!.id)).to.deep.equal({ state: "escrowed", deadline: placed + WINDOW });
      expect(await client.sale(1n)).to.deep.equal({ state: "none", deadline: 0n });
    });

    it("the plan in force and the scheduled one", async () => {
      const { version, plan } = await shop.core.planInForce();
      expect(await client.plan()).to.deep.equal({ version, plan: planFromStruct(plan) });
      expect(await client.scheduledPlan()).to.equal(undefined);
      const from = BigInt((await shop.networkHelpers.time.latest()) + NOTICE + 60);
      await shop.core.connect(shop.operator).schedulePlan(testPlan({ rates: [5] }), from, "{}");
      const next = { ...planFromStruct(plan), rates: [5n] };
      expect(await client.scheduledPlan()).to.deep.equal({ version: version + 1n, from, plan: next });
      await shop.networkHelpers.time.increaseTo(from);
      expect(await client.plan()).to.deep.equal({ version: version + 1n, plan: next });
    });

    it("nothing without a connection", async () => {
      const signer = shop.ethers.Wallet.createRandom();
      const error = await thrownBy(UplineClient.connect(shop.address, signer).placedSales());
      expect(error).to.be.instanceOf(ProviderMissing);
    });
  });

  describe("quotes", () => {
    it("what a sale placed next pays, and every part of it in words", async () => {
      const { quote, sentences } = await client.explainedQuote(shop.buyer.address, order(5n, DOWNLOAD));
      expect(sentences).to.deep.equal([
        "The buyer pays 20.00 TUSD; its commissionable volume (CV) is 10.00 TUSD.",
        "Level 0, the seller, distributor 5: 8.00 TUSD = retail profit 7.00 TUSD + 1.00 TUSD, which is 10 % of the CV.",
        "Level 1, distributor 4: 0.80 TUSD = 8 % of the CV.",
        "Level 2, distributor 3: 0.50 TUSD = 5 % of the CV.",
        "Level 3, distributor 2: 0.30 TUSD = 3 % of the CV.",
        "Company: 10.40 TUSD, all that is left.",
      ]);
      const [sale] = await place([5n, DOWNLOAD]);
      expect(sale!.credits).to.deep.equal(quote.credits.map(({ id, amount }) => ({ id, amount })));
      for (const { id, amount } of quote.credits) expect((await client.distributor(id))!.balance).to.equal(amount);
    });

    it("who is passed over, and why", async () => {
      const strict = await openShop({
        plan: testPlan({ threshold: 1n, rates: [1000, 800, 500], openRanks: [0, 2], compression: 0 }),
      });
      const { sentences } = await strict.client.explainedQuote(strict.buyer.address, order(5n, DOWNLOAD));
      expect(sentences.slice(1, -1)).to.deep.equal([
        "Level 0, the seller, distributor 5: 8.00 TUSD = retail profit 7.00 TUSD + 1.00 TUSD, which is 10 % of the CV.",
        "Level 2, distributor 3: 0.50 TUSD = 5 % of the CV.",
        "Level 1, distributor 4: nothing, rank below 2, which opens this level.",
      ]);
      await strict.networkHelpers.time.increase(2 * PERIOD);
      const later = await strict.client.explainedQuote(strict.buyer.address, order(5n, DOWNLOAD));
      expect(later.quote.skipped.map(({ level, id, reason }) => [level, id, reason])).to.deep.equal([
        [0n, 5n, "inactive"],
        [1n, 4n, "inactive"],
        [2n, 3n, "inactive"],
      ]);
      expect(later.sentences[1]).to.equal("Level 0, the seller, distributor 5: 7.00 TUSD = retail profit 7.00 TUSD.");
      expect(later.sentences[2]).to.equal("Level 0, distributor 5: nothing, not active in this period.");
    });

    it("a pool and a personal sale in words", async () => {
      const { plan } = await client.plan();
      const quote = await client.quote(shop.buyer.address, order(5n, DOWNLOAD));
      const withPool = explainQuote({ ...quote, pool: 50_000n }, { ...plan, poolShare: 50n });
      expect(withPool.at(-2)).to.equal("Bonus pool: 50,000 token units = 0.5 % of the CV.");
      const own = await client.explainedQuote(shop.line[3].address, order(5n, DOWNLOAD));
      expect(own.quote.kind).to.equal("personal");
      expect(own.sentences).to.deep.equal([
        "The buyer pays 13.00 TUSD; its commissionable volume (CV) is 10.00 TUSD.",
        "Company: 13.00 TUSD, all that is left.",
      ]);
    });
  });

  describe("sends", () => {
    it("enrolments by invitation, and for somebody who signed", async () => {
      const [first] = shop.line;
      const deadline = BigInt(await shop.networkHelpers.time.latest()) + 3_600n;
      const { invitation, signature } = await shop.connect(first).invite(ANY_WALLET, deadline);
      await shop.connect(shop.stranger).enrol(invitation, signature);
      const newcomer = shop.ethers.Wallet.createRandom();
      const enrolment = { newcomer: newcomer.address, sponsor: first.address, deadline };
      const consent = await signEnrolment(newcomer, shop.address, await client.chainId(), enrolment);
      await shop.connect(shop.buyer).enrolFor(invitation, signature, newcomer.address, deadline, consent);
      for (const wallet of [shop.stranger, newcomer]) {
        expect((await client.distributor(wallet.address))!.sponsor).to.equal(2n);
      }
    });

    it("a purchase only if it may take the total, which it approves exactly if asked", async () => {
      const buyer = shop.connect(shop.buyer);
      const error = await thrownBy(buyer.buy(order(5n, DOWNLOAD)));
      expect(error).to.be.instanceOf(AllowanceMissing);
      expect(explainError(error).args).to.deep.equal({ allowance: 0n, total: 20n * ONE });
      await buyer.buy(order(5n, DOWNLOAD), { approve: true });
      expect(await shop.token.allowance(shop.buyer.address, shop.address)).to.equal(0n);
      expect(await shop.token.balanceOf(shop.buyer.address)).to.equal(9_980n * ONE);
    });

    it("an allowance that is too small to zero before it is changed, and leaves one that is large enough", async () => {
      const { token, buyer, address } = shop;
      await token.connect(buyer).approve(address, ONE);
      const approvals = async () => {
        const logs = await token.queryFilter(token.filters.Approval(buyer.address, address));
        return logs.map(({ args }) => args.value);
      };
      const before = (await approvals()).length;
      await shop.connect(buyer).buy(order(5n, DOWNLOAD), { approve: true });
      expect((await approvals()).slice(before)).to.deep.equal([0n, 20n * ONE]);
      await token.connect(buyer).approve(address, 50n * ONE);
      await shop.connect(buyer).buy(order(5n, DOWNLOAD), { approve: true });
      expect(await token.allowance(buyer.address, address)).to.equal(30n * ONE);
    });

    it("a purchase for somebody else, by his kind", async () => {
      await shop.connect(shop.buyer).buy(order(5n, DOWNLOAD), { buyer: shop.line[3].address, approve: true });
      const [sale] = await client.placedSales();
      expect(sale).to.deep.include({ buyer: shop.line[3].address, payer: shop.buyer.address, kind: "personal" });
      expect(sale!.total).to.equal(13n * ONE);
    });

    it("settlements, one and all that are due", async () => {
      const sales = await escrow([5n, LICENCE], [3n, LICENCE], [5n, LICENCE], [4n, BOX], [2n, DOWNLOAD]);
      const keeper = shop.connect(shop.stranger);
      expect(await keeper.settleDue()).to.deep.equal([]);
      await shop.networkHelpers.time.increase(WINDOW);
      const [first, second, third, box] = sales;

      await keeper.settle(second!);
      expect(await keeper.dueSales()).to.deep.equal([first, third]);
      expect(await keeper.settleDue({}, 1)).to.deep.equal([first, third]);
      expect((await client.settledSales()).toSorted()).to.deep.equal([first!.id, second!.id, third!.id].toSorted());
      expect(await client.sale(box!.id)).to.deep.include({ state: "escrowed" });
      await shop.networkHelpers.time.increase(WINDOW);
      expect(await keeper.settleDue()).to.deep.equal([box]);
      const unknown = { ...saleStruct(first!), id: 1n };
      const results = await shop.core.settleMany.staticCall([...sales.map(saleStruct), unknown]);
      const names = results.map((result) => choice(SETTLE_RESULTS, result));
      expect(names).to.deep.equal([...Array(4).fill("finished"), "unknown"]);
    });

    it("settlements in the order of sellers, each transaction of one event", async () => {
      await place([5n, LICENCE], [3n, LICENCE], [5n, LICENCE]);
      await shop.networkHelpers.time.increase(WINDOW);
      const keeper = UplineClient.connect(shop.address.toLowerCase(), shop.stranger);
      const settled = await keeper.settleDue();
      expect(settled.map(({ seller }) => seller)).to.deep.equal([3n, 5n, 5n]);
      expect(await shop.core.queryFilter(shop.core.filters.SalesSettled())).to.have.length(1);
      expect(await client.settledSales()).to.deep.equal(settled.map(({ id }) => id));
    });

    it("payouts, claimed here and there, and pushed", async () => {
      await place([5n, DOWNLOAD]);
      const [first, second, third, fourth] = shop.line;
      await shop.connect(fourth).claim();
      await shop.connect(third).claim(shop.arbiter.address);
      const wallets = [first, second, third, shop.stranger].map(({ address }) => address);
      const results = await shop.core.push.staticCall(wallets);
      expect(results.map((result) => choice(PUSH_RESULTS, result))).to.deep.equal([
        "paid",
        "paid",
        "nothingDue",
        "notBound",
      ]);
      await shop.connect(shop.stranger).push(wallets);
      const held = [fourth, shop.arbiter, second, first].map(({ address }) => shop.token.balanceOf(address));
      expect(await Promise.all(held)).to.deep.equal([8_000_000n, 800_000n, 500_000n, 300_000n]);
    });

    it("nothing without a wallet", async () => {
      expect(await thrownBy(client.invite(ANY_WALLET, 0n))).to.be.instanceOf(SignerMissing);
      expect(await thrownBy(client.buy(order(5n, DOWNLOAD)))).to.be.instanceOf(SignerMissing);
    });
  });

  describe("follows", () => {
    it("placed and settled sales, in pages of any size", async () => {
      const sales = await place([5n, LICENCE], [4n, DOWNLOAD], [3n, LICENCE]);
      await shop.networkHelpers.time.increase(WINDOW);
      await shop.connect(shop.stranger).settleDue({}, 1);
      expect(sales.map(({ seller }) => seller)).to.deep.equal([5n, 4n, 3n]);
      expect(await client.placedSales({ step: 1 })).to.deep.equal(sales);
      expect(await client.placedSales({ from: sales[1]!.block, to: sales[1]!.block })).to.deep.equal([sales[1]]);
      const [first, second] = await client.escrowedSales();
      expect([first, second]).to.deep.equal([sales[0], sales[2]]);
      expect(await client.settledSales({ step: 2 })).to.deep.equal([second!.id, first!.id]);
      const receipt = await shop.ethers.provider.getTransactionReceipt(sales[0]!.transaction);
      expect(receipt!.blockNumber).to.equal(sales[0]!.block);
    });

    it("the credits of a distributor, paid and to come", async () => {
      const [waiting, paid] = await place([5n, LICENCE], [4n, DOWNLOAD], [2n, DOWNLOAD]);
      const third = await client.creditsOf(3n);
      expect(third).to.deep.equal([
        { sale: waiting, amount: 500_000n, paid: false, refunded: false },
        { sale: paid, amount: 800_000n, paid: true, refunded: false },
      ]);
      expect((await client.distributor(3n))!.balance).to.equal(800_000n);
      await shop.networkHelpers.time.increase(WINDOW);
      await shop.connect(shop.stranger).settleDue();
      const range = { from: waiting!.block, to: waiting!.block };
      expect(await client.creditsOf(3n, range)).to.deep.equal([
        { sale: waiting, amount: 500_000n, paid: true, refunded: false },
      ]);
      expect((await client.distributor(3n))!.balance).to.equal(1_300_000n);
    });

    it("who enrolled", async () => {
      const wallets = [shop.treasury, ...shop.line].map(({ address }) => address);
      expect(await client.enrolments({ step: 3 })).to.deep.equal(
        wallets.map((wallet, i) => ({ id: BigInt(i + 1), sponsor: BigInt(i), wallet })),
      );
    });

    it("pages and batches only with room for something", async () => {
      expect(await thrownBy(client.placedSales({ step: 0 }))).to.be.instanceOf(SizeInvalid);
      const error = explainError(await thrownBy(shop.connect(shop.stranger).settleDue({}, 0.5)));
      expect(error.sentence).to.equal("batch size is 0.5, expected a whole number of at least 1");
    });

    it("only blocks that there are", async () => {
      expect(await thrownBy(blockTimes(shop.ethers.provider, [0, 1_000_000]))).to.be.instanceOf(BlockMissing);
    });
  });
});
