import type { Buyers } from "./buyers.ts";
import { type Cell, largest, type Pattern, shareOf } from "./pattern.ts";

/** Fewer purchases say nothing about loyalty. */
const LEAST_PURCHASES = 3;

interface SellerSums {
  customers: number;
  spent: bigint;
  loyal: number;
  loyalSpent: bigint;
}

/** Customers who come back, and only to one seller; and sellers with a single customer. */
export function oneSeller(buyers: Buyers): Pattern {
  const sellers = sumBySeller(buyers);
  const all = [...sellers.values()];
  const sum = (pick: (sums: SellerSums) => bigint) => all.reduce((total, sums) => total + pick(sums), 0n);
  const [spent, loyalSpent] = [sum((sums) => sums.spent), sum((sums) => sums.loyalSpent)];
  const loyal = all.reduce((total, sums) => total + sums.loyal, 0);
  const single = all.filter(({ customers }) => customers === 1).length;
  const rows = [...sellers]
    .filter((entry) => entry[1].loyal > 0)
    .sort((a, b) => a[0] - b[0])
    .map(([id, sums]): readonly Cell[] => [
      id,
      sums.loyal,
      sums.customers,
      sums.loyalSpent,
      shareOf(sums.loyalSpent, sums.spent),
    ]);
  return {
    code: "one-seller",
    title: "Customers who buy from one seller only",
    definition: `Wallets with at least ${LEAST_PURCHASES} retail purchases, all of them from the same seller. A wallet counts for the seller of its first purchase.`,
    meaning:
      "Most loyal customers look like this. So does a second wallet of the seller, above all where he has this one customer only.",
    figures: [
      { name: "customers", head: "customers in all", kind: "count", value: buyers.size },
      { name: "loyal", head: "such customers", kind: "count", value: loyal },
      { name: "spent", head: "what they paid", kind: "amount", value: loyalSpent },
      { name: "share", head: "share of all retail", kind: "share", value: shareOf(loyalSpent, spent) },
      { name: "sellersWithOne", head: "sellers with a single customer", kind: "count", value: single },
    ],
    columns: [
      { name: "seller", head: "seller", kind: "id" },
      { name: "loyal", head: "such customers", kind: "count" },
      { name: "customers", head: "customers in all", kind: "count" },
      { name: "spent", head: "what they paid", kind: "amount" },
      { name: "share", head: "share of his retail", kind: "share" },
    ],
    ...largest(rows, 3),
  };
}

function sumBySeller(buyers: Buyers): Map<number, SellerSums> {
  const sellers = new Map<number, SellerSums>();
  for (let number = 0; number < buyers.size; number++) {
    const { seller, several, purchases, spent } = buyers.get(number);
    const sums = sellers.get(seller) ?? { customers: 0, spent: 0n, loyal: 0, loyalSpent: 0n };
    sums.customers++;
    sums.spent += spent;
    if (!several && purchases >= LEAST_PURCHASES) {
      sums.loyal++;
      sums.loyalSpent += spent;
    }
    sellers.set(seller, sums);
  }
  return sellers;
}
