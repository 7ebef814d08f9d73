// Whose wallet is whose, and how wallets move.

import { programme, wallet, walletStep } from "ponder:schema";
import type { Hex } from "viem";
import { addressOrNull, changeDistributor, type Handlers, type Step, stamp } from "./step.ts";

/** What a former wallet proposed or named is void. */
const NOTHING_PENDING = {
  guardian: null,
  guardianDelay: null,
  recoveryTo: null,
  recoveryReadyAt: null,
  proposedWallet: null,
};
const NO_RECOVERY = { recoveryTo: null, recoveryReadyAt: null };

interface Told {
  readonly from?: Hex;
  readonly to?: Hex;
  readonly by?: Hex;
  readonly delay?: bigint;
  readonly readyAt?: bigint;
}

async function note(step: Step, distributor: bigint, name: string, told: Told): Promise<void> {
  const { from = null, to = null, by = null, delay = null, readyAt = null } = told;
  await step.db
    .insert(walletStep)
    .values({ id: step.id, distributor, step: name, from, to, by, delay, readyAt, ...stamp(step) });
}

/** A wallet belongs to a distributor from now on. */
export async function bindWallet({ db, time, block }: Step, distributor: bigint, address: Hex): Promise<void> {
  await db.insert(wallet).values({ address, distributor, current: true, since: time, until: null, block });
}

async function move(step: Step, id: bigint, from: Hex, to: Hex): Promise<void> {
  await note(step, id, "moved", { from, to });
  await step.db.update(wallet, { address: from }).set({ current: false, until: step.time });
  await bindWallet(step, id, to);
  await changeDistributor(step, id, () => ({ wallet: to, ...NOTHING_PENDING }));
}

export const WALLETS: Handlers<
  "DistributorBound" | "WalletProposed" | "WalletMoved" | "GuardianSet" | "RecoveryStarted" | "RecoveryStopped"
> = {
  DistributorBound: async (step, { id, wallet: to, issuer }) => {
    await note(step, id, "bound", { to, by: issuer });
    await bindWallet(step, id, to);
    await changeDistributor(step, id, () => ({ wallet: to }));
    await step.db.update(programme, { core: step.core }).set((row) => ({ unbound: row.unbound - 1 }));
  },
  WalletProposed: async (step, { id, from, to }) => {
    const proposed = addressOrNull(to);
    await note(step, id, proposed === null ? "withdrawn" : "proposed", { from, to });
    await changeDistributor(step, id, () => ({ proposedWallet: proposed }));
  },
  WalletMoved: (step, { id, from, to }) => move(step, id, from, to),
  GuardianSet: async (step, { id, wallet: from, guardian, delay }) => {
    const named = addressOrNull(guardian);
    await note(step, id, named === null ? "guardian removed" : "guardian named", { from, to: guardian, delay });
    const guardianDelay = named === null ? null : delay;
    await changeDistributor(step, id, () => ({ guardian: named, guardianDelay, ...NO_RECOVERY }));
  },
  RecoveryStarted: async (step, { id, from, to, readyAt }) => {
    await note(step, id, "recovery started", { from, to, readyAt });
    await changeDistributor(step, id, () => ({ recoveryTo: to, recoveryReadyAt: readyAt }));
  },
  RecoveryStopped: async (step, { id, by }) => {
    await note(step, id, "recovery stopped", { by });
    await changeDistributor(step, id, () => NO_RECOVERY);
  },
};
