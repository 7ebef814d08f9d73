import {
  formatAmount,
  formatBasisPoints,
  formatDuration,
  type Plan,
  type Skipped,
} from "../../../packages/protocol/src/index.ts";
import { dayOf } from "../../local/time.ts";
import type { Claimed } from "../run/claims.ts";
import type { Sold, Stage } from "../run/replay.ts";
import type { Earnings } from "./earnings.ts";
import { type LevelShare, levelShares } from "./split.ts";

/** What an explanation draws on. */
export interface Known {
  readonly stage: Stage;
  readonly plan: Plan;
  readonly earnings: readonly Earnings[];
  readonly claimed: ReadonlyMap<bigint, Claimed>;
}

/** Follows a sale from the purchase to the wallets, in sentences. */
export function explainSale(sold: Sold, known: Known): readonly string[] {
  const shares = levelShares(sold.quote, known.plan);
  return [...purchase(sold, known), ...split(sold, shares, known), ...settlement(sold), ...payout(shares, known)];
}

function purchase({ invoice, quote, sale, placed }: Sold, known: Known): readonly string[] {
  const { customer, lines, time } = invoice;
  const money = moneyOf(known);
  const tracks = lines.map(({ track, quantity, price }) => `${quantity} × track ${track} at ${money(price)}`);
  const escrow = sale.final ? "" : ` into escrow for ${formatDuration(sale.window)}`;
  return [
    `On ${dayOf(time)} customer ${customer.number} (${customer.country}) bought from his agent, ` +
      `${nameOf(sale.seller, known)}, for ${money(quote.total)}: ${tracks.join(", ")}.`,
    `His wallet ${sale.buyer} approved exactly this sum and paid it${escrow}, in transaction ${placed.transaction}.`,
    `At wholesale prices it is ${money(quote.total - quote.profit)}; ${money(quote.volume)} of that is commissionable volume (CV).`,
  ];
}

function split({ quote, sale }: Sold, shares: readonly LevelShare[], known: Known): readonly string[] {
  const money = moneyOf(known);
  const pool = quote.pool === 0n ? [] : [`The bonus pool gets ${money(quote.pool)}.`];
  return [
    `Retail profit, the rest of the price: ${money(quote.profit)} for ${nameOf(sale.seller, known)}.`,
    ...shares.flatMap((share) => [
      ...quote.skipped.filter(({ level }) => Number(level) === share.level).map((entry) => skipSentence(entry, known)),
      levelSentence(share, known),
    ]),
    ...pool,
    `The company gets all that is left: ${money(quote.company)}.`,
  ];
}

function levelSentence({ level, amount, to }: LevelShare, known: Known): string {
  const rate = formatBasisPoints(known.plan.rates[level] ?? 0n);
  const share = `${rate} of the CV, ${moneyOf(known)(amount)}`;
  if (typeof to === "bigint")
    return `Level ${level}: ${share}, for ${nameOf(to, known)}, ${standing(level, to, known)}.`;
  const why = to === "noUpline" ? "there is no further upline but the company" : "nobody was qualified";
  return `Level ${level}: ${share}, is the company's, since ${why}.`;
}

function standing(level: number, id: bigint, { earnings, plan }: Known): string {
  const rank = earnings.find((entry) => entry.id === id)?.rank ?? 0n;
  return `whose rank ${rank} opens this level (it takes ${plan.openRanks[level] ?? 0n})`;
}

function skipSentence({ level, id, reason }: Skipped, known: Known): string {
  const needed = known.plan.openRanks[Number(level)] ?? 0n;
  const why = reason === "inactive" ? "was not active in that period" : `has a rank below ${needed}`;
  return `Level ${level}: ${nameOf(id, known)} ${why} and was passed over.`;
}

function settlement({ sale, settled }: Sold): readonly string[] {
  if (sale.final) return [];
  return [
    "All this was fixed at the purchase, but no balance changed before the time for returning it was over.",
    `On ${dayOf(settled.time)} it was over, and the operator settled the sale, which anybody could have done: the amounts ` +
      `were added to the balances in transaction ${settled.transaction}.`,
  ];
}

/** Follows the highest level that was paid to its owner's wallet. */
function payout(shares: readonly LevelShare[], known: Known): readonly string[] {
  const money = moneyOf(known);
  const [paid] = shares.flatMap(({ amount, to }) => (typeof to === "bigint" ? [{ amount, to }] : [])).slice(-1);
  const claim = paid === undefined ? undefined : known.claimed.get(paid.to);
  if (paid === undefined || claim === undefined) return [];
  return [
    `On ${dayOf(claim.time)} ${nameOf(paid.to, known)} claimed all that had come together, ${money(claim.amount)}, ` +
      `these ${money(paid.amount)} among it: ${claim.wallet} received it in transaction ${claim.transaction}.`,
  ];
}

function moneyOf({ stage }: Known): (units: bigint) => string {
  return (units) => formatAmount(units, stage.programme.unit);
}

function nameOf(id: bigint, { earnings }: Known): string {
  const title = earnings.find((entry) => entry.id === id)?.title;
  return title === undefined ? `distributor ${id}` : `distributor ${id} (${title})`;
}
