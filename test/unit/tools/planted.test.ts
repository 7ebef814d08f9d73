import { readFileSync } from "node:fs";
import { expect } from "chai";
import { BUGS, CHANGES } from "../../../tools/planted/bugs.ts";

describe("the planted bugs", () => {
  it("can be planted into the sources as they are", () => {
    for (const { file, before, after } of CHANGES) {
      expect(readFileSync(file, "utf8").split(before), `${file}: ${before}`).to.have.length(2);
      expect(after).to.not.equal(before);
    }
  });

  it("are each woken somewhere", () => {
    const planted = CHANGES.map(({ after }) => after).join("\n");
    for (const [number, bug] of BUGS.entries()) expect(planted, bug).to.include(`planted(${number})`);
  });
});
