import { expect } from "chai";
import { describe, it } from "mocha";
import { checkPlan, type DistributorRow } from "../../src/index.ts";
import { compute, planOf } from "../helpers/period.ts";

/** Runs periods of a refused plan, for analysis, each with its own network. */
const run = (bonus: object, networks: readonly (readonly DistributorRow[])[]) => {
  let state = {};
  return networks.map((network) => {
    const { lines, result } = compute({ plan: planOf([bonus]), network, sales: [], state, analyse: true });
    state = result.state;
    return lines.map(({ beneficiary, amount, facts }) => [beneficiary, amount, facts["count"]]);
  });
};

describe("board", () => {
  // https://asmimiejauligig101.wixsite.com/rapidsponsoring/single-post/2015/08/25/how-do-mlm-board-planmatrix-cycle-plan-binary-plan-works
  it("gives the source's 75 for six filled places, in analysis only", () => {
    const network = [{ id: 1 }, ...[2, 3, 4, 5, 6, 7].map((id) => ({ id, sponsor: id >> 1 }))];
    expect(run({ id: "board", family: "board", places: 6, amount: 75 }, [network, network])).to.deep.equal([
      [[1, 75_00n, 1n]],
      [],
    ]);
  });

  it("counts everybody below, and pays each board once over periods", () => {
    const line = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ id: index + 1, sponsor: index || undefined }));
    expect(run({ id: "board", family: "board", places: 2, amount: 1 }, [line(4), line(7)])).to.deep.equal([
      [
        [1, 1_00n, 1n],
        [2, 1_00n, 1n],
      ],
      [
        [1, 2_00n, 2n],
        [2, 1_00n, 1n],
        [3, 2_00n, 2n],
        [4, 1_00n, 1n],
        [5, 1_00n, 1n],
      ],
    ]);
  });
});

describe("boards and lines", () => {
  it("pay for people, and nothing bounds them", () => {
    const issues = (bonus: object) => checkPlan(planOf([bonus])).issues.map(({ severity, path }) => [severity, path]);
    const both = [
      ["refused", "$.bonuses[0].family"],
      ["warning", "$.bonuses[0]"],
    ];
    expect(issues({ id: "board", family: "board", places: 6, amount: 75 })).to.deep.equal(both);
    expect(issues({ id: "line", family: "monoline", depth: 2, amount: 5 })).to.deep.equal(both);
  });
});

describe("monoline", () => {
  it("pays for whoever enrolled later, to a depth, whoever sponsored him", () => {
    const people = [
      { id: 1, enrolled: 30 },
      { id: 2, enrolled: 10 },
      { id: 3, enrolled: 20 },
      { id: 4, enrolled: 10 },
    ];
    const line = { id: "line", family: "monoline", depth: 2, amount: 5 };
    expect(run(line, [people.slice(0, 3), people])).to.deep.equal([
      [
        [2, 10_00n, 2n],
        [3, 5_00n, 1n],
      ],
      [[4, 10_00n, 2n]],
    ]);
    expect(run({ ...line, depth: 9 }, [[{ id: 1 }, { id: 2 }, { id: 3, enrolled: 0 }]])).to.deep.equal([
      [
        [1, 10_00n, 2n],
        [2, 5_00n, 1n],
      ],
    ]);
  });
});
