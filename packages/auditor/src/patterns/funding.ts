import type { Parties } from "../chain/source.ts";
import type { People } from "../people/people.ts";
import type { Buyers } from "./buyers.ts";

/** Addresses that one question names on each side, at most: endpoints limit them. */
const NAMED = 200;
/** Customers that are asked for at most. */
const CUSTOMERS = 20_000;

/** What to ask for to learn who got money from his seller: from whom to whom, and how many customers are left out. */
export interface Funding {
  readonly parties: readonly Parties[];
  readonly left: number;
}

/** Sellers with all their wallets, each question with the customers of those that it names. */
export function fundingOf(people: People, buyers: Buyers): Funding {
  const wallets = people.wallets();
  const asked = Math.min(buyers.size, CUSTOMERS);
  const customers = Array.from({ length: asked }, (_, number) => buyers.get(number));
  const parties: Parties[] = [];
  let [senders, recipients]: [string[], string[]] = [[], []];
  const flush = () => {
    if (recipients.length > 0 && senders.length > 0) parties.push({ senders, recipients });
    [senders, recipients] = [[], []];
  };
  for (const [seller, bought] of Map.groupBy(customers, (buyer) => buyer.seller)) {
    const own = wallets.get(seller) ?? [];
    for (let from = 0; from < bought.length; from += NAMED) {
      const some = bought.slice(from, from + NAMED).map(({ wallet }) => wallet);
      if (senders.length + own.length > NAMED || recipients.length + some.length > NAMED) flush();
      senders.push(...own.filter((one) => !senders.includes(one)));
      recipients.push(...some);
    }
  }
  flush();
  return { parties, left: buyers.size - asked };
}
