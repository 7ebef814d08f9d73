// Who joins, under whom, with what rank, and whose wallet it is.

import { distributor } from "ponder:schema";
import { decodeRankChanges } from "@upline/protocol";
import { type Hex, zeroAddress } from "viem";
import { addToDay, type Handlers, type Step } from "./step.ts";

interface Newcomer {
  readonly id: bigint;
  readonly sponsor: bigint;
  readonly wallet: Hex;
  readonly legacyId?: Hex;
  readonly rank?: bigint;
}

const SUMS = { directs: 0, waiting: 0n, balance: 0n, claimed: 0n, sold: 0n, pushOff: false };

async function join(step: Step, { id, sponsor, wallet, legacyId, rank }: Newcomer): Promise<void> {
  const { db, time } = step;
  const above = sponsor === 0n ? null : await db.find(distributor, { id: sponsor });
  await db.insert(distributor).values({
    ...SUMS,
    id,
    sponsor,
    depth: above === null ? 0 : above.depth + 1,
    wallet: wallet === zeroAddress ? null : wallet,
    legacyId: legacyId ?? null,
    joinedAt: time,
    rank: Number(rank ?? 0n),
  });
  if (above !== null) await db.update(distributor, { id: sponsor }).set((row) => ({ directs: row.directs + 1 }));
  await addToDay(step, { joined: 1 });
}

const setWallet = ({ db }: Step, id: bigint, wallet: Hex) => db.update(distributor, { id }).set({ wallet });

export const PEOPLE: Handlers<
  "DistributorEnrolled" | "DistributorImported" | "DistributorBound" | "WalletMoved" | "RanksSet"
> = {
  DistributorEnrolled: (step, args) => join(step, args),
  DistributorImported: (step, args) => join(step, args),
  DistributorBound: (step, { id, wallet }) => setWallet(step, id, wallet),
  WalletMoved: (step, { id, to }) => setWallet(step, id, to),
  RanksSet: async ({ db }, { changes }) => {
    for (const { id, rank } of decodeRankChanges(changes)) {
      await db.update(distributor, { id }).set({ rank: Number(rank) });
    }
  },
};
