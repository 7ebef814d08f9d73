// JSON-RPC over HTTP, with every limit that keeps an audit from waiting for ever.
import { SourceFault } from "../fault.ts";
import type { SourceCost } from "../source.ts";
import { AnswerMalformed, EndpointEndless, EndpointRefused, EndpointSilent, EndpointUnreachable } from "./faults.ts";
import { type HttpAnswer, type HttpEndpoint, httpEndpoint, post } from "./http.ts";
import { RPC_LIMITS, type RpcLimits } from "./limits.ts";

/** A server that did not answer in time once more is not asked a third time: each costs the whole time limit. */
const SILENCES = 2;
/** After so many requests in a row that got no answer, nothing more is asked: an audit asks for many things. */
const DEAF_AFTER = 6;
/** A server may ask for patience, but not for more than this, in milliseconds. */
const LONGEST_PAUSE = 30_000;
/** Codes and words by which endpoints say that they were asked too often. */
const BUSY_CODES: readonly number[] = [429, -32_005, -32_029, -32_097];
const BUSY = /rate.?limit|too many requests|throttl|capacity|request limit|try again later/i;
/** Sent one by one where batches are not taken, so many at the same time. */
const AT_ONCE = 8;

type Params = readonly unknown[];
interface Reply {
  readonly id?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** An attempt that failed in a way that may pass. */
class Passing extends Error {
  readonly fault: (attempts: number) => SourceFault;
  readonly silent: boolean;
  readonly after: number;

  constructor(fault: (attempts: number) => SourceFault, options: { silent?: boolean; after?: number } = {}) {
    super("the attempt failed");
    this.fault = fault;
    this.silent = options.silent ?? false;
    this.after = options.after ?? 0;
  }
}

/** An endpoint of a chain. Every request ends, with its answer or with a {@link SourceFault}. */
export class RpcConnection {
  readonly limits: RpcLimits;
  readonly #endpoint: HttpEndpoint;
  #requests = 0;
  #retries = 0;
  #bytes = 0;
  #started: number | undefined;
  #takesBatches = true;
  /** Requests in a row without any answer. */
  #unanswered = 0;
  #deaf: SourceFault | undefined;

  /** @throws EndpointInvalid if it is no URL of HTTP. */
  constructor(url: string, limits: Partial<RpcLimits> = {}) {
    this.#endpoint = httpEndpoint(url);
    this.limits = { ...RPC_LIMITS, ...limits };
  }

  get cost(): SourceCost {
    return { requests: this.#requests, retries: this.#retries, bytes: this.#bytes };
  }

  /** Sends one request. @returns Its result, of any shape. @throws SourceFault */
  async request(method: string, params: Params): Promise<unknown> {
    return this.#repeated(method, async () => {
      const parsed = await this.#send(method, { jsonrpc: "2.0", id: 1, method, params });
      return resultOf(method, replyIn(method, parsed));
    });
  }

  /** Sends the same request with many parameters. @returns The results, in order. @throws SourceFault */
  async requestAll(method: string, all: readonly Params[]): Promise<readonly unknown[]> {
    const results: unknown[] = [];
    for (let from = 0; from < all.length; from += this.limits.batch) {
      const part = all.slice(from, from + this.limits.batch);
      results.push(...((await this.#batch(method, part)) ?? (await this.#oneByOne(method, part))));
    }
    return results;
  }

  /** @returns Undefined where the endpoint takes no batches, which is then not tried again. */
  async #batch(method: string, all: readonly Params[]): Promise<readonly unknown[] | undefined> {
    if (!this.#takesBatches || all.length < 2) return undefined;
    const body = all.map((params, id) => ({ jsonrpc: "2.0", id, method, params }));
    const replies = await this.#repeated(method, () => this.#send(method, body)).catch((error: unknown) => {
      if (error instanceof EndpointEndless || error instanceof EndpointSilent) throw error;
      return undefined;
    });
    const results = Array.isArray(replies) ? inOrder(replies, all.length) : undefined;
    this.#takesBatches = results !== undefined;
    return results;
  }

  async #oneByOne(method: string, all: readonly Params[]): Promise<readonly unknown[]> {
    const results: unknown[] = [];
    for (let from = 0; from < all.length; from += AT_ONCE) {
      const part = all.slice(from, from + AT_ONCE).map((params) => this.request(method, params));
      results.push(...(await Promise.all(part)));
    }
    return results;
  }

  /** Tries until it works, as often as the limits allow. */
  async #repeated<T>(method: string, attempt: () => Promise<T>): Promise<T> {
    let silences = 0;
    for (let attempts = 1; ; ++attempts) {
      try {
        this.#count(method);
        return await attempt();
      } catch (error) {
        if (!(error instanceof Passing)) throw error;
        if (error.silent) silences += 1;
        if (attempts >= this.limits.attempts || silences >= SILENCES) throw this.#failed(error.fault(attempts));
        this.#retries += 1;
        const doubled = this.limits.pauseMilliseconds * 2 ** (attempts - 1);
        await pause(Math.min(Math.max(doubled, error.after), LONGEST_PAUSE));
      }
    }
  }

  /** Counts failures without an answer. */
  #failed(fault: SourceFault): SourceFault {
    const isDeaf = fault instanceof EndpointSilent || fault instanceof EndpointUnreachable;
    this.#unanswered = isDeaf ? this.#unanswered + 1 : 0;
    if (this.#unanswered >= DEAF_AFTER) this.#deaf = fault;
    return fault;
  }

  /** @throws EndpointEndless, or what an endpoint that no longer answers was given up with. */
  #count(method: string): void {
    if (this.#deaf !== undefined) throw this.#deaf;
    this.#started ??= performance.now();
    this.#requests += 1;
    if (this.#requests > this.limits.requests) throw new EndpointEndless("answers", this.limits.requests);
    if (performance.now() - this.#started > this.limits.totalMilliseconds) {
      throw new EndpointEndless(`milliseconds, ${method} the last of them,`, this.limits.totalMilliseconds);
    }
  }

  async #send(method: string, body: object): Promise<unknown> {
    const answer = await this.#posted(method, JSON.stringify(body));
    this.#bytes += answer.bytes;
    try {
      const parsed: unknown = JSON.parse(answer.text);
      this.#unanswered = 0;
      return parsed;
    } catch {
      // Not the answer of a node, but of what stands before it, whose status says whether it may pass.
      if (answer.status === 200) throw new Passing(() => new AnswerMalformed(method, "is no JSON"));
      const reason = `HTTP ${answer.status}`;
      const passes = answer.status === 429 || answer.status >= 500;
      if (!passes) throw new EndpointRefused(method, answer.status, reason);
      throw new Passing((attempts) => new EndpointUnreachable(method, attempts, reason), pauseOf(answer));
    }
  }

  async #posted(method: string, body: string): Promise<HttpAnswer> {
    try {
      return await post(this.#endpoint, body, method, this.limits);
    } catch (error) {
      if (error instanceof SourceFault) throw error;
      if (error instanceof Error && error.name === "TimeoutError") {
        const { milliseconds } = this.limits;
        throw new Passing((attempts) => new EndpointSilent(method, milliseconds, attempts), { silent: true });
      }
      throw new Passing((attempts) => new EndpointUnreachable(method, attempts, reasonOf(error)));
    }
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const pauseOf = ({ retryAfter }: HttpAnswer) => (retryAfter === undefined ? {} : { after: retryAfter });

/** Why a connection failed; the system's own word if it has one, since it names no host. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined;
  return typeof code === "string" ? code : "the connection failed";
}

function replyIn(method: string, parsed: unknown): Reply {
  if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return parsed;
  throw new Passing(() => new AnswerMalformed(method, "is no JSON-RPC"));
}

function resultOf(method: string, reply: Reply): unknown {
  if (reply.error !== undefined && reply.error !== null) throw refusal(method, reply.error);
  if (!("result" in reply)) throw new Passing(() => new AnswerMalformed(method, "has neither result nor error"));
  return reply.result;
}

function refusal(method: string, error: unknown): EndpointRefused | Passing {
  const { code, message } = (typeof error === "object" ? error : {}) as { code?: unknown; message?: unknown };
  const number = typeof code === "number" ? code : 0;
  const reason = typeof message === "string" ? message : "no reason given";
  const refused = new EndpointRefused(method, number, reason);
  // Some use the code of a busy server for an answer that would be too long: there, asking for less helps.
  const isBusy = BUSY.test(reason) || (BUSY_CODES.includes(number) && method !== "eth_getLogs");
  return isBusy ? new Passing(() => refused) : refused;
}

/** The results of a batch; undefined if one failed or is missing: they are then asked for one by one. */
function inOrder(replies: readonly unknown[], length: number): readonly unknown[] | undefined {
  const results = new Map<unknown, unknown>();
  for (const reply of replies) {
    if (typeof reply !== "object" || reply === null || !("id" in reply) || !("result" in reply)) return undefined;
    results.set(reply.id, reply.result);
  }
  const isWhole = results.size === length && Array.from({ length }, (_, id) => id).every((id) => results.has(id));
  return isWhole ? Array.from({ length }, (_, id) => results.get(id)) : undefined;
}
