// A period of an invented company, as columns. The same size and seed give the same one on every machine.
import { AmountStore, Network, Sales } from "../src/index.ts";
import { PERSONAL, RETAIL } from "../src/input/sales.ts";
import { Random } from "../src/simulation/random.ts";

/** Sales for each distributor, on average. */
export const SALES_EACH = 10;

/** Everything that a period is computed from. Index 0 is the company. */
export interface BenchMarket {
  readonly sponsor: Int32Array;
  readonly placement: Int32Array;
  /** 0 left, 1 right; -1 directly below the company. */
  readonly position: Int16Array;
  readonly seller: Int32Array;
  /** The seller himself, or 0 for a customer. */
  readonly buyer: Int32Array;
  readonly kind: Uint8Array;
  /** In cents. */
  readonly cv: Float64Array<ArrayBuffer>;
}

/** How many sell: 35 in 100 nothing, 45 now and then, 17 five times as much, and 3 thirty times. */
const IDLE = 3500;
const USUAL = 4500;
const KEEN = 1700;
const WEIGHTS = { usual: 1, keen: 5, top: 30 } as const;
const OWN_USE = 3000;
const PRICES = [12, 19, 25, 29, 39, 49, 59, 79, 99, 149, 199, 299] as const;

/** Invents a company of so many distributors, and ten times as many sales in the order in which they came. */
export function inventBenchMarket(people: number, seed = 1): BenchMarket {
  const random = new Random(seed);
  const sponsor = inventSponsors(people, random);
  return { sponsor, ...placeAll(sponsor, random), ...inventSales(people, random) };
}

/**
 * Everybody is sponsored by somebody who came before him: 35 in 100 by anybody; 30 by the sponsor of anybody, so that
 * who has many gets more; 35 by one of those who came last, which makes lines deep.
 */
function inventSponsors(people: number, random: Random): Int32Array {
  const sponsor = new Int32Array(people + 1);
  for (let id = 2; id <= people; id++) {
    const how = random.below(100);
    if (how < 35) sponsor[id] = 1 + random.below(id - 1);
    else if (how < 65) sponsor[id] = sponsor[1 + random.below(id - 1)] as number;
    else sponsor[id] = id - 1 - random.below(Math.ceil((id - 1) / 50));
  }
  return sponsor;
}

/** A binary placement: below the sponsor where a place is free, else further down, left or right at random. */
function placeAll(sponsor: Int32Array, random: Random): Pick<BenchMarket, "placement" | "position"> {
  const placement = new Int32Array(sponsor.length);
  const position = new Int16Array(sponsor.length).fill(-1);
  const legs = [new Int32Array(sponsor.length), new Int32Array(sponsor.length)] as const;
  for (let id = 1; id < sponsor.length; id++) {
    let above = sponsor[id] as number;
    if (above === 0) continue;
    let side = random.below(2) as 0 | 1;
    if (legs[side][above] !== 0 && legs[1 - side]?.[above] === 0) side = (1 - side) as 0 | 1;
    while (legs[side][above] !== 0) {
      above = legs[side][above] as number;
      side = random.below(2) as 0 | 1;
    }
    legs[side][above] = id;
    placement[id] = above;
    position[id] = side;
  }
  return { placement, position };
}

function inventSales(people: number, random: Random): Pick<BenchMarket, "seller" | "buyer" | "kind" | "cv"> {
  const count = people * SALES_EACH;
  const pick = sellerPicker(people, random);
  const seller = new Int32Array(count);
  const buyer = new Int32Array(count);
  const kind = new Uint8Array(count).fill(RETAIL);
  const cv = new Float64Array(count);
  for (let sale = 0; sale < count; sale++) {
    const who = pick();
    seller[sale] = who;
    if (random.happens(OWN_USE)) {
      buyer[sale] = who;
      kind[sale] = PERSONAL;
    }
    // Not whole: a discount of some cents, so that shares of it have to be rounded.
    cv[sale] = (PRICES[random.below(PRICES.length)] as number) * 100 * random.run(2000) - random.below(100);
  }
  return { seller, buyer, kind, cv };
}

/** Gives a seller at random, by how much each sells. */
function sellerPicker(people: number, random: Random): () => number {
  const groups = { usual: [] as number[], keen: [] as number[], top: [1] };
  for (let id = 2; id <= people; id++) {
    const how = random.below(10_000);
    if (how < IDLE) continue;
    groups[how < IDLE + USUAL ? "usual" : how < IDLE + USUAL + KEEN ? "keen" : "top"].push(id);
  }
  const usual = groups.usual.length * WEIGHTS.usual;
  const keen = usual + groups.keen.length * WEIGHTS.keen;
  const all = keen + groups.top.length * WEIGHTS.top;
  return () => {
    const at = random.below(all);
    const group = at < usual ? groups.usual : at < keen ? groups.keen : groups.top;
    return group[random.below(group.length)] as number;
  };
}

/** The company as the engine takes it. */
export function networkOf({ sponsor, placement, position }: BenchMarket): Network {
  return Network.ofColumns({ sponsor, placement, position });
}

/** The sales as the engine takes them. */
export function salesOf({ seller, buyer, kind, cv }: BenchMarket): Sales {
  return new Sales({ seller, buyer, kind, cv: AmountStore.of(cv) });
}
