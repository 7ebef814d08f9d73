// Payouts, and what stops them.
import { claim, claimSignature, distributor, hold, poolPayment } from "ponder:schema";
import { COMPANY } from "@upline/protocol";
import type { Hex } from "viem";
import {
  addToDay,
  addToDistributor,
  addToFlow,
  changeDistributor,
  EventMissing,
  type Handlers,
  type Step,
  stamp,
} from "./step.ts";

interface Payout {
  readonly id: bigint;
  readonly to: Hex;
  readonly amount: bigint;
}

const insert = (step: Step, { id: of, to, amount }: Payout, failed: boolean) =>
  step.db.insert(claim).values({ id: step.id, distributor: of, to, amount, failed, ...stamp(step) });

const sign = (step: Step, wallet: Hex, nonce: bigint, used: boolean) =>
  step.db.insert(claimSignature).values({ id: step.id, wallet, nonce, used, ...stamp(step) });

async function lift(step: Step, id: bigint): Promise<void> {
  const known = await step.db.find(distributor, { id });
  if (known === null) throw new EventMissing(`distributor ${id}`);
  if (known.holdId === null) throw new EventMissing(`hold of distributor ${id}`);
  await step.db.update(hold, { id: known.holdId }).set({ liftedAt: step.time });
  await changeDistributor(step, id, () => ({ holdReason: null, heldUntil: null, holdId: null }));
}

export const PAYOUTS: Handlers<
  | "Paid"
  | "PayoutFailed"
  | "PushSwitched"
  | "HoldPlaced"
  | "HoldLifted"
  | "ClaimSigned"
  | "ClaimsCancelled"
  | "PoolSpent"
> = {
  Paid: async (step, args) => {
    const { id, amount } = args;
    await insert(step, args, false);
    await addToDistributor(step, id, { balance: -amount, claimed: amount });
    await addToDay(step, { paid: amount });
    await addToFlow(step, id === COMPANY ? { paidCompany: amount } : { paid: amount });
  },
  PayoutFailed: (step, args) => insert(step, args, true),
  PushSwitched: (step, { id, off }) => changeDistributor(step, id, () => ({ pushOff: off })),
  HoldPlaced: async (step, { id, reason, evidence, until }) => {
    const row = { distributor: id, reason, evidence, until, ...stamp(step) };
    await step.db.insert(hold).values({ id: step.id, ...row });
    await changeDistributor(step, id, () => ({ holdReason: reason, heldUntil: until, holdId: step.id }));
  },
  HoldLifted: (step, { id }) => lift(step, id),
  ClaimSigned: (step, { wallet, nonce }) => sign(step, wallet, nonce, true),
  ClaimsCancelled: (step, { wallet, nonce }) => sign(step, wallet, nonce, false),
  PoolSpent: async (step, { to, amount }) => {
    await step.db.insert(poolPayment).values({ id: step.id, to, amount, ...stamp(step) });
    await addToFlow(step, { poolSpent: amount });
  },
};
