// A history as the auditor tells it, invented by a test: it numbers entries and sales, and tells observers.

import type { SaleKind } from "@upline/protocol";
import { encodeBytes32String, toBeHex, zeroPadValue } from "ethers";
import type { AuditedSale, Entry, ExplainedCredit, Observer } from "../../src/history/observer.ts";

export const START = 1_704_067_200n; // 2024-01-01
export const DAY = 86_400n;
export const PERIOD = 30n * DAY;

/** The wallet of a number. */
export const wallet = (number: number): string => `0x${number.toString(16).padStart(40, "0")}`;
/** The first wallet of a distributor. */
export const walletOf = (id: number): string => wallet(0xd0000000 + id);

export interface FakeSale {
  readonly seller: number;
  readonly kind?: SaleKind;
  readonly buyer?: string;
  readonly payer?: string;
  readonly total: bigint;
  readonly volume?: bigint;
  readonly profit?: bigint;
  readonly pool?: bigint;
  readonly credits?: readonly ExplainedCredit[];
  readonly product?: number;
  readonly plan?: number;
  readonly ref?: string;
  readonly escrow?: boolean;
  readonly agreed?: boolean;
}

/** A credit for levels, or for retail profit and level 0. */
export const credit = (
  id: number,
  amount: bigint,
  levels: readonly number[] = [],
  { profit = 0n, byRank = 0n } = {},
): ExplainedCredit => ({ id: BigInt(id), amount, levels, profit, byRank });

export const PLAN = {
  rates: [1000n, 800n, 500n],
  openRanks: [],
  rankRates: [],
  threshold: 0n,
  poolShare: 0n,
  walk: 10n,
  compression: 0n,
  personalPays: true,
};

export class FakeHistory {
  readonly #observers: readonly Observer[];
  time = START;
  #entries = 0;
  #sales = 0;
  #people = 0;

  constructor(...observers: readonly Observer[]) {
    this.#observers = observers;
  }

  get people(): number {
    return this.#people;
  }

  /** Any event. */
  event(name: string, args: Readonly<Record<string, unknown>>): Entry {
    const entry: Entry = {
      number: this.#entries++,
      address: wallet(1),
      topics: [],
      data: "0x",
      timestamp: this.time,
      block: BigInt(this.#entries),
      transaction: toBeHex(this.#entries, 32),
      index: 0,
    };
    for (const observer of this.#observers) observer.event?.(name, args, entry);
    return entry;
  }

  /** Deployment, the company, the first plan, the opening. */
  begin(plan: Partial<typeof PLAN> = {}, document = "{}"): this {
    const settings = { token: wallet(2), start: START, periodLength: PERIOD, notice: PERIOD, cap: 4000n, markup: 0n };
    this.event("ProgrammeCreated", { settings, treasury: walletOf(1), admin: wallet(3) });
    this.enrol(0);
    this.event("PlanScheduled", { version: 1n, from: 0n, plan: { ...PLAN, ...plan }, document });
    this.event("ProgrammeOpened", { plan: 1n });
    return this;
  }

  /** @returns The id. */
  enrol(sponsor: number): number {
    const id = ++this.#people;
    this.event("DistributorEnrolled", { id: BigInt(id), sponsor: BigInt(sponsor), wallet: walletOf(id) });
    return id;
  }

  import(sponsor: number, bound = true, rank = 0): number {
    const id = ++this.#people;
    const wallet = bound ? walletOf(id) : zeroPadValue("0x", 20);
    const legacyId = encodeBytes32String(`old ${id}`);
    this.event("DistributorImported", {
      id: BigInt(id),
      sponsor: BigInt(sponsor),
      wallet,
      legacyId,
      rank: BigInt(rank),
    });
    return id;
  }

  sell(sold: FakeSale): AuditedSale {
    const sale = this.#made(sold, this.event(sold.escrow === true ? "SalePlaced" : "SaleFinal", {}));
    for (const observer of this.#observers) observer.placed?.(sale);
    return sale;
  }

  settle(sale: AuditedSale): void {
    const entry = this.event("SalesSettled", { ids: "0x" });
    for (const observer of this.#observers) observer.settled?.(sale, entry);
  }

  refund(sale: AuditedSale): void {
    const entry = this.event("SaleRefunded", { id: 1n, to: sale.sale.buyer, amount: sale.sale.total });
    for (const observer of this.#observers) observer.refunded?.(sale, sale.sale.buyer, entry);
  }

  pay(id: number, amount: bigint, to = walletOf(id)): Entry {
    return this.event("Paid", { id: BigInt(id), to, amount });
  }

  setRanks(...ranks: readonly (readonly [id: number, rank: number])[]): void {
    const changes = ranks.map(([id, rank]) => (BigInt(id) << 8n) | BigInt(rank));
    this.event("RanksSet", { evidence: encodeBytes32String("figures"), changes });
  }

  #made(sold: FakeSale, entry: Entry): AuditedSale {
    const { seller, kind = "retail", total, volume = total, profit = 0n, pool = 0n, credits = [] } = sold;
    const buyer = sold.buyer ?? (kind === "personal" ? walletOf(seller) : wallet(0xb0000000 + seller));
    const credited = credits.reduce((sum, { amount }) => sum + amount, 0n);
    const receipt = {
      buyer,
      seller: BigInt(seller),
      payer: sold.payer ?? buyer,
      kind,
      plan: BigInt(sold.plan ?? 1),
      campaign: 0n,
      ref: sold.ref ?? encodeBytes32String(`order ${this.#sales + 1}`),
      total,
      profit,
      pool,
      company: total - pool - credited,
      lines: [{ product: BigInt(sold.product ?? 1), quantity: 1n, unitPrice: total }],
      credits: credits.map(({ id, amount }) => ({ id, amount })),
    };
    const number = ++this.#sales;
    const terms = { activityVolume: volume, threshold: 0n, window: DAY, arbiter: wallet(0) };
    return {
      number,
      entry,
      volume,
      credits,
      agreed: sold.agreed ?? true,
      lines: [],
      sale:
        sold.escrow === true
          ? { final: false, id: BigInt(number), ...receipt, ...terms, returnKind: "automatic" }
          : { final: true, ...receipt },
    };
  }
}
