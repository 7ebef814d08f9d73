import { JsonRpcApiProvider, type JsonRpcPayload, Network } from "ethers";
import type { Answers, Transport } from "./transport.ts";

/** Where the block stands among a request's parameters. */
const BLOCK_PLACE: Readonly<Record<string, number>> = {
  eth_call: 1,
  eth_getBalance: 1,
  eth_getCode: 1,
  eth_getTransactionCount: 1,
  eth_estimateGas: 1,
  eth_getStorageAt: 2,
  eth_getBlockByNumber: 0,
};

/** Reads the chain through its configured endpoints. Pinned to a block, "latest" means that block in every answer. */
export class ReadProvider extends JsonRpcApiProvider {
  readonly #transport: Transport;
  readonly #tag: string | undefined;

  /** @param block Every reading is as of this block; the latest at the time if not given. */
  constructor(transport: Transport, chainId: bigint, block?: number) {
    const network = Network.from(chainId);
    super(network, { staticNetwork: network, cacheTimeout: -1, batchMaxCount: 50, batchStallTime: 5 });
    this.#transport = transport;
    this.#tag = block === undefined ? undefined : `0x${block.toString(16)}`;
    this._start();
  }

  override async _send(payload: JsonRpcPayload | JsonRpcPayload[]): Promise<Answers> {
    const payloads = Array.isArray(payload) ? payload : [payload];
    const tag = this.#tag;
    if (tag === undefined) return this.#transport.send(payloads);
    // The number of a pinned provider's block is known without asking.
    const known: Answers = payloads.filter(isNumber).map(({ id }) => ({ id, result: tag }));
    const asked = payloads.filter((one) => !isNumber(one)).map((one) => pinned(one, tag));
    return asked.length === 0 ? known : [...known, ...(await this.#transport.send(asked))];
  }
}

const isNumber = ({ method }: JsonRpcPayload) => method === "eth_blockNumber";

/** The same request as of a block. */
export function pinned(payload: JsonRpcPayload, tag: string): JsonRpcPayload {
  const place = BLOCK_PLACE[payload.method];
  if (place === undefined || !Array.isArray(payload.params)) return payload;
  const params: unknown[] = [...payload.params];
  if (params[place] === "latest" || params[place] === undefined) params[place] = tag;
  return { ...payload, params };
}
