// What the chain's events tell of people and their sales.

import { type BlockRange, inPages, type Person, type UplineClient } from "@upline/protocol";
import type { Provider } from "ethers";
import { type Enrolee, Forest } from "./forest.ts";

/** Blocks to read, both ends given. */
export type Span = BlockRange & Required<Pick<BlockRange, "from" | "to">>;

/** A programme's people as of a block. */
export interface History {
  readonly forest: Forest;
  /** The period in which the programme opened; undefined before. */
  readonly openedIn: bigint | undefined;
}

/** Reads every enrolment and every sale of a span, and adds branches up. */
export async function readHistory(client: UplineClient, provider: Provider, span: Span): Promise<History> {
  const { start, periodLength } = await client.core.settings();
  const periodAt = (time: bigint) => (time > start ? time - start : 0n) / periodLength;
  const timeOf = async (block: number) => BigInt((await provider.getBlock(block))?.timestamp ?? 0);
  const period = periodAt(await timeOf(span.to));
  const first = await firstBlock(span, async (block) => periodAt(await timeOf(block)) >= period);
  const [people, sold, opened] = await Promise.all([
    client.people(span),
    readSold(client, span, first),
    openingBlock(client, provider, span),
  ]);
  return {
    forest: new Forest(enrolees(people.values(), sold)),
    openedIn: opened === undefined ? undefined : periodAt(await timeOf(opened)),
  };
}

/** The first block of a span of which something holds that holds of all later ones, and of the last. */
async function firstBlock({ from, to }: Span, holds: (block: number) => Promise<boolean>): Promise<number> {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (await holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

interface Sold {
  readonly sold: bigint;
  readonly periodSold: bigint;
}

const NOTHING: Sold = { sold: 0n, periodSold: 0n };

/** What each sold, in all and since a block, without what was refunded. */
async function readSold(client: UplineClient, span: Span, since: number): Promise<ReadonlyMap<bigint, Sold>> {
  const [placed, refunds] = await Promise.all([client.placedSales(span), client.refundedSales(span)]);
  const refunded = new Set(refunds);
  const sums = new Map<bigint, Sold>();
  for (const sale of placed) {
    if (!sale.final && refunded.has(sale.id)) continue;
    const { sold, periodSold } = sums.get(sale.seller) ?? NOTHING;
    const isNow = sale.block >= since;
    sums.set(sale.seller, { sold: sold + sale.total, periodSold: isNow ? periodSold + sale.total : periodSold });
  }
  return sums;
}

async function openingBlock({ core }: UplineClient, provider: Provider, span: Span): Promise<number | undefined> {
  const address = await core.getAddress();
  const topics = [core.interface.getEvent("ProgrammeOpened").topicHash];
  const logs = await inPages(provider, span, (fromBlock, toBlock) =>
    provider.getLogs({ address, topics, fromBlock, toBlock }),
  );
  return logs[0]?.blockNumber;
}

function* enrolees(people: Iterable<Person>, sums: ReadonlyMap<bigint, Sold>): Generator<Enrolee> {
  for (const { id, sponsor, wallet } of people) yield { id, sponsor, wallet, ...(sums.get(id) ?? NOTHING) };
}
