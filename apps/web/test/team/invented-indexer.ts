import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { LevelledMember, Member, Page } from "../../src/team/model/member.ts";
import type { InventedSource } from "./invented-team.ts";

const itemOf = ({ teamSold, people, periodSold, ...rest }: Member, level: number) => ({
  ...rest,
  level,
  own: { periodSold },
  team: { people, sold: teamSold },
});

const VERIFIED = { complete: true, verified: { block: "1", hash: "0x", head: "0x" }, indexed: null, missing: null };

/** Invented people behind the paths and the forms of the indexer. */
export class InventedIndexer {
  readonly url: string;
  /** Answers nothing but failures while true. */
  fails = false;
  readonly #source: InventedSource;
  readonly #server: Server;

  private constructor(source: InventedSource, server: Server) {
    this.#source = source;
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async serve(source: InventedSource): Promise<InventedIndexer> {
    const server = createServer((request, response) => void indexer.#answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const indexer = new InventedIndexer(source, server);
    return indexer;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader("access-control-allow-origin", "*").setHeader("access-control-allow-headers", "content-type");
    if (request.method === "OPTIONS") {
      response.writeHead(204).end();
      return;
    }
    const { pathname, searchParams } = new URL(request.url ?? "/", this.url);
    const value = pathname === "/graphql" ? await this.#graphql(request) : await this.#path(pathname, searchParams);
    const isKnown = value !== undefined && (!this.fails || pathname === "/verified");
    response.writeHead(isKnown ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(value ?? {}, (_, item: unknown) => (typeof item === "bigint" ? String(item) : item)));
  }

  async #path(path: string, query: URLSearchParams): Promise<unknown> {
    if (path === "/verified") return VERIFIED;
    const [, id = 0n, list] =
      /^\/distributors\/(\d+)(?:\/(\w+))?$/.exec(path)?.map((part, i) => (i === 1 ? BigInt(part) : part)) ?? [];
    if (typeof id !== "bigint") return undefined;
    const [after, limit] = [BigInt(query.get("after") ?? 0), Number(query.get("limit") ?? 100)];
    if (list === "team") return pageOf(await this.#source.children(id, after, limit), () => 1);
    if (list === "downline") return pageOf(await this.#source.downline(id, after, limit), levelOf);
    if (list === "upline") return this.#upline(id);
    return this.#figures(id);
  }

  async #upline(id: bigint): Promise<object> {
    const above = await this.#source.upline(id);
    return { items: above.toReversed().map((one) => ({ id: one })), next: null };
  }

  async #figures(id: bigint): Promise<object | undefined> {
    const member = await this.#source.member(id);
    if (member === undefined) return undefined;
    const { own, team, rank, active, ...distributor } = itemOf(member, 0);
    return { distributor, activity: { active }, rank: { next: rank }, own, team };
  }

  async #graphql(request: IncomingMessage): Promise<object> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
      variables: { id?: string; beginning?: string };
    };
    if (variables.id !== undefined)
      return { data: { distributor: (await this.#source.member(BigInt(variables.id))) ?? null } };
    const items = await this.#source.search(variables.beginning ?? "");
    return { data: { distributors: { items: items.map(({ id }) => ({ id })) } } };
  }
}

const levelOf = (member: Member | LevelledMember) => ("level" in member ? member.level : 0);

function pageOf<T extends Member>({ rows, next }: Page<T>, level: (row: T) => number): object {
  return { items: rows.map((row) => itemOf(row, level(row))), next: next === undefined ? null : Number(next) };
}
