// Returns, step by step, and refunds.
import { campaign, returnStep, sale } from "ponder:schema";
import type { Hex } from "viem";
import { finish } from "./sales.ts";
import { addToDay, addToDistributor, type Handlers, type Step, saleKey } from "./step.ts";

interface Told {
  readonly by?: Hex;
  readonly reason?: Hex;
}

async function note({ db, id, time, transaction }: Step, of: bigint, step: string, told: Told = {}): Promise<void> {
  const { by = null, reason = null } = told;
  await db.insert(returnStep).values({ id, sale: saleKey(of), step, by, reason, time, transaction });
}

type State = Pick<typeof sale.$inferSelect, "state" | "deadline">;

const change = ({ db }: Step, id: bigint, state: State) => db.update(sale, { id: saleKey(id) }).set(state);

export const RETURNS: Handlers<
  | "ReturnRequested"
  | "ReturnWithdrawn"
  | "ReturnAccepted"
  | "ReturnRejected"
  | "ReturnRuled"
  | "SaleRefunded"
  | "RefundFailed"
> = {
  ReturnRequested: async (step, { id, deadline }) => {
    await note(step, id, "requested");
    await change(step, id, { state: "requested", deadline });
  },
  ReturnWithdrawn: async (step, { id }) => {
    await note(step, id, "withdrawn");
    await change(step, id, { state: "escrowed", deadline: step.time });
  },
  ReturnAccepted: (step, { id, by }) => note(step, id, "accepted", { by }),
  ReturnRejected: async (step, { id, reason, deadline }) => {
    await note(step, id, "rejected", { reason });
    await change(step, id, { state: "disputed", deadline });
  },
  ReturnRuled: async (step, { id, forBuyer }) => {
    await note(step, id, forBuyer ? "ruled for the buyer" : "ruled for the seller");
    // The same transaction settles it.
    if (!forBuyer) await change(step, id, { state: "escrowed", deadline: step.time });
  },
  SaleRefunded: async (step, { id, to, amount }) => {
    await note(step, id, "refunded", { by: to });
    const { seller, campaign: of } = await finish(step, saleKey(id), "refunded");
    await addToDistributor(step, seller, { sold: -amount });
    await step.db.update(campaign, { id: of }).set((row) => ({ refunded: row.refunded + amount }));
    await addToDay(step, { refunded: amount });
  },
  RefundFailed: (step, { id, to }) => note(step, id, "refund failed", { by: to }),
};
