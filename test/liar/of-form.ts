import type { ServerResponse } from "node:http";
import type { Asked, Endpoint } from "../helpers/endpoint.ts";
import type { Lie } from "./lie.ts";

type Respond = (response: ServerResponse, asked: Asked) => void;

/** Answers one method, or all, in its own way. */
function responding(method: string | undefined, respond: Respond): Lie["tell"] {
  return (endpoint: Endpoint) => {
    endpoint.respond = (asked, response) => {
      const isIt = method === undefined || asked.method === method;
      if (isIt) respond(response, asked);
      return isIt;
    };
  };
}

const says =
  (text: string, status = 200): Respond =>
  (response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(text);
  };

const silent: Respond = () => {};

/** A few bytes now and then, and never the last. */
const dripping: Respond = (response) => {
  response.writeHead(200, { "content-type": "application/json" });
  const timer = setInterval(() => response.write(" "), 50);
  response.on("close", () => clearInterval(timer));
};

/** Page after page, without end. */
const flooding: Respond = (response) => {
  response.writeHead(200, { "content-type": "application/json" }).write('{"jsonrpc":"2.0","id":1,"result":[');
  const page = `${'{"address":"0x00"},'.repeat(10_000)}`;
  const more = () => {
    while (!response.destroyed && response.write(page));
    if (!response.destroyed) response.once("drain", more);
  };
  more();
};

/** Lies about nothing, but in no form: the audit ends, and says that it was not answered. */
export const OF_FORM: readonly Lie[] = [
  {
    name: "answers no JSON",
    tell: responding(undefined, says("<html>Bad gateway</html>")),
    found: ["block", "answer-malformed"],
    verdict: "unproved",
  },
  {
    name: "answers JSON that breaks off",
    tell: responding("eth_getProof", says('{"jsonrpc":"2.0","id":1,"result":{"address":"0x')),
    found: ["state", "answer-malformed"],
    verdict: "unproved",
  },
  {
    name: "answers JSON that is nested without end",
    tell: responding("eth_getLogs", says("[".repeat(200_000))),
    found: ["journal", "answer-malformed"],
    verdict: "unproved",
  },
  {
    name: "answers JSON that is no JSON-RPC",
    tell: responding(undefined, says('"yes"')),
    found: ["block", "answer-malformed"],
    verdict: "unproved",
  },
  {
    name: "answers neither result nor error",
    tell: responding(undefined, says('{"jsonrpc":"2.0","id":1}')),
    found: ["block", "answer-malformed"],
    verdict: "unproved",
  },
  {
    name: "has a server that is down",
    tell: responding(undefined, says("", 503)),
    found: ["block", "endpoint-unreachable"],
    verdict: "unproved",
  },
  {
    name: "wants no audits",
    tell: responding(undefined, says("forbidden", 403)),
    found: ["block", "endpoint-refused"],
    verdict: "unproved",
  },
  {
    name: "hangs up",
    tell: responding(undefined, (response) => response.destroy()),
    found: ["block", "endpoint-unreachable"],
    verdict: "unproved",
  },
  {
    name: "is silent",
    tell: responding(undefined, silent),
    found: ["block", "endpoint-silent"],
    verdict: "unproved",
  },
  {
    name: "is silent about the events",
    tell: responding("eth_getLogs", silent),
    found: ["journal", "endpoint-silent"],
    verdict: "unproved",
  },
  {
    name: "answers a byte at a time",
    tell: responding("eth_getProof", dripping),
    found: ["state", "endpoint-silent"],
    verdict: "unproved",
  },
  {
    name: "answers events without end",
    tell: responding("eth_getLogs", flooding),
    found: ["journal", "answer-too-large"],
    verdict: "unproved",
  },
  {
    name: "lets nobody have more than one block",
    tell: (endpoint) => {
      endpoint.refuse = ({ method, params }) => {
        const [filter] = params as [{ fromBlock?: string; toBlock?: string } | undefined];
        return method === "eth_getLogs" && filter?.fromBlock !== filter?.toBlock
          ? { code: -32_005, message: "query returned too many results" }
          : undefined;
      };
    },
    found: ["journal", "endpoint-endless"],
    verdict: "unproved",
  },
  {
    name: "is too busy for ever",
    tell: (endpoint) => {
      endpoint.refuse = () => ({ code: 429, message: "too many requests" });
    },
    found: ["block", "endpoint-refused"],
    verdict: "unproved",
  },
  {
    name: "refuses what is needed",
    tell: (endpoint) => {
      endpoint.refuse = ({ method }) =>
        method === "eth_getLogs" ? { code: -32_601, message: "method not found" } : undefined;
    },
    found: ["journal", "endpoint-refused"],
    verdict: "unproved",
  },
  {
    name: "keeps no past",
    tell: (endpoint) => {
      endpoint.refuse = ({ method }) =>
        method === "eth_getProof" || method === "eth_getCode"
          ? { code: -32_000, message: "missing trie node" }
          : undefined;
    },
    found: ["state", "state-unavailable"],
    verdict: "unproved",
  },
  {
    name: "does not know the block",
    tell: (endpoint) => {
      endpoint.change = ({ method }, result) => (method === "eth_getBlockByHash" ? null : result);
    },
    found: ["block", "block-unknown"],
    verdict: "unproved",
  },
];

/** What an answer can be that it should not be. */
export const NONSENSE: readonly unknown[] = [
  null,
  -1,
  "",
  "0xzz",
  [],
  [null],
  { toString: 1, length: -1 },
  [{ address: {}, topics: "0x", data: 7 }],
  `0x${"f".repeat(100_000)}`,
];
