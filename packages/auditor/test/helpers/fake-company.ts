// A company of some years, invented: people join, sell, buy for themselves, and are paid, so that reports have something
// to show. The same numbers each time.
import { encodeBytes32String } from "ethers";
import type { AuditedSale, ExplainedCredit } from "../../src/history/observer.ts";
import { credit, DAY, type FakeHistory, PERIOD, PLAN, START, wallet, walletOf } from "./fake-history.ts";

/** A small generator of numbers from 0 to 1 (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const UNIT = 1_000_000n;

export interface CompanySize {
  readonly people: number;
  readonly periods: number;
  readonly sales: number;
}

/** Lets a company live. @returns The second at which it ends. */
export function liveCompany(history: FakeHistory, { people, periods, sales }: CompanySize): bigint {
  const next = random(7);
  const below = (limit: number) => Math.floor(next() * limit);
  const sponsors = [0, 0];
  const owed = new Map<number, bigint>();
  const waiting: AuditedSale[] = [];
  history.begin();
  govern(history);
  const creditsOf = (seller: number, volume: bigint, profit: bigint): ExplainedCredit[] => {
    const credits: ExplainedCredit[] = [];
    for (let [id, level] = [seller, 0]; id > 1 && level < PLAN.rates.length; level++) {
      const share = ((PLAN.rates[level] ?? 0n) * volume) / 10_000n;
      credits.push(level === 0 ? credit(id, share + profit, [0], { profit }) : credit(id, share, [level]));
      id = sponsors[id] ?? 0;
    }
    return credits;
  };
  const earn = (sale: AuditedSale) => {
    for (const { id, amount } of sale.credits) owed.set(Number(id), (owed.get(Number(id)) ?? 0n) + amount);
  };
  const total = people + sales;
  for (let step = 0; step < total; step++) {
    history.time = START + (BigInt(periods) * PERIOD * BigInt(step)) / BigInt(total);
    if (history.people < 2 || (step * people) / total > history.people - 1) {
      const sponsor = history.people < 5 ? 1 : 1 + Math.floor(next() ** 2 * history.people);
      sponsors[history.enrol(sponsor)] = sponsor;
      continue;
    }
    const seller = 2 + Math.floor(next() ** 3 * (history.people - 1));
    const kind = (["retail", "retail", "retail", "personal", "retail", "distributor", "retail", "recorded"] as const)[
      below(8)
    ] as "retail";
    const product = 1 + below(5);
    const price = UNIT * BigInt(10 + product * 12) + BigInt(below(999_999));
    const [profit, volume] = [kind === "retail" ? (price * 25n) / 100n : 0n, (price * 60n) / 100n];
    const buyer =
      kind === "retail"
        ? wallet(0xb0000000 + seller * 40 + below(seller % 9 === 0 ? 1 : 12))
        : walletOf(kind === "personal" ? seller : 2 + below(history.people - 1));
    const sale = history.sell({
      seller,
      kind,
      buyer,
      payer: below(60) === 0 ? walletOf(seller) : buyer,
      product,
      total: price,
      volume,
      profit,
      credits: creditsOf(seller, volume, profit),
      escrow: below(3) > 0,
    });
    if (sale.sale.final) earn(sale);
    else waiting.push(sale);
    if (waiting.length > 40) finish(history, waiting.shift(), below(20) === 0, earn);
    if (step % 97 === 0) payOut(history, owed, seller);
    if (step % 5_000 === 0) history.setRanks([seller, below(4)], [2, 3], [3, 2], [4, 1]);
  }
  history.time = START + BigInt(periods) * PERIOD + 5n * DAY;
  return history.time;
}

function finish(history: FakeHistory, sale: AuditedSale | undefined, back: boolean, earn: (sale: AuditedSale) => void) {
  if (sale === undefined) return;
  if (back) return history.refund(sale);
  history.settle(sale);
  earn(sale);
}

function payOut(history: FakeHistory, owed: Map<number, bigint>, id: number): void {
  const amount = owed.get(id) ?? 0n;
  if (amount === 0n) return;
  owed.set(id, 0n);
  history.pay(id, amount, id % 11 === 0 ? wallet(0xb0000000 + id * 40) : walletOf(id));
}

/** Powers are used. */
function govern(history: FakeHistory): void {
  const role = "0x0000000000000000000000000000000000000000000000000000000000000000";
  history.event("RoleGranted", { role, account: wallet(3), sender: wallet(4) });
  for (let product = 1n; product <= 5n; product++) {
    const terms = {
      retail: product * 12n * UNIT + 10n * UNIT,
      wholesale: product * 9n * UNIT,
      volume: product * 7n * UNIT,
    };
    history.event("ProductAdded", { product, sku: encodeBytes32String(`TEA-${product}`), terms });
  }
  history.event("HoldPlaced", {
    id: 7n,
    reason: encodeBytes32String("court order"),
    evidence: encodeBytes32String(""),
    until: START + 60n * DAY,
  });
  history.event("ReturnRejected", { id: 5n, reason: encodeBytes32String("opened box"), deadline: START + 20n * DAY });
}
