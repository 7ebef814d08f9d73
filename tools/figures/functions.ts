// The length of every function of the contracts that ship, from its header to its closing brace.
import { globSync, readFileSync } from "node:fs";
import { parse, visit } from "@solidity-parser/parser";

export interface FunctionLength {
  /** `Contract.function`, or the function's name where it is free. */
  readonly name: string;
  readonly file: string;
  readonly lines: number;
}

/** All functions with a body, the longest first. */
export function functionLengths(): readonly FunctionLength[] {
  return globSync("contracts/**/*.sol", { exclude: ["contracts/mocks/**"] })
    .sort()
    .flatMap(functionsOf)
    .sort((a, b) => b.lines - a.lines);
}

function functionsOf(file: string): FunctionLength[] {
  const found: FunctionLength[] = [];
  let contract = "";
  visit(parse(readFileSync(file, "utf8"), { loc: true }), {
    ContractDefinition: ({ name }) => {
      contract = `${name}.`;
    },
    "ContractDefinition:exit": () => {
      contract = "";
    },
    FunctionDefinition: ({ name, isConstructor, body, loc }) => {
      if (!body || !loc) return;
      const called = isConstructor ? "constructor" : (name ?? "");
      found.push({ name: contract + called, file, lines: loc.end.line - loc.start.line + 1 });
    },
  });
  return found;
}
