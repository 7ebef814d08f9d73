import { readFileSync } from "node:fs";
import { expect } from "chai";
import { changesSince, readSnapshot } from "./snapshot.ts";

// test/gas/snapshot.ts
// - a figure may fall, and rise by up to one per cent; above, the run fails
// - a new figure and one that is gone fail, until the snapshot is written again
// - docs/gas.md has what the snapshot has

describe("the gas snapshot", () => {
  const snapshot = new Map([
    ["sale", 10_000n],
    ["claim", 50_000n],
  ]);

  it("lets a figure fall, or rise by up to one per cent", () => {
    const figures = new Map([
      ["sale", 10_100n],
      ["claim", 1n],
    ]);
    expect(changesSince(snapshot, figures)).to.deep.equal([
      { name: "sale", before: 10_000n, now: 10_100n, fails: false },
      { name: "claim", before: 50_000n, now: 1n, fails: false },
    ]);
    expect(changesSince(snapshot, snapshot)).to.deep.equal([]);
  });

  it("fails above that", () => {
    const [change] = changesSince(snapshot, new Map([...snapshot, ["sale", 10_101n]]));
    expect(change).to.deep.equal({ name: "sale", before: 10_000n, now: 10_101n, fails: true });
  });

  it("fails for a figure that is new or gone, so that the snapshot is whole", () => {
    expect(changesSince(snapshot, new Map([["sale", 10_000n]]))).to.deep.equal([
      { name: "claim", before: 50_000n, now: undefined, fails: true },
    ]);
    expect(changesSince(snapshot, new Map([...snapshot, ["push", 5n]]))).to.deep.equal([
      { name: "push", before: undefined, now: 5n, fails: true },
    ]);
  });

  it("is what docs/gas.md says", () => {
    const page = readFileSync("docs/gas.md", "utf8");
    const numbers = new Set(page.match(/\d[\d,]*/g)?.map((number) => BigInt(number.replaceAll(",", ""))));
    for (const [name, gas] of readSnapshot()) expect(numbers.has(gas), `${name}: ${gas}`).to.equal(true);
  });
});
