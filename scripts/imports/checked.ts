import { explainError, explainRevertData, inBatches } from "../../packages/protocol/src/index.ts";
import type { Session } from "../operator/session.ts";
import type { PointOfSaleEntry } from "./point-of-sale.ts";

/** A sale that the core passes over, and why. */
export interface Refused {
  readonly entry: PointOfSaleEntry;
  /** In a sentence. */
  readonly reason: string;
}

/** Requests that are under way at the same time. */
const AT_ONCE = 50;

/** Asks the core about each sale. */
export async function checkSales(
  session: Session,
  entries: readonly PointOfSaleEntry[],
): Promise<{ readonly good: readonly PointOfSaleEntry[]; readonly refused: readonly Refused[] }> {
  const [good, refused]: [PointOfSaleEntry[], Refused[]] = [[], []];
  for (const batch of inBatches(entries, AT_ONCE)) {
    const reasons = await Promise.all(batch.map((entry) => reasonAgainst(session, entry)));
    for (const [i, entry] of batch.entries()) {
      const reason = reasons[i];
      if (reason === undefined) good.push(entry);
      else refused.push({ entry, reason });
    }
  }
  return { good, refused };
}

async function reasonAgainst({ core, unit }: Session, { recorded }: PointOfSaleEntry): Promise<string | undefined> {
  try {
    await core.checkRecord(recorded);
    return undefined;
  } catch (error) {
    const { name, sentence } = explainError(error, { token: unit });
    if (NODE_FAILURES.includes(name)) throw error;
    return sentence;
  }
}

/** What is no answer of the core's. */
const NODE_FAILURES = ["UNKNOWN", "SERVER_ERROR", "NETWORK_ERROR", "TIMEOUT", "BAD_DATA"];

/** The sentence of the bytes that `RecordSkipped` gives. */
export function reasonIn({ unit }: Session, data: string): string {
  return explainRevertData(data, { token: unit })?.sentence ?? `for a reason that this version does not know: ${data}`;
}
