import { type BlockRange, blockTimes } from "../blocks.ts";
import type { JournalLog } from "../journal.ts";
import type { Connection } from "./connection.ts";

/** All events of the core in a range of blocks, in order, with their times: what `replay` takes. */
export async function readJournal(connection: Connection, range: BlockRange): Promise<readonly JournalLog[]> {
  const logs = await connection.logs(range);
  const numbers = logs.map(({ blockNumber }) => blockNumber);
  const timeOf = await blockTimes(connection.provider(), numbers);
  return logs.map(({ address, topics, data, blockNumber }) => ({
    address,
    topics,
    data,
    timestamp: timeOf(blockNumber),
  }));
}
