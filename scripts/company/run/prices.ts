import type { Event, Line, Product, Purchase, StandSale, Story } from "../../../examples/company/generator/story.ts";
import { walletName } from "./wallets.ts";

/** A product of a story's catalogue. @param number From 1. @throws RangeError if there is none of that number. */
export function productOf({ products }: Pick<Story, "products">, number: number): Product {
  const product = products[number - 1];
  if (product === undefined) throw new RangeError(`there is no product ${number}`);
  return product;
}

/** What a line of a purchase costs a piece, in token units: wholesale for the seller himself, else as offered, else retail. */
export function unitPrice(story: Story, { buyer, seller }: Purchase, line: Line): bigint {
  const { retail, wholesale } = productOf(story, line.product);
  if ("person" in buyer && buyer.person === seller) return wholesale;
  return line.unitPrice ?? retail;
}

/** What a purchase costs, in token units. */
export function totalOf(story: Story, purchase: Purchase): bigint {
  return purchase.lines.reduce((sum, line) => sum + BigInt(line.quantity) * unitPrice(story, purchase, line), 0n);
}

/** What a sale of a stand costs, in token units. */
export function standTotal({ lines }: StandSale): bigint {
  return lines.reduce((sum, line) => sum + BigInt(line.quantity) * line.unitPrice, 0n);
}

/** All that each wallet is going to spend, in token units, by the wallet's name. */
export function budgetsOf(story: Story): ReadonlyMap<string, bigint> {
  const budgets = new Map<string, bigint>();
  const moves = new Map<number, number>();
  const note = (event: Event) => {
    if (event.type === "move" || event.type === "recovered") {
      moves.set(event.person, (moves.get(event.person) ?? 0) + 1);
    }
    if (event.type !== "buy") return;
    const { buyer } = event;
    const name = walletName(buyer, "person" in buyer ? (moves.get(buyer.person) ?? 0) : 0);
    budgets.set(name, (budgets.get(name) ?? 0n) + totalOf(story, event));
  };
  for (const event of story.days.flat()) note(event);
  return budgets;
}
