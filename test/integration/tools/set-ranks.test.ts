import { expect } from "chai";
import { decodeRankChanges } from "../../../packages/protocol/src/index.ts";
import { setRanks } from "../../../scripts/set-ranks.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { ToolBench } from "../../helpers/tools.ts";

// scripts/set-ranks.ts
// - sets the ranks of a file, and leaves alone those that are set already
// - a dry run and a bad file send nothing
// - killed at any transaction and started again, it sets the rest

describe("scripts/set-ranks.ts", () => {
  let bench: ToolBench;
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    bench = await ToolBench.open();
    await bench.market.line(60);
    restore = await bench.remember();
  });

  beforeEach(() => restore());
  after(() => bench.close());

  const ranks = (from: number, to: number, rank: number) => [
    "id,rank",
    ...Array.from({ length: to - from + 1 }, (_, i) => `${from + i},${rank}`),
  ];
  const rankOf = async (id: number) => (await bench.market.core.distributor(id)).rankNext;

  it("sets ranks and says what it did", async () => {
    const file = bench.file("ranks.csv", "id,rank", "2,3", "3,1");
    const { code, stdout } = await bench.run(setRanks, file);
    expect(code).to.equal(0);
    expect(stdout)
      .to.include("✓ 2 ranks: done")
      .and.to.match(/setRanks +2 +[\d,]+ +0x[0-9a-f]{64}/);
    expect([await rankOf(2), await rankOf(3), await rankOf(4)]).to.deep.equal([3n, 1n, 0n]);
  });

  it("leaves alone what is set already", async () => {
    await bench.run(setRanks, bench.file("ranks.csv", ...ranks(2, 10, 4)));
    const height = await bench.height();
    const again = await bench.json(setRanks, bench.path("ranks.csv"));
    expect(again).to.include({ mode: "send", done: 0, already: 9 });
    expect(await bench.height()).to.equal(height);
  });

  it("sends nothing in a dry run", async () => {
    const height = await bench.height();
    const dry = await bench.json(setRanks, bench.file("ranks.csv", ...ranks(2, 5, 4)), "--dry-run");
    expect(dry).to.include({ mode: "dryRun", done: 4 });
    expect(dry["calls"]).to.have.lengthOf(1);
    expect(await bench.height()).to.equal(height);
  });

  it("refuses a bad file before anything is sent, with all that is wrong in it", async () => {
    const height = await bench.height();
    const { code, stderr } = await bench.run(setRanks, bench.file("ranks.csv", "id,rank", "2,16", "x,1", "2,1", "2,2"));
    expect(code).to.equal(1);
    expect(stderr).to.include('line 2, column "rank": found "16", expected a whole number from 0 to 15');
    expect(stderr).to.include('line 3, column "id": found "x"');
    expect(stderr).to.include('line 5, column "id": found "2", expected another than in line 4');
    const unknown = await bench.run(setRanks, bench.file("ranks.csv", "id,rank", "1,2", "62,2"), "--json");
    expect(unknown.stderr).to.include("expected a distributor, from 2 to 61");
    expect(JSON.parse(unknown.stdout).error.args.total).to.equal(2);
    expect(await bench.height()).to.equal(height);
  });

  it("goes on where it was killed", async () => {
    const file = bench.file("ranks.csv", ...ranks(2, 61, 5));
    await bench.withGas(150_000n, async () => {
      await bench.kill("scripts/set-ranks.ts", [file], { nth: 1, when: "after" });
      await bench.kill("scripts/set-ranks.ts", [file], { nth: 2, when: "before" });
      await bench.kill("scripts/set-ranks.ts", [file], { nth: 2, when: "after" });
      expect(await bench.json(setRanks, file)).to.include({ left: 0 });
    });
    const events = await bench.market.core.queryFilter(bench.market.core.filters.RanksSet());
    expect(events.length).to.be.at.least(4);
    const changes = events.flatMap(({ args }) => decodeRankChanges(args.changes));
    expect(changes.map(({ id }) => id)).to.deep.equal(Array.from({ length: 60 }, (_, i) => BigInt(i + 2)));
    for (let id = 2; id <= 61; id++) expect(await rankOf(id)).to.equal(5n);
  });
});
