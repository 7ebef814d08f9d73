import { PRODUCT } from "../input/sales.ts";
import { NO_LEVEL, NO_RATE } from "../lines/batch.ts";
import { FROM_SALE } from "../lines/line.ts";
import { COMPANY } from "../lines/reasons.ts";
import { family } from "./family.ts";

/** Price paid less wholesale price, to the seller, who needs no qualification for it. */
export const retail = family(
  "retail",
  "Retail profit: the price that the buyer paid less the wholesale price, to the seller, who needs no qualification.",
  {},
  {
    facts: ["price", "wholesale"],
    perSale: () => true,
    most: (_bonus, { volume }) => volume,
    evaluate({ lane, sales, lines }) {
      const price = lane.view(sales.price);
      const wholesale = lane.view(sales.wholesale);
      for (let sale = 0; sale < sales.length; sale++) {
        if (sales.subject[sale] !== PRODUCT) continue;
        const paid = price.get(sale);
        const profit = lane.sub(paid, wholesale.get(sale));
        lines.fact(paid);
        lines.fact(wholesale.get(sale));
        const seller = sales.seller[sale] as number;
        if (seller === 0) lines.lose(COMPANY, FROM_SALE, sale, NO_LEVEL, profit, NO_RATE, profit);
        else lines.pay(seller, FROM_SALE, sale, NO_LEVEL, profit, NO_RATE, profit);
      }
    },
    sentence: (line, { money, source }) =>
      `the difference between the price paid, ${money(line.facts["price"])}, and the wholesale price, ${money(line.facts["wholesale"])}, of ${source}`,
  },
);
