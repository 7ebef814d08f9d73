// Plans: scheduled, cancelled, in force.

import { plan, planStep } from "ponder:schema";
import { COMPRESSIONS, checkPlan, choice, type Plan, worstCase } from "@upline/protocol";
import type { PlanTerms } from "../schema/plans.ts";
import { type Handlers, type Step, stamp } from "./step.ts";

/** The plan of an event, as viem decodes it. */
interface Told {
  readonly rates: readonly number[];
  readonly openRanks: readonly number[];
  readonly rankRates: readonly number[];
  readonly threshold: bigint;
  readonly poolShare: number;
  readonly walk: number;
  readonly compression: number;
  readonly personalPays: boolean;
}

/** Without the zeros at the end, as people write it. */
const numbers = (values: readonly number[]) => values.slice(0, values.findLastIndex((value) => value !== 0) + 1);
const bigints = (values: readonly number[]) => numbers(values).map(BigInt);

function readPlan(told: Told): Plan {
  const { threshold, personalPays } = told;
  return checkPlan({
    rates: bigints(told.rates),
    openRanks: bigints(told.openRanks),
    rankRates: bigints(told.rankRates),
    threshold,
    poolShare: BigInt(told.poolShare),
    walk: BigInt(told.walk),
    compression: choice(COMPRESSIONS, told.compression),
    personalPays,
  });
}

function asText({ rates, openRanks, rankRates, threshold, poolShare, walk, ...rest }: Plan): PlanTerms {
  return {
    rates: rates.map(String),
    openRanks: openRanks.map(String),
    rankRates: rankRates.map(String),
    threshold: String(threshold),
    poolShare: String(poolShare),
    walk: String(walk),
    ...rest,
  };
}

async function note(step: Step, version: bigint, name: string): Promise<void> {
  await step.db.insert(planStep).values({ id: step.id, plan: Number(version), step: name, ...stamp(step) });
}

/** The plan with which the programme opens is in force from then on. */
export async function openPlan(step: Step, version: bigint): Promise<void> {
  await note(step, version, "opened");
  await step.db.update(plan, { version: Number(version) }).set({ from: step.time, activatedAt: step.time });
}

export const PLANS: Handlers<"PlanScheduled" | "PlanCancelled" | "PlanActivated"> = {
  PlanScheduled: async (step, { version, from, plan: told, document }) => {
    const terms = readPlan(told);
    const { time, block, transaction } = stamp(step);
    await step.db.insert(plan).values({
      version: Number(version),
      from: from === 0n ? null : from,
      terms: asText(terms),
      worstCase: worstCase(terms),
      document,
      scheduledAt: time,
      block,
      transaction,
    });
    await note(step, version, "scheduled");
  },
  PlanCancelled: async (step, { version }) => {
    await note(step, version, "cancelled");
    await step.db.update(plan, { version: Number(version) }).set({ cancelledAt: step.time });
  },
  PlanActivated: async (step, { version }) => {
    await note(step, version, "activated");
    await step.db.update(plan, { version: Number(version) }).set({ activatedAt: step.time });
  },
};
