import type { UplineClient } from "@upline/protocol";
import type { Provider } from "ethers";
import type { LevelledMember, Member, Page, TeamSource } from "../model/member.ts";
import { type History, readHistory } from "./chain-history.ts";
import type { Kin } from "./forest.ts";
import { withStanding } from "./standing.ts";

/**
 * Teams out of the chain's events, for when there is no indexer. It reads every enrolment and every sale of the
 * programme before it can answer anything, so it is slow for a large one, whatever the size of the team that is shown.
 */
export class ChainTeamSource implements TeamSource {
  readonly #client: UplineClient;
  readonly #provider: Provider;
  readonly #from: number;
  #history: Promise<History> | undefined;

  /** @param from Block in which the core was deployed, or an earlier one. */
  constructor(client: UplineClient, provider: Provider, from: number) {
    this.#client = client;
    this.#provider = provider;
    this.#from = from;
  }

  async member(id: bigint): Promise<Member | undefined> {
    const { forest, openedIn } = await this.#read();
    const kin = forest.member(id);
    return kin && (await withStanding(this.#client, [kin], openedIn))[0];
  }

  async children(id: bigint, after: bigint, limit: number): Promise<Page<Member>> {
    return this.#page(({ forest }) => forest.children(id, after, limit));
  }

  async downline(id: bigint, after: bigint, limit: number): Promise<Page<LevelledMember>> {
    return this.#page(({ forest }) => forest.downline(id, after, limit));
  }

  async upline(id: bigint): Promise<readonly bigint[]> {
    return (await this.#read()).forest.upline(id);
  }

  async search(text: string): Promise<readonly Member[]> {
    const { forest, openedIn } = await this.#read();
    return withStanding(this.#client, forest.search(text), openedIn);
  }

  async #page<T extends Kin>(read: (history: History) => Page<T>): Promise<Page<T & Member>> {
    const history = await this.#read();
    const { rows, next } = read(history);
    return { rows: await withStanding(this.#client, rows, history.openedIn), next };
  }

  /** What failed is read again by the next question. */
  #read(): Promise<History> {
    this.#history ??= this.#readAll().catch((error: unknown) => {
      this.#history = undefined;
      throw error;
    });
    return this.#history;
  }

  async #readAll(): Promise<History> {
    const to = await this.#provider.getBlockNumber();
    return readHistory(this.#client, this.#provider, { from: this.#from, to });
  }
}
