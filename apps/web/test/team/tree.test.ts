import { expect } from "chai";
import fc from "fast-check";
import { Branch, type Row } from "../../src/team/model/branch.ts";
import type { Member, Page } from "../../src/team/model/member.ts";
import { TeamTree } from "../../src/team/model/tree.ts";
import { InventedSource, largeTeam, people } from "./invented-team.ts";
import { Both, step } from "./tree-pair.ts";

/** What a row shows, in a word. */
const word = (row: Row | undefined) =>
  row instanceof Branch
    ? `${row.member.id} level ${row.level} place ${row.position}${row.open ? " open" : ""}`
    : `rest of ${row?.of.member.id} level ${row?.level}`;

const shown = (tree: TeamTree) => Array.from({ length: tree.length }, (_, i) => word(tree.row(i)));

async function both(sponsors: readonly number[]): Promise<Both> {
  const source = new InventedSource(people(sponsors));
  const { rows } = await source.downline(1n, 0n, 1_000);
  const top = (await source.member(1n))!;
  return new Both(top, [top, ...rows]);
}

describe("TeamTree", () => {
  it("shows what the naive tree shows, whatever is opened, closed and read", async () => {
    const sponsors = fc.array(fc.nat(1_000), { maxLength: 40, size: "max" });
    await fc.assert(
      fc.asyncProperty(sponsors, fc.array(step, { maxLength: 40, size: "max" }), async (network, steps) => {
        const pair = await both(network);
        for (const each of steps) {
          pair.do(each);
          expect(shown(pair.tree)).to.deep.equal(pair.naive.rows());
          expect(pair.tree.known).to.equal(pair.naive.levelled().length);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("finds every row that it shows, and none that it hides", async () => {
    const { tree } = await both([0, 0, 1, 1, 2]);
    expect(tree.length, "the top and the rest of it").to.equal(2);
    expect(tree.indexOf(tree.top)).to.equal(0);
    expect(tree.indexOf(tree.top.tail)).to.equal(1);
    tree.close(tree.top);
    expect(tree.indexOf(tree.top.tail)).to.equal(-1);
    expect(tree.row(1)).to.equal(undefined);
  });

  it("calls back for each change until that is ended", async () => {
    const { tree } = await both([0]);
    const versions: number[] = [];
    const end = tree.subscribe(() => versions.push(tree.version));
    tree.close(tree.top);
    tree.close(tree.top);
    tree.open(tree.top);
    end();
    tree.close(tree.top);
    expect(versions).to.deep.equal([1, 2]);
  });

  it("opens nobody who has nobody below", async () => {
    const { tree } = await both([]);
    tree.open(tree.top);
    expect(shown(tree)).to.deep.equal(["1 level 0 place 1"]);
  });

  it("shows a chain of 20,000 people, one below the other", () => {
    const source = new InventedSource(people(Array.from({ length: 20_000 }, (_, i) => i)));
    const top = { ...source.forest.member(1n)!, rank: 0, active: true };
    const tree = new TeamTree(top);
    const { rows } = source.forest.downline(1n, 0n, 20_000);
    tree.openLevels(Number.POSITIVE_INFINITY);
    tree.adopt({ rows: rows.map((kin) => ({ ...top, ...kin })), next: undefined });
    expect(tree.length).to.equal(20_001);
    expect(tree.row(20_000)?.level).to.equal(20_000);
    tree.openLevels(0);
    tree.reveal(tree.branch(20_001n)!);
    expect(tree.length).to.equal(20_001);
  });
});

describe("TeamTree with 100,000 people", () => {
  const source = new InventedSource(largeTeam(100_000));
  const page: Page<Member> = { rows: [], next: undefined };

  before(async () => {
    Object.assign(page, await source.downline(1n, 0n, 100_000));
  });

  /** The whole team, read and open. */
  async function whole(): Promise<TeamTree> {
    const tree = new TeamTree((await source.member(1n))!);
    tree.openLevels(Number.POSITIVE_INFINITY);
    tree.adopt(page);
    return tree;
  }

  it("closes and opens a branch of half of them in one copy of the list", async () => {
    const tree = await whole();
    expect(tree.length).to.equal(100_000);
    const half = tree.branch(2n)!;
    expect(half.member.directs).to.be.greaterThan(49_000);
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      tree.toggle(half);
      tree.toggle(half);
      return performance.now() - start;
    }).sort((a, b) => a - b);
    console.log(
      `      closed and opened ${half.member.people} of 100,000 rows: ${times[2]!.toFixed(1)} ms, median of 5`,
    );
    expect(tree.length).to.equal(100_000);
    // A copy for each of its rows would take minutes.
    expect(times[2]).to.be.lessThan(500);
  });

  it("reads a branch of 49,000 in pages without copying it for each person", async () => {
    const tree = new TeamTree((await source.member(1n))!);
    tree.append(tree.top, await source.children(1n, 0n, 1_000));
    const half = tree.branch(2n)!;
    tree.open(half);
    const start = performance.now();
    let pages = 0;
    while (half.loaded === "part") {
      tree.append(half, await source.children(2n, half.cursor, 1_000));
      pages++;
    }
    console.log(
      `      read ${half.children.length} people in ${pages} pages: ${(performance.now() - start).toFixed(0)} ms`,
    );
    expect(half.children).to.have.lengthOf(half.member.directs);
    expect(performance.now() - start).to.be.lessThan(10_000);
  });
});
