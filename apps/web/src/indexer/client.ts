import { IndexerRefused, IndexerSilent } from "./errors.ts";

/** Up to where the indexer's events are known to be the journal. Numbers come as text. */
export interface IndexerState {
  /** At least one comparison with the chain agreed, and none differed. */
  readonly complete: boolean;
  readonly verified: { readonly block: string; readonly hash: string; readonly head: string } | null;
  readonly indexed: { readonly block: string; readonly entries: number } | null;
  /** The first comparison that differed. */
  readonly missing: object | null;
}

/** Longest wait for an answer, in milliseconds. */
const PATIENCE = 15_000;

/** Asks the indexer, whose lists are conveniences: what somebody decides by is read from the chain. */
export class IndexerClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /**
   * Asks in GraphQL. Amounts, times and ids come as text.
   * @param T What `data` is for this query.
   * @throws IndexerSilent, IndexerRefused
   */
  async query<T>(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<T> {
    const answer = await this.#ask<{ data?: T; errors?: readonly { message?: string }[] }>("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    if (answer.data === undefined || answer.data === null || answer.errors !== undefined) {
      throw new IndexerRefused(answer.errors?.map(({ message }) => message ?? "?").join("; ") ?? "no data");
    }
    return answer.data;
  }

  /** Asks a path of its own, for example `/distributors/7/upline`. @throws IndexerSilent, IndexerRefused */
  get<T>(path: string): Promise<T> {
    return this.#ask<T>(path);
  }

  /** Up to where it is verified. @throws IndexerSilent, IndexerRefused */
  state(): Promise<IndexerState> {
    return this.get("/verified");
  }

  async #ask<T>(path: string, init?: RequestInit): Promise<T> {
    let response: Response;
    try {
      response = await fetch(`${this.#url}${path}`, { ...init, signal: AbortSignal.timeout(PATIENCE) });
    } catch (error) {
      throw new IndexerSilent(this.#url, error instanceof Error ? error.message : String(error));
    }
    if (!response.ok) throw new IndexerRefused(`it answered ${response.status}`);
    return (await response.json()) as T;
  }
}
