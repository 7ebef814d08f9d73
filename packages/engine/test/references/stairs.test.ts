import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";
import { compute, planOf, sum } from "../helpers/period.ts";
import { LADDER, RANKS, RUNS } from "../helpers/uplines.ts";
import { stairVolumes } from "./stairs.ts";

const people = fc.array(
  fc.record({
    parent: fc.nat(),
    active: fc.boolean(),
    rank: fc.nat(RANKS - 1),
    sold: fc.array(fc.nat(5000), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 12 },
);
const rates = fc.array(fc.nat(4000), { minLength: RANKS, maxLength: RANKS });

describe("differential of a period, against the definition", () => {
  it("pays each the volume of each leg at each rate, added up and rounded once", () => {
    fc.assert(
      fc.property(people, rates, (rows, byRank) => {
        const parent = (index: number) => (rows[index]?.parent ?? 0) % (index + 1);
        const climbers = rows.map(({ active, rank, sold }, index) => ({
          id: index + 1,
          parent: parent(index),
          active,
          rate: byRank[rank] as number,
          sold: BigInt(sold.reduce((total, cv) => total + cv, 0)),
        }));
        const ranks = byRank.map((rate, rank) => ({ rank: `R${rank}`, rate }));
        const { lines, result } = compute({
          plan: planOf([{ id: "stairs", family: "differential", per: "period", ranks }], { ranks: LADDER }),
          network: rows.map(({ active, rank }, index) => ({ id: index + 1, sponsor: parent(index), active, rank })),
          sales: rows.flatMap(({ sold }, index) => sold.map((cv) => ({ seller: index + 1, cv }))),
          company: 0,
        });
        const rateOf = (id: number) => climbers[id - 1]?.rate ?? 0;
        const expected = [...stairVolumes(climbers)]
          .map(([key, volume]) => {
            const [to = 0, leg = 0, below = 0] = key.split(" ").map(Number);
            return `${to} ${leg} ${below} ${(volume * BigInt(rateOf(to) - below)) / 10_000n}`;
          })
          .filter((line) => !line.endsWith(" 0"));
        const paid = lines
          .filter(({ kind }) => kind === "commission")
          .map(
            ({ beneficiary, source, facts, amount }) => `${beneficiary} ${source.id} ${facts["rateBelow"]} ${amount}`,
          );
        expect(paid.sort()).to.deep.equal(expected.sort());
        const top = BigInt(Math.max(...byRank));
        const all = (climbers.reduce((total, { sold }) => total + sold, 0n) * top) / 10_000n;
        expect(sum(lines), "paid, breakage and remainder").to.equal(all);
        expect(result.paid <= all).to.equal(true);
      }),
      { numRuns: RUNS },
    );
  });
});
