import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { PeriodState } from "../../src/index.ts";
import { COMPANY, scenes } from "../helpers/arbitrary.ts";
import { compute, planOf } from "../helpers/period.ts";
import { LADDER, RANKS, RUNS } from "../helpers/uplines.ts";
import { type Rung, World } from "./leaders.ts";
import { advancementReference, fastStartReference, type Standing, type StepTerms } from "./newcomers.ts";

const DAY = 86_400;
const name = (rank: number) => `R${rank}`;
const rank = fc.nat(RANKS - 1);
const rung = fc.record({ rate: fc.nat(2500), open: rank }).map((rule): Rung => ({ ...rule, higher: undefined }));
const level = ({ rate, open }: { rate: number; open: number }) => ({ rate, rank: name(open) });

describe("newcomers, against the definition", () => {
  it("a fast start is paid on the first days, and what it replaces on the others", () => {
    const scene = scenes({ people: 8, sales: 10, ranks: RANKS });
    const second = fc.integer({ min: 0, max: 8 * DAY });
    const times = fc.array(fc.record({ time: second, since: fc.option(second) }), { minLength: 10, maxLength: 10 });
    const terms = fc.record({
      of: fc.constantFrom("distributor" as const, "customer" as const),
      days: fc.integer({ min: 1, max: 6 }),
      own: rung,
      rungs: fc.array(rung, { maxLength: 3 }),
    });
    const other = fc.array(rung, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(scene, times, terms, other, ({ network, sales }, when, how, list) => {
        const rows = network.map((row) => ({ ...row, enrolled: (row.enrolled ?? 0) * DAY + Number(row.id) }));
        const timed = sales.map((sale, index) => ({
          ...sale,
          time: when[index]?.time ?? 0,
          buyerSince: when[index]?.since ?? undefined,
        }));
        const { of, days, own, rungs } = how;
        const fast = { id: "fast", family: "fast-start", of, days, own: level(own), levels: rungs.map(level) };
        const team = { id: "team", family: "unilevel", levels: list.map(level) };
        const { lines, result } = compute({
          plan: planOf([{ ...fast, replaces: ["team"] }, team], { ranks: LADDER }),
          network: rows,
          sales: timed,
          company: COMPANY,
        });
        const expected = fastStartReference(
          new World({ network, sales }),
          (id) => rows.find((row) => row.id === id)?.enrolled ?? 0,
          timed.map((sale) => ({
            ...sale,
            seller: Number(sale.seller),
            buyer: Number(sale.buyer ?? -1),
            cv: Number(sale.cv),
          })),
          how,
          list,
        );
        for (const [index, id] of ["fast", "team"].entries()) {
          const paid = new Map<number, number>();
          for (const line of lines) {
            if (line.bonus !== id || line.kind !== "commission") continue;
            paid.set(Number(line.beneficiary), (paid.get(Number(line.beneficiary)) ?? 0) + Number(line.amount));
          }
          expect({ paid, lost: Number(result.bonuses[index]?.breakage) }).to.deep.equal(expected[index]);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("each step of the ladder is paid once, when it was held for long enough", () => {
    const periods = 7;
    const step = fc.record({
      rank: fc.integer({ min: 1, max: RANKS - 1 }),
      amount: fc.integer({ min: 1, max: 500 }),
      periods: fc.integer({ min: 1, max: 4 }),
      withinDays: fc.option(fc.integer({ min: 1, max: 70 }), { nil: undefined }),
    });
    const steps = fc.uniqueArray(step, {
      minLength: 1,
      maxLength: 5,
      selector: (rule) => `${rule.rank} ${rule.periods}`,
    });
    const standing = fc.record({ rank, active: fc.integer({ min: 0, max: 4 }).map((value) => value > 0) });
    const history = fc.array(standing, { minLength: periods, maxLength: periods });
    const person = fc.record({ enrolled: fc.nat(40 * DAY), history });
    const counting = fc.constantFrom("inARow" as const, "inAll" as const);
    const together = fc.constantFrom("all" as const, "highest" as const);
    fc.assert(
      fc.property(
        fc.array(person, { minLength: 1, maxLength: 3 }),
        steps,
        counting,
        together,
        (people, list, count, which) => {
          const plan = planOf(
            [{ id: "step", family: "advancement", ...asPlan(list), counting: count, together: which }],
            {
              ranks: LADDER,
            },
          );
          let state: PeriodState = {};
          const paid = Array.from({ length: periods }, (_, number) => {
            const computed = compute({
              plan,
              network: people.map((row, id) => ({ id, enrolled: row.enrolled, ...(row.history[number] as Standing) })),
              sales: [],
              state,
              period: { number, start: number * 10 * DAY, end: (number + 1) * 10 * DAY },
            });
            state = computed.result.state;
            return people.map((_row, id) => Number(computed.earned(id)));
          });
          for (const [id, row] of people.entries()) {
            const age = (period: number) => (period * 10 * DAY - row.enrolled) / DAY;
            const expected = advancementReference(row.history, age, list, count, which);
            expect(paid.map((amounts) => amounts[id])).to.deep.equal(expected);
          }
        },
      ),
      { numRuns: Math.ceil(RUNS / 2) },
    );
  });
});

/** Amounts of the reference are cents. */
function asPlan(steps: readonly StepTerms[]): object {
  return {
    steps: steps.map(({ rank: number, amount, withinDays, ...step }) => ({
      ...step,
      rank: name(number),
      amount: `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, "0")}`,
      ...(withinDays === undefined ? {} : { withinDays }),
    })),
  };
}
