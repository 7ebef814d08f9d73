import { id } from "ethers";
import { ASK_ANOTHER, SourceFault } from "./fault.ts";
import type { Parties, RawEntry } from "./source.ts";

/** First topic of a token's transfers. */
export const TRANSFER = id("Transfer(address,address,uint256)");

/** A transfer of the token outside the programme, as an endpoint tells it; the journal does not prove it. */
export interface TokenTransfer {
  readonly from: string;
  readonly to: string;
  /** In token units. */
  readonly amount: bigint;
}

/** With its place, which nothing proves either. */
export interface PlacedTransfer extends TokenTransfer {
  /** In seconds since 1970. */
  readonly time: bigint;
  readonly transaction: string;
}

/** An event that is no transfer, or between others than were asked for. */
export class TransferForeign extends SourceFault {
  override readonly name = "TransferForeign";
  override readonly code = "transfer-foreign";
  override readonly verdict = "mismatch";

  constructor(entry: RawEntry) {
    const { block, index } = entry;
    super(`the event ${index} of block ${block} is no transfer that was asked for`, { block, index }, ASK_ANOTHER);
  }
}

/** @throws TransferForeign if the event is not what was asked for. */
export function readTransfer(entry: RawEntry, { senders, recipients }: Parties): PlacedTransfer {
  const { topics, data, timestamp: time, transaction } = entry;
  const [event, sender, recipient] = topics;
  const [from, to] = [addressOf(sender), addressOf(recipient)];
  if (event !== TRANSFER || topics.length !== 3 || data.length !== 66 || from === undefined || to === undefined) {
    throw new TransferForeign(entry);
  }
  const isOf = (some: readonly string[], one: string) => some.length === 0 || some.includes(one);
  if (!isOf(senders, from) || !isOf(recipients, to)) throw new TransferForeign(entry);
  return { from, to, amount: BigInt(data), time, transaction };
}

function addressOf(topic: string | undefined): string | undefined {
  return topic?.startsWith(`0x${"0".repeat(24)}`) ? `0x${topic.slice(26).toLowerCase()}` : undefined;
}
