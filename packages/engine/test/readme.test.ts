import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { describe, it } from "mocha";
import { FAMILIES } from "../src/index.ts";

const page = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const block = (language: string) => new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? "";

describe("README", () => {
  it("has an example that prints what it says", () => {
    const index = new URL("../src/index.ts", import.meta.url).href;
    const code = block("ts").replace("@upline/engine", index);
    const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", code], {
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1" },
    });
    expect(stderr).to.equal("");
    const lines = stdout.trimEnd().split("\n");
    expect(`${lines.slice(0, -1).join("\n")}\n`).to.equal(block("text"));
    expect(lines.at(-1)).to.match(/^0x[0-9a-f]{64}$/);
  });

  it("names every family", () => {
    for (const { name } of FAMILIES) expect(page).to.include(`\`${name}\``);
  });
});
