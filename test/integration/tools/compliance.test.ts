import { expect } from "chai";
import { encodeBytes32String, keccak256, toBeHex, toUtf8Bytes } from "ethers";
import { type EscrowedSale, SALE_STATES, saleStruct } from "../../../packages/protocol/src/index.ts";
import { decideReturns } from "../../../scripts/decide-returns.ts";
import { liftHold } from "../../../scripts/lift-hold.ts";
import { placeHold } from "../../../scripts/place-hold.ts";
import { showDistributor } from "../../../scripts/show-distributor.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { GOODS, type Member } from "../../helpers/market.ts";
import { ToolBench } from "../../helpers/tools.ts";

// scripts/decide-returns.ts
// - lists what waits; accepts and rejects by id and from a file; what was decided is left alone
// - a dry run and a bad file send nothing; what cannot be decided is refused
// - killed at any transaction and started again, each return is decided once
// scripts/place-hold.ts, scripts/lift-hold.ts
// - place and lift, once, however often they are run or killed; a dry run sends nothing

describe("scripts/decide-returns.ts, place-hold.ts and lift-hold.ts", () => {
  let bench: ToolBench;
  let seller: Member;
  let sales: EscrowedSale[];
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    bench = await ToolBench.open();
    const { market } = bench;
    [seller] = (await market.line(1)) as [Member];
    sales = [];
    for (let i = 0; i < 4; i++) sales.push(await market.escrow(seller, GOODS));
    for (const sale of sales) await market.core.connect(market.customer).requestReturn(saleStruct(sale));
    restore = await bench.remember();
  });

  beforeEach(() => restore());
  after(() => bench.close());

  const hex = (sale: EscrowedSale) => toBeHex(sale.id, 20);
  const states = () =>
    Promise.all(sales.map(async ({ id }) => SALE_STATES[Number((await bench.market.core.saleState(id)).state)]));

  describe("decide-returns", () => {
    it("lists what waits for a decision", async () => {
      const { code, stdout } = await bench.run(decideReturns);
      expect(code).to.equal(0);
      for (const sale of sales) expect(stdout).to.include(hex(sale));
      const { open } = (await bench.json(decideReturns)) as { open: { total: string }[] };
      expect(open.map(({ total }) => total)).to.deep.equal(Array(4).fill("100000000"));
    });

    it("accepts and rejects by id", async () => {
      const [first, second] = sales as [EscrowedSale, EscrowedSale];
      const args = ["--accept", hex(first), "--reject", `${second.id}`, "--reason", "opened"];
      const { code, stdout, stderr } = await bench.run(decideReturns, ...args);
      expect(code, stderr).to.equal(0);
      expect(stdout)
        .to.include("✓ 2 decisions: done")
        .and.to.match(/acceptReturn +1/);
      expect(await states()).to.deep.equal(["refunded", "disputed", "requested", "requested"]);
      const [event] = await bench.market.core.queryFilter(bench.market.core.filters.ReturnRejected());
      expect(event?.args.reason).to.equal(encodeBytes32String("opened"));
      expect(((await bench.json(decideReturns))["open"] as unknown[]).length).to.equal(2);
    });

    it("refuses what cannot be decided, before anything is sent", async () => {
      const { market } = bench;
      const height = await bench.height();
      const unknown = await bench.run(decideReturns, "--accept", "0x1234");
      expect([unknown.code, unknown.stderr.includes("none was asked for")]).to.deep.equal([1, true]);
      const without = await bench.run(decideReturns, "--reject", hex(sales[0]!));
      expect([without.code, without.stderr]).to.deep.equal([2, "error: --reject needs --reason\n"]);
      const file = bench.file(
        "bad.csv",
        "sale,decision,reason",
        `${hex(sales[0]!)},reject,`,
        `${hex(sales[1]!)},accept,why`,
        "0x99,accept,",
        `${sales[3]!.id},perhaps,`,
      );
      expect((await bench.run(decideReturns, file)).stderr).to.include('line 5, column "decision": found "perhaps"');
      const rest = bench.file("bad.csv", ...bench.read("bad.csv").split("\n").slice(0, 4));
      const { stderr } = await bench.run(decideReturns, rest);
      expect(stderr).to.include('line 2, column "reason": found "", expected why it is rejected');
      expect(stderr).to.include('line 3, column "reason": found "why", expected nothing');
      expect(stderr).to.include('line 4, column "sale": found "0x99", expected a return to decide: none was asked for');
      await market.networkHelpers.time.increase(400 * 86_400);
      const late = await bench.run(decideReturns, "--accept", hex(sales[0]!));
      expect(late.stderr).to.include("so that the buyer gets his money back");
      expect(await bench.height()).to.equal(height + 1);
    });

    it("decides each return of a file once, wherever it was killed", async () => {
      const decisions = sales.map((sale, i) => (i % 2 === 0 ? `${hex(sale)},accept,` : `${hex(sale)},reject,late`));
      const file = bench.file("decisions.csv", "sale,decision,reason", ...decisions);
      expect(await bench.json(decideReturns, file, "--dry-run")).to.include({ mode: "dryRun", done: 4 });
      expect(await states()).to.deep.equal(Array(4).fill("requested"));
      await bench.kill("scripts/decide-returns.ts", [file], { nth: 1, when: "after" });
      await bench.kill("scripts/decide-returns.ts", [file], { nth: 2, when: "before" });
      expect(await bench.json(decideReturns, file)).to.include({ done: 2, already: 2 });
      expect(await bench.json(decideReturns, file)).to.include({ done: 0, already: 4 });
      expect(await states()).to.deep.equal(["refunded", "disputed", "refunded", "disputed"]);
      const other = await bench.run(decideReturns, "--accept", hex(sales[1]!));
      expect(other.stderr).to.include("it was decided: reject");
    });
  });

  describe("place-hold and lift-hold", () => {
    const evidence = keccak256(toUtf8Bytes("a report\n"));
    const args = () => [`${seller.id}`, "--reason", "AML-7", "--evidence", bench.file("report.txt", "a report")];
    const placed = () => bench.market.core.queryFilter(bench.market.core.filters.HoldPlaced());

    it("stop a distributor's payouts, and let them go on", async () => {
      const { code, stdout, stderr } = await bench.run(placeHold, ...args(), "--days", "60");
      expect(code, stderr).to.equal(0);
      expect(stdout).to.include('for "AML-7"').and.to.include(evidence);
      const [event] = await placed();
      expect([event?.args.reason, event?.args.evidence]).to.deep.equal([encodeBytes32String("AML-7"), evidence]);
      expect(event!.args.until).to.be.closeTo((await bench.market.now()) + 60n * 86_400n, 600n);
      expect((await bench.json(showDistributor, `${seller.id}`))["heldUntil"]).to.equal(`${event!.args.until}`);
      expect(await bench.json(liftHold, `${seller.id}`)).to.include({ done: 1 });
      expect((await bench.json(showDistributor, `${seller.id}`))["heldUntil"]).to.equal("0");
      expect((await bench.run(liftHold, `${seller.id}`)).stdout).to.include(`Distributor ${seller.id} is not held.`);
    });

    it("send nothing in a dry run, or for what the core refuses", async () => {
      const height = await bench.height();
      expect(await bench.json(placeHold, ...args(), "--dry-run")).to.include({ mode: "dryRun", done: 1 });
      const long = await bench.run(placeHold, ...args(), "--until", "2199-01-01");
      expect([long.code, long.stderr.includes("Error:")]).to.deep.equal([1, true]);
      const missing = await bench.run(placeHold, `${seller.id}`, "--reason", "X", "--evidence", bench.path("nowhere"));
      expect(missing.stderr).to.include("cannot read");
      expect(await bench.height()).to.equal(height);
      await bench.json(placeHold, ...args());
      expect(await bench.json(liftHold, `${seller.id}`, "--dry-run")).to.include({ mode: "dryRun", done: 1 });
      expect(await bench.height()).to.equal(height + 1);
    });

    it("do it once, however often they are run or killed", async () => {
      await bench.kill("scripts/place-hold.ts", args(), { nth: 1, when: "before" });
      await bench.kill("scripts/place-hold.ts", args(), { nth: 1, when: "after" });
      expect(await bench.json(placeHold, ...args())).to.include({ done: 0, already: 1 });
      expect((await placed()).length).to.equal(1);
      const other = await bench.run(placeHold, ...args().with(2, "OTHER"));
      expect(other.code).to.equal(1);
      await bench.kill("scripts/lift-hold.ts", [`${seller.id}`], { nth: 1, when: "after" });
      expect(await bench.json(liftHold, `${seller.id}`)).to.include({ done: 0, already: 1 });
    });
  });
});
