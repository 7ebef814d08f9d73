import { expect } from "chai";
import fc from "fast-check";
import { type Line, Network, type PeriodResult, readPlan, Sales } from "../../src/index.ts";
import { boundsOf } from "../../src/run/choose-lane.ts";
import { COMPANY, earnings, type Scene, scenes } from "../helpers/arbitrary.ts";
import { compute } from "../helpers/period.ts";
import type { Specimens } from "./plans.ts";

/** What is drawn for one try: a network with sales, and numbers for what is changed. */
export interface Draw {
  readonly scene: Scene;
  readonly order: readonly number[];
  readonly pick: number;
  readonly part: number;
}

const MARKUP = 37;
const PERIOD = { number: 1, start: 0, end: 10 * 86_400 };

/** Networks of which everybody has a time of enrolment of his own, and sales with prices, times and parties. */
export const draws: fc.Arbitrary<Draw> = fc.record({
  scene: scenes().map(({ network, sales }) => ({
    network: network.map((row, index) => ({ ...row, enrolled: Number(row.enrolled) * 50_000 + index })),
    sales: sales.map((sale, index) => ({
      ...sale,
      price: Number(sale.cv) + ((index * MARKUP) % 100),
      time: Number(sale.cv) * 100,
      party: `party of ${sale.seller}`,
    })),
  })),
  order: fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
  pick: fc.nat(),
  part: fc.nat(),
});

export const run = (plan: object, scene: Scene) =>
  compute({ plan, ...scene, company: COMPANY, analyse: true, period: PERIOD });

/** What all are given together, in money or goods. */
export const given = ({ bonuses }: PeriodResult) =>
  bonuses.reduce((sum, { paid, product }) => sum + paid + product, 0n);

const sumOf = (lines: readonly Line[], ...kinds: Line["kind"][]) =>
  lines.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { amount }) => sum + amount, 0n);

function shuffled<T>(rows: readonly T[], order: readonly number[]): T[] {
  return rows
    .map((row, index) => ({ row, key: order[index % order.length]!, index }))
    .sort((a, b) => a.key - b.key || a.index - b.index)
    .map(({ row }) => row);
}

/** Everything is accounted for: no line is missing from the sums, and what is given away is paid, lost or left over. */
function conservation({ plans, gives }: Specimens, plan: number, { scene }: Draw): void {
  const { lines, result } = run(plans[plan]!, scene);
  for (const { id, paid, product, breakage, remainder } of result.bonuses) {
    const own = lines.filter(({ bonus }) => bonus === id);
    expect([paid, product, breakage, remainder]).to.deep.equal([
      sumOf(own, "commission", "adjustment"),
      sumOf(own, "product"),
      sumOf(own, "breakage"),
      sumOf(own, "remainder"),
    ]);
  }
  const earned = [...result.earnings()].reduce((sum, { amount }) => sum + amount, 0n);
  expect(result.paid).to.equal(earned);
  if (gives !== undefined)
    expect(sumOf(lines, "commission", "product", "breakage", "remainder")).to.equal(gives(scene, plan));
  const network = Network.from(scene.network, { company: COMPANY });
  const bounds = boundsOf(readPlan(plans[plan], { analyse: true }), network, Sales.from(scene.sales, network), 0n);
  expect(sumOf(lines, "commission", "product", "breakage") <= bounds.paid, "the bound of the fast lane").to.equal(true);
}

function caps({ plans }: Specimens, plan: number, { scene }: Draw): void {
  const limits = [
    { kind: "person", most: 3 },
    { kind: "company", rate: 300 },
  ];
  const { result } = run({ ...plans[plan], caps: limits }, scene);
  for (const { amount } of result.earnings()) expect(amount >= 0n && amount <= 300n).to.equal(true);
  expect(result.paid <= (result.volume * 300n) / 10_000n).to.equal(true);
}

function rowOrder({ plans }: Specimens, plan: number, { scene, order }: Draw): void {
  const { result } = run(plans[plan]!, scene);
  const other = run(plans[plan]!, { network: shuffled(scene.network, order), sales: shuffled(scene.sales, order) });
  expect(other.result.hash()).to.equal(result.hash());
}

/** One more sale never lowers what all are given together. */
function monotonicity({ plans }: Specimens, plan: number, { scene, pick }: Draw): void {
  const without = scene.sales.filter((_, index) => index !== pick % scene.sales.length);
  const less = given(run(plans[plan]!, { ...scene, sales: without }).result);
  expect(given(run(plans[plan]!, scene).result) >= less).to.equal(true);
}

/** Everybody has another id, and earns the same under it. */
function relabelling({ plans }: Specimens, plan: number, { scene, order }: Draw): void {
  const ids = scene.network.map(({ id }) => Number(id));
  const others = new Map(shuffled(ids, order).map((id, index) => [ids[index]!, id]));
  const renamed = (id: unknown) => others.get(Number(id)) ?? Number(id);
  const before = run(plans[plan]!, scene).result;
  const after = run(plans[plan]!, {
    network: scene.network.map((row) => ({
      ...row,
      id: renamed(row.id),
      sponsor: renamed(row.sponsor),
      placement: renamed(row.placement),
    })),
    sales: scene.sales.map((sale) => ({
      ...sale,
      seller: renamed(sale.seller),
      ...(sale.buyer === undefined ? {} : { buyer: renamed(sale.buyer) }),
    })),
  }).result;
  const expected = new Map([...earnings(before)].map(([id, amount]) => [renamed(id), amount]));
  expect(new Map([...earnings(after)].sort(([a], [b]) => a - b))).to.deep.equal(
    new Map([...expected].sort(([a], [b]) => a - b)),
  );
  expect(given(after)).to.equal(given(before));
}

/** A sale written as two gives everybody the same, but for what the rounding of lines makes. */
function splitting({ plans, rounding }: Specimens, plan: number, { scene, pick, part }: Draw): void {
  const split = scene.sales.flatMap((sale, index) => {
    if (index !== pick % scene.sales.length) return [sale];
    const [cv, markup] = [Number(sale.cv), Number(sale.price) - Number(sale.cv)];
    const [first, extra] = [part % (cv + 1), part % (markup + 1)];
    return [
      { ...sale, id: `${sale.id}-1`, cv: first, price: first + extra },
      { ...sale, id: `${sale.id}-2`, cv: cv - first, price: cv - first + markup - extra },
    ];
  });
  const before = earnings(run(plans[plan]!, scene).result);
  const after = earnings(run(plans[plan]!, { ...scene, sales: split }).result);
  for (const { id } of scene.network) {
    const change = (after.get(Number(id)) ?? 0) - (before.get(Number(id)) ?? 0);
    expect(Math.abs(change)).to.be.at.most(rounding);
  }
}

/** Nobody who is not active is given anything. */
function qualification({ plans }: Specimens, plan: number, { scene }: Draw): void {
  const inactive = new Set(scene.network.filter(({ active }) => active === false).map(({ id }) => id));
  for (const { kind, beneficiary } of run(plans[plan]!, scene).lines) {
    if (kind === "commission" || kind === "product") expect(inactive.has(beneficiary)).to.equal(false);
  }
}

function repeats({ plans }: Specimens, plan: number, { scene }: Draw): void {
  const texts = [1, 2].map(() => {
    const { lines, result } = run(plans[plan]!, scene);
    return `${[...result.canonical()].join("")}${lines.map((line) => Object.values(line).map(String)).join("\n")}`;
  });
  expect(texts[1]).to.equal(texts[0]);
}

export const PROPERTIES = {
  conservation,
  caps,
  rowOrder,
  monotonicity,
  relabelling,
  splitting,
  qualification,
  repeats,
} as const;
export type PropertyName = keyof typeof PROPERTIES;
