import {
  type FoundEscrow,
  inBatches,
  inPages,
  type SaleStatus,
  saleSlot,
  unpackSaleSlot,
} from "../../packages/protocol/src/index.ts";
import type { Session } from "../operator/session.ts";

/** A return that was asked for, and where it stands now. */
export interface ReturnRequest extends SaleStatus {
  readonly sale: FoundEscrow;
  /** What the company decided, if it did. */
  readonly decided?: "accept" | "reject";
}

/** Every return that was ever asked for, in the order of the requests. */
export async function readRequests(session: Session): Promise<readonly ReturnRequest[]> {
  const { client, core, from } = session;
  const [requested, accepted, rejected] = [
    await idsOf(session, "ReturnRequested"),
    await idsOf(session, "ReturnAccepted"),
    await idsOf(session, "ReturnRejected"),
  ];
  if (requested.size === 0) return [];
  const sales = (await client.escrowedSales({ from })).filter(({ id }) => requested.has(id));
  const requests: ReturnRequest[] = [];
  for (const batch of inBatches(sales, AT_ONCE)) {
    const words = await core.extsload(batch.map(({ id }) => saleSlot(id)));
    for (const [i, sale] of batch.entries()) {
      const { state, deadline } = unpackSaleSlot(BigInt(words[i] ?? 0));
      const decided = accepted.has(sale.id) ? "accept" : rejected.has(sale.id) ? "reject" : undefined;
      requests.push({ sale, state, deadline, ...(decided === undefined ? {} : { decided }) });
    }
  }
  return requests;
}

/** Storage words that are read in one call. */
const AT_ONCE = 500;

type Step = "ReturnRequested" | "ReturnAccepted" | "ReturnRejected";

/** The sales of which there is such an event. */
async function idsOf({ core, provider, address, from }: Session, step: Step): Promise<ReadonlySet<bigint>> {
  const event = core.interface.getEvent(step as "ReturnRequested");
  const logs = await inPages(provider, { from }, (fromBlock, toBlock) =>
    provider.getLogs({ address, topics: [event.topicHash], fromBlock, toBlock }),
  );
  return new Set(logs.map(({ topics }) => BigInt(topics[1] ?? 0)));
}
