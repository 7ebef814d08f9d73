import { expect } from "chai";
import { toBeHex } from "ethers";
import { type EscrowedSale, SALE_STATES } from "../../../packages/protocol/src/index.ts";
import { importSales } from "../../../scripts/import-sales.ts";
import { returnSales } from "../../../scripts/return-sales.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { ESCROWED, FINAL, GOODS } from "../../helpers/market.ts";
import { ToolBench } from "../../helpers/tools.ts";

// scripts/return-sales.ts
// - refunds what the funder recorded by mistake, and what a buyer bought; asks for goods to be taken back
// - what is final, of others or too late is refused; a dry run sends nothing
// - killed at any transaction and started again, each sale is returned once

describe("scripts/return-sales.ts", () => {
  let bench: ToolBench;
  let bought: EscrowedSale;
  let goods: EscrowedSale;
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    bench = await ToolBench.open();
    const { market } = bench;
    const [seller] = await market.line(1);
    bought = await market.escrow(seller!, ESCROWED);
    goods = await market.escrow(seller!, GOODS);
    await market.buy(seller!, FINAL);
    await market.fund(market.operator, 1_000n * market.one);
    const rows = ["sale,seller,product,quantity,unit_price", `POS-1,2,${ESCROWED},1,90`, `POS-2,2,${ESCROWED},2,90`];
    await bench.json(importSales, bench.file("pos.csv", ...rows));
    restore = await bench.remember();
  });

  beforeEach(() => restore());
  after(() => bench.close());

  const customer = () => ["--as", bench.market.customer.address];
  const funder = () => ["--as", bench.market.operator.address];
  const stateOf = async ({ id }: EscrowedSale) => SALE_STATES[Number((await bench.market.core.saleState(id)).state)];
  const held = () => bench.market.token.balanceOf(bench.market.operator);

  it("gets the total of recorded sales back to their funder", async () => {
    const before = await held();
    expect(await bench.json(returnSales, "POS-1", "POS-2", ...funder())).to.include({ done: 2, already: 0 });
    expect((await held()) - before).to.equal(270n * bench.market.one);
    expect(await bench.json(returnSales, "POS-1", ...funder())).to.include({ done: 0, already: 1 });
  });

  it("returns a buyer's sales: refunded at once, or, if goods, asked for", async () => {
    const args = [toBeHex(bought.id, 20), `${goods.id}`, ...customer()];
    expect(await bench.json(returnSales, ...args, "--dry-run")).to.include({ mode: "dryRun", done: 2 });
    expect([await stateOf(bought), await stateOf(goods)]).to.deep.equal(["escrowed", "escrowed"]);
    expect(await bench.json(returnSales, ...args)).to.include({ done: 2 });
    expect([await stateOf(bought), await stateOf(goods)]).to.deep.equal(["refunded", "requested"]);
  });

  it("refuses what is final, unknown, somebody else's or too late", async () => {
    const { market } = bench;
    const refused = async (expected: string, ...args: readonly string[]) => {
      const height = await bench.height();
      const { code, stderr } = await bench.run(returnSales, ...args);
      expect([code, stderr.replace(/\s+/g, " ").includes(expected)], stderr).to.deep.equal([1, true]);
      expect(await bench.height()).to.equal(height);
    };
    const [final] = (await market.ethers.provider.getLogs({ address: market.address, fromBlock: 0 })).filter(
      ({ topics }) => topics[0] === market.core.interface.getEvent("SaleFinal").topicHash,
    );
    await refused("it was final at once", final!.transactionHash, ...customer());
    await refused('there is no sale "POS-3"', "POS-3", ...funder());
    await refused("Only the buyer", `${bought.id}`, ...funder());
    await market.passWindows();
    await refused("this was possible before", `${bought.id}`, ...customer());
  });

  it("killed at any transaction and started again, returns each once", async () => {
    const args = ["POS-1", "POS-2", ...funder()];
    for (const point of [
      { nth: 1, when: "after" },
      { nth: 1, when: "before" },
    ] as const) {
      await bench.kill("scripts/return-sales.ts", args, point);
    }
    expect(await bench.json(returnSales, ...args)).to.include({ done: 1, already: 1 });
    const { core } = bench.market;
    expect(await core.queryFilter(core.filters.SaleRefunded())).to.have.lengthOf(2);
  });
});
