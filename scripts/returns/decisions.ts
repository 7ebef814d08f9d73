import { toBeHex } from "ethers";
import { formatTime, ProtocolError } from "../../packages/protocol/src/index.ts";
import { type Code, type Column, choiceColumn, codeOf, saleColumn } from "../operator/csv/column.ts";
import { type CsvTable, readCsv } from "../operator/csv/read.ts";
import type { ReturnRequest } from "./requests.ts";

/** What the company decides about one return. */
export interface Decision {
  readonly id: bigint;
  readonly accept: boolean;
  /** Of a rejection. */
  readonly reason: Code | null;
}

/** Columns of a file of decisions. */
export const DECISION_COLUMNS = {
  sale: saleColumn("sale", { unique: true }),
  decision: choiceColumn("decision", ["accept", "reject"]),
  reason: {
    name: "reason",
    expected: "why it is rejected, 1 to 31 bytes, which is published; nothing where it is accepted",
    example: "opened",
    optional: true,
    parse: (cell) => (cell === "" ? null : codeOf(cell)),
  } satisfies Column<Code | null> as Column<Code | null>,
} as const;

/** A return cannot be decided. */
export class DecisionInvalid extends ProtocolError {
  override readonly name = "DecisionInvalid";

  constructor(id: bigint, why: string) {
    super(
      `the return of sale ${toBeHex(id, 20)} cannot be decided so: ${why}`,
      { id, why },
      "scripts/decide-returns.ts without a decision lists what is open.",
    );
  }
}

/**
 * Reads decisions from a file, and checks them against what was asked for.
 * @throws CsvMissing, CsvInvalid
 */
export function readDecisions(file: string, requests: readonly ReturnRequest[], now: bigint): readonly Decision[] {
  const table: CsvTable<typeof DECISION_COLUMNS> = readCsv(file, DECISION_COLUMNS);
  const decisions = table.rows.map((row) => {
    const { sale: id, decision, reason } = row.cells;
    const accept = decision === "accept";
    if (!accept && reason === null) table.refuse(row, "reason", "why it is rejected, 1 to 31 bytes");
    if (accept && reason !== null) table.refuse(row, "reason", "nothing where the return is accepted");
    const obstacle = obstacleTo({ id, accept, reason }, requests, now);
    if (obstacle !== undefined) table.refuse(row, "sale", `a return to decide: ${obstacle}`);
    return { id, accept, reason };
  });
  table.check();
  return decisions;
}

/** Checks decisions against what was asked for. @throws DecisionInvalid */
export function checkDecisions(decisions: readonly Decision[], requests: readonly ReturnRequest[], now: bigint): void {
  for (const decision of decisions) {
    const obstacle = obstacleTo(decision, requests, now);
    if (obstacle !== undefined) throw new DecisionInvalid(decision.id, obstacle);
  }
}

/** Whether a decision was made already. */
export function isMade({ id }: Decision, requests: readonly ReturnRequest[]): boolean {
  return requests.some(({ sale, decided }) => sale.id === id && decided !== undefined);
}

/** @returns Undefined if it can be made, or was made already. */
function obstacleTo({ id, accept }: Decision, requests: readonly ReturnRequest[], now: bigint): string | undefined {
  const request = requests.find(({ sale }) => sale.id === id);
  if (request === undefined) return "none was asked for";
  const { decided, state, deadline } = request;
  if (decided !== undefined)
    return decided === (accept ? "accept" : "reject") ? undefined : `it was decided: ${decided}`;
  if (state !== "requested") return `the sale is ${state}`;
  return now < deadline
    ? undefined
    : `its time ended at ${formatTime(deadline)}, so that the buyer gets his money back`;
}
