import type { IndexerClient } from "../../indexer/client.ts";

/** A day's totals, as the indexer has them; `day` counts from 1970. */
export interface Day {
  readonly day: number;
  readonly placed: string;
  readonly refunded: string;
}

/** A month's totals in token units; `month` is `2026-11`, in UTC. */
export interface Month {
  readonly month: string;
  readonly placed: bigint;
  readonly refunded: bigint;
}

const SECONDS = 86_400;
const PAGE = 1_000;
/** Days at most: 20 years. */
const PAGES = 8;

/** Adds days up to months, the earliest first; months without a sale between them are there with zero. */
export function monthsOf(days: readonly Day[]): readonly Month[] {
  const sums = new Map<string, { placed: bigint; refunded: bigint }>();
  for (const { day, placed, refunded } of days) {
    const month = monthOf(day);
    const sum = sums.get(month) ?? { placed: 0n, refunded: 0n };
    sums.set(month, { placed: sum.placed + BigInt(placed), refunded: sum.refunded + BigInt(refunded) });
  }
  const known = [...sums.keys()].sort();
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return [];
  const all: Month[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) {
    all.push({ month, ...(sums.get(month) ?? { placed: 0n, refunded: 0n }) });
  }
  return all;
}

const monthOf = (day: number) => new Date(day * SECONDS * 1_000).toISOString().slice(0, 7);

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
}

/** Reads all days and adds them up. */
export async function readMonths(indexer: IndexerClient): Promise<readonly Month[]> {
  const all: Day[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES; ++page) {
    const { days }: Answer = await indexer.query<Answer>(QUERY, { limit: PAGE, after });
    all.push(...days.items);
    after = days.pageInfo.endCursor;
    if (!days.pageInfo.hasNextPage) break;
  }
  return monthsOf(all);
}

interface Answer {
  readonly days: {
    readonly items: readonly Day[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const QUERY = `query Days($limit: Int, $after: String) {
  days(orderBy: "day", limit: $limit, after: $after) {
    items { day placed refunded }
    pageInfo { hasNextPage endCursor }
  }
}`;
