// Payouts, and what stops them.
import { claim, distributor } from "ponder:schema";
import type { Hex } from "viem";
import { addToDay, addToDistributor, type Handlers, type Step } from "./step.ts";

interface Payout {
  readonly id: bigint;
  readonly to: Hex;
  readonly amount: bigint;
}

const insert = ({ db, id, time, transaction }: Step, { id: of, to, amount }: Payout, failed: boolean) =>
  db.insert(claim).values({ id, distributor: of, to, amount, failed, time, transaction });

export const PAYOUTS: Handlers<"Paid" | "PayoutFailed" | "PushSwitched" | "HoldPlaced" | "HoldLifted"> = {
  Paid: async (step, args) => {
    await insert(step, args, false);
    await addToDistributor(step, args.id, { balance: -args.amount, claimed: args.amount });
    await addToDay(step, { paid: args.amount });
  },
  PayoutFailed: (step, args) => insert(step, args, true),
  PushSwitched: ({ db }, { id, off }) => db.update(distributor, { id }).set({ pushOff: off }),
  HoldPlaced: ({ db }, { id, reason, until }) =>
    db.update(distributor, { id }).set({ holdReason: reason, heldUntil: until }),
  HoldLifted: ({ db }, { id }) => db.update(distributor, { id }).set({ holdReason: null, heldUntil: null }),
};
