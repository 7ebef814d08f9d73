import { expect } from "chai";
import { decodeBytes32String } from "ethers";
import { UplineClient } from "../../../packages/protocol/src/index.ts";
import { importSales } from "../../../scripts/import-sales.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { FINAL, GOODS } from "../../helpers/market.ts";
import { ToolBench } from "../../helpers/tools.ts";

// scripts/import-sales.ts
// - records sales of several lines, at the prices that were paid, and approves exactly their totals
// - known sales are left alone; the same reference with other contents is refused
// - what the core refuses is refused with its line, or left out where that is asked for
// - a dry run sends nothing; without funds nothing is sent
// - killed at any transaction and started again, each sale is recorded once

const HEAD = "sale,seller,campaign,product,quantity,unit_price";

describe("scripts/import-sales.ts", () => {
  let bench: ToolBench;
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    bench = await ToolBench.open();
    const { market } = bench;
    await market.line(3);
    await market.fund(market.operator, 100_000n * market.one);
    await market.token.connect(market.operator).approve(market.address, 0n);
    restore = await bench.remember();
  });

  beforeEach(() => restore());
  after(() => bench.close());

  const recorded = async () => {
    const sales = await UplineClient.connect(bench.address, bench.market.ethers.provider).placedSales();
    return sales.filter(({ kind }) => kind === "recorded");
  };
  const allowance = () => bench.market.token.allowance(bench.market.operator, bench.address);

  it("records sales of several lines, at the prices that were paid", async () => {
    const file = bench.file("pos.csv", HEAD, "S-1,4,7,1,2,95.5", "S-2,3,,4,1,0.000001", "S-1,4,7,4,3,0.000001");
    const { code, stdout, stderr } = await bench.run(importSales, file);
    expect(code, stderr).to.equal(0);
    expect(stdout)
      .to.match(/approve +1/)
      .and.to.match(/recordSales +2/)
      .and.to.include("✓ 2 sales: done");
    const [first, second] = await recorded();
    expect(first).to.include({ seller: 4n, campaign: 7n, total: 191_000_003n, payer: bench.market.operator.address });
    expect(first?.lines.map(({ product, quantity }) => [product, quantity])).to.deep.equal([
      [1n, 2n],
      [4n, 3n],
    ]);
    expect(decodeBytes32String(second!.ref)).to.equal("S-2");
    expect(await allowance()).to.equal(0n);
    expect(await bench.market.core.lastBatch(bench.market.operator.address)).to.equal(1n);
  });

  it("finds products by their codes", async () => {
    const { market } = bench;
    const [event] = await market.core.queryFilter(market.core.filters.ProductAdded(FINAL));
    const file = bench.file("pos.csv", "sale,seller,sku,quantity,unit_price", `S-1,4,${event!.args.sku},1,100`);
    expect(await bench.json(importSales, file)).to.include({ done: 1, total: "100000000" });
    const bad = bench.file("bad.csv", `${HEAD},sku`, "S-1,4,,1,1,100,X", "S-2,4,,,1,100,", "S-3,4,,,1,100,nope");
    const { stderr } = await bench.run(importSales, bad);
    expect(stderr).to.include('line 2, column "product"').and.to.include("and not both");
    expect(stderr).to.include('line 3, column "product"');
    expect(stderr).to.include('line 4, column "sku": found "nope", expected the code of a product');
  });

  it("leaves alone what is recorded, and refuses the same reference with other contents", async () => {
    const file = bench.file("pos.csv", HEAD, "S-1,4,,1,1,100", "S-2,4,,1,1,100");
    await bench.json(importSales, file);
    const height = await bench.height();
    expect(await bench.json(importSales, file)).to.include({ done: 0, already: 2 });
    const other = bench.file("other.csv", HEAD, "S-1,4,,1,1,99", "S-3,4,,1,1,100");
    const { code, stderr } = await bench.run(importSales, other);
    expect([code, await bench.height()]).to.deep.equal([1, height]);
    expect(stderr).to.match(/line 2, column "sale": found "S-1", expected a reference of its own: transaction 0x/);
  });

  it("refuses a file that the core would not take, or leaves those sales out where asked to", async () => {
    const { market } = bench;
    await market.core.setProductsClosed([GOODS], true);
    const height = await bench.height();
    const file = bench.file("pos.csv", HEAD, "S-1,4,,1,1,100", "S-2,9,,1,1,100", "S-3,4,,3,1,100", "S-4,4,,1,1,69.99");
    const { code, stderr } = await bench.run(importSales, file);
    expect([code, await bench.height()]).to.deep.equal([1, height]);
    expect(stderr).to.include("pos.csv has 3 problems").and.to.include('line 3, column "sale": found "S-2"');
    const left = await bench.run(importSales, file, "--skip-bad");
    expect(left.code).to.equal(1);
    expect(left.stdout).to.include("✓ 1 sale: done").and.to.include("S-3 (line 4) was left out:");
    expect((await recorded()).map(({ ref }) => decodeBytes32String(ref))).to.deep.equal(["S-1"]);
    const bad = bench.file("bad.csv", HEAD, "S-1,4,,1,0,100", "S-2,4,,1,1,100", "S-2,3,1,99,1,100");
    expect((await bench.run(importSales, bad)).stderr).to.include('column "quantity": found "0"');
    const mixed = await bench.run(importSales, bench.file("bad.csv", HEAD, "S-2,4,,1,1,100", "S-2,3,1,99,1,100"));
    expect(mixed.stderr).to.include('column "seller": found "3", expected 4, as in line 2 of the same sale');
    expect(mixed.stderr).to.include('column "campaign": found "1", expected nothing, as in line 2');
    expect(mixed.stderr).to.include('column "product": found "99", expected a product, from 1 to 5');
  });

  it("tells what a batch passed over although it was good before it was sent", async () => {
    const { market } = bench;
    const provider = market.ethers.provider;
    const file = bench.file("pos.csv", HEAD, "S-1,4,,1,1,100", "S-2,4,,3,1,100");
    await market.core.grantRole(await market.core.CATALOGUE_ROLE(), market.stranger);
    await market.token.connect(market.operator).approve(market.address, 200n * market.one);
    const before = await bench.sent(market.operator.address);
    await provider.send("evm_setAutomine", [false]);
    const running = bench.run(importSales, file);
    while ((await provider.getTransactionCount(market.operator, "pending")) === before) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    // First in the block, since it pays more.
    const fees = { maxPriorityFeePerGas: 10n ** 11n, maxFeePerGas: 10n ** 12n, gasLimit: 500_000n };
    await market.core.connect(market.stranger).setProductsClosed([GOODS], true, fees);
    await provider.send("evm_mine", []);
    await provider.send("evm_setAutomine", [true]);
    const { code, stdout } = await running;
    expect(code).to.equal(1);
    expect(stdout)
      .to.include("✓ 1 sale: done")
      .and.to.match(/S-2 \(line 3\) was left out: The company has closed product 3/);
    expect(await recorded()).to.have.lengthOf(1);
  });

  it("sends nothing in a dry run, or without the funds", async () => {
    const [height, file] = [await bench.height(), bench.file("pos.csv", HEAD, "S-1,4,,1,1,100")];
    const dry = await bench.json(importSales, file, "--dry-run");
    expect(dry).to.include({ mode: "dryRun", waiting: 1, total: "100000000" });
    const dear = bench.file("dear.csv", HEAD, "S-1,4,,1,1001,100");
    const { code, stderr } = await bench.run(importSales, dear);
    expect(code).to.equal(1);
    expect(stderr).to.include("holds 100,000.00 TUSD, and the sales cost 100,100.00 TUSD");
    expect(await bench.height()).to.equal(height);
    const { market } = bench;
    await market.token.connect(market.operator).approve(market.address, 100n * market.one);
    expect(await bench.json(importSales, file, "--dry-run")).to.include({ done: 1, waiting: 0 });
  });

  it("goes on where it was killed", async () => {
    const { market } = bench;
    const rows = Array.from({ length: 16 }, (_, i) => `S-${i},${2 + (i % 3)},${i},1,1,100`);
    const file = bench.file("many.csv", HEAD, ...rows);
    const before = await market.token.balanceOf(market.operator);
    await bench.withGas(300_000n, async () => {
      await bench.kill("scripts/import-sales.ts", [file], { nth: 1, when: "after" });
      await bench.kill("scripts/import-sales.ts", [file], { nth: 1, when: "after" });
      await bench.kill("scripts/import-sales.ts", [file], { nth: 2, when: "before" });
      expect(await bench.json(importSales, file)).to.include({ left: 0 });
    });
    const sales = await recorded();
    expect(sales.map(({ ref }) => decodeBytes32String(ref))).to.deep.equal(rows.map((row) => row.split(",")[0]));
    expect(before - (await market.token.balanceOf(market.operator))).to.equal(1_600n * market.one);
    expect(await allowance()).to.equal(0n);
  });
});
