import { expect } from "chai";
import { Branch } from "../../src/team/model/branch.ts";
import { TeamLoader } from "../../src/team/model/loader.ts";
import { MemberUnknown, NotInTeam } from "../../src/team/model/member.ts";
import { TeamTree } from "../../src/team/model/tree.ts";
import { InventedSource, largeTeam, people } from "./invented-team.ts";

async function opened(source: InventedSource, top = 1n): Promise<{ tree: TeamTree; loader: TeamLoader }> {
  const member = await source.member(top);
  if (member === undefined) throw new Error(`nobody is ${top}`);
  const tree = new TeamTree(member);
  return { tree, loader: new TeamLoader(tree, source) };
}

const ids = (tree: TeamTree) =>
  Array.from({ length: tree.length }, (_, i) => tree.row(i)).map((row) =>
    row instanceof Branch ? Number(row.member.id) : "rest",
  );

/** Until nothing that was asked is under way. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

/** What a promise was rejected with. */
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("TeamLoader", () => {
  it("reads what is seen, once, a few branches at a time", async () => {
    const source = new InventedSource(people([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
    const { tree, loader } = await opened(source);
    await loader.load(tree.top.tail);
    tree.openLevels(2);
    const tails = tree.top.children.map(({ tail }) => tail);
    source.asked.length = 0;
    loader.want(tails);
    loader.want(tails);
    expect(source.asked, "at once").to.have.lengthOf(6);
    await settled();
    expect(source.asked, "in all").to.have.lengthOf(9);
    expect(ids(tree)).to.deep.equal([1, 2, 11, 3, 12, 4, 13, 5, 14, 6, 15, 7, 16, 8, 17, 9, 18, 10, 19]);
  });

  it("leaves what has scrolled out of view unread", async () => {
    const source = new InventedSource(people([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
    const { tree, loader } = await opened(source);
    await loader.load(tree.top.tail);
    tree.openLevels(2);
    loader.want(tree.top.children.map(({ tail }) => tail));
    loader.want([]);
    await settled();
    expect(source.asked.filter((asked) => !asked.startsWith("children 1 "))).to.have.lengthOf(6);
  });

  it("reads a large branch page by page, each as long as what is there", async () => {
    const source = new InventedSource(people(Array.from({ length: 2_000 }, () => 0)));
    const { tree, loader } = await opened(source);
    while (tree.top.loaded === "part") await loader.load(tree.top.tail);
    expect(source.asked).to.deep.equal([
      "children 1 0 200",
      "children 1 201 200",
      "children 1 401 400",
      "children 1 801 800",
      "children 1 1601 1000",
    ]);
    expect(tree.length).to.equal(2_001);
  });

  it("keeps a failure with its branch, and reads on when asked again", async () => {
    const source = new InventedSource(people([0, 0, 1]));
    source.fails = 1n;
    const { tree, loader } = await opened(source);
    loader.want([tree.top.tail]);
    await settled();
    expect(tree.top.tail.state).to.equal("failed");
    expect(tree.top.tail.error).to.have.property("message", "the line is cut");
    loader.want([tree.top.tail]);
    await settled();
    expect(source.asked, "a failed branch is not asked again by itself").to.have.lengthOf(1);
    await loader.load(tree.top.tail);
    expect(ids(tree)).to.deep.equal([1, 2, 3]);
    expect(tree.top.tail.error).to.equal(undefined);
  });

  it("finds somebody far down, reading only the branches on the way", async () => {
    const source = new InventedSource(largeTeam(20_000));
    const { tree, loader } = await opened(source);
    const branch = await loader.find(150n);
    expect(branch.level, "somewhere in the chain below 3").to.equal(140);
    expect(tree.indexOf(branch)).to.be.greaterThan(0);
    const asked = new Set(source.asked.map((each) => each.split(" ")[1]));
    expect([...asked].map(Number)).to.deep.equal([1, 3, ...Array.from({ length: 138 }, (_, i) => 12 + i)]);
  });

  it("reads as many pages as it takes to find somebody at the end of a large branch", async () => {
    const source = new InventedSource(largeTeam(20_000));
    const { tree, loader } = await opened(source);
    const branch = await loader.find(20_000n);
    expect(branch.parent?.member.id).to.equal(2n);
    expect(tree.row(tree.indexOf(branch))).to.equal(branch);
  });

  it("refuses whom it cannot show", async () => {
    const { loader } = await opened(new InventedSource(people([0, 0, 1])), 2n);
    expect(await failure(loader.find(3n)))
      .to.be.instanceOf(NotInTeam)
      .and.have.deep.property("values", { id: 3n, top: 2n });
    expect(await failure(loader.find(99n)))
      .to.be.instanceOf(MemberUnknown)
      .and.have.deep.property("values", { id: 99n });
  });

  it("passes the failure of a search on", async () => {
    const source = new InventedSource(people([0, 0, 1]));
    const { loader } = await opened(source);
    source.fails = 1n;
    expect(await failure(loader.find(4n))).to.have.property("message", "the line is cut");
    expect((await loader.find(4n)).member.id).to.equal(4n);
  });

  it("reads the whole team in pages instead of branch by branch", async () => {
    const source = new InventedSource(largeTeam(5_000));
    const { tree, loader } = await opened(source);
    tree.openLevels(Number.POSITIVE_INFINITY);
    const reading = loader.loadAll(new AbortController().signal);
    loader.want([tree.top.tail]);
    await reading;
    expect(source.asked).to.have.lengthOf(5);
    expect(source.asked.every((asked) => asked.startsWith("downline 1 "))).to.equal(true);
    expect(tree.length).to.equal(5_000);
  });

  it("stops reading the whole team when told", async () => {
    const source = new InventedSource(largeTeam(5_000));
    const { tree, loader } = await opened(source);
    const stop = new AbortController();
    const end = tree.subscribe(() => tree.known > 1_500 && stop.abort());
    await loader.loadAll(stop.signal);
    end();
    expect(tree.known).to.equal(2_001);
  });

  it("takes nothing more after it was stopped", async () => {
    const { tree, loader } = await opened(new InventedSource(people([0, 0])));
    const reading = loader.load(tree.top.tail);
    loader.stop();
    await reading;
    expect(tree.known).to.equal(1);
  });
});
