import type { IndexerClient } from "../../indexer/client.ts";
import type { LevelledMember, Member, Page, TeamSource } from "../model/member.ts";

/** Somebody as `/distributors/:id/team` and `/downline` have him. Ids and amounts come as text. */
interface Item {
  readonly id: string;
  readonly sponsor: string;
  readonly level: number;
  readonly wallet: string | null;
  readonly rank: number;
  readonly active: boolean;
  readonly directs: number;
  readonly own: { readonly periodSold: string };
  readonly team: { readonly people: number; readonly sold: string };
}

interface Answer {
  readonly items: readonly Item[];
  /** Behind what the next page begins. */
  readonly next: number | null;
}

/** Somebody as `/distributors/:id` has him. */
interface Figures {
  readonly distributor: Pick<Item, "id" | "sponsor" | "wallet" | "directs">;
  readonly activity: { readonly active: boolean };
  readonly rank: { readonly next: number };
  readonly own: Item["own"];
  readonly team: Item["team"];
}

const BY_ID = "query ($id: BigInt!) { distributor(id: $id) { id } }";
/** Wallets of a search at most. */
const FOUND_AT_MOST = 10;
const BY_WALLET = `query ($beginning: String!, $limit: Int!) {
  distributors(where: { wallet_starts_with: $beginning }, limit: $limit) { items { id } }
}`;

/** Teams out of the indexer's lists. */
export class IndexerTeamSource implements TeamSource {
  readonly #indexer: IndexerClient;

  constructor(indexer: IndexerClient) {
    this.#indexer = indexer;
  }

  async member(id: bigint): Promise<Member | undefined> {
    const known = await this.#indexer.query<{ distributor: object | null }>(BY_ID, { id: String(id) });
    if (known.distributor === null) return undefined;
    const { distributor, activity, rank, own, team } = await this.#indexer.get<Figures>(`/distributors/${id}`);
    return memberOf({ ...distributor, active: activity.active, rank: rank.next, own, team });
  }

  async children(id: bigint, after: bigint, limit: number): Promise<Page<Member>> {
    const path = `/distributors/${id}/team?order=id&after=${after}&limit=${limit}`;
    return pageOf(await this.#indexer.get<Answer>(path), memberOf);
  }

  async downline(id: bigint, after: bigint, limit: number): Promise<Page<LevelledMember>> {
    const path = `/distributors/${id}/downline?after=${after}&limit=${limit}`;
    return pageOf(await this.#indexer.get<Answer>(path), (item) => ({ ...memberOf(item), level: item.level }));
  }

  /** A long upline comes in pages, from the sponsor up. */
  async upline(id: bigint): Promise<readonly bigint[]> {
    const above: bigint[] = [];
    let after: number | null = 0;
    while (after !== null) {
      const path: string = `/distributors/${id}/upline?after=${after}&limit=1000`;
      const { items, next }: Answer = await this.#indexer.get<Answer>(path);
      for (const item of items) above.push(BigInt(item.id));
      after = next;
    }
    return above.reverse();
  }

  async search(text: string): Promise<readonly Member[]> {
    const wanted = text.trim().toLowerCase().replace(/^#/, "");
    const ids = /^\d{1,10}$/.test(wanted) ? [BigInt(wanted)] : await this.#withWallet(wanted);
    const found = await Promise.all(ids.map((id) => this.member(id)));
    return found.filter((member) => member !== undefined);
  }

  async #withWallet(beginning: string): Promise<readonly bigint[]> {
    if (!/^0x[0-9a-f]{0,40}$/.test(beginning)) return [];
    const { distributors } = await this.#indexer.query<{ distributors: { items: readonly { id: string }[] } }>(
      BY_WALLET,
      { beginning, limit: FOUND_AT_MOST },
    );
    return distributors.items.map(({ id }) => BigInt(id));
  }
}

function pageOf<T>({ items, next }: Answer, read: (item: Item) => T): Page<T> {
  return { rows: items.map(read), next: next === null ? undefined : BigInt(next) };
}

function memberOf({ id, sponsor, wallet, rank, active, directs, own, team }: Omit<Item, "level">): Member {
  return {
    id: BigInt(id),
    sponsor: BigInt(sponsor),
    wallet: wallet ?? undefined,
    rank,
    active,
    periodSold: BigInt(own.periodSold),
    directs,
    people: team.people,
    teamSold: BigInt(team.sold),
  };
}
