import { AbiCoder, getAddress, keccak256, solidityPacked, toBigInt } from "ethers";
import { ProtocolError } from "./protocol-error.ts";

/** One event of the core, in raw bytes as the chain has it. */
export interface JournalLog {
  /** Who emitted it; only events of the core belong to its journal. */
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
  /** Time of its block, in seconds since 1970. */
  readonly timestamp: bigint;
}

/** An event of another contract was among those to replay. */
export class JournalLogForeign extends ProtocolError {
  override readonly name = "JournalLogForeign";

  constructor(index: number, address: string, core: string) {
    super(
      `event ${index} is of ${address}, expected ${core}`,
      { index, address, core },
      "Replay only the events of the core: filter by its address.",
    );
  }
}

const HEAD_MASK = (1n << 160n) - 1n;
const head = (hash: string) => toBigInt(hash) & HEAD_MASK;

/** `head₀`, before the first event. */
export function genesisHead(chainId: bigint, core: string): bigint {
  return head(keccak256(AbiCoder.defaultAbiCoder().encode(["uint256", "address"], [chainId, core])));
}

/** `entry`: the hash of one event. */
export function entryHash(log: Pick<JournalLog, "topics" | "data">): string {
  const topics = log.topics.map(() => "bytes32");
  return keccak256(
    solidityPacked(["uint256", ...topics, "bytes32"], [BigInt(log.topics.length), ...log.topics, keccak256(log.data)]),
  );
}

/** `head'`: the head after an event. @param timestamp Time of the event's block. */
export function nextHead(before: bigint, timestamp: bigint, entry: string): bigint {
  return head(keccak256(solidityPacked(["uint256", "uint256", "bytes32"], [before, timestamp, entry])));
}

/**
 * The head that these events give. If it is `journalHead()`, none is missing, added, changed, re-timed or reordered.
 * @param logs All events of the core in the chain's order, from its deployment on.
 * @throws JournalLogForeign if an event is not the core's.
 */
export function replay(logs: Iterable<JournalLog>, chainId: bigint, core: string): bigint {
  return replayFrom(genesisHead(chainId, core), logs, core);
}

/** As {@link replay}, from a head that is known already, for example of an earlier page of events. */
export function replayFrom(start: bigint, logs: Iterable<JournalLog>, core: string): bigint {
  let current = start;
  let index = 0;
  for (const log of logs) {
    if (getAddress(log.address) !== getAddress(core)) throw new JournalLogForeign(index, log.address, core);
    current = nextHead(current, log.timestamp, entryHash(log));
    ++index;
  }
  return current;
}
