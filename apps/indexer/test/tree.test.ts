import { expect } from "chai";
import { Random } from "../../../test/helpers/random.ts";
import { Amounts } from "../src/api/team/amounts.ts";
import { type Member, type Moment, Tree } from "../src/api/team/tree.ts";

// the tree in memory
// - totals, depths, places and activity are those of a walk over all people, for any tree
// - changing somebody, or adding somebody, changes them; a chain of any depth does not matter
// - amounts of 96 bits are exact, also when many are added

const MOMENT: Moment = { period: 5, openedIn: 2, everybody: false };
const LARGE = (1n << 96n) - 1n;

const member = (id: number, sponsor: number, changes: Partial<Member> = {}): Member => ({
  id,
  sponsor,
  sold: 0n,
  sales: 0,
  soldIn: 0,
  soldThen: 0n,
  salesThen: 0,
  period: 0,
  activeNow: false,
  activeNext: false,
  imported: false,
  ...changes,
});

function treeOf(members: readonly Member[], moment = MOMENT): Tree {
  const tree = new Tree();
  for (const one of members) tree.set(one);
  tree.addUp(moment);
  return tree;
}

/** The same by going down from each. */
function totalsBelow(members: readonly Member[], id: number, { period, openedIn, everybody }: Moment) {
  const below = members.filter((one) => isBelow(members, one.id, id));
  const active = below.filter((one) => {
    const own = (one.period === period && one.activeNow) || (one.period + 1 === period && one.activeNext);
    return everybody || own || (one.imported && openedIn === period);
  });
  const late = below.filter((one) => one.soldIn === period);
  return {
    people: below.length,
    active: active.length,
    sales: below.reduce((sum, one) => sum + one.sales, 0),
    sold: below.reduce((sum, one) => sum + one.sold, 0n),
    periodSales: late.reduce((sum, one) => sum + one.salesThen, 0),
    periodSold: late.reduce((sum, one) => sum + one.soldThen, 0n),
  };
}

function isBelow(members: readonly Member[], id: number, above: number): boolean {
  const sponsor = members[id - 1]?.sponsor ?? 0;
  return sponsor !== 0 && (sponsor === above || isBelow(members, sponsor, above));
}

function anyMembers(random: Random, size: number): Member[] {
  return Array.from({ length: size }, (_, at) => {
    const sold = BigInt(random.below(1_000_000_000)) ** 3n;
    return member(at + 1, at === 0 ? 0 : 1 + random.below(at), {
      sold,
      sales: random.below(9),
      soldIn: 4 + random.below(2),
      soldThen: sold / 2n,
      salesThen: random.below(3),
      period: 3 + random.below(3),
      activeNow: random.below(2) === 1,
      activeNext: random.below(2) === 1,
      imported: random.below(3) === 0,
    });
  });
}

describe("the tree in memory", () => {
  it("has the totals of everybody below, for any tree and moment", () => {
    const random = new Random(11);
    for (const moment of [MOMENT, { ...MOMENT, openedIn: 5 }, { ...MOMENT, everybody: true }]) {
      const members = anyMembers(random, 60);
      const tree = treeOf(members, moment);
      for (const { id } of members)
        expect(tree.team(id), `team of ${id}`).to.deep.equal(totalsBelow(members, id, moment));
    }
  });

  it("knows who is below whom, in the order of their numbers and as deep as asked", () => {
    const members = anyMembers(new Random(12), 60);
    const tree = treeOf(members);
    for (const { id } of members) {
      const below = members.filter((one) => isBelow(members, one.id, id)).map((one) => one.id);
      expect([...tree.below(id, 1_000)]).to.deep.equal(below);
      expect([...tree.directs(id)]).to.deep.equal(members.filter((one) => one.sponsor === id).map((one) => one.id));
      expect([...tree.below(id, 1)]).to.deep.equal([...tree.directs(id)]);
    }
    expect([...tree.above(60)].at(-1)).to.equal(1);
    expect(tree.depth(60)).to.equal([...tree.above(60)].length);
  });

  it("follows changes, and newcomers", () => {
    const members = anyMembers(new Random(13), 40);
    const tree = treeOf(members);
    const changed = members.map((one) => (one.id === 7 ? { ...one, sold: LARGE, sales: 99 } : one));
    const more = [...changed, member(41, 7, { sold: 5n, sales: 1 })];
    tree.set(more[6] as Member);
    tree.set(more[40] as Member);
    tree.addUp({ ...MOMENT, period: 4 });
    for (const { id } of more) expect(tree.team(id)).to.deep.equal(totalsBelow(more, id, { ...MOMENT, period: 4 }));
  });

  it("does not mind how deep it is", () => {
    const size = 50_000;
    const tree = treeOf(Array.from({ length: size }, (_, at) => member(at + 1, at, { sold: LARGE })));
    expect([tree.team(1).people, tree.depth(size)]).to.deep.equal([size - 1, size - 1]);
    expect(tree.team(1).sold).to.equal(LARGE * BigInt(size - 1));
  });
});

describe("amounts in limbs", () => {
  it("are exact when many are added", () => {
    const amounts = new Amounts(3);
    amounts.set(0, LARGE);
    for (let times = 0; times < 1_000; ++times) amounts.addWithin(0, 1);
    expect([amounts.get(0), amounts.get(1), amounts.get(2)]).to.deep.equal([LARGE, LARGE * 1_000n, 0n]);
  });
});
