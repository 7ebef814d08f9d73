import { SALE_TOPICS } from "@upline/protocol";
import type { RawEntry } from "../chain/source.ts";
import { type PendingSale, Recomputer } from "../recompute/recomputer.ts";
import { type Breach, type Context, type Handler, text } from "./apply/context.ts";
import { PAYOUTS } from "./apply/payouts.ts";
import { PEOPLE } from "./apply/people.ts";
import { checkSale, paySale, price } from "./apply/placing.ts";
import { PROGRAMME } from "./apply/programme.ts";
import { refund, SALES, settle } from "./apply/sales.ts";
import { writeHex } from "./bytes.ts";
import { type DecodedEvent, decodeEvent } from "./decode/events.ts";
import { SaleDigest } from "./digest.ts";
import { Findings } from "./findings.ts";
import { JournalHash } from "./journal-hash.ts";
import type { Entry, Observer } from "./observer.ts";
import type { OpenSale } from "./state/sales.ts";
import { State } from "./state/state.ts";

const HANDLERS: Readonly<Record<string, Handler>> = { ...PEOPLE, ...PROGRAMME, ...SALES, ...PAYOUTS };
/** Events whose order the journal's own head proves to be wrong. */
const OF_JOURNAL: ReadonlySet<string> = new Set(["sale-id-differs"]);
/** Happenings that wait for the engine at most. */
const MOST_HAPPENINGS = 16_384;
const FIRST_SCRATCH = 4_096;

/** What a history is of, and who sees it. */
export interface HistoryOptions {
  readonly chainId: bigint;
  /** Address of the programme. */
  readonly core: string;
  readonly observers?: readonly Observer[];
  /** Whether the engine's lines of a sale, by its number, are to be given to the observers. */
  readonly wantsLines?: (number: number) => boolean;
  /** Where the history begins; left out: at the deployment, with an empty state. */
  readonly from?: HistoryStart;
}

/** Where a history goes on. */
export interface HistoryStart {
  readonly head: bigint;
  readonly entries: number;
  readonly sales: number;
  /** Seconds since 1970. */
  readonly time: bigint;
  /** Number of the last entry that the journal's own ids confirm. */
  readonly confirmed: number;
  /** Sales whose every amount was the engine's. */
  readonly agreed: number;
  /** Credits that were compared. */
  readonly credits: number;
  readonly state: State;
}

const BEGINNING = { entries: 0, sales: 0, time: 0n, confirmed: 0, agreed: 0, credits: 0 } as const;

/**
 * A programme's history, entry by entry: hashed into the journal's head, decoded, checked against the rules, summed up
 * into the whole state, and every sale recomputed by the engine. Whatever the entries are, nothing is thrown: what does
 * not fit is a finding.
 */
export class History {
  readonly state: State;
  /** What shows that the entries are not the journal. */
  readonly journalFindings = new Findings();
  /** What the programme may not have done, and amounts that are not those of the engine. */
  readonly findings = new Findings();
  readonly #core: string;
  readonly #digest: SaleDigest;
  readonly #hash: JournalHash;
  readonly #observers: readonly Observer[];
  readonly #recomputer: Recomputer;
  #happenings: (() => void)[] = [];
  #scratch = new Uint8Array(FIRST_SCRATCH);
  #entries: number;
  #sales: number;
  #time: bigint;
  #confirmed: number;

  constructor(options: HistoryOptions, genesis: bigint) {
    const from = options.from ?? { ...BEGINNING, head: genesis, state: new State() };
    this.state = from.state;
    this.#core = options.core.toLowerCase();
    this.#digest = new SaleDigest(options.core, options.chainId);
    this.#hash = new JournalHash(from.head);
    this.#observers = options.observers ?? [];
    this.#recomputer = new Recomputer(this.state, this.findings, options.wantsLines ?? (() => false));
    this.#recomputer.agreed = from.agreed;
    this.#recomputer.compared = from.credits;
    [this.#entries, this.#sales, this.#time] = [from.entries, from.sales, from.time];
    this.#confirmed = from.confirmed;
  }

  /** The journal's head after all entries. */
  get head(): bigint {
    return this.#hash.head;
  }

  /** How many entries there were. */
  get entries(): number {
    return this.#entries;
  }

  /** Number of the last entry before which the journal's own ids, each the head just before its entry, are right. */
  get confirmed(): number {
    return this.#confirmed;
  }

  /** How many sales were placed. */
  get sales(): number {
    return this.#sales;
  }

  /** Time of the last entry, in seconds since 1970. */
  get time(): bigint {
    return this.#time;
  }

  /** Sales whose every amount is the engine's, and the credits compared. */
  get compared(): { readonly agreed: number; readonly credits: number } {
    return { agreed: this.#recomputer.agreed, credits: this.#recomputer.compared };
  }

  /** Adds the next entry. */
  add(raw: RawEntry): void {
    const entry: Entry = { ...raw, number: this.#entries++ };
    if (raw.address.toLowerCase() !== this.#core) {
      this.#broken(entry, "entry-foreign", `Entry ${entry.number} is of ${raw.address}, not of the programme.`);
      return;
    }
    if (raw.timestamp < this.#time) {
      this.#broken(entry, "time-runs-back", `Entry ${entry.number} is of ${raw.timestamp}, before ${this.#time}.`);
    }
    this.#time = raw.timestamp;
    // Only the id of a sale in escrow is compared with it.
    const headBefore = raw.topics[0] === SALE_TOPICS.placed ? this.#hash.head : undefined;
    try {
      const data = this.#bytes(raw.data);
      this.#hash.add(raw.topics, data, raw.timestamp);
      this.#read(entry, data, headBefore);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#broken(entry, "entry-malformed", `Entry ${entry.number} cannot be read: ${reason}.`);
    }
  }

  /** The bytes of an event's data, in memory that the next event uses again: new memory for each costs more than all else. */
  #bytes(data: string): Uint8Array {
    const size = Math.max(0, (data.length - 2) >> 1);
    if (size > this.#scratch.length) this.#scratch = new Uint8Array(2 * size);
    writeHex(data, this.#scratch, 0);
    return this.#scratch.subarray(0, size);
  }

  /** Recomputes what still waits, and tells the observers; to be called after the last entry. */
  finish(): void {
    this.#flush();
  }

  #read(entry: Entry, data: Uint8Array, headBefore: bigint | undefined): void {
    const event = decodeEvent(entry.topics, data);
    if (event === undefined) {
      this.#broken(entry, "entry-unknown", `Entry ${entry.number} is of no kind that a programme has.`);
      return;
    }
    const { state } = this;
    const period = state.periodOf(entry.timestamp);
    // How people stood in a period is known only until something of the next one happens.
    if (this.#recomputer.mustFlushBefore(period, state.plans.at(entry.timestamp))) this.#flush();
    const context = {
      state,
      number: entry.number,
      time: entry.timestamp,
      period,
      headBefore,
      breach: (found: Breach) => this.#breach(found, entry),
    };
    this.#tell((observer) => observer.event?.(event.name, event.args, entry));
    this.#apply(context, event, entry, data);
    if (this.#recomputer.isFull || this.#happenings.length > MOST_HAPPENINGS) this.#flush();
  }

  #apply(context: Context, event: DecodedEvent, entry: Entry, data: Uint8Array): void {
    if (event.sale !== undefined) this.#place(context, event, entry, data);
    else if (event.settled !== undefined) for (const id of event.settled) this.#settle(context, id, entry);
    else if (event.name === "SaleRefunded") this.#refund(context, event, entry);
    else HANDLERS[event.name]?.(context, event.args);
  }

  #place(context: Context, { sale, credits }: DecodedEvent, entry: Entry, data: Uint8Array): void {
    if (sale === undefined || credits === undefined) return;
    const number = ++this.#sales;
    const subject = `sale ${number}`;
    const priced = price(context, sale, subject);
    checkSale(context, sale, priced, subject);
    const pending: PendingSale = {
      number,
      entry,
      sale,
      volume: priced.volume,
      credits: [],
      agreed: false,
      lines: [],
    };
    const plan = context.state.plans.at(context.time);
    this.#recomputer.add(pending, priced.wholesale, plan, context.period);
    if (sale.kind === "recorded") this.#countRecorded(context, sale.buyer, sale.total);
    if (sale.final) {
      paySale(context, sale, sale.kind === "retail" ? priced.volume : 0n, plan?.threshold ?? 0n);
    } else {
      const digest = this.#digest.of(sale, data.subarray(credits.from, credits.to));
      if (sale.id === context.headBefore && this.journalFindings.count === 0) this.#confirmed = entry.number;
      context.state.sales.place(pending as OpenSale, context.time + sale.window, digest);
    }
    this.#tell((observer) => observer.placed?.(pending));
  }

  #countRecorded({ state }: Context, funder: string, total: bigint): void {
    const before = state.runningBatches.get(funder) ?? { placed: 0n, total: 0n };
    state.runningBatches.set(funder, { placed: before.placed + 1n, total: before.total + total });
  }

  #settle(context: Context, id: bigint, entry: Entry): void {
    const open = settle(context, id);
    if (open === undefined) return;
    paySale(context, open.sale, open.sale.activityVolume, open.sale.threshold);
    this.#tell((observer) => observer.settled?.(open, entry));
  }

  #refund(context: Context, { args }: DecodedEvent, entry: Entry): void {
    const open = refund(context, args);
    if (open === undefined) return;
    this.#tell((observer) => observer.refunded?.(open, text(args, "to"), entry));
  }

  /** Observers are told when the engine has computed the sales before. */
  #tell(happening: (observer: Observer) => void): void {
    if (this.#observers.length === 0) return;
    this.#happenings.push(() => {
      for (const observer of this.#observers) happening(observer);
    });
  }

  #flush(): void {
    this.#recomputer.flush();
    const happenings = this.#happenings;
    this.#happenings = [];
    for (const happening of happenings) happening();
  }

  #broken(entry: Entry, code: string, message: string): void {
    this.journalFindings.add({ code, subject: `entry ${entry.number}`, message, entry: entry.number });
  }

  #breach(breach: Breach, entry: Entry): void {
    const to = OF_JOURNAL.has(breach.code) ? this.journalFindings : this.findings;
    to.add({ ...breach, entry: entry.number });
  }
}
