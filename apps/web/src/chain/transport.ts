import type { JsonRpcError, JsonRpcPayload, JsonRpcResult } from "ethers";
import { EndpointsSilent } from "./errors.ts";

/** What one endpoint was asked and answered. */
export type Answers = (JsonRpcResult | JsonRpcError)[];

/** Longest wait for one endpoint, in milliseconds. */
const PATIENCE = 15_000;

/**
 * Asks the chain's endpoints over HTTP. It stays with the one that answered last, and goes to the next when that one is
 * silent, busy, or of another chain.
 */
export class Transport {
  readonly #urls: readonly string[];
  readonly #chainId: bigint;
  readonly #checked = new Set<string>();
  #current = 0;

  /** @param chainId The chain that the endpoints must serve; each is asked once. */
  constructor(urls: readonly string[], chainId: bigint) {
    this.#urls = urls;
    this.#chainId = chainId;
  }

  /**
   * Sends a batch of requests.
   * @throws EndpointsSilent if no endpoint answers for this chain.
   */
  async send(payloads: readonly JsonRpcPayload[]): Promise<Answers> {
    const reasons: string[] = [];
    for (let turn = 0; turn < this.#urls.length; turn++) {
      const place = (this.#current + turn) % this.#urls.length;
      const url = this.#urls[place] ?? "";
      try {
        await this.#checkChain(url);
        const answers = await ask(url, payloads);
        this.#current = place;
        return answers;
      } catch (error) {
        reasons.push(`${new URL(url).host}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    throw new EndpointsSilent(reasons);
  }

  async #checkChain(url: string): Promise<void> {
    if (this.#checked.has(url)) return;
    const [answer] = await post(url, [{ id: 1, jsonrpc: "2.0", method: "eth_chainId", params: [] }]);
    const found = answer !== undefined && "result" in answer ? BigInt(answer.result) : undefined;
    if (found !== this.#chainId) throw new Error(`it serves chain ${found ?? "?"} and not ${this.#chainId}`);
    this.#checked.add(url);
  }
}

/** Asks all at once, or one by one where the endpoint takes no batches. */
async function ask(url: string, payloads: readonly JsonRpcPayload[]): Promise<Answers> {
  const answers = await post(url, payloads);
  if (answers.length >= payloads.length) return answers;
  const one = async (payload: JsonRpcPayload) => (await post(url, [payload]))[0];
  return (await Promise.all(payloads.map(one))).filter((answer) => answer !== undefined);
}

async function post(url: string, payloads: readonly JsonRpcPayload[]): Promise<Answers> {
  const [single] = payloads;
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    // Some endpoints do not take a batch of one.
    body: JSON.stringify(payloads.length === 1 ? single : payloads),
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!response.ok) throw new Error(`it answered ${response.status}`);
  const answer: unknown = await response.json();
  return (Array.isArray(answer) ? answer : [answer]) as Answers;
}
