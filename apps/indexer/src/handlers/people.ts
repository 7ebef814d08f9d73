// Who joins, under whom, and with what rank.

import { distributor, programme, rankChange } from "ponder:schema";
import { decodeRankChanges } from "@upline/protocol";
import type { Hex } from "viem";
import { rolled } from "./standing.ts";
import {
  addressOrNull,
  addToDay,
  changeDistributor,
  EventMissing,
  type Handlers,
  periodOf,
  type Step,
  stamp,
} from "./step.ts";
import { bindWallet } from "./wallets.ts";

interface Newcomer {
  readonly id: bigint;
  readonly sponsor: bigint;
  readonly wallet: Hex;
  readonly legacyId?: Hex;
  readonly rank?: bigint;
}

const NOTHING_YET = {
  directs: 0,
  volume: 0n,
  activeNext: false,
  waiting: 0n,
  balance: 0n,
  claimed: 0n,
  sold: 0n,
  sales: 0,
  soldIn: 0,
  soldThen: 0n,
  salesThen: 0,
  pushOff: false,
};

async function join(step: Step, { id, sponsor, wallet, legacyId, rank: given }: Newcomer): Promise<void> {
  const { db, time, block, transaction } = step;
  const imported = legacyId !== undefined;
  const period = await periodOf(step);
  const above = sponsor === 0n ? null : await db.find(distributor, { id: sponsor });
  if (sponsor !== 0n && above === null) throw new EventMissing(`distributor ${sponsor}`);
  const rank = Number(given ?? 0n);
  await db.insert(distributor).values({
    ...NOTHING_YET,
    id,
    sponsor,
    depth: above === null ? 0 : above.depth + 1,
    wallet: addressOrNull(wallet),
    imported,
    legacyId: legacyId ?? null,
    joinedAt: time,
    joinedIn: period,
    period,
    activeNow: !imported,
    rankNow: rank,
    rankNext: rank,
    changedIn: block,
    block,
    transaction,
  });
  if (above !== null) await changeDistributor(step, sponsor, (row) => ({ directs: row.directs + 1 }));
  if (rank > 0) await noteRank(step, id, rank, period, null);
  if (addressOrNull(wallet) !== null) await bindWallet(step, id, wallet);
  await count(step, imported, addressOrNull(wallet) === null);
  await addToDay(step, { joined: 1 });
}

async function count({ db, core }: Step, imported: boolean, unbound: boolean): Promise<void> {
  await db.update(programme, { core }).set((row) => ({
    distributors: row.distributors + 1,
    imported: row.imported + (imported ? 1 : 0),
    unbound: row.unbound + (unbound ? 1 : 0),
  }));
}

async function noteRank(step: Step, id: bigint, rank: number, fromPeriod: number, evidence: Hex | null): Promise<void> {
  const change = { rank, evidence, ...stamp(step) };
  await step.db
    .insert(rankChange)
    .values({ distributor: id, fromPeriod, ...change })
    .onConflictDoUpdate(change);
}

export const PEOPLE: Handlers<"DistributorEnrolled" | "DistributorImported" | "RanksSet"> = {
  DistributorEnrolled: (step, args) => join(step, args),
  DistributorImported: (step, args) => join(step, args),
  RanksSet: async (step, { changes, evidence }) => {
    const period = await periodOf(step);
    for (const { id, rank } of decodeRankChanges(changes)) {
      await changeDistributor(step, id, (row) => ({ ...rolled(row, period), rankNext: Number(rank) }));
      await noteRank(step, id, Number(rank), period + 1, evidence);
    }
  },
};
