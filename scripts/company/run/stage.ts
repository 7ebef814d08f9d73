import type { Person, Story } from "../../../examples/company/generator/story.ts";
import { type Invitation, type Upline, Upline__factory } from "../../../packages/protocol/src/index.ts";
import type { LocalNetwork } from "../../local/network.ts";
import type { Programme } from "../../local/programme.ts";
import { DAY } from "../../local/time.ts";
import { Book } from "./book.ts";
import { Chain } from "./chain.ts";
import { budgetsOf } from "./prices.ts";
import { newTally, type Tally } from "./tally.ts";
import type { Wallets } from "./wallets.ts";

/** When day 0 begins: 2026-01-01T00:00:00Z, in seconds since 1970. */
export const OPENING = 1_767_225_600n;

/** The first second of a day of the story. */
export function timeOf(day: number): bigint {
  return OPENING + BigInt(day) * DAY;
}

/** A sponsor's consent, with his signature. */
export interface SignedInvitation {
  readonly invitation: Invitation;
  readonly signature: string;
}

/** What a story is told with. */
export class Stage {
  readonly story: Story;
  readonly programme: Programme;
  readonly wallets: Wallets;
  readonly network: LocalNetwork;
  readonly chainId: bigint;
  readonly chain: Chain;
  readonly book = new Book();
  readonly tally: Tally = newTally();
  /** The core, to read and to encode calls. */
  readonly core: Upline;
  /** What each wallet is going to spend, in token units, by its name. */
  readonly budgets: ReadonlyMap<string, bigint>;
  /** Accounts that got what they are going to spend. */
  readonly equipped = new Set<string>();
  /** What sponsors have signed, by their wallets: one invitation serves all whom somebody brings. */
  readonly invitations = new Map<string, SignedInvitation>();
  /** The number of each seller's next offer. */
  readonly offerNumbers = new Map<Person, bigint>();
  /** Who issues the token. */
  readonly issuer: string;
  readonly #coreAddress: string;
  /** The day that it is. */
  day = 0;

  constructor(
    story: Story,
    programme: Programme,
    wallets: Wallets,
    network: LocalNetwork,
    { chainId, issuer }: { readonly chainId: bigint; readonly issuer: string },
  ) {
    [this.story, this.programme, this.wallets, this.network] = [story, programme, wallets, network];
    [this.chainId, this.issuer] = [chainId, issuer];
    this.chain = new Chain(network.connection, network.clock);
    this.core = Upline__factory.connect(programme.core, network.connection.ethers.provider);
    this.budgets = budgetsOf(story);
    this.#coreAddress = programme.core.toLowerCase();
  }

  /** In seconds since 1970. */
  get now(): bigint {
    return this.network.clock.now;
  }

  /** Calls the core. @param what What for, in a few words. */
  call(from: string, what: string, data: string): Promise<void> {
    return this.chain.send({ from, to: this.programme.core, data, what });
  }

  /** Calls the token. */
  callToken(from: string, what: string, data: string): Promise<void> {
    return this.chain.send({ from, to: this.programme.token, data, what });
  }

  /** Waits until all that was sent has happened, and is written down. */
  async settleDown(): Promise<void> {
    this.#note(await this.chain.mine());
  }

  /** The first second of a day. */
  async begin(day: number): Promise<void> {
    this.day = day;
    this.#note(await this.chain.moveTo(timeOf(day)));
  }

  #note(logs: Awaited<ReturnType<Chain["mine"]>>): void {
    this.book.read(logs.filter(({ address }) => address.toLowerCase() === this.#coreAddress));
  }
}
