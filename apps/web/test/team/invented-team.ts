import type { LevelledMember, Member, Page, TeamSource } from "../../src/team/model/member.ts";
import { type Enrolee, Forest, type Kin } from "../../src/team/sources/forest.ts";

/** Wallet of an invented person. */
export const walletOf = (id: bigint) =>
  `0x${(id * 0x9e3779b97f4a7c15f39cc0605cedc835n).toString(16).padStart(40, "0").slice(-40)}`;

/** People of whom each names a sponsor before him. @param sponsors Sponsor of 2, 3, 4 …; an index, taken modulo. */
export function people(sponsors: readonly number[]): Enrolee[] {
  const below = sponsors.map((sponsor, i) => ({ id: BigInt(i + 2), sponsor: BigInt((sponsor % (i + 1)) + 1) }));
  return [{ id: 1n, sponsor: 0n }, ...below].map((person) => ({
    ...person,
    wallet: walletOf(person.id),
    sold: (person.id * 7_919n) % 1_000_000_000n,
    periodSold: (person.id * 104_729n) % 500_000_000n,
  }));
}

/**
 * A network with one branch of half of all people directly below 2, a chain 200 deep below 3, and the rest in branches
 * of some dozens.
 */
export function largeTeam(count: number): Enrolee[] {
  const chain = 200;
  const sponsors = Array.from({ length: count - 1 }, (_, i) => {
    const id = i + 2;
    if (id < 12) return 0;
    if (id < 12 + chain) return id === 12 ? 2 : id - 2;
    if (id % 2 === 0) return 1;
    return (id * 48_271) % Math.min(id - 2, Math.floor(count / 30));
  });
  return people(sponsors);
}

const member = <T extends Kin>(kin: T): T & Member => ({
  ...kin,
  rank: Number(kin.id % 4n),
  active: kin.id % 3n !== 0n,
});

/** Serves invented people from memory, and counts questions. */
export class InventedSource implements TeamSource {
  readonly asked: string[] = [];
  readonly forest: Forest;
  /** Makes the next question about the children of somebody fail. */
  fails: bigint | undefined;

  constructor(forest: Iterable<Enrolee>) {
    this.forest = new Forest(forest);
  }

  async member(id: bigint): Promise<Member | undefined> {
    const kin = this.forest.member(id);
    return kin && member(kin);
  }

  async children(id: bigint, after: bigint, limit: number): Promise<Page<Member>> {
    this.asked.push(`children ${id} ${after} ${limit}`);
    if (this.fails === id) {
      this.fails = undefined;
      throw new Error("the line is cut");
    }
    const { rows, next } = this.forest.children(id, after, limit);
    return { rows: rows.map(member), next };
  }

  async downline(id: bigint, after: bigint, limit: number): Promise<Page<LevelledMember>> {
    this.asked.push(`downline ${id} ${after}`);
    const { rows, next } = this.forest.downline(id, after, limit);
    return { rows: rows.map(member), next };
  }

  async upline(id: bigint): Promise<readonly bigint[]> {
    return this.forest.upline(id);
  }

  async search(text: string): Promise<readonly Member[]> {
    return this.forest.search(text).map(member);
  }
}
