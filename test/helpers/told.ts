import { encodeBytes32String, ZeroAddress } from "ethers";
import type { PlacedSale, Plan, SaleKind } from "../../packages/protocol/src/index.ts";
import type { History, SoldSale } from "../../scripts/local/report/history.ts";

/** Length of a period of the histories below, in seconds; the first begins at 0. */
export const PERIOD = 100n;

/** A plan that pays the seller 10 % and two sponsors 5 % and 2 %, the last one from rank 1 on. */
export const PLAN: Plan = {
  rates: [1_000n, 500n, 200n],
  openRanks: [0n, 0n, 1n],
  rankRates: [],
  threshold: 0n,
  poolShare: 0n,
  walk: 8n,
  compression: "none",
  personalPays: false,
};

/** What is told of a sale; it costs 200 at a wholesale price of 150 and a CV of 100. */
export interface ToldSale {
  readonly name: string;
  readonly seller: bigint;
  readonly time: bigint;
  /** When it ends; undefined: it is in escrow. */
  readonly ended?: bigint | undefined;
  readonly refunded?: boolean;
  readonly kind?: SaleKind;
  readonly plan?: bigint;
  readonly quantity?: bigint;
  readonly credits?: readonly (readonly [id: bigint, amount: bigint])[];
}

/** What happens in a history, and when. */
export interface Told {
  /** By version. */
  readonly plans?: readonly Plan[];
  /** Sponsors of distributors 2, 3 and so on, and when they enrol. */
  readonly people?: readonly (readonly [sponsor: bigint, enrolled: bigint])[];
  /** The first of these, up to this number, were imported with rank 1 before the opening, at 10. */
  readonly imported?: number;
  readonly ranks?: readonly (readonly [time: bigint, id: bigint, rank: bigint])[];
  /** In the order of their placement. */
  readonly sales: readonly ToldSale[];
}

/** A history as the events would tell it. */
export function told({ plans = [PLAN], people = [], imported = 0, ranks = [], sales }: Told): History {
  const members = people.map(([sponsor, time], i) => ({ args: { id: BigInt(i + 2), sponsor, rank: 1n }, time }));
  const events: Record<string, readonly object[]> = {
    ProgrammeCreated: [{ args: { settings: { start: 0n, periodLength: PERIOD, cap: 3_500n } }, time: 0n }],
    ProgrammeOpened: [{ args: { plan: 1n }, time: 10n }],
    PlanScheduled: plans.map((plan, i) => ({ args: { version: BigInt(i + 1), plan: structOf(plan) }, time: 0n })),
    ProductAdded: [{ args: { product: 1n, terms: { retail: 200n, wholesale: 150n, volume: 100n } }, time: 0n }],
    DistributorImported: members.slice(0, imported),
    DistributorEnrolled: [{ args: { id: 1n, sponsor: 0n }, time: 0n }, ...members.slice(imported)],
    RanksSet: ranks.map(([time, id, rank]) => ({ args: { changes: [(id << 8n) | rank] }, time })),
  };
  const sold = sales.map(soldSale);
  const ended = sold.filter((one) => one.ended !== undefined).sort((a, b) => Number(a.ended) - Number(b.ended));
  return { sales: sold, ended, of: (name: string) => events[name] ?? [] } as unknown as History;
}

function structOf({ compression, ...plan }: Plan): object {
  return { ...plan, compression: BigInt(["none", "standard", "dynamic"].indexOf(compression)) };
}

function soldSale({ name, seller, time, ended, refunded = false, credits = [], ...rest }: ToldSale): SoldSale {
  const { kind = "retail", plan = 1n, quantity = 1n } = rest;
  const sale = {
    ref: encodeBytes32String(name),
    seller,
    kind,
    plan,
    buyer: ZeroAddress,
    pool: 0n,
    lines: [{ product: 1n, quantity, unitPrice: 200n }],
    credits: credits.map(([id, amount]) => ({ id, amount })),
  } as unknown as PlacedSale;
  const how = refunded ? ("refunded at once" as const) : ("settled when due" as const);
  return { sale, time, ended, ending: ended === undefined ? undefined : how };
}
