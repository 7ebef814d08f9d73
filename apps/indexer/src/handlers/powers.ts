// Roles, and the contracts that are named for a task.

import { appointment, pause, power, powerChange, programme, screenFailure } from "ponder:schema";
import { choice, roleName, SCREEN_ACTIONS } from "@upline/protocol";
import type { Hex } from "viem";
import { addressOrNull, type Handlers, type Step, stamp } from "./step.ts";

interface Told {
  readonly role: Hex;
  readonly account?: Hex;
  readonly by?: Hex;
  readonly adminRole?: Hex;
}

async function note(step: Step, change: string, told: Told): Promise<void> {
  const { role, account = null, by = null, adminRole = null } = told;
  const row = { role, name: roleName(role), change, account, by, adminRole, ...stamp(step) };
  await step.db.insert(powerChange).values({ id: step.id, ...row });
}

type What = "screen" | "run";

async function appoint(step: Step, what: What, name: string, contract: Hex, from: bigint | null): Promise<void> {
  const row = { what, step: name, contract: addressOrNull(contract), from, ...stamp(step) };
  await step.db.insert(appointment).values({ id: step.id, ...row });
}

type Change = Partial<typeof programme.$inferInsert>;

const change = ({ db, core }: Step, values: Change) => db.update(programme, { core }).set(values);

const NO_SCREEN: Change = { screenNext: null, screenFrom: null };
const NO_RUN: Change = { runNext: null, runFrom: null };

export const POWERS: Handlers<"RoleGranted" | "RoleRevoked" | "RoleAdminChanged" | "ProgrammePausedSet"> = {
  RoleGranted: async (step, { role, account, sender }) => {
    await note(step, "granted", { role, account, by: sender });
    const { time, block, transaction } = step;
    const row = { name: roleName(role), held: true, since: time, until: null, block, transaction };
    await step.db
      .insert(power)
      .values({ role, account, ...row })
      .onConflictDoUpdate(row);
  },
  RoleRevoked: async (step, { role, account, sender }) => {
    await note(step, "revoked", { role, account, by: sender });
    const { time, block, transaction } = step;
    await step.db.update(power, { role, account }).set({ held: false, until: time, block, transaction });
  },
  RoleAdminChanged: (step, { role, newAdminRole }) => note(step, "admin", { role, adminRole: newAdminRole }),
  ProgrammePausedSet: async (step, { by, paused }) => {
    await step.db.insert(pause).values({ id: step.id, by, paused, ...stamp(step) });
    await change(step, { paused });
  },
};

export const APPOINTMENTS: Handlers<
  "ScreenScheduled" | "ScreenCancelled" | "ScreenSet" | "ScreenFailed" | "RunScheduled" | "RunCancelled" | "RunSet"
> = {
  ScreenScheduled: async (step, { screen, from }) => {
    await appoint(step, "screen", "scheduled", screen, from);
    await change(step, { screenNext: addressOrNull(screen), screenFrom: from });
  },
  ScreenCancelled: async (step, { screen }) => {
    await appoint(step, "screen", "cancelled", screen, null);
    await change(step, NO_SCREEN);
  },
  ScreenSet: async (step, { screen }) => {
    await appoint(step, "screen", "set", screen, null);
    await change(step, { screen: addressOrNull(screen), ...NO_SCREEN });
  },
  ScreenFailed: (step, { screen, account, action }) =>
    step.db
      .insert(screenFailure)
      .values({ id: step.id, screen, account, action: choice(SCREEN_ACTIONS, action), ...stamp(step) }),
  RunScheduled: async (step, { run, from }) => {
    await appoint(step, "run", "scheduled", run, from);
    await change(step, { runNext: run, runFrom: from });
  },
  RunCancelled: async (step, { run }) => {
    await appoint(step, "run", "cancelled", run, null);
    await change(step, NO_RUN);
  },
  RunSet: async (step, { run }) => {
    await appoint(step, "run", "set", run, null);
    await change(step, { run, ...NO_RUN });
  },
};
