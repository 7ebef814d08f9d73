import { expect } from "chai";
import { type Company, company } from "./helpers/company.ts";
import type { Indexer } from "./helpers/indexer.ts";

// upline, downline and teams, against a walk over all people in this file
// - a team's totals are those of everybody below, at any depth
// - pages go on where the last one ended; orders are by the totals
// - the downline goes as deep as asked; the upline goes to the company

interface Person {
  readonly id: string;
  readonly sponsor: string;
  readonly sold: string;
  readonly sales: number;
}

interface Member {
  readonly id: string;
  readonly level: number;
  readonly own: { readonly sold: string };
  readonly team: { readonly people: number; readonly sales: number; readonly sold: string; readonly active: number };
}

interface Page {
  readonly items: readonly Member[];
  readonly next: number | null;
}

describe("teams", () => {
  let made: Company;
  let indexer: Indexer;
  let people: readonly Person[];

  before(async () => {
    made = await company();
    ({ indexer } = made);
    people = (await indexer.all<Person>("distributors", "id sponsor sold sales")).sort(
      (a, b) => Number(a.id) - Number(b.id),
    );
  });

  const directs = (id: string) => people.filter(({ sponsor }) => sponsor === id);
  /** Everybody below, with his level. */
  function below(id: string, level = 1): { person: Person; level: number }[] {
    return directs(id).flatMap((person) => [{ person, level }, ...below(person.id, level + 1)]);
  }
  /** All pages of a list. */
  async function pages(path: string): Promise<Member[]> {
    const all: Member[] = [];
    for (let after: number | null = 0; after !== null; ) {
      const { items, next }: Page = await indexer.get<Page>(`${path}${path.includes("?") ? "&" : "?"}after=${after}`);
      all.push(...items);
      after = next;
    }
    return all;
  }

  it("have the totals of everybody below", async () => {
    let checked = 0;
    for (const { id } of people.filter((one) => directs(one.id).length > 0)) {
      const { items } = await indexer.get<Page>(`/distributors/${id}/team?limit=1000`);
      expect(items.map((one) => one.id)).to.deep.equal(directs(id).map((one) => one.id));
      for (const member of items) {
        const team = below(member.id).map(({ person }) => person);
        const sold = team.reduce((sum, one) => sum + BigInt(one.sold), 0n);
        const sales = team.reduce((sum, one) => sum + one.sales, 0);
        expect([member.team.people, member.team.sales, member.team.sold]).to.deep.equal([
          team.length,
          sales,
          `${sold}`,
        ]);
        checked += 1;
      }
    }
    expect(checked).to.equal(people.length - 1);
  });

  it("count who is active, as the chain has it", async () => {
    const { core } = made.client;
    const free = (await core.planInForce()).plan.threshold === 0n;
    let active = 0;
    const states = await Promise.all(people.slice(1).map(({ id }) => core.distributor(id)));
    for (const state of states) if (free || state.active) active += 1;
    const { team } = await indexer.get<Member>("/distributors/1");
    expect(team.active).to.equal(active);
    expect(team.people).to.equal(people.length - 1);
  });

  it("come page by page, in the order that was asked for", async () => {
    const root = await pages("/distributors/1/team?limit=3");
    expect(root.map(({ id }) => id)).to.deep.equal(directs("1").map(({ id }) => id));
    const branch = ({ own, team }: Member) => BigInt(own.sold) + BigInt(team.sold);
    const sorted = [...root].sort((a, b) => Number(branch(b) - branch(a)) || Number(a.id) - Number(b.id));
    const asked = await pages("/distributors/1/team?limit=2&order=sold");
    expect(asked.map(({ id }) => id)).to.deep.equal(sorted.map(({ id }) => id));
  });

  it("go down as deep as asked, and up to the company", async () => {
    const all = below("1");
    const ordered = [...all].sort((a, b) => Number(a.person.id) - Number(b.person.id));
    const found = await pages("/distributors/1/downline?limit=25");
    expect(found.map(({ id, level }) => [id, level])).to.deep.equal(
      ordered.map(({ person, level }) => [person.id, level]),
    );
    const near = await pages("/distributors/1/downline?limit=25&levels=2");
    expect(near.map(({ id }) => id)).to.deep.equal(
      ordered.filter(({ level }) => level <= 2).map(({ person }) => person.id),
    );
    const deepest = all.reduce((one, other) => (other.level > one.level ? other : one));
    const up = await pages(`/distributors/${deepest.person.id}/upline?limit=2`);
    expect(up.map(({ level }) => level)).to.deep.equal(Array.from({ length: deepest.level }, (_, at) => at + 1));
    expect([up[0]?.id, up.at(-1)?.id]).to.deep.equal([deepest.person.sponsor, "1"]);
    expect(deepest.level).to.be.above(2);
  });
});
