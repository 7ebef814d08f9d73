// The programme is deployed, and opens.

import { programme } from "ponder:schema";
import { openPlan } from "./plans.ts";
import { type Handlers, periodOf } from "./step.ts";

export const PROGRAMME: Handlers<"ProgrammeCreated" | "ProgrammeOpened"> = {
  ProgrammeCreated: ({ db, core, time, block, transaction }, { settings, modules, treasury, admin }) => {
    const { token, cap, markup, openToAll } = settings;
    const { start, periodLength, notice, decisionTime, rulingTime } = settings;
    return db.insert(programme).values({
      core,
      token,
      start: BigInt(start),
      periodLength: BigInt(periodLength),
      notice: BigInt(notice),
      decisionTime: BigInt(decisionTime),
      rulingTime: BigInt(rulingTime),
      cap,
      markup,
      openToAll,
      modules,
      treasury,
      admin,
      createdAt: time,
      paused: false,
      distributors: 0,
      imported: 0,
      unbound: 0,
      block,
      transaction,
    });
  },
  ProgrammeOpened: async (step, { plan }) => {
    const openedIn = await periodOf(step);
    await step.db.update(programme, { core: step.core }).set({ openedAt: step.time, openedIn });
    await openPlan(step, plan);
  },
};
