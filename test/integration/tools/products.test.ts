import { expect } from "chai";
import { encodeBytes32String } from "ethers";
import { importProducts } from "../../../scripts/import-products.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { ARBITER } from "../../helpers/market.ts";
import { ToolBench } from "../../helpers/tools.ts";

// scripts/import-products.ts
// - adds products with exact amounts, and tells their numbers
// - a known code: the same terms are left alone, other terms are a new version only where asked for
// - a dry run and a bad file send nothing; all problems are told
// - killed at any transaction and started again, each product is there once

const HEAD = "sku,retail,wholesale,cv,return_hours,return_kind,arbiter";

describe("scripts/import-products.ts", () => {
  let bench: ToolBench;
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    bench = await ToolBench.open();
    restore = await bench.remember();
  });

  beforeEach(() => restore());
  after(() => bench.close());

  const last = () => bench.market.core.lastProduct();

  it("adds products, with amounts to the unit, and tells their numbers", async () => {
    const file = bench.file(
      "products.csv",
      `\uFEFF${HEAD}\r`,
      "TEA-250,49.9,35.000001,30,336,automatic,\r",
      `"BOX, large",120,80,60.5,720,goods,${ARBITER}\r`,
    );
    const first = (await last()) + 1n;
    const result = await bench.json(importProducts, file);
    expect(result).to.deep.include({
      done: 2,
      products: [
        { sku: "TEA-250", product: `${first}` },
        { sku: "BOX, large", product: `${first + 1n}` },
      ],
    });
    const [tea] = await bench.market.core.product(first);
    expect([tea.retail, tea.wholesale, tea.volume, tea.window, tea.kind]).to.deep.equal([
      49_900_000n,
      35_000_001n,
      30_000_000n,
      336n * 3_600n,
      0n,
    ]);
    const [box] = await bench.market.core.product(first + 1n);
    expect([box.volume, box.kind, box.arbiter]).to.deep.equal([60_500_000n, 1n, ARBITER]);
    const [event] = await bench.market.core.queryFilter(bench.market.core.filters.ProductAdded(first));
    expect(event?.args.sku).to.equal(encodeBytes32String("TEA-250"));
  });

  it("may do without the column of arbiters", async () => {
    const file = bench.file("products.csv", "cv,sku,retail,wholesale,return_kind,return_hours", "1,A,3,2,automatic,0");
    expect(await bench.json(importProducts, file)).to.include({ done: 1 });
  });

  it("leaves alone what is there, and adds a new version only where asked to", async () => {
    const [before, file] = [
      await last(),
      bench.file("products.csv", HEAD, "A,3,2,1,0,automatic,", "B,3,2,1,0,automatic,"),
    ];
    await bench.json(importProducts, file);
    const dearer = bench.file("dearer.csv", HEAD, "A,3,2,1,0,automatic,", "B,4,2,1,0,automatic,");
    const { code, stderr } = await bench.run(importProducts, dearer);
    expect(code).to.equal(1);
    expect(stderr).to.include(`line 3, column "sku": found "B", expected a new code, or --new-versions`);
    expect(await bench.json(importProducts, dearer, "--new-versions")).to.include({ done: 1, already: 1 });
    expect(await bench.json(importProducts, dearer, "--new-versions")).to.include({ done: 0, already: 2 });
    expect(await bench.json(importProducts, file, "--new-versions"), "back to the old price").to.include({ done: 1 });
    expect(await last()).to.equal(before + 4n);
  });

  it("sends nothing in a dry run, or for a file with anything wrong in it", async () => {
    const height = await bench.height();
    const good = bench.file("good.csv", HEAD, "A,3,2,1,0,automatic,");
    expect(await bench.json(importProducts, good, "--dry-run")).to.include({ mode: "dryRun", done: 1 });
    const bad = bench.file(
      "bad.csv",
      HEAD,
      "A,1.0000001,2,1,0,automatic,",
      `${"x".repeat(32)},3,2,1,0,automatic,`,
      '"B","3,5",2,1,0,automatic,',
      "C,3,2,1,99999,maybe,0x12",
      "D,3,2",
    );
    const { code, stderr } = await bench.run(importProducts, bad);
    expect(code).to.equal(1);
    expect(stderr).to.include("bad.csv has 7 problems");
    expect(stderr).to.include('line 2, column "retail": found "1.0000001", expected an amount in TUSD like 49.90');
    expect(stderr).to.include('line 3, column "sku"').and.to.include("a text of 1 to 31 bytes");
    expect(stderr).to.include('line 4, column "retail": found "3,5"');
    expect(stderr).to.include('line 5, column "return_hours": found "99999", expected a whole number from 0 to 16383');
    expect(stderr).to.include('line 5, column "return_kind": found "maybe", expected automatic or goods');
    expect(stderr).to.include('line 5, column "arbiter": found "0x12"');
    expect(stderr).to.include('line 6, column "cv": found "3 cells", expected 7, as in the first line');
    const odd = bench.file(
      "odd.csv",
      HEAD,
      "A,1,2,3,0,goods,",
      `B,0,0,0,0,automatic,${ARBITER}`,
      "B,1,1,1,0,automatic,",
    );
    const { stderr: more } = await bench.run(importProducts, odd);
    expect(more).to.include('line 4, column "sku": found "B", expected another than in line 3');
    const terms = await bench.run(importProducts, bench.file("odd.csv", HEAD, "A,1,2,3,0,goods,"));
    expect(terms.stderr).to.include('column "wholesale": found "2", expected at most the retail price');
    expect(terms.stderr).to.include("goods need an arbiter").and.to.include("more than 0 for goods");
    expect(await bench.height()).to.equal(height);
  });

  it("goes on where it was killed", async () => {
    const before = await last();
    const skus = Array.from({ length: 40 }, (_, i) => `P-${i}`);
    const file = bench.file("many.csv", HEAD, ...skus.map((sku, i) => `${sku},${i + 3},2,1,${i},automatic,`));
    await bench.withGas(600_000n, async () => {
      await bench.kill("scripts/import-products.ts", [file], { nth: 1, when: "after" });
      await bench.kill("scripts/import-products.ts", [file], { nth: 2, when: "before" });
      await bench.kill("scripts/import-products.ts", [file], { nth: 1, when: "after" });
      expect(await bench.json(importProducts, file)).to.include({ left: 0 });
    });
    expect(await last()).to.equal(before + 40n);
    const events = await bench.market.core.queryFilter(bench.market.core.filters.ProductAdded());
    expect(events.slice(-40).map(({ args }) => args.sku)).to.deep.equal(skus.map(encodeBytes32String));
  });
});
