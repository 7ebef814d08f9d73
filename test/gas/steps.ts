import type { ContractTransactionResponse } from "ethers";

/** What the gas of a transaction went into, by what it was for. */
export interface Step {
  readonly name: string;
  readonly gas: bigint;
}

interface TraceStep {
  readonly op: string;
  readonly gas: number | string;
  readonly gasCost: number | string;
  readonly depth: number;
}

/** Opcodes of the contract itself, in the order of the table; what it calls, and the rest, are told apart below. */
const KINDS: readonly [string, (step: TraceStep, cost: bigint) => boolean][] = [
  ["first reads of storage words (2,100 each)", ({ op }, cost) => op === "SLOAD" && cost > 100n],
  ["later reads of the same words (100 each)", ({ op }) => op === "SLOAD"],
  ["writes of storage words", ({ op }) => op === "SSTORE"],
  ["events", ({ op }) => op.startsWith("LOG")],
  ["hashing", ({ op }) => op === "KECCAK256" || op === "SHA3"],
  ["the guard against re-entrance", ({ op }) => op === "TLOAD" || op === "TSTORE"],
];
const CALLS = new Set(["CALL", "STATICCALL", "DELEGATECALL"]);

interface Tracer {
  send(method: string, params: unknown[]): Promise<unknown>;
}

/**
 * Where the gas of a transaction to a contract went, step by step of the machine: the parts add up to the gas used.
 * @param provider Of a node that answers `debug_traceTransaction`.
 */
export async function traceSteps(
  provider: Tracer,
  sent: Promise<ContractTransactionResponse>,
): Promise<readonly Step[]> {
  const receipt = await (await sent).wait();
  if (!receipt) throw new Error("the transaction was not mined");
  const options = { disableMemory: true, disableStack: true, disableStorage: true };
  const { structLogs } = (await provider.send("debug_traceTransaction", [receipt.hash, options])) as {
    structLogs: readonly TraceStep[];
  };
  const sums = new Map<string, bigint>();
  const add = (name: string, gas: bigint) => sums.set(name, (sums.get(name) ?? 0n) + gas);
  const own = structLogs.filter(({ depth }) => depth === 1);
  let inside = 0n;
  for (const [i, step] of own.entries()) {
    const next = own[i + 1];
    const spent = next === undefined ? BigInt(step.gasCost) : BigInt(step.gas) - BigInt(next.gas);
    add(CALLS.has(step.op) ? "the token's calls" : kindOf(step, spent), spent);
    inside += spent;
  }
  add("the transaction itself, with its calldata", receipt.gasUsed - inside);
  return [...sums].map(([name, gas]) => ({ name, gas })).sort((a, b) => Number(b.gas - a.gas));
}

function kindOf(step: TraceStep, cost: bigint): string {
  return KINDS.find(([, is]) => is(step, cost))?.[0] ?? "code: arithmetic, memory, jumps";
}
