import { type LogDescription, ZeroAddress } from "ethers";
import { decodeSale, decodeSaleIds, type JournalLog, SALE_TOPICS } from "../../../packages/protocol/src/index.ts";

/** As in `SaleState`. */
export enum SaleState {
  Escrowed = 1,
  Requested = 2,
  Disputed = 3,
  Settled = 4,
  Refunded = 5,
}

export interface Guardianship {
  readonly guardian: string;
  readonly delay: bigint;
  readonly to: string;
  readonly readyAt: bigint;
}

export interface Imported {
  readonly sponsor: bigint;
  readonly rank: bigint;
  readonly legacyId: string;
}

const NOBODY: Guardianship = { guardian: ZeroAddress, delay: 0n, to: ZeroAddress, readyAt: 0n };

/** Wallets, guardians, imports, holds, screen, offers, recorders and returns, by the events alone. */
export class Register {
  /** Present wallet, by id. */
  readonly wallets = new Map<bigint, string>();
  /** Ids of former wallets. */
  readonly former = new Map<string, bigint>();
  readonly imported = new Map<bigint, Imported>();
  readonly unbound = new Set<bigint>();
  /** By wallet. */
  readonly proposals = new Map<string, string>();
  readonly guardians = new Map<string, Guardianship>();
  /** By id: the end of the last hold, and when the last began, the latest first. */
  readonly holds = new Map<bigint, { until: bigint; starts: readonly bigint[]; lifted: boolean }>();
  /** By seller and word. */
  readonly nonces = new Map<string, bigint>();
  /** How many of a wallet's signed claims were used or taken back. */
  readonly claims = new Map<string, bigint>();
  /** Last batch, by recorder. */
  readonly batches = new Map<string, bigint>();
  readonly sales = new Map<bigint, { state: SaleState; deadline: bigint }>();
  screen = ZeroAddress;
  screenNext = ZeroAddress;
  screenFrom = 0n;
  runNext = ZeroAddress;
  /** Names of all events that were read. */
  readonly names = new Set<string>();

  /** Reads one event, in the journal's order. */
  read(log: JournalLog, { name, args }: LogDescription): void {
    this.names.add(name);
    if (log.topics[0] === SALE_TOPICS.placed) this.#placed(log);
    this.#person(name, args);
    this.#payout(name, args, log.timestamp);
    this.#sale(name, args, log.timestamp);
  }

  #placed(log: JournalLog): void {
    const sale = decodeSale(log);
    if (!sale.final) this.sales.set(sale.id, { state: SaleState.Escrowed, deadline: log.timestamp + sale.window });
  }

  #person(name: string, args: LogDescription["args"]): void {
    if (name === "DistributorEnrolled") this.wallets.set(args.id, args.wallet);
    if (name === "DistributorImported") this.#import(args);
    if (name === "DistributorBound") {
      this.unbound.delete(args.id);
      this.wallets.set(args.id, args.wallet);
    }
    if (name === "WalletProposed") this.proposals.set(args.from, args.to);
    if (name === "WalletMoved") {
      this.wallets.set(args.id, args.to);
      this.former.set(args.from, args.id);
      this.proposals.delete(args.from);
      this.guardians.delete(args.from);
    }
    if (name === "GuardianSet") {
      this.guardians.set(args.wallet, { ...NOBODY, guardian: args.guardian, delay: args.delay });
    }
    if (name === "RecoveryStarted") {
      this.guardians.set(args.from, { ...this.guardianOf(args.from), to: args.to, readyAt: args.readyAt });
    }
    if (name === "RecoveryStopped") {
      const wallet = this.wallets.get(args.id) ?? "";
      this.guardians.set(wallet, { ...this.guardianOf(wallet), to: ZeroAddress, readyAt: 0n });
    }
  }

  #import({ id, sponsor, wallet, legacyId, rank }: LogDescription["args"]): void {
    this.imported.set(id, { sponsor, rank, legacyId });
    if (wallet === ZeroAddress) this.unbound.add(id);
    else this.wallets.set(id, wallet);
  }

  guardianOf(wallet: string): Guardianship {
    return this.guardians.get(wallet) ?? NOBODY;
  }

  #payout(name: string, args: LogDescription["args"], time: bigint): void {
    const hold = this.holds.get(args.id) ?? { until: 0n, starts: [], lifted: false };
    if (name === "HoldPlaced") {
      this.holds.set(args.id, { until: args.until, starts: [time, ...hold.starts].slice(0, 4), lifted: false });
    }
    if (name === "ClaimSigned" || name === "ClaimsCancelled") this.claims.set(args.wallet, args.nonce + 1n);
    if (name === "HoldLifted") this.holds.set(args.id, { ...hold, until: time, lifted: true });
    if (name === "ScreenScheduled") [this.screenNext, this.screenFrom] = [args.screen, args.from];
    if (name === "ScreenSet") this.screen = args.screen;
    if (name === "ScreenSet" || name === "ScreenCancelled") [this.screenNext, this.screenFrom] = [ZeroAddress, 0n];
    if (name === "RunScheduled") this.runNext = args.run;
    if (name === "RunCancelled" || name === "RunSet") this.runNext = ZeroAddress;
  }

  #sale(name: string, args: LogDescription["args"], time: bigint): void {
    if (name === "OfferUsed") this.#end(args.seller, args.nonce >> 8n, 1n << (args.nonce & 255n));
    if (name === "OffersCancelled") this.#end(args.seller, args.word, args.mask);
    if (name === "BatchRecorded") this.batches.set(args.funder, args.batch);
    const set = (state: SaleState, deadline: bigint) => this.sales.set(args.id, { state, deadline });
    if (name === "ReturnRequested") set(SaleState.Requested, args.deadline);
    if (name === "ReturnRejected") set(SaleState.Disputed, args.deadline);
    if (name === "ReturnWithdrawn") set(SaleState.Escrowed, time);
    if (name === "SaleRefunded") set(SaleState.Refunded, time);
    if (name === "RefundFailed") {
      const before = this.sales.get(args.id)?.state;
      set(before === SaleState.Disputed ? SaleState.Disputed : SaleState.Requested, time);
    }
    if (name === "SalesSettled") {
      for (const id of decodeSaleIds(args.ids)) this.sales.set(id, { state: SaleState.Settled, deadline: time });
    }
  }

  #end(seller: bigint, word: bigint, mask: bigint): void {
    const key = `${seller}/${word}`;
    this.nonces.set(key, (this.nonces.get(key) ?? 0n) | mask);
  }
}
