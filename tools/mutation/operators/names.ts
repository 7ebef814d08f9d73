// One thing named in the place of another: swapped arguments, roles and modules; removed modifiers.
import { type Node, type Project, range, type SourceFile, textOf, typeOf } from "../ast.ts";
import type { Change, Proposal } from "../mutant.ts";

const at = (node: Node, text: string): Change => {
  const [start, end] = range(node);
  return { kind: "expression", start, end, text };
};

/** Neighbours of one type trade places: arguments, and the parts of a tuple. */
function swapped(file: SourceFile, parts: readonly (Node | null)[]): Proposal[] {
  return parts.slice(1).flatMap((second, i) => {
    const first = parts[i];
    if (!first || !second || typeOf(first) !== typeOf(second) || typeOf(first) === "") return [];
    const [a, b] = [textOf(file, first), textOf(file, second)];
    if (a === b) return [];
    return [{ operator: "swapped arguments", changes: [at(first, b), at(second, a)] }];
  });
}

/** The next constant or immutable of the same type in the declaring contract: another role, another module. */
function neighbour(project: Project, node: Node): string | undefined {
  const declared = project.declarations.get(node.referencedDeclaration ?? -1);
  if (!declared?.node.stateVariable) return undefined;
  const { node: variable, file } = declared;
  const isRole =
    typeOf(variable) === "bytes32" && variable.constant === true && (variable.name ?? "").endsWith("_ROLE");
  const isPart = typeOf(variable) === "address" && variable.mutability === "immutable";
  if (!isRole && !isPart) return undefined;
  const contract = (file.ast as { nodes?: readonly Node[] }).nodes?.find((other) =>
    (other as { nodes?: readonly Node[] }).nodes?.includes(variable),
  ) as { nodes?: readonly Node[] } | undefined;
  const alike = (contract?.nodes ?? []).filter(
    (other) =>
      other.nodeType === "VariableDeclaration" &&
      typeOf(other) === typeOf(variable) &&
      other.mutability === variable.mutability &&
      (!isRole || (other.name ?? "").endsWith("_ROLE")),
  );
  const next = alike[(alike.indexOf(variable) + 1) % alike.length]?.name;
  if (next !== undefined && next !== variable.name) return next;
  return isRole ? "PAUSE_ROLE" : undefined;
}

/** The hash of a signed type, a selector or another fixed word that is not the right one. */
function word(project: Project, node: Node): string | undefined {
  const declared = project.declarations.get(node.referencedDeclaration ?? -1)?.node;
  if (declared?.nodeType !== "VariableDeclaration" || declared.constant !== true) return undefined;
  return typeOf(declared) === "bytes32" ? `~${node.name ?? ""}` : undefined;
}

function modifier(project: Project, node: Node): Proposal[] {
  const declared = project.declarations.get(node.modifierName?.referencedDeclaration ?? -1)?.node;
  if (declared?.nodeType !== "ModifierDefinition") return [];
  const [start, end] = range(node);
  return [{ operator: "removed modifier", changes: [{ kind: "modifier", start, end, text: "" }] }];
}

/** Proposals for names, calls and tuples. */
export function ofName(project: Project, file: SourceFile, node: Node, above: readonly Node[]): Proposal[] {
  switch (node.nodeType) {
    case "FunctionCall":
      return node.kind === "typeConversion" ? [] : swapped(file, node.arguments ?? []);
    case "TupleExpression":
      // On the left of an assignment the parts are places, not values.
      return above[0]?.nodeType === "Assignment" && above[0].leftHandSide === node
        ? []
        : swapped(file, node.components ?? []);
    case "ModifierInvocation":
      return modifier(project, node);
    case "Identifier": {
      if (above[0]?.nodeType === "Assignment" && above[0].leftHandSide === node) return [];
      const other = neighbour(project, node) ?? word(project, node);
      return other === undefined ? [] : [{ operator: "swapped name", changes: [at(node, other)] }];
    }
    default:
      return [];
  }
}
