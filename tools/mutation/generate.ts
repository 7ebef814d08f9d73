// All mutants of the contracts, in a fixed order, each with a name that survives unrelated edits.
import { type Node, type Project, range, type SourceFile, typeOf, walk } from "./ast.ts";
import { type FunctionOf, functionHash, functionsOf, hashOf, reachable } from "./functions.ts";
import { applied, type Change, type Mutant, type Proposal } from "./mutant.ts";
import { ofAssembly } from "./operators/assembly.ts";
import { ofExpression } from "./operators/expressions.ts";
import { ofName } from "./operators/names.ts";
import { ofStatement } from "./operators/statements.ts";
import { regionAt, regionsOf } from "./regions.ts";

/** The value of a name that is a whole number fixed in the source. */
function fixedNumber(project: Project, node: Node): Node | undefined {
  const declared = project.declarations.get(node.referencedDeclaration ?? -1)?.node;
  if (declared?.nodeType !== "VariableDeclaration" || declared.constant !== true) return undefined;
  return typeOf(declared) === "uint256" ? (declared.value as Node | undefined) : undefined;
}

function proposals(project: Project, file: SourceFile, node: Node, above: readonly Node[]): Proposal[] {
  if (node.nodeType.startsWith("Yul")) return ofAssembly(file, node, above);
  return [
    ...ofExpression(file, node, above, (name) => fixedNumber(project, name)),
    ...ofStatement(file, node, above),
    ...ofName(project, file, node, above),
  ];
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, " ").trim();

/** The text from the first to the last changed byte, before and after. */
function shown({ text }: SourceFile, changes: readonly Change[]): [before: string, after: string] {
  const start = Math.min(...changes.map((change) => change.start));
  const end = Math.max(...changes.map((change) => change.end));
  const moved = changes.map((change) => ({ ...change, start: change.start - start, end: change.end - start }));
  return [oneLine(text.slice(start, end)), oneLine(applied(text.slice(start, end), moved))];
}

function ofFunction(project: Project, definition: FunctionOf, contracts: readonly string[]): Mutant[] {
  const { file, node, name } = definition;
  const [from] = range(node);
  const regions = regionsOf(node);
  const hash = functionHash(definition);
  const seen = new Map<string, number>();
  const found: Mutant[] = [];
  walk(node, (part, above) => {
    for (const proposal of proposals(project, file, part, above)) {
      const start = Math.min(...proposal.changes.map((change) => change.start));
      const [before, after] = shown(file, proposal.changes);
      const text = `${hash}:${before}=>${after}`;
      const nth = (seen.get(`${proposal.operator}${text}`) ?? 0) + 1;
      seen.set(`${proposal.operator}${text}`, nth);
      found.push({
        ...proposal,
        id: `${file.file}:${name}:${proposal.operator}:${hashOf(`${before}=>${after}#${nth}`)}`,
        file: file.file,
        function: name,
        functionHash: hash,
        line: file.text.slice(0, start).split("\n").length,
        before,
        after,
        region: `${file.file}:${name}:${hash}:${regionAt(regions, start)}`,
        contracts,
      });
    }
  });
  return found.sort((a, b) => (a.changes[0]?.start ?? from) - (b.changes[0]?.start ?? from));
}

/** All mutants of the contracts that ship. What is in no deployed contract has none. */
export function generate(project: Project): Mutant[] {
  const code = reachable(project);
  const found: Mutant[] = [];
  for (const file of [...project.files.values()].sort((a, b) => a.file.localeCompare(b.file))) {
    if (!file.file.startsWith("contracts/")) continue;
    for (const definition of functionsOf(file)) {
      const contracts = [...code].filter(([, ids]) => ids.has(definition.node.id ?? -1)).map(([contract]) => contract);
      if (contracts.length > 0) found.push(...ofFunction(project, definition, contracts));
    }
  }
  // Overloads of one name may share a text: the later one is told apart by its place among them.
  const count = new Map<string, number>();
  return found.map((mutant) => {
    const nth = (count.get(mutant.id) ?? 0) + 1;
    count.set(mutant.id, nth);
    return nth === 1 ? mutant : { ...mutant, id: `${mutant.id}.${nth}` };
  });
}
