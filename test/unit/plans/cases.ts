import { expect } from "chai";
import { fixture } from "../../helpers/fixture.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import { type Market, type Member, openMarket, orderOf, UNIT } from "../../helpers/market.ts";
import { Compression, plan } from "../../helpers/programme.ts";
import { type Person, type Rule, split } from "../../helpers/reference.ts";

/** A CV of 10,000 units, so that an amount is its rate in basis points. */
export const CV = 10_000n;
export const PROFIT = 5_000n;

/** A plan, a line of people, and what a sale by the first of them pays. */
export interface Case {
  readonly name: string;
  /** By level; none if not given. */
  readonly rates?: readonly number[];
  readonly openRanks?: readonly number[];
  /** By rank; none if not given. */
  readonly rankRates?: readonly number[];
  /** None if not given. */
  readonly compression?: Compression;
  /** 32 if not given. */
  readonly walk?: number;
  /** The seller, his sponsor, and so on up to the company: `a` active, `i` inactive, with the rank. */
  readonly people: string;
  /**
   * Who is paid: place in `people`, level, amount without the seller's profit: by level as `2@1 800`, by rank as
   * `2@1 +300`, by both as `2@1 800+300`.
   */
  readonly pays: readonly string[];
  /** Who is passed over at which level, as `1@1 inactive`. */
  readonly passes?: readonly string[];
}

export const times = (count: number, person: string) => Array.from({ length: count }, () => person).join(" ");

const COMPRESSIONS = ["none", "standard", "dynamic"] as const;

function ruleOf({ rates = [], openRanks = [], rankRates = [], compression = Compression.None, walk = 32 }: Case): Rule {
  const common = { rates, openRanks, rankRates, walk, poolShare: 0, personalPays: false };
  return { ...common, compression: COMPRESSIONS[compression] };
}

/** Activity and rank of everybody in `people`. */
function standingsOf({ people }: Case) {
  return people.split(" ").map((text) => ({ active: text.startsWith("a"), rank: Number(text.slice(1)) }));
}

/** A place and a level, and what is said of them. */
function read(text: string): { place: number; level: bigint; rest: string } {
  const [, place, level, rest] = /^(\d+)@(\d+) (\S+)$/.exec(text) ?? [];
  if (place === undefined || level === undefined || rest === undefined) throw new Error(`not readable: ${text}`);
  return { place: Number(place), level: BigInt(level), rest };
}

/** What the case expects, in the words of a quote. */
function expected(data: Case, members: readonly Pick<Member, "id">[]) {
  const idOf = (place: number) => members[place]!.id;
  const paid = data.pays.map(read).map(({ place, level, rest }) => {
    const [byLevel = "", byRank = ""] = rest.split("+");
    const [own, differential] = [BigInt(byLevel), BigInt(byRank)];
    return { level, id: idOf(place), amount: own + differential + (place === 0 ? PROFIT : 0n), differential };
  });
  const profit = { level: 0n, id: idOf(0), amount: PROFIT, differential: 0n };
  const credits = paid.some(({ level }) => level === 0n) ? paid : [profit, ...paid];
  const skipped = (data.passes ?? [])
    .map(read)
    .map(({ place, level, rest }) => ({ level, id: idOf(place), reason: rest }));
  const company = credits.reduce((left, { amount }) => left - amount, CV + PROFIT);
  return { credits, skipped, company };
}

/** A market whose plan pays nothing, so that people become active without being paid, and a product of that CV. */
export const planStage = fixture(async () => {
  const market = await openMarket({ plan: plan({ rates: [], threshold: 1n }) });
  const product = await market.addProduct({ retail: CV + PROFIT, wholesale: CV, volume: CV });
  return { networkHelpers: market.networkHelpers, market, product };
});

/** A line of these people, from the seller up, in a period in which they stand as the case says, under its plan. */
export async function staged(market: Market, data: Case): Promise<Member[]> {
  const standings = standingsOf(data);
  const members = (await market.line(standings.length)).toReversed();
  await market.setRanks(...members.map((member, i) => [member, standings[i]!.rank] as const));
  // The threshold of activity is a CV of 1, the period after enrolment comes next.
  for (const [i, member] of members.entries()) if (standings[i]!.active) await market.buy(member, UNIT);
  await market.startPeriod();
  const { rates = [], openRanks = [], rankRates = [], compression = Compression.None, walk = 32 } = data;
  const family = { rates: [...rates], openRanks: [...openRanks], rankRates: [...rankRates] };
  await market.setPlan(plan({ ...family, compression, walk, threshold: 1n }));
  return members;
}

/** Tests each case against the contract, quoted and placed, and against the reference. */
export function testCases(groups: Record<string, readonly Case[]>): void {
  for (const [group, cases] of Object.entries(groups)) {
    describe(group, () => {
      for (const data of cases) it(data.name, () => agreesWithContract(data));
    });
  }
  describe("the reference that random networks are compared with", () => {
    for (const data of Object.values(groups).flat()) {
      it(`agrees where the plan ${data.name}`, () => agreesWithReference(data));
    }
  });
}

async function agreesWithContract(data: Case): Promise<void> {
  const { market, product } = await planStage();
  const members = await staged(market, data);
  const { credits, skipped, company } = expected(data, members);
  const quote = await market.quote(orderOf(members[0]!.id, product));
  expect(quote.credits, "quoted credits").to.deep.equal(credits);
  expect(quote.skipped, "passed over").to.deep.equal(skipped);
  expect(quote.company, "quoted company's part").to.equal(company);

  const share = await market.core.balanceOf(1n);
  const sale = await market.buy(members[0]!, product);
  expect(sale.credits, "credits").to.deep.equal(credits.map(({ id, amount }) => ({ id, amount })));
  expect(await market.core.balanceOf(1n), "the company's part").to.equal(share + company);
  const balances = new Map(credits.map(({ id, amount }) => [id, amount]));
  expect(await market.balancesOf(...members)).to.deep.equal(members.map(({ id }) => balances.get(id) ?? 0n));
  await expectConserved(market);
}

function agreesWithReference(data: Case): void {
  const [seller, ...uplines] = standingsOf(data).map((standing, i): Person => ({ ...standing, id: 100n - BigInt(i) }));
  const basket = { personal: false, total: CV + PROFIT, profit: PROFIT, volume: CV };
  const { parts, passedOver, company, pool } = split(ruleOf(data), basket, seller, uplines);
  const wanted = expected(data, [seller!, ...uplines]);
  const asQuoted = <T extends { level: number }>(entry: T) => ({ ...entry, level: BigInt(entry.level) });
  expect(parts.map(asQuoted)).to.deep.equal(wanted.credits);
  expect(passedOver.map(asQuoted)).to.deep.equal(wanted.skipped);
  expect({ company, pool }).to.deep.equal({ company: wanted.company, pool: 0n });
}
