import { readFileSync } from "node:fs";
import { expect } from "chai";
import { BUILDS } from "../../../packages/protocol/src/index.ts";
import { buildsText, readBuilds } from "../../../tools/figures/builds.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";

const FILE = "packages/protocol/src/builds/contracts.json";

describe("the published code of the contracts", () => {
  before(function () {
    leaveOutUnderCoverage(this);
  });

  it("is what the build gives", async () => {
    const builds = await readBuilds();
    expect(builds.length).to.be.greaterThan(14);
    expect(readFileSync(FILE, "utf8"), "build from nothing, then npm run builds").to.equal(buildsText(builds));
  });

  it("is read as it was built", async () => {
    for (const build of await readBuilds()) expect(BUILDS.get(build.contract)).to.deep.equal(build);
  });
});
