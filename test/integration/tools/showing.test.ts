import { expect } from "chai";
import { decodeBytes32String, encodeBytes32String, toBeHex, ZeroAddress } from "ethers";
import { type EscrowedSale, formatTime, saleStruct } from "../../../packages/protocol/src/index.ts";
import { explainCredit } from "../../../scripts/explain-credit.ts";
import { showDistributor } from "../../../scripts/show-distributor.ts";
import { showSale } from "../../../scripts/show-sale.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { ESCROWED, FINAL, type Member, orderOf } from "../../helpers/market.ts";
import { DAY, plan } from "../../helpers/programme.ts";
import { startPruned } from "../../helpers/pruned.ts";
import { ToolBench } from "../../helpers/tools.ts";

// scripts/show-distributor.ts, scripts/show-sale.ts, scripts/explain-credit.ts
// - a distributor by number and by wallet
// - a sale by id, by transaction and by reference, in escrow and final
// - who got what and why, who was skipped and why, who is not concerned; when the state is not to be had

describe("scripts/show-distributor.ts, show-sale.ts and explain-credit.ts", () => {
  let bench: ToolBench;
  let line: Member[];
  let sale: EscrowedSale;

  before(async function () {
    leaveOutUnderCoverage(this);
    // Level 1 is open from rank 2 on; the nearest upline has rank 1, the one above him 3.
    bench = await ToolBench.open({ plan: plan({ rates: [1000, 800, 500], openRanks: [0, 2] }) });
    const { market } = bench;
    line = await market.line(4);
    await market.setRanks([line[2]!, 1], [line[1]!, 3]);
    await market.startPeriod();
    sale = await market.escrow(line[3]!);
    const order = orderOf(line[3]!.id, FINAL, { ref: encodeBytes32String("INV-7") });
    await market.send(order);
  });

  after(() => bench.close());

  it("show a distributor by number and by wallet", async () => {
    const seller = line[3]!;
    const { code, stdout, stderr } = await bench.run(showDistributor, `${seller.id}`);
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(/upline +4, 3, 2, 1/);
    expect(stdout).to.match(/balance +35.00 TUSD/);
    expect(stdout).to.match(/in escrow +35.00 TUSD/);
    const byWallet = await bench.json(showDistributor, line[1]!.wallet.address);
    expect(byWallet).to.deep.include({ id: "3", sponsor: "2", rankNow: "3", upline: ["2", "1"], recruited: ["4"] });
    const [unknown, stranger, wrong] = [
      await bench.run(showDistributor, "99"),
      await bench.run(showDistributor, ZeroAddress),
      await bench.run(showDistributor, "0x12"),
    ];
    expect([unknown.code, stranger.code, wrong.code]).to.deep.equal([1, 1, 2]);
    expect(unknown.stderr).to.include("there is no distributor 99; the last is 5");
  });

  it("show the company, and what stops a distributor's payouts", async () => {
    const { core, networkHelpers } = bench.market;
    const company = await bench.json(showDistributor, "1");
    expect(company).to.deep.include({
      id: "1",
      heldUntil: "0",
      guardian: null,
      balance: `${await core.balanceOf(1n)}`,
    });
    const [lost, guardian] = [line[0]!, line[1]!];
    await core.connect(lost.wallet).setGuardian(guardian.wallet.address, 7 * DAY);
    await core.connect(guardian.wallet).startRecovery(lost.wallet.address, bench.market.customer.address);
    const until = BigInt((await networkHelpers.time.latest()) + DAY);
    await core.placeHold(lost.id, until, encodeBytes32String("AML"), encodeBytes32String("FILE"));
    const { readyAt } = await core.guardianOf(lost.wallet.address);
    expect(await bench.json(showDistributor, `${lost.id}`)).to.deep.include({
      heldUntil: `${until}`,
      guardian: guardian.wallet.address,
      recoveryReadyAt: `${readyAt}`,
    });
    expect((await bench.run(showDistributor, `${lost.id}`)).stdout).to.include(
      `held            until ${formatTime(until)}`,
    );
    await core.connect(lost.wallet).stopRecovery(lost.wallet.address);
    await core.liftHold(lost.id);
    expect(await bench.json(showDistributor, `${lost.id}`)).to.deep.include({ heldUntil: "0", recoveryReadyAt: "0" });
  });

  it("count nothing of a sale that was returned", async () => {
    const { market } = bench;
    const returned = await market.escrow(line[3]!);
    const before = await bench.json(showDistributor, `${line[3]!.id}`);
    expect(before).to.deep.include({ earned: "35000000", inEscrow: "70000000" });
    await market.core.connect(market.customer).requestReturn(saleStruct(returned));
    const after = await bench.json(showDistributor, `${line[3]!.id}`);
    expect(after).to.deep.include({ earned: "35000000", inEscrow: "35000000" });
  });

  it("show a sale by id, by transaction and by reference", async () => {
    const { code, stdout, stderr } = await bench.run(showSale, toBeHex(sale.id, 20));
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(/state +escrowed until/);
    expect(stdout).to.match(/distributor 5 +35.00 TUSD +the seller; of it retail profit 30.00 TUSD/);
    expect(stdout).to.match(/company +58.50 TUSD/);
    const { sales } = (await bench.json(showSale, "INV-7")) as { sales: Record<string, unknown>[] };
    expect(sales).to.have.lengthOf(1);
    expect(sales[0]).to.include({ final: true, reference: "INV-7", state: "settled", total: "100000000" });
    expect(decodeBytes32String(String(sales[0]?.["ref"]))).to.equal("INV-7");
    const again = await bench.json(showSale, String(sales[0]?.["transaction"]));
    expect(again["sales"]).to.deep.equal(sales);
    expect((await bench.run(showSale, "INV-8")).stderr).to.include('there is no sale "INV-8"');
  });

  it("explain a credit by level, rate and CV", async () => {
    const { code, stdout, stderr } = await bench.run(explainCredit, toBeHex(sale.id, 20), "3");
    expect(code, stderr).to.equal(0);
    expect(stdout).to.include("Distributor 3 gets 4.00 TUSD: 4.00 TUSD at level 1, 8 % of the CV of 50.00 TUSD.");
    expect(stdout).to.include("Level 1, distributor 4: nothing, rank below 2");
    const json = await bench.json(explainCredit, `${sale.id}`, "5");
    expect(json).to.deep.include({
      cv: "50000000",
      credit: {
        level: "0",
        rate: "1000",
        commission: "5000000",
        differential: "0",
        profit: "30000000",
        amount: "35000000",
      },
    });
  });

  it("explain why somebody gets nothing", async () => {
    const answer = async (who: string) => (await bench.json(explainCredit, "INV-7", who))["answer"];
    expect(await answer("4")).to.equal("Distributor 4 gets nothing: at level 1 his rank did not open that level.");
    expect(await answer("1")).to.include("the company takes no level");
    const other = await bench.market.enrol();
    expect(await answer(`${other.id}`)).to.include("he is not in the upline of the seller, distributor 5");
  });

  it("explain a sale by the state of its time, whatever happened since", async () => {
    const { market } = bench;
    await market.setRanks([line[2]!, 9]);
    await market.core.setProductsClosed([ESCROWED], true);
    await market.startPeriod();
    const json = await bench.json(explainCredit, `${sale.id}`, "4");
    expect(json["answer"]).to.include("his rank did not open that level");
    await market.core.setProductsClosed([ESCROWED], false);
  });

  it("say so where the node does not keep the state of that time", async () => {
    const pruned = await startPruned(bench.chain.url);
    try {
      const { code, stderr } = await bench.run(explainCredit, `${sale.id}`, "3", "--rpc", pruned.url);
      expect(code).to.equal(1);
      expect(stderr).to.include("the node cannot answer for block").and.to.include("missing trie node");
      expect(stderr.replace(/\s+/g, " ")).to.include("Name an archive node with --rpc");
      expect((await bench.run(showSale, toBeHex(sale.id, 20), "--rpc", pruned.url)).code).to.equal(0);
    } finally {
      pruned.close();
    }
  });

  it("ask for one sale where several share a reference", async () => {
    await bench.market.send(orderOf(line[0]!.id, FINAL, { ref: encodeBytes32String("TWICE") }));
    await bench.market.send(orderOf(line[1]!.id, FINAL, { ref: encodeBytes32String("TWICE") }));
    expect((await bench.run(explainCredit, "TWICE", "2")).stderr).to.include('"TWICE" names 2 sales');
    const second = await bench.json(explainCredit, "TWICE", "2", "--number", "2");
    expect(second["answer"]).to.include("gets nothing");
  });
});
