import { globSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { describe, it } from "mocha";

const root = new URL("../src/", import.meta.url);
const files = globSync("**/*.ts", { cwd: root.pathname });
const source = (file: string) => readFileSync(new URL(file, root), "utf8");
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");

describe("the engine", () => {
  it("imports nothing but itself", () => {
    expect(files.length).to.be.greaterThan(50);
    for (const file of files) {
      const imports = [...source(file).matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, path = ""]) => path);
      for (const path of imports) {
        expect(path, `${file} imports ${path}`).to.match(/^\.\.?\//);
        expect(
          new URL(path, new URL(file, root)).pathname.startsWith(root.pathname),
          `${file} imports ${path}`,
        ).to.equal(true);
      }
    }
  });

  it("has no clock, no chance, no input and no output", () => {
    const outside =
      /\b(Date|Math\.random|crypto|process|console|fetch|performance|setTimeout|globalThis|Intl|toLocale\w*|localeCompare)\b/;
    // What a processor or a library may round in its own way.
    const rounded = /\bMath\.(exp|log\d*|pow|sqrt|cbrt|sin|cos|tan|hypot)\b/;
    for (const file of files) {
      const code = withoutComments(source(file));
      expect(outside.exec(code)?.[0], file).to.equal(undefined);
      expect(rounded.exec(code)?.[0], file).to.equal(undefined);
    }
  });
});
