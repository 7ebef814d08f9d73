import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { PlanNotOnChain } from "../../packages/auditor/src/plan/plan-not-on-chain.ts";
import { planToChain } from "../../packages/auditor/src/plan/plan-to-chain.ts";
import { PlanInvalid as DocumentInvalid, readPlan } from "../../packages/engine/src/index.ts";
import { type Plan, PlanInvalid, ProtocolError, parsePlan } from "../../packages/protocol/src/index.ts";
import type { Session } from "./session.ts";

/** The plan's file cannot be read, or is no plan. */
export class PlanFileInvalid extends ProtocolError {
  override readonly name = "PlanFileInvalid";

  constructor(file: string, reason: string) {
    super(
      `${relative(process.cwd(), file)}: ${reason}`,
      { file, reason },
      "Correct the file and start again; nothing was sent. docs/tools.md has an example.",
    );
  }
}

/** A plan to be scheduled. */
export interface PlanFile {
  readonly plan: Plan;
  /** The file as it is, to be published. */
  readonly document: string;
}

/**
 * Reads a plan: the terms of the contracts, or a plan's document (`"upline": 1`) that they can do.
 * @throws PlanFileInvalid with everything that is wrong.
 */
export async function readPlanFile(file: string, session: Session): Promise<PlanFile> {
  const document = textOf(file);
  try {
    const json = JSON.parse(document) as unknown;
    return { plan: isDocument(json) ? await planOfDocument(json, session) : parsePlan(json), document };
  } catch (error) {
    const known = [PlanInvalid, SyntaxError, DocumentInvalid, PlanNotOnChain].some((kind) => error instanceof kind);
    throw known && error instanceof Error ? new PlanFileInvalid(file, error.message) : error;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new PlanFileInvalid(file, `cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function isDocument(json: unknown): boolean {
  return typeof json === "object" && json !== null && "upline" in json;
}

async function planOfDocument(json: unknown, { core, unit }: Session): Promise<Plan> {
  const { cap, periodLength } = await core.settings();
  const currency = { code: unit.symbol, decimals: unit.decimals };
  return planToChain(readPlan(json), { currency, cap: Number(cap), periodLength: Number(periodLength) });
}
