// The functions of the contracts, by name, and which contracts' bytecode has each of them.
import { createHash } from "node:crypto";
import { children, type Node, type Project, type SourceFile, textOf, walk } from "./ast.ts";

export interface FunctionOf {
  readonly file: SourceFile;
  readonly node: Node;
  /** `Contract.function`, `Contract.constructor`, or the name of a free function or modifier. */
  readonly name: string;
}

export function hashOf(text: string): string {
  return createHash("sha256").update(text.replaceAll(/\s+/g, " ")).digest("hex").slice(0, 10);
}

/** A function's text without its comments, which change nothing. */
export function functionHash({ file, node }: FunctionOf): string {
  return hashOf(textOf(file, node).replaceAll(/\/\/[^\n]*/g, ""));
}

/** All functions, constructors and modifiers with a body, of one file. */
export function functionsOf(file: SourceFile): FunctionOf[] {
  const found: FunctionOf[] = [];
  const add = (node: Node, prefix: string) => {
    if (!node.body || !["FunctionDefinition", "ModifierDefinition"].includes(node.nodeType)) return;
    found.push({ file, node, name: prefix + (node.name || node.kind || "") });
  };
  for (const node of children(file.ast)) {
    if (node.nodeType === "ContractDefinition") for (const part of children(node)) add(part, `${node.name ?? ""}.`);
    else add(node, "");
  }
  return found;
}

/** Contracts that are deployed, as `file:Contract`, each with the ids of all functions and modifiers in its bytecode. */
export function reachable(project: Project): Map<string, ReadonlySet<number>> {
  const result = new Map<string, ReadonlySet<number>>();
  for (const source of project.files.values()) {
    if (!source.file.startsWith("contracts/")) continue;
    for (const node of children(source.ast)) {
      if (node.nodeType !== "ContractDefinition" || node.contractKind !== "contract" || node.abstract) continue;
      result.set(`${source.file}:${node.name ?? ""}`, codeOf(project, node));
    }
  }
  return result;
}

function codeOf(project: Project, contract: Node): ReadonlySet<number> {
  const seen = new Set<number>();
  const follow = (id: number | undefined): void => {
    if (id === undefined || id < 0 || seen.has(id)) return;
    const node = project.declarations.get(id)?.node;
    if (!node || !["FunctionDefinition", "ModifierDefinition", "VariableDeclaration"].includes(node.nodeType)) return;
    seen.add(id);
    walk(node, ({ referencedDeclaration }) => follow(referencedDeclaration));
  };
  for (const base of contract.linearizedBaseContracts ?? []) {
    const node = project.declarations.get(base)?.node;
    // A base's internal function is in the bytecode only if something calls it, but that is seldom worth telling.
    for (const part of node ? children(node) : []) follow(part.id);
  }
  return seen;
}
