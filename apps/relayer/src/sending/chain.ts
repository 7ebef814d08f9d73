import { type ExplainedError, explainError, explainRefusal, type TokenUnit } from "@upline/protocol";
import { type FetchRequest, JsonRpcProvider, toQuantity } from "ethers";
import { EndpointDown, RequestRefused } from "../failures.ts";
import type { Call } from "../requests/call.ts";
import type { Market } from "./fees.ts";

/** What nodes say of a call that a contract ended without a reason. Any other error is the endpoint's own. */
const HALTED = /revert|out of gas|gas required exceeds|invalid opcode|invalid jump|stack (over|under)flow/i;

/** What the node itself said, which ethers wraps. */
function messageOf(error: unknown): string {
  const { info } = error as { readonly info?: { readonly error?: { readonly message?: unknown } } };
  return String(info?.error?.message ?? "");
}

/** What became of a transaction that is in a block. */
export interface Receipt {
  readonly block: number;
  readonly succeeded: boolean;
  /** Paid for its gas, in wei. */
  readonly cost: bigint;
}

/** Milliseconds in which an endpoint has to answer. */
const PATIENCE = 10_000;

/** Gas of a simulation: enough to come to the contract's own reason, where a transaction would cost too much. */
const GAS = 10_000_000n;

/** An endpoint that gives up in time, and asks for no more than it was told to. */
export function connectEndpoint(request: FetchRequest, chainId: bigint): JsonRpcProvider {
  request.timeout = PATIENCE;
  return new JsonRpcProvider(request, chainId, { staticNetwork: true, batchMaxCount: 1, cacheTimeout: -1 });
}

/** The chain as one account sees it. */
export class Chain {
  readonly account: string;
  readonly #provider: JsonRpcProvider;
  readonly #unit: TokenUnit;

  /** @param unit Of the settlement token, in which refusals speak of amounts. */
  constructor(provider: JsonRpcProvider, account: string, unit: TokenUnit) {
    this.#provider = provider;
    this.account = account;
    this.#unit = unit;
  }

  /** Why a contract would refuse a call. @returns Undefined if it would not. @throws EndpointDown */
  async refusal(call: Call, block = "pending"): Promise<ExplainedError | undefined> {
    try {
      await this.#provider.send("eth_call", [{ ...this.#from(call), gas: toQuantity(GAS) }, block]);
      return undefined;
    } catch (error) {
      return this.#explained(error);
    }
  }

  /** Gas that a call needs. @throws RequestRefused, EndpointDown */
  async gas(call: Call): Promise<bigint> {
    try {
      return BigInt(await this.#provider.send("eth_estimateGas", [this.#from(call), "pending"]));
    } catch (error) {
      throw new RequestRefused(this.#explained(error));
    }
  }

  /** What gas costs. @throws EndpointDown */
  market(): Promise<Market> {
    return this.#ask(async () => {
      const [block, tip] = await Promise.all([
        this.#provider.send("eth_getBlockByNumber", ["latest", false]),
        this.#provider.send("eth_maxPriorityFeePerGas", []),
      ]);
      return { baseFee: BigInt(block.baseFeePerGas ?? 0), priorityFee: BigInt(tip) };
    });
  }

  /** Wei of the account. @throws EndpointDown */
  balance(): Promise<bigint> {
    return this.#ask(async () => BigInt(await this.#provider.send("eth_getBalance", [this.account, "latest"])));
  }

  /** Transactions of the account in blocks, or with those that wait. @throws EndpointDown */
  count(of: "latest" | "pending"): Promise<number> {
    return this.#ask(async () => Number(await this.#provider.send("eth_getTransactionCount", [this.account, of])));
  }

  /** Number of the last block. @throws EndpointDown */
  head(): Promise<number> {
    return this.#ask(async () => Number(await this.#provider.send("eth_blockNumber", [])));
  }

  /** @returns Undefined while it is in no block. @throws EndpointDown */
  receipt(hash: string): Promise<Receipt | undefined> {
    return this.#ask(async () => {
      const found = await this.#provider.send("eth_getTransactionReceipt", [hash]);
      if (found === null) return undefined;
      const cost = BigInt(found.gasUsed) * BigInt(found.effectiveGasPrice);
      return { block: Number(found.blockNumber), succeeded: BigInt(found.status) === 1n, cost };
    });
  }

  /** Hands a signed transaction in. Errors are the node's. */
  async submit(raw: string): Promise<void> {
    await this.#provider.send("eth_sendRawTransaction", [raw]);
  }

  /** Why a transaction failed that is in a block, as far as the end of that block still tells. */
  async explainFailure(call: Call, block: number): Promise<ExplainedError> {
    const told = await this.refusal(call, toQuantity(block)).catch(() => undefined);
    return told ?? explainError({ code: "CALL_EXCEPTION" });
  }

  #from({ to, data }: Call) {
    return { from: this.account, to, data };
  }

  /** What a contract says. @throws EndpointDown if it is the endpoint that failed. */
  #explained(error: unknown): ExplainedError {
    const told = explainRefusal(error, { token: this.#unit });
    if (told !== undefined) return told;
    if (!HALTED.test(messageOf(error))) throw new EndpointDown();
    return explainError({ code: "CALL_EXCEPTION" });
  }

  async #ask<T>(asked: () => Promise<T>): Promise<T> {
    try {
      return await asked();
    } catch {
      throw new EndpointDown();
    }
  }
}
