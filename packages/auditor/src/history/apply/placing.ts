// A sale is placed: whether it may be, and whether everything of it but the commissions follows from the events before.
// The commissions themselves are the engine's matter, see recompute/.
import type { EscrowedSale, PlacedSale, SaleKind } from "@upline/protocol";
import type { KnownProduct } from "../state/catalogue.ts";
import { COMPANY_ID, MAX_VOLUME } from "../state/people.ts";
import { credit } from "../state/state.ts";
import { type Context, must, same } from "./context.ts";

const BASIS_POINTS = 10_000n;
const MAX_PRICE = (1n << 80n) - 1n;

/** What the catalogue makes of the lines of a sale, in token units. */
export interface Priced {
  readonly total: bigint;
  readonly wholesale: bigint;
  /** Commissionable volume. */
  readonly volume: bigint;
  /** Return terms of the first line. */
  readonly product: KnownProduct | undefined;
}

/** Adds up the lines of a sale by the catalogue, and checks each. */
export function price(context: Context, sale: PlacedSale, subject: string): Priced {
  let [total, wholesale, volume] = [0n, 0n, 0n];
  let first: KnownProduct | undefined;
  for (const line of sale.lines) {
    const product = context.state.catalogue.product(line.product);
    total += line.quantity * line.unitPrice;
    if (product === undefined) {
      const message = `A line sells product ${line.product}, which there is not.`;
      context.breach({ code: "product-unknown", subject, message });
      continue;
    }
    first ??= product;
    wholesale += line.quantity * product.wholesale;
    volume += line.quantity * product.volume;
    checkLine(context, sale, line, product, subject);
    const fits = product.terms === first.terms;
    must(context, fits, "terms-differ", subject, "Lines of one sale have different return terms.");
  }
  must(context, sale.lines.length > 0, "sale-without-lines", subject, "A sale has no lines.");
  return { total, wholesale, volume, product: first };
}

function checkLine(
  context: Context,
  { kind }: PlacedSale,
  { quantity, unitPrice, product: number }: PlacedSale["lines"][number],
  product: KnownProduct,
  subject: string,
): void {
  must(context, !product.closed, "product-closed", subject, () => `Product ${number} is closed, and was sold.`);
  must(context, quantity > 0n, "quantity-invalid", subject, () => `A line sells none of product ${number}.`);
  const markup = context.state.settings?.markup ?? 0n;
  const personal = kind === "personal";
  const highest = personal ? product.wholesale : (product.retail * (BASIS_POINTS + markup)) / BASIS_POINTS;
  const fits = unitPrice >= product.wholesale && unitPrice <= highest && unitPrice <= MAX_PRICE;
  must(
    context,
    fits,
    "price-invalid",
    subject,
    () => `The unit price of product ${number} is ${unitPrice}, and may be ${product.wholesale} to ${highest}.`,
  );
}

/** What a sale is, by who buys from whom. Whether it is recorded, its batch tells. */
function kindOf(context: Context, { buyer, seller, kind }: PlacedSale): SaleKind {
  if (kind === "recorded") return "recorded";
  const id = context.state.wallets.idOf(buyer);
  if (id === 0) return "retail";
  return BigInt(id) === seller ? "personal" : "distributor";
}

/** Checks a sale that is placed against the state just before it. */
export function checkSale(context: Context, sale: PlacedSale, priced: Priced, subject: string): void {
  const { state, time } = context;
  must(
    context,
    state.plans.sells,
    "sale-while-closed",
    subject,
    "A sale was placed while the programme was not selling.",
  );
  const known = state.people.has(sale.seller);
  must(context, known, "distributor-unknown", subject, () => `The seller is ${sale.seller}, whom there is not.`);
  const kind = kindOf(context, sale);
  if (kind !== sale.kind) {
    const message = `The sale is ${sale.kind} by its event; by who buys from whom it is ${kind}.`;
    context.breach({ code: "kind-differs", subject, message, expected: kind, found: sale.kind });
  }
  const plan = state.plans.at(time);
  same(context, "plan-differs", subject, "the plan", sale.plan, BigInt(plan?.version ?? 0));
  same(context, "total-differs", subject, "the total", sale.total, priced.total);
  const profit = sale.kind === "personal" ? 0n : priced.total - priced.wholesale;
  same(context, "profit-differs", subject, "the retail profit", sale.profit, profit);
  const pays = sale.kind !== "personal" || plan?.personalPays === true;
  const pool = pays ? (priced.volume * BigInt(plan?.poolShare ?? 0)) / BASIS_POINTS : 0n;
  same(context, "pool-differs", subject, "the bonus pool's part", sale.pool, pool);
  checkRest(context, sale, subject);
  if (!sale.final) checkEscrow(context, sale, priced, plan?.threshold ?? 0n, subject);
  else
    must(
      context,
      priced.product?.window === 0n,
      "sale-final-early",
      subject,
      "A sale with a return window was final at once.",
    );
}

/** The parts add up to the total, so the company's is what is left. */
function checkRest(context: Context, sale: PlacedSale, subject: string): void {
  let rest = sale.total - sale.pool;
  for (const { amount } of sale.credits) rest -= amount;
  same(context, "company-differs", subject, "the company's part", sale.company, rest);
  must(context, rest >= 0n, "sale-overspent", subject, () => `A sale pays ${-rest} token units more than it took in.`);
}

function checkEscrow(context: Context, sale: EscrowedSale, priced: Priced, threshold: bigint, subject: string): void {
  const volume = priced.volume > MAX_VOLUME ? MAX_VOLUME : priced.volume;
  same(
    context,
    "activity-differs",
    subject,
    "the activity volume",
    sale.activityVolume,
    sale.kind === "retail" ? volume : 0n,
  );
  same(context, "threshold-differs", subject, "the activity threshold", sale.threshold, threshold);
  same(context, "window-differs", subject, "the return window", sale.window, priced.product?.window ?? 0n);
  same(context, "arbiter-differs", subject, "the arbiter", BigInt(sale.arbiter), BigInt(priced.product?.arbiter ?? 0n));
  const kind = priced.product?.returnKind === sale.returnKind && sale.window > 0n;
  must(context, kind, "return-kind-differs", subject, "The kind of return, or the window, is not the product's.");
  const unused = !context.state.sales.words.has(sale.id);
  must(context, unused, "sale-placed-twice", subject, () => `A sale ${sale.id} was placed before.`);
  if (context.headBefore === undefined || sale.id === context.headBefore) return;
  context.breach({
    code: "sale-id-differs",
    subject,
    message: "A sale's id is not the journal's head just before it: an entry before it is missing, added or changed.",
    expected: context.headBefore,
    found: sale.id,
  });
}

/** Pays all parts of a sale, and counts the seller's activity. */
export function paySale(context: Context, sale: PlacedSale, volume: bigint, threshold: bigint): void {
  const { state, period } = context;
  for (const { id, amount } of sale.credits) if (state.people.has(id)) credit(state, Number(id), amount);
  credit(state, COMPANY_ID, sale.company);
  state.pool += sale.pool;
  const seller = Number(sale.seller);
  if (volume === 0n || seller === COMPANY_ID || !state.people.has(sale.seller)) return;
  state.people.addVolume(seller, volume, threshold, period);
}
