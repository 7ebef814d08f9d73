// Returns, step by step, and refunds.
import { campaign, product, returnStep, sale, saleLine } from "ponder:schema";
import type { Hex } from "viem";
import { finish } from "./sales.ts";
import { countSale } from "./standing.ts";
import { addToDay, addToFlow, EventMissing, type Handlers, type Step, saleKey, stamp } from "./step.ts";

interface Told {
  readonly by?: Hex;
  readonly reason?: Hex;
  readonly deadline?: bigint;
  readonly amount?: bigint;
}

async function note(step: Step, of: bigint, name: string, told: Told = {}): Promise<void> {
  const { by = null, reason = null, deadline = null, amount = null } = told;
  await step.db
    .insert(returnStep)
    .values({ id: step.id, sale: saleKey(of), step: name, by, reason, deadline, amount, ...stamp(step) });
}

type State = Partial<Pick<typeof sale.$inferSelect, "state" | "deadline">>;

const change = ({ db }: Step, id: bigint, state: State) => db.update(sale, { id: saleKey(id) }).set(state);

async function refund(step: Step, id: Hex, amount: bigint): Promise<void> {
  const known = await finish(step, id, "refunded");
  await countSale(step, known.seller, amount, known.placedIn, -1);
  await step.db.update(campaign, { id: known.campaign }).set((row) => ({ refunded: row.refunded + amount }));
  await addToDay(step, { refunded: amount });
  await addToFlow(step, { escrow: -amount, refunded: amount });
  await takeBack(step, id);
}

/** What was sold of each product is that much less. A sale has its lines from 0 on, without a gap. */
async function takeBack({ db }: Step, id: Hex): Promise<void> {
  for (let position = 0; ; ++position) {
    const line = await db.find(saleLine, { sale: id, position });
    if (line === null) return;
    await db.update(product, { id: line.product }).set((row) => ({ sold: row.sold - line.quantity }));
  }
}

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
    await note(step, id, "requested", { deadline });
    await change(step, id, { state: "requested", deadline });
  },
  ReturnWithdrawn: async (step, { id }) => {
    await note(step, id, "withdrawn");
    await change(step, id, { state: "escrowed", deadline: step.time });
  },
  ReturnAccepted: (step, { id, by }) => note(step, id, "accepted", { by }),
  ReturnRejected: async (step, { id, reason, deadline }) => {
    await note(step, id, "rejected", { reason, deadline });
    await change(step, id, { state: "disputed", deadline });
  },
  ReturnRuled: async (step, { id, forBuyer }) => {
    await note(step, id, forBuyer ? "ruled for the buyer" : "ruled for the seller");
    // The same transaction settles it.
    if (!forBuyer) await change(step, id, { state: "escrowed", deadline: step.time });
  },
  SaleRefunded: async (step, { id, to, amount }) => {
    await note(step, id, "refunded", { by: to, amount });
    await refund(step, saleKey(id), amount);
  },
  RefundFailed: async (step, { id, to, amount }) => {
    await note(step, id, "refund failed", { by: to, amount });
    const known = await step.db.find(sale, { id: saleKey(id) });
    if (known === null) throw new EventMissing(`sale ${saleKey(id)}`);
    // It stays disputed if the arbiter ruled, else it is requested, also where nobody had to decide.
    const state = known.state === "disputed" ? "disputed" : "requested";
    await change(step, id, { state, deadline: step.time });
  },
};
