import type { Purchase, StandSale, Story } from "../../../examples/company/generator/story.ts";
import { explainRevertData, type SaleKind } from "../../../packages/protocol/src/index.ts";
import type { Ending } from "../../local/report/endings.ts";
import type { History, SoldSale } from "../../local/report/history.ts";
import { checkQuote } from "../../local/report/quotes.ts";
import { purchaseRef, standRef } from "../run/book.ts";
import { productOf, standTotal, totalOf, unitPrice } from "../run/prices.ts";
import { type Stage, timeOf } from "../run/stage.ts";
import { planChange } from "../run/turning-points.ts";
import { expectedEndings } from "./endings.ts";
import { expectTold } from "./story-broken.ts";

/** What a sale must be. */
interface Expected {
  readonly name: string;
  readonly day: number;
  readonly kind: SaleKind;
  readonly seller: number;
  readonly total: bigint;
  readonly ending: Ending;
  readonly lines: readonly { readonly product: number; readonly quantity: number; readonly unitPrice: bigint }[];
}

/**
 * Every purchase and every good sale of a stand is one sale of its day, and there is no other: by seller, kind, lines,
 * total, plan and how it ended. What was quoted is what was placed.
 * @throws StoryBroken, QuoteBroken
 */
export function checkSales(stage: Stage, history: History): void {
  const { story, tally } = stage;
  const expected = expectedSales(story);
  expectTold("sales", history.sales.length, expected.size);
  const change = planChange(story) ?? Number.POSITIVE_INFINITY;
  for (const sold of history.sales) {
    const told = expected.get(sold.sale.ref);
    expectTold(`a sale with reference ${sold.sale.ref}`, told !== undefined, true);
    if (told !== undefined) checkSale(sold, told, change);
  }
  const byRef = new Map(history.sales.map(({ sale }) => [sale.ref, sale]));
  for (const [number, quote] of tally.quotes) {
    const sale = byRef.get(purchaseRef(number));
    if (sale !== undefined) checkQuote(`purchase ${number}`, quote, sale);
  }
}

function checkSale({ sale, time, ending }: SoldSale, told: Expected, change: number): void {
  const { name, day } = told;
  expectTold(`time of ${name}`, time, timeOf(day));
  expectTold(`kind of ${name}`, sale.kind, told.kind);
  expectTold(`seller of ${name}`, sale.seller, BigInt(told.seller));
  expectTold(`total of ${name}`, sale.total, told.total);
  expectTold(`plan of ${name}`, sale.plan, day < change ? 1n : 2n);
  expectTold(`end of ${name}`, ending, told.ending);
  const shown = (lines: readonly { product: unknown; quantity: unknown; unitPrice: unknown }[]) =>
    lines.map(({ product, quantity, unitPrice }) => `${quantity} × product ${product} at ${unitPrice}`).join(", ");
  expectTold(`lines of ${name}`, shown(sale.lines), shown(told.lines));
}

function expectedSales(story: Story): ReadonlyMap<string, Expected> {
  const endings = expectedEndings(story);
  const expected = new Map<string, Expected>();
  for (const [day, events] of story.days.entries()) {
    for (const event of events) {
      if (event.type === "buy") {
        expected.set(purchaseRef(event.sale), purchased(story, day, event, endings.get(event.sale)));
      }
      if (event.type !== "stand") continue;
      for (const [place, sale] of event.sales.entries()) {
        if (sale.bad === undefined) expected.set(standRef(day, place), soldAtStand(story, day, place, sale));
      }
    }
  }
  return expected;
}

function purchased(story: Story, day: number, purchase: Purchase, ending: Ending | undefined): Expected {
  return {
    name: `purchase ${purchase.sale}`,
    day,
    kind: kindOf(purchase),
    seller: purchase.seller,
    total: totalOf(story, purchase),
    ending: ending ?? undisturbed(story, purchase),
    lines: purchase.lines.map((line) => ({ ...line, unitPrice: unitPrice(story, purchase, line) })),
  };
}

function kindOf({ buyer, seller }: Purchase): SaleKind {
  if ("customer" in buyer) return "retail";
  return buyer.person === seller ? "personal" : "distributor";
}

function soldAtStand(story: Story, day: number, place: number, sale: StandSale): Expected {
  const name = `sale ${place + 1} of the stand on day ${day}`;
  const [kind, ending] = ["recorded" as const, undisturbed(story, sale)];
  return { name, day, kind, seller: sale.seller, total: standTotal(sale), ending, lines: sale.lines };
}

/** How a sale ends that nobody returns. */
function undisturbed(story: Story, { lines: [first] }: Purchase | StandSale): Ending {
  return productOf(story, first?.product ?? 0).returnDays === 0 ? "final at once" : "settled when due";
}

/** Why the contract passes over a sale that was written down wrongly. */
const REFUSALS = { seller: "DistributorUnknown", price: "OrderPriceInvalid" } as const;

/** Of each stand just the wrong sales were passed over, each for its reason. @throws StoryBroken */
export function checkStands({ story }: Stage, history: History): void {
  const told = story.days.flatMap((events, day) =>
    events.flatMap((event) =>
      event.type === "stand"
        ? event.sales.flatMap(({ bad }, place) =>
            bad === undefined ? [] : [`${timeOf(day)}, ${place}: ${REFUSALS[bad]}`],
          )
        : [],
    ),
  );
  const found = history
    .of("RecordSkipped")
    .map(({ args, time }) => `${time}, ${args["index"]}: ${explainRevertData(args["reason"])?.name}`);
  expectTold("sales that were passed over", found.join("; "), told.join("; "));
}
