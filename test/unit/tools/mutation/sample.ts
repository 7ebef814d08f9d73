import { loadProject } from "../../../../tools/mutation/ast.ts";
import { generate } from "../../../../tools/mutation/generate.ts";
import type { Mutant } from "../../../../tools/mutation/mutant.ts";

/** One contract, of the parts of a body. */
export function contractOf(body: string): string {
  return `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

contract Sample {
${body}
}
`;
}

/** A project of one file, and its mutants. */
export function sampleOf(body: string): { project: ReturnType<typeof loadProject>; mutants: Mutant[] } {
  const project = loadProject(new Map([["contracts/Sample.sol", contractOf(body)]]));
  return { project, mutants: generate(project) };
}

/** What each mutant changes, in words. */
export function changesOf(body: string): string[] {
  return sampleOf(body).mutants.map(({ operator, before, after }) => `${operator}: ${before} => ${after}`);
}
