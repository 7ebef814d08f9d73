// Many sales at once through the engine, which computes a batch a hundred times faster than one sale after the other.
import {
  AmountStore,
  calculate,
  LINE_KINDS,
  type Line,
  type LineBatch,
  NO_LEVEL,
  type Plan,
  Sales,
  SOURCE_KINDS,
} from "@upline/engine";
import { SALE_KINDS, type SaleKind } from "@upline/protocol";
import type { KnownPlan } from "../history/state/plans.ts";
import type { State } from "../history/state/state.ts";
import { lineUp } from "./line-up.ts";

/** A sale for the engine; amounts in token units. */
export interface SaleToCompute {
  readonly seller: number;
  readonly kind: SaleKind;
  /** What the buyer paid. */
  readonly total: bigint;
  readonly wholesale: bigint;
  readonly volume: bigint;
}

/** What the engine says that somebody gets of a sale. */
export interface EngineCredit {
  readonly id: number;
  /** In token units, retail profit included. */
  amount: bigint;
  profit: bigint;
  byRank: bigint;
  readonly levels: number[];
}

/** What the engine says of a sale. */
export interface EngineSale {
  readonly credits: readonly EngineCredit[];
  /** All lines, breakage and who was passed over included; only of sales for which they were asked for. */
  readonly lines: readonly Line[];
}

const COMMISSION = LINE_KINDS.indexOf("commission");
const FROM_SALE = SOURCE_KINDS.indexOf("sale");

/**
 * Computes sales of one period and one plan.
 * @param wanted Whether the lines of a sale, by its place in the list, are to be kept.
 * @throws InputInvalid if the engine cannot take them.
 */
export function computeSales(
  state: State,
  known: KnownPlan,
  plan: Plan,
  period: number,
  sales: readonly SaleToCompute[],
  wanted: (place: number) => boolean = () => false,
): readonly EngineSale[] {
  const people = lineUp(
    state,
    known,
    period,
    sales.map(({ seller }) => seller),
  );
  const results = sales.map(() => ({ credits: [] as EngineCredit[], lines: [] as Line[] }));
  const ranks = plan.document.bonuses.findIndex(({ family }) => family === "differential");
  const sink = (batch: LineBatch) => {
    for (let at = 0; at < batch.length; ++at) {
      const place = batch.source[at] ?? 0;
      const result = results[place];
      if (result === undefined || batch.sourceKind[at] !== FROM_SALE) continue;
      if (wanted(place)) result.lines.push(named(batch.line(at), people.ids));
      if (batch.kind[at] !== COMMISSION) continue;
      const credit = creditOf(result.credits, people.ids[batch.beneficiary[at] ?? 0] ?? 0);
      add(credit, batch.amountOf(at), batch.level[at] ?? NO_LEVEL, batch.bonus[at] === ranks);
    }
  };
  const rows = salesOf(sales, people.indexOf);
  calculate({ plan, network: people.network, sales: rows, standing: "given" }, { only: "perSale", sink });
  return results;
}

function salesOf(sales: readonly SaleToCompute[], indexOf: ReadonlyMap<number, number>): Sales {
  const cv = new AmountStore(sales.length);
  const price = new AmountStore(sales.length);
  const wholesale = new AmountStore(sales.length);
  for (const sale of sales) {
    cv.push(sale.volume);
    price.push(sale.total);
    wholesale.push(sale.wholesale);
  }
  const seller = Int32Array.from(sales, (sale) => indexOf.get(sale.seller) ?? 0);
  const kind = Uint8Array.from(sales, (sale) => SALE_KINDS.indexOf(sale.kind));
  return new Sales({ seller, kind, cv, price, wholesale });
}

/** The engine calls people by their index in the batch's network. */
function named(line: Line, ids: readonly number[]): Line {
  const idOf = (index: Line["beneficiary"]) => ids[Number(index)] ?? 0;
  const skipped = line.skipped.map(({ distributor, reason }) => ({ distributor: idOf(distributor), reason }));
  return { ...line, beneficiary: idOf(line.beneficiary), skipped };
}

function creditOf(credits: EngineCredit[], id: number): EngineCredit {
  const known = credits.find((credit) => credit.id === id);
  if (known !== undefined) return known;
  const made = { id, amount: 0n, profit: 0n, byRank: 0n, levels: [] };
  credits.push(made);
  return made;
}

/** Retail profit has no level. */
function add(credit: EngineCredit, amount: bigint, level: number, byRank: boolean): void {
  credit.amount += amount;
  if (byRank) credit.byRank += amount;
  if (level === NO_LEVEL) credit.profit += amount;
  else if (!credit.levels.includes(level)) credit.levels.push(level);
}
