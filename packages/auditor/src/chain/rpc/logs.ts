import { type Fields, toArray, toBytes, toIndex, toNumber, toObject } from "../shapes.ts";
import type { RawEntry } from "../source.ts";
import { LogForeign } from "./faults.ts";

/** An event as the endpoint gives it; its time only where the endpoint gives that as well. */
export interface ReadLog extends Omit<RawEntry, "timestamp"> {
  readonly timestamp: bigint | undefined;
  readonly blockHash: string;
}

/** What was asked for. */
export interface LogRange {
  /** The contract, in lower case. */
  readonly address: string;
  readonly from: bigint;
  readonly to: bigint;
}

/**
 * Reads the answer of `eth_getLogs`.
 * @throws FieldMalformed if it has another shape; LogForeign if an event was not asked for or cannot be where it is.
 */
export function readLogs(answer: unknown, range: LogRange): readonly ReadLog[] {
  const logs = toArray("the answer to eth_getLogs", answer).map(readLog);
  logs.forEach((log, index) => {
    checkAsked(log, index, range);
    const before = logs[index - 1];
    if (before !== undefined) checkFollows(log, before, index);
  });
  return logs;
}

function readLog(value: unknown, index: number): ReadLog {
  const what = `event ${index}`;
  const log: Fields = toObject(what, value);
  if (log["removed"] === true) {
    throw new LogForeign("log-removed", index, "was removed by a reorganisation", "false", "true");
  }
  const topics = toArray(`${what}, topics`, log["topics"]).map((topic) => toBytes(`${what}, topic`, topic, 32));
  const time = log["blockTimestamp"];
  return {
    address: toBytes(`${what}, address`, log["address"], 20),
    topics,
    data: toBytes(`${what}, data`, log["data"]),
    timestamp: time === undefined || time === null ? undefined : toNumber(`${what}, blockTimestamp`, time),
    block: toNumber(`${what}, blockNumber`, log["blockNumber"]),
    blockHash: toBytes(`${what}, blockHash`, log["blockHash"], 32),
    transaction: toBytes(`${what}, transactionHash`, log["transactionHash"], 32),
    index: toIndex(`${what}, logIndex`, log["logIndex"]),
  };
}

function checkAsked(log: ReadLog, index: number, { address, from, to }: LogRange): void {
  if (log.address !== address) {
    throw new LogForeign("log-of-another-contract", index, `is of ${log.address}`, address, log.address);
  }
  if (log.block < from || log.block > to) {
    const asked = `${from} to ${to}`;
    throw new LogForeign("log-of-another-block", index, `is of block ${log.block}`, asked, log.block.toString());
  }
}

/** Events of one block follow each other, and so do blocks. */
function checkFollows(log: ReadLog, before: ReadLog, index: number): void {
  const isNext = log.block > before.block || (log.block === before.block && log.index > before.index);
  const place = ({ block, index: at }: ReadLog) => `block ${block}, log ${at}`;
  if (!isNext) {
    throw new LogForeign("log-out-of-order", index, `is out of order`, `after ${place(before)}`, place(log));
  }
  if (log.block === before.block && log.blockHash !== before.blockHash) {
    const problem = `is of another block ${log.block} than the event before it`;
    throw new LogForeign("log-of-another-block", index, problem, before.blockHash, log.blockHash);
  }
}
