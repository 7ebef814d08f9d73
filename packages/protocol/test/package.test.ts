import { globSync, readFileSync } from "node:fs";
import { expect } from "chai";

const sources = globSync("packages/protocol/src/**/*.ts").filter((path) => !path.endsWith(".d.ts"));

/** Everything that a module names in an import or export. */
function imported(source: string): string[] {
  return [...source.matchAll(/^(?:import|export|\}).*?\bfrom\s+["']([^"']+)["']/gm)].map(([, name = ""]) => name);
}

describe("package", () => {
  it("depends on ethers alone, so that it runs in Node and in a browser", () => {
    const bare = sources
      .flatMap((path) => imported(readFileSync(path, "utf8")))
      .filter((name) => !name.startsWith("."));
    expect(sources.length).to.be.greaterThan(50);
    expect([...new Set(bare)]).to.deep.equal(["ethers"]);
    const { dependencies } = JSON.parse(readFileSync("packages/protocol/package.json", "utf8"));
    expect(Object.keys(dependencies)).to.deep.equal(["ethers"]);
  });

  it("uses nothing that only Node has", () => {
    const own = sources.filter((path) => !path.includes("/src/contracts/"));
    for (const path of own) {
      expect(readFileSync(path, "utf8"), path).to.not.match(/\b(process|Buffer|require|__dirname|global)\b[.(]/);
    }
  });

  it("exports every module", () => {
    const index = imported(readFileSync("packages/protocol/src/index.ts", "utf8"));
    const modules = globSync("packages/protocol/src/*.ts").map((path) => `./${path.split("/").at(-1)}`);
    expect(index.toSorted()).to.deep.equal(
      ["./contracts/index.js", ...modules.filter((name) => name !== "./index.ts")].toSorted(),
    );
  });
});
