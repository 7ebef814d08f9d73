// Deleted statements and checks, changed assignments, conditions that are always or never met.
import { type Node, range, type SourceFile, textOf } from "../ast.ts";
import type { Proposal } from "../mutant.ts";

const ASSIGNMENTS: Readonly<Record<string, string>> = {
  "+=": "-=",
  "-=": "+=",
  "*=": "+=",
  "|=": "&=",
  "&=": "|=",
  "<<=": ">>=",
  ">>=": "<<=",
};

/** From a statement's first byte to behind its semicolon. */
function whole({ text }: SourceFile, node: Node): [number, number] {
  const [start, end] = range(node);
  return [start, text[end] === ";" ? end + 1 : end];
}

function deleted(file: SourceFile, node: Node, operator: string): Proposal {
  const [start, end] = whole(file, node);
  return { operator, changes: [{ kind: "statement", start, end, text: "" }] };
}

function inFor(node: Node, [parent]: readonly Node[]): boolean {
  return parent?.nodeType === "ForStatement" && parent.body !== node;
}

function onlyReverts(node: Node | undefined): boolean {
  if (node?.nodeType === "Block") return node.statements?.length === 1 && onlyReverts(node.statements[0]);
  return node?.nodeType === "RevertStatement";
}

function expressionStatement(file: SourceFile, node: Node): Proposal[] {
  const { expression } = node;
  const found = [deleted(file, node, "deleted statement")];
  if (expression?.nodeType !== "Assignment" || !expression.leftHandSide || !expression.rightHandSide) return found;
  const other = ASSIGNMENTS[expression.operator ?? ""];
  if (other === undefined) return found;
  const [start, end] = whole(file, node);
  const text = `${textOf(file, expression.leftHandSide)} ${other} ${textOf(file, expression.rightHandSide)};`;
  return [...found, { operator: "arithmetic", changes: [{ kind: "statement", start, end, text }] }];
}

function condition(node: Node, text: string): Proposal {
  const [start, end] = range(node);
  return { operator: "fixed condition", changes: [{ kind: "expression", start, end, text }] };
}

function ifStatement(file: SourceFile, node: Node): Proposal[] {
  if (onlyReverts(node.trueBody)) return node.falseBody ? [] : [deleted(file, node, "deleted check")];
  if (!node.condition) return [];
  return [condition(node.condition, "true"), condition(node.condition, "false")];
}

/** Proposals for one statement. */
export function ofStatement(file: SourceFile, node: Node, above: readonly Node[]): Proposal[] {
  switch (node.nodeType) {
    case "ExpressionStatement":
      return inFor(node, above) ? [] : expressionStatement(file, node);
    case "IfStatement":
      return ifStatement(file, node);
    case "RevertStatement":
      // Where it is all that an `if` does, the whole check is deleted instead.
      return above[0]?.nodeType === "IfStatement" ||
        (above[0]?.statements?.length === 1 && above[1]?.nodeType === "IfStatement")
        ? []
        : [deleted(file, node, "deleted check")];
    case "Return":
      return [deleted(file, node, "removed return")];
    case "EmitStatement":
    case "Break":
    case "Continue":
      return [deleted(file, node, "deleted statement")];
    default:
      return [];
  }
}
