import { AbiCoder, Interface } from "ethers";
import type { CheckName } from "../../packages/auditor/src/index.ts";
import type { Endpoint } from "../helpers/endpoint.ts";
import { altered, type Log, type World } from "./lie.ts";

/** A lie about something that no proof covers. */
export interface CallLie {
  /** As in "an endpoint that …". */
  readonly name: string;
  /** The check that finds it, and the code of its finding; undefined where nothing could. */
  readonly found?: readonly [check: CheckName, code: string];
  /** The only members of the report that it changes. */
  readonly shown: readonly string[];
  tell(endpoint: Endpoint, world: World): void;
}

const asked = new Interface([
  "function settings()",
  "function symbol()",
  "function decimals()",
  "function balanceOf(address)",
  "function getMinDelay()",
]);

/** Changes the answer to one function's calls. */
function calling(name: string, change: (answer: string, world: World) => string): CallLie["tell"] {
  const selector = asked.getFunction(name)?.selector ?? name;
  return (endpoint, world) => {
    endpoint.change = ({ method, params }, result) => {
      const [call] = params as [{ readonly data?: string }];
      return method === "eth_call" && call.data?.startsWith(selector) ? change(String(result), world) : result;
    };
  };
}

/** Changes what the timelock's events are said to be. */
function queueing(change: (logs: readonly Log[]) => readonly Log[]): CallLie["tell"] {
  return (endpoint, { market }) => {
    endpoint.change = ({ method, params }, result) => {
      if (method !== "eth_getLogs") return result;
      const [filter] = params as [{ readonly address?: string; readonly topics?: unknown }];
      const isCore = filter.address === market.address.toLowerCase();
      return !isCore && filter.topics === undefined ? change(result as Log[]) : result;
    };
  };
}

/** The token's name and decimals, and what is written with them: bounds of bands, amounts in words. */
const WRITTEN = ["audited.token", "earners", "powers"];

const coder = AbiCoder.defaultAbiCoder();
const number = (value: bigint) => coder.encode(["uint256"], [value]);

/** Lies about read-only calls and about events that no journal has: found, or without weight. */
export const OF_CALLS: readonly CallLie[] = [
  {
    name: "names another token in the settings",
    tell: calling("settings", (answer, { market }) => {
      const token = String(market.token.target).slice(2).toLowerCase();
      return answer.replace(token, altered(token));
    }),
    shown: WRITTEN,
  },
  { name: "gives no settings", tell: calling("settings", () => "0x"), shown: WRITTEN },
  { name: "says other decimals", tell: calling("decimals", () => number(2n)), shown: WRITTEN },
  { name: "says impossible decimals", tell: calling("decimals", () => number(255n)), shown: WRITTEN },
  {
    name: "gives the token another name",
    tell: calling("symbol", () => coder.encode(["string"], ["USDC"])),
    shown: WRITTEN,
  },
  { name: "gives the token a name that is none", tell: calling("symbol", () => "0xff"), shown: WRITTEN },
  {
    name: "says a larger balance of the programme",
    tell: calling("balanceOf", (answer) => number(BigInt(answer) + 1n)),
    found: ["money", "balance-differs"],
    shown: ["checks.money", "limits", "verdict"],
  },
  {
    name: "says that the programme has nothing",
    tell: calling("balanceOf", () => number(0n)),
    found: ["money", "balance-differs"],
    shown: ["checks.money", "limits", "verdict"],
  },
];

/** Lies about a timelock, which has no journal: nothing but what is reported of it depends on them. */
export const OF_TIMELOCKS: readonly CallLie[] = [
  {
    name: "says another delay of the timelock",
    tell: calling("getMinDelay", () => number(0n)),
    shown: ["checks.powers", "notes", "timelocks"],
  },
  {
    name: "hides the timelock's queue and holders",
    tell: queueing(() => []),
    shown: ["checks.powers", "timelocks"],
  },
  {
    name: "gives events of the timelock that are none",
    tell: queueing((logs) => logs.map((log) => ({ ...log, data: "0x", topics: log.topics.slice(0, 1) }))),
    shown: ["checks.powers", "notes", "timelocks"],
  },
];
