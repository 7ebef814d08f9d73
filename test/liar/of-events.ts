import { toQuantity } from "ethers";
import { altered, answering, changing, type Lie, type Log, telling, withAt } from "./lie.ts";

const SOMEWHERE = 12;
const HEAD = ["journal", "journal-head-differs"] as const;

const later = (log: Log): Log => ({ ...log, logIndex: toQuantity(BigInt(log.logIndex) + 1n) });

/** The first of two events of one block, past the deployment. */
const amidst = (logs: readonly Log[]) =>
  logs.findIndex((log, i) => i >= SOMEWHERE && logs[i + 1]?.blockNumber === log.blockNumber);

/** Two events of one block in each other's place, each with the other's number. */
function exchanged(logs: readonly Log[]): Log[] {
  const at = logs.findIndex((log, i) => logs[i + 1]?.blockNumber === log.blockNumber);
  const [first, second] = [logs[at]!, logs[at + 1]!];
  const pair = [
    { ...second, logIndex: first.logIndex },
    { ...first, logIndex: second.logIndex },
  ];
  return [...logs.slice(0, at), ...pair, ...logs.slice(at + 2)];
}

/** Lies about the events: only the journal's head in proven storage tells. */
export const OF_EVENTS: readonly Lie[] = [
  {
    name: "drops an event",
    tell: telling((logs) => logs.toSpliced(amidst(logs), 1)),
    found: HEAD,
    located: "entry-missing-or-altered",
    verdict: "mismatch",
  },
  {
    name: "drops the last event",
    tell: telling((logs) => logs.slice(0, -1)),
    found: HEAD,
    located: "entries-missing",
    verdict: "mismatch",
  },
  {
    name: "drops the first event",
    tell: telling((logs) => logs.slice(1)),
    found: HEAD,
    located: "entry-missing-or-altered",
    verdict: "mismatch",
  },
  {
    name: "stops in the middle",
    tell: telling((logs) => logs.filter(({ blockNumber }) => BigInt(blockNumber) <= BigInt(logs[22]!.blockNumber))),
    found: HEAD,
    located: "entries-missing",
    verdict: "mismatch",
  },
  {
    name: "has no events at all",
    tell: telling(() => []),
    found: HEAD,
    located: "entries-missing",
    verdict: "mismatch",
  },
  {
    name: "adds an event",
    tell: telling((logs) => logs.toSpliced(logs.length, 0, later(logs.at(-1)!))),
    found: HEAD,
    located: "entry-added",
    verdict: "mismatch",
  },
  {
    name: "alters an amount",
    tell: telling((logs) => withAt(logs, -1, (log) => ({ ...log, data: altered(log.data) }))),
    found: HEAD,
    located: "entry-missing-or-altered",
    verdict: "mismatch",
  },
  {
    name: "alters a topic",
    tell: telling((logs) =>
      withAt(logs, -1, (log) => ({ ...log, topics: withAt(log.topics, -1, (topic) => altered(topic)) })),
    ),
    found: HEAD,
    located: "entry-missing-or-altered",
    verdict: "mismatch",
  },
  {
    name: "alters the address in an event's data",
    tell: telling((logs) => withAt(logs, 0, (log) => ({ ...log, data: altered(log.data, log.data.length - 60) }))),
    found: HEAD,
    located: "entry-missing-or-altered",
    verdict: "mismatch",
  },
  {
    name: "passes off another contract's event",
    tell: answering((logs) => withAt(logs, SOMEWHERE, (log) => ({ ...log, address: altered(log.address) }))),
    found: ["journal", "log-of-another-contract"],
    verdict: "mismatch",
  },
  {
    name: "alters the time of an event",
    tell: telling((logs) =>
      withAt(logs, -1, (log) => ({ ...log, blockTimestamp: toQuantity(BigInt(log.blockTimestamp) + 1n) })),
    ),
    found: HEAD,
    located: "entry-retimed",
    verdict: "mismatch",
  },
  {
    name: "alters the time of a block",
    tell: (endpoint, { number }) => {
      endpoint.change = ({ method }, result) => {
        if (method === "eth_getLogs") return (result as Log[]).map(({ blockTimestamp: _, ...log }) => log);
        if (method !== "eth_getBlockByHash") return result;
        const block = result as { number: string; timestamp: string };
        if (BigInt(block.number) === number) return block;
        return { ...block, timestamp: toQuantity(BigInt(block.timestamp) + 1n) };
      };
    },
    found: HEAD,
    located: "history-not-located",
    verdict: "mismatch",
  },
  {
    name: "reorders events",
    tell: answering((logs) => logs.toReversed()),
    found: ["journal", "log-out-of-order"],
    verdict: "mismatch",
  },
  {
    name: "reorders events and their numbers with them",
    tell: telling(exchanged),
    found: HEAD,
    located: "entries-reordered",
    verdict: "mismatch",
  },
  {
    name: "gives an event twice",
    tell: answering((logs) => logs.toSpliced(SOMEWHERE, 0, logs[SOMEWHERE]!)),
    found: ["journal", "log-out-of-order"],
    verdict: "mismatch",
  },
  {
    name: "gives events of blocks that nobody asked for",
    tell: answering((logs) => withAt(logs, -1, (log) => ({ ...log, blockNumber: "0xffffffff" }))),
    found: ["journal", "log-of-another-block"],
    verdict: "mismatch",
  },
  {
    name: "mixes events of two blocks of one height",
    tell: answering((logs) => {
      const at = logs.findIndex((log, i) => logs[i + 1]?.blockNumber === log.blockNumber);
      return withAt(logs, at, (log) => ({ ...log, blockHash: altered(String(log["blockHash"])) }));
    }),
    found: ["journal", "log-of-another-block"],
    verdict: "mismatch",
  },
  {
    name: "gives an event that a reorganisation has removed",
    tell: answering((logs) => withAt(logs, -1, (log) => ({ ...log, removed: true }))),
    found: ["journal", "log-removed"],
    verdict: "mismatch",
  },
  {
    name: "gives an older history",
    tell: telling((_, { older }) => older.logs),
    found: HEAD,
    located: "entries-missing",
    verdict: "mismatch",
  },
  {
    name: "gives the history of a fork",
    tell: telling((_, { forked }) => forked.logs),
    found: HEAD,
    located: "entry-missing-or-altered",
    verdict: "mismatch",
  },
  {
    name: "says it is of another chain",
    tell: changing("eth_chainId", () => "0x1"),
    found: HEAD,
    located: "entry-missing-or-altered",
    verdict: "mismatch",
  },
];
