import { decodeRankChanges } from "@upline/protocol";
import type { Keeping, Kept } from "../checkpoint/kept.ts";
import { type Arguments, small, text, uints } from "../history/arguments.ts";
import type { Entry, Observer } from "../history/observer.ts";
import { addressKey, KeyTable, keyAddress } from "./key-table.ts";
import { NumberTable } from "./number-table.ts";
import type { ProgrammeFacts } from "./programme.ts";

/** Id of the company. */
export const COMPANY_ID = 1;

/** Everybody of the network by id, some 60 bytes each: sponsor, since when, rank, and whose each wallet is or was. */
export class People implements Observer, Keeping {
  readonly #programme: ProgrammeFacts;
  readonly #sponsors = NumberTable.ofWords();
  readonly #joined = NumberTable.ofTimes();
  readonly #imported = NumberTable.ofBytes();
  readonly #unbound = NumberTable.ofBytes();
  readonly #ranks = NumberTable.ofBytes();
  /** Rank before the last change, and the number of the period of that change plus one. */
  readonly #ranksBefore = NumberTable.ofBytes();
  readonly #changed = NumberTable.ofWords();
  readonly #wallets = new KeyTable(5);
  readonly #owners = NumberTable.ofWords();
  #lastId = 0;
  #importedCount = 0;
  #unboundCount = 0;

  constructor(programme: ProgrammeFacts) {
    this.#programme = programme;
  }

  /** The highest id; the company's is 1. */
  get lastId(): number {
    return this.#lastId;
  }

  /** How many are enrolled, the company aside. */
  get enrolled(): number {
    return Math.max(0, this.#lastId - COMPANY_ID);
  }

  get imported(): number {
    return this.#importedCount;
  }

  /** How many were imported without a wallet and have bound none yet. */
  get unbound(): number {
    return this.#unboundCount;
  }

  /** Whether somebody has this id, the company included. */
  knows(id: number): boolean {
    return id >= COMPANY_ID && id <= this.#lastId;
  }

  sponsor(id: number): number {
    return this.#sponsors.get(id);
  }

  /** Second of his enrolment; who was imported counts from the opening on, and before it not at all. */
  joined(id: number): bigint {
    const time = this.#imported.get(id) === 1 ? this.#programme.opened : undefined;
    return time ?? BigInt(this.#joined.get(id));
  }

  /** His rank in a period, which must be the present one or the one before. */
  rank(id: number, period: number): number {
    return this.#changed.get(id) === period + 1 ? this.#ranksBefore.get(id) : this.#ranks.get(id);
  }

  /** Whose wallet it is or was, or 0. */
  owner(wallet: string): number {
    const number = this.#wallets.find(addressKey(wallet));
    return number < 0 ? 0 : this.#owners.get(number);
  }

  /** All present and former wallets by their owner's id, in lower case. */
  wallets(): ReadonlyMap<number, readonly string[]> {
    const numbers = Array.from({ length: this.#wallets.size }, (_, number) => number);
    const owned = Map.groupBy(numbers, (number) => this.#owners.get(number));
    const addresses = (some: readonly number[]) => some.map((number) => keyAddress(this.#wallets.key(number)));
    return new Map([...owned].map(([id, some]) => [id, addresses(some)]));
  }

  event(name: string, args: Arguments, entry: Entry): void {
    if (name === "DistributorEnrolled") this.#join(args, entry.timestamp);
    if (name === "DistributorImported") this.#import(args, entry.timestamp);
    if (name === "DistributorBound") this.#bindLate(args);
    if (name === "WalletMoved" && this.knows(small(args, "id"))) this.#bind(text(args, "to"), small(args, "id"));
    if (name === "RanksSet") this.#setRanks(uints(args, "changes"), this.#programme.period(entry.timestamp));
  }

  keep(kept: Kept): void {
    kept.table("sponsors", this.#sponsors);
    kept.table("joined", this.#joined);
    kept.table("imported", this.#imported);
    kept.table("unbound", this.#unbound);
    kept.table("ranks", this.#ranks);
    kept.table("ranksBefore", this.#ranksBefore);
    kept.table("changed", this.#changed);
    kept.table("wallets", this.#wallets);
    kept.table("owners", this.#owners);
    this.#lastId = kept.value("lastId", this.#lastId);
    this.#importedCount = kept.value("importedCount", this.#importedCount);
    this.#unboundCount = kept.value("unboundCount", this.#unboundCount);
  }

  /** Ids are given out in order, so one out of order is not believed: it would only make the tables large. */
  #isNext(args: Arguments): boolean {
    return small(args, "id") === this.#lastId + 1;
  }

  #join(args: Arguments, time: bigint): void {
    if (!this.#isNext(args)) return;
    const id = ++this.#lastId;
    this.#sponsors.set(id, small(args, "sponsor"));
    this.#joined.set(id, Number(time));
    this.#bind(text(args, "wallet"), id);
  }

  #import(args: Arguments, time: bigint): void {
    if (!this.#isNext(args)) return;
    this.#join(args, time);
    const id = this.#lastId;
    this.#imported.set(id, 1);
    this.#importedCount++;
    this.#ranks.set(id, small(args, "rank"));
    if (!isNone(text(args, "wallet"))) return;
    this.#unbound.set(id, 1);
    this.#unboundCount++;
  }

  #bindLate(args: Arguments): void {
    const id = small(args, "id");
    if (!this.knows(id)) return;
    this.#unboundCount -= this.#unbound.get(id);
    this.#unbound.set(id, 0);
    this.#bind(text(args, "wallet"), id);
  }

  #bind(wallet: string, id: number): void {
    if (!isNone(wallet)) this.#owners.set(this.#wallets.number(addressKey(wallet)), id);
  }

  #setRanks(changes: readonly bigint[], period: number): void {
    for (const change of decodeRankChanges(changes)) {
      const id = Number(change.id);
      if (!this.knows(id)) continue;
      if (this.#changed.get(id) !== period + 1) this.#ranksBefore.set(id, this.#ranks.get(id));
      this.#ranks.set(id, Number(change.rank));
      this.#changed.set(id, period + 1);
    }
  }
}

function isNone(wallet: string): boolean {
  return /^0x0*$/.test(wallet);
}
