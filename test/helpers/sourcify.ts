import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** What was sent to be verified. */
export interface Submission {
  readonly chainId: string;
  readonly address: string;
  readonly contractIdentifier: string;
  readonly compilerVersion: string;
  readonly creationTransactionHash: string;
  readonly stdJsonInput: {
    readonly sources: Readonly<Record<string, { readonly content: string }>>;
    readonly settings: Readonly<Record<string, unknown>>;
  };
}

/** Plays version 2 of Sourcify's API: takes sources, and verifies every contract but those it is told to refuse. */
export class FakeSourcify {
  readonly url: string;
  readonly submissions: Submission[] = [];
  /** Names of the contracts that it finds different. */
  readonly refused = new Set<string>();
  readonly #close: () => void;

  private constructor(url: string, close: () => void) {
    this.url = url;
    this.#close = close;
  }

  static async start(): Promise<FakeSourcify> {
    const server = createServer(async (request, response) => {
      const body = request.method === "POST" ? await json(request) : undefined;
      const [status, answer] = fake.#answer(request.url ?? "", body);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const fake = new FakeSourcify(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => {
      server.closeAllConnections();
      server.close();
    });
    return fake;
  }

  close(): void {
    this.#close();
  }

  #answer(url: string, body: unknown): readonly [status: number, answer: unknown] {
    const [, , what, first = "", second] = url.split("/");
    if (what === "contract") return this.#look(first, second ?? "");
    if (what !== "verify") return [404, { customCode: "not_found", message: url, errorId: "1" }];
    if (second === undefined) return this.#status(Number(first));
    this.submissions.push({ chainId: first, address: second, ...(body as Omit<Submission, "chainId" | "address">) });
    return [202, { verificationId: String(this.submissions.length - 1) }];
  }

  #look(chainId: string, address: string): readonly [number, unknown] {
    const known = this.submissions.some((one) => one.address === address && !this.#isRefused(one));
    return [known ? 200 : 404, match(chainId, address, known)];
  }

  #status(number: number): readonly [number, unknown] {
    const submission = this.submissions[number];
    if (submission === undefined) return [404, { customCode: "job_not_found", message: "no such job", errorId: "2" }];
    const { chainId, address } = submission;
    const good = !this.#isRefused(submission);
    const error = { customCode: "no_match", message: "the onchain and recompiled bytecodes don't match", errorId: "3" };
    const job = { isJobCompleted: true, verificationId: String(number), jobStartTime: "2026-11-22T00:00:00Z" };
    return [200, { ...job, contract: match(chainId, address, good), ...(good ? {} : { error }) }];
  }

  #isRefused({ contractIdentifier }: Submission): boolean {
    return this.refused.has(contractIdentifier.split(":").at(-1) ?? "");
  }
}

/** Without a hash of the metadata in the code, Sourcify calls no match exact. */
function match(chainId: string, address: string, good: boolean): unknown {
  const found = good ? "match" : null;
  return { match: found, creationMatch: found, runtimeMatch: found, chainId, address };
}
