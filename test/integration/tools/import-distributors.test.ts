import { expect } from "chai";
import { decodeBytes32String, getAddress, toBeHex, ZeroAddress } from "ethers";
import { importDistributors } from "../../../scripts/import-distributors.ts";
import type { SafeBatch } from "../../../scripts/operator/safe-batch.ts";
import { showDistributor } from "../../../scripts/show-distributor.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { ToolBench } from "../../helpers/tools.ts";

// scripts/import-distributors.ts
// - imports people behind their sponsors, whatever the order of the file, and writes their ids
// - circles, unknown sponsors, taken wallets and other contents than before are refused with their lines
// - a dry run sends and writes nothing
// - killed at any transaction and started again, everybody is imported once, with the same ids

const HEAD = "legacy_id,sponsor,wallet,rank";

describe("scripts/import-distributors.ts", () => {
  let bench: ToolBench;
  let opened: Awaited<ReturnType<typeof ToolBench.unopened>>["programme"];
  let core: typeof opened.core;
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    const made = await ToolBench.unopened();
    bench = made.bench;
    opened = made.programme;
    core = opened.core;
    restore = await bench.remember();
  });

  beforeEach(() => restore());
  after(() => bench.close());

  const wallet = (number: number) => getAddress(toBeHex(0xa11ce000n + BigInt(number), 20));
  const imported = async () => {
    const events = await core.queryFilter(core.filters.DistributorImported());
    return events.map(({ args }) => ({
      id: args.id,
      sponsor: args.sponsor,
      wallet: args.wallet,
      legacyId: decodeBytes32String(args.legacyId),
      rank: args.rank,
    }));
  };

  it("puts people behind their sponsors and writes their ids", async () => {
    const file = bench.file("network.csv", HEAD, `C,B,${wallet(3)},2`, "A,,,", `B,A,${wallet(2)},15`, "D,A,,1");
    const { code, stdout, stderr } = await bench.run(importDistributors, file);
    expect(code, stderr).to.equal(0);
    expect(stdout).to.include("✓ 4 distributors: done").and.to.include("network-ids.csv");
    expect(await imported()).to.deep.equal([
      { id: 2n, sponsor: 1n, wallet: ZeroAddress, legacyId: "A", rank: 0n },
      { id: 3n, sponsor: 2n, wallet: wallet(2), legacyId: "B", rank: 15n },
      { id: 4n, sponsor: 3n, wallet: wallet(3), legacyId: "C", rank: 2n },
      { id: 5n, sponsor: 2n, wallet: ZeroAddress, legacyId: "D", rank: 1n },
    ]);
    expect(bench.read("network-ids.csv")).to.equal("legacy_id,id\nC,4\nA,2\nB,3\nD,5\n");
    const shown = await bench.json(showDistributor, "5");
    expect(shown).to.deep.include({ legacyId: "D", wallet: null, upline: ["2", "1"] });
  });

  it("imports a second file under the first, and leaves alone who is there", async () => {
    await bench.json(importDistributors, bench.file("network.csv", HEAD, "A,,,", "B,A,,"));
    const more = bench.file("more.csv", "legacy_id,sponsor", "A,", "E,B");
    const result = await bench.json(importDistributors, more, "--mapping", bench.path("ids.csv"));
    expect(result).to.include({ done: 1, already: 1, firstId: "4" });
    expect((await imported()).at(-1)).to.include({ id: 4n, sponsor: 3n, legacyId: "E" });
    expect(bench.read("ids.csv")).to.equal("legacy_id,id\nA,2\nE,4\n");
  });

  it("refuses circles, unknown sponsors, taken wallets and changed people, with their lines", async () => {
    const refused = async (...lines: readonly string[]) => {
      const { code, stderr } = await bench.run(importDistributors, bench.file("bad.csv", HEAD, ...lines));
      expect(code).to.equal(1);
      return stderr;
    };
    await bench.json(importDistributors, bench.file("network.csv", HEAD, `A,,${wallet(1)},`));
    const height = await bench.height();
    expect(await refused("X,Z,,", "Y,X,,")).to.include(
      'line 2, column "sponsor": found "Z", expected the legacy_id of',
    );
    const circle = await refused("P,Q,,", "Q,R,,", "R,P,,", "S,P,,");
    for (const line of [2, 3, 4]) {
      expect(circle).to.match(new RegExp(`line ${line}, column "sponsor": .*no circle: the people of lines 2, 3, 4`));
    }
    expect(circle).to.include("bad.csv has 3 problems");
    expect(await refused("X,X,,")).to.include("the people of lines 2 sponsor each other");
    expect(await refused(`X,,${wallet(1)},`)).to.include("a wallet that belongs to nobody; it is distributor 2's");
    expect(await refused("A,,,")).to.include(`expected ${wallet(1)}, as he was imported, with id 2`);
    const bad = await refused(
      `X,,${wallet(5)},16`,
      `Y,,${wallet(5).toLowerCase()},`,
      "me@example.org,,,",
      "X,,,",
      "V,,0x12,",
    );
    expect(bad).to.include('line 2, column "rank": found "16"');
    expect(bad).to.include('line 4, column "legacy_id": found "me@example.org"');
    expect(bad).to.include('line 6, column "wallet": found "0x12", expected an address, or nothing');
    const doubles = await refused(`X,,${wallet(5)},`, `Y,,${wallet(5).toLowerCase()},`, "X,,,");
    expect(doubles).to.include('line 3, column "wallet"').and.to.include("another than in line 2");
    expect(doubles).to.include('line 4, column "legacy_id": found "X", expected another than in line 2');
    expect(await bench.height()).to.equal(height);
  });

  it("sends and writes nothing in a dry run", async () => {
    const [height, file] = [await bench.height(), bench.file("dry.csv", HEAD, "A,,,", "B,A,,")];
    const dry = await bench.json(importDistributors, file, "--dry-run");
    expect(dry).to.include({ mode: "dryRun", done: 2, firstId: "2", mapping: null });
    expect(() => bench.read("dry-ids.csv")).to.throw();
    expect(await bench.height()).to.equal(height);
  });

  it("writes the ids once what was proposed is executed", async () => {
    const { ethers, operator, others } = opened;
    const wallet = await ethers.deployContract("SmartWallet", [others[0]!]);
    await core.grantRole(await core.IMPORT_ROLE(), wallet);
    await core.revokeRole(await core.IMPORT_ROLE(), operator);
    const file = bench.file("proposed.csv", HEAD, "A,,,", "B,A,,");
    const first = await bench.json(importDistributors, file);
    expect(first).to.include({ mode: "propose", done: 2, mapping: null });
    const [{ data = "" } = {}] = (first["proposals"] as { batch: SafeBatch }[])[0]!.batch.transactions;
    await wallet.connect(others[0]!).execute(bench.address, data);
    expect(await bench.json(importDistributors, file)).to.include({ done: 0, already: 2 });
    expect(bench.read("proposed-ids.csv")).to.equal("legacy_id,id\nA,2\nB,3\n");
  });

  it("goes on where it was killed", async () => {
    // Each under the one two lines below, so that the order of the file is not that of the import.
    const people = Array.from({ length: 30 }, (_, i) => `P${i},${i + 2 < 30 ? `P${i + 2}` : ""},,${i % 16}`);
    const file = bench.file("many.csv", HEAD, ...people);
    await bench.withGas(420_000n, async () => {
      await bench.kill("scripts/import-distributors.ts", [file], { nth: 1, when: "after" });
      await bench.kill("scripts/import-distributors.ts", [file], { nth: 2, when: "before" });
      await bench.kill("scripts/import-distributors.ts", [file], { nth: 1, when: "before" });
      expect(await bench.json(importDistributors, file)).to.include({ left: 0 });
    });
    const all = await imported();
    expect(all.map(({ id }) => id)).to.deep.equal(Array.from({ length: 30 }, (_, i) => BigInt(i + 2)));
    const ids = new Map(all.map(({ legacyId, id }) => [legacyId, id]));
    for (const { legacyId, sponsor, rank } of all) {
      const number = Number(legacyId.slice(1));
      expect([sponsor, rank]).to.deep.equal([ids.get(`P${number + 2}`) ?? 1n, BigInt(number % 16)]);
    }
    expect(bench.read("many-ids.csv").split("\n")).to.have.lengthOf(32);
    expect(await core.lastDistributorId()).to.equal(31n);
  });
});
