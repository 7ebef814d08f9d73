import { familyOf } from "../families/index.ts";
import { Bases } from "../figures/bases.ts";
import type { Id } from "../input/ids.ts";
import { Network } from "../input/network.ts";
import { type SaleRow, Sales } from "../input/sales.ts";
import type { Line } from "../lines/line.ts";
import { ExactLane } from "../money/exact.ts";
import type { Plan } from "../plan/plan.ts";
import { calculate } from "./calculate.ts";
import type { BonusResult } from "./result.ts";

/** Somebody of a line of sponsors, as he stands when a sale is made. */
export interface Standing {
  readonly id: Id;
  /** Number of the rank in the plan's ladder. */
  readonly rank: number;
  readonly active: boolean;
}

/** What a single sale pays. `paid`, `pool` and `company` add up to the price. */
export interface SaleResult {
  readonly lines: readonly Line[];
  /** Of each bonus that pays sale by sale; the others have no lines here. */
  readonly bonuses: readonly BonusResult[];
  /** What all earn together. */
  readonly paid: bigint;
  /** What pools take of the sale, to be paid by the period. */
  readonly pool: bigint;
  /** The rest of the price, with breakage and remainders. */
  readonly company: bigint;
}

/**
 * Computes one sale with the bonuses that need nothing but the sale and the line of sponsors, and what pools take of it:
 * no period, no cap.
 * @param upline First the seller, then his sponsor, and so on up to the last below the company; none if the company sells.
 * @param sale Its seller is the first of the upline, or the company's id.
 * @throws InputInvalid for amounts that cannot be, and for an id that stands twice in the upline.
 */
export function calculateSale(
  plan: Plan,
  upline: readonly Standing[],
  sale: Omit<SaleRow, "seller">,
  company: Id = "company",
): SaleResult {
  const rows = upline.map((person, index) => ({ ...person, sponsor: upline[index + 1]?.id }));
  const network = Network.from(rows, { company });
  const sales = Sales.from([{ ...sale, seller: upline[0]?.id ?? company }], network);
  const lines: Line[] = [];
  const options = { only: "perSale", sink: (batch: Iterable<Line>) => lines.push(...batch) } as const;
  const { bonuses, paid } = calculate({ plan, network, sales, standing: "given" }, options);
  const pool = setAside(plan, network, sales);
  return { lines, bonuses, paid, pool, company: sales.price.sum - paid - pool };
}

function setAside(plan: Plan, network: Network, sales: Sales): bigint {
  const lane = new ExactLane(plan.rounding);
  const bases = new Bases(plan, lane, sales, network.size);
  let sum = 0n;
  for (const bonus of plan.document.bonuses) {
    const share = familyOf(bonus.family).setsAside?.(bonus);
    if (share === undefined) continue;
    const { values, counts } = bases.ofSales(share.base, bonus.id);
    if (counts[0] === 1) sum += lane.share(values.get(0), share.rate);
  }
  return sum;
}
