import { readFileSync } from "node:fs";
import { expect } from "chai";
import { networkColumns } from "../src/input/read-network.ts";
import { salesColumns } from "../src/input/read-sales.ts";
import { columnTable } from "./helpers/column-table.ts";
import { examplesOf } from "./helpers/readme.ts";
import { upline } from "./helpers/upline.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const example = (name: string) => readFileSync(new URL(`../example/${name}`, import.meta.url), "utf8");

describe("the README", () => {
  for (const { args, printed } of examplesOf(readme)) {
    it(`shows what upline ${args.slice(0, 2).join(" ")} ${args.at(-1)} prints`, async () => {
      const { stdout, stderr } = await upline(args);
      expect(stdout + stderr).to.equal(printed);
    });
  }

  it("has commands", () => {
    expect(examplesOf(readme)).to.have.length(5);
  });

  it("shows the example's files as they are", () => {
    for (const name of ["network.csv", "sales.csv"]) expect(readme).to.include(`\`\`\`csv\n${example(name)}\`\`\``);
  });

  it("lists the columns", () => {
    // Spaces and dashes only line the table up.
    const plain = (text: string) => text.replace(/ +/g, " ").replace(/-+/g, "-").replaceAll("| - ", "|-");
    expect(plain(readme)).to.include(plain(columnTable(networkColumns([]))));
    expect(plain(readme)).to.include(plain(columnTable(salesColumns(2))));
  });
});
