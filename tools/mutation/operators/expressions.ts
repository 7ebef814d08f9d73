// Changed operators, bounds and conditions in expressions.
import { type Node, range, type SourceFile, textOf, typeOf } from "../ast.ts";
import type { Proposal } from "../mutant.ts";

const SWAPS: Readonly<Record<string, readonly [operator: string, ...swaps: string[]]>> = {
  "<": ["relational", "<=", ">="],
  "<=": ["relational", "<", ">"],
  ">": ["relational", ">=", "<="],
  ">=": ["relational", ">", "<"],
  "==": ["relational", "!="],
  "!=": ["relational", "=="],
  "+": ["arithmetic", "-"],
  "-": ["arithmetic", "+"],
  "*": ["arithmetic", "/"],
  "/": ["arithmetic", "*"],
  "%": ["arithmetic", "*"],
  "&": ["bitwise", "|"],
  "|": ["bitwise", "&"],
  "^": ["bitwise", "&"],
  "<<": ["shift", ">>"],
  ">>": ["shift", "<<"],
  "&&": ["logical", "||"],
  "||": ["logical", "&&"],
};

function replaced(node: Node, operator: string, text: string): Proposal {
  const [start, end] = range(node);
  return { operator, changes: [{ kind: "expression", start, end, text }] };
}

function binary(file: SourceFile, node: Node): Proposal[] {
  const { operator = "", leftExpression, rightExpression } = node;
  const swap = SWAPS[operator];
  if (swap === undefined || !leftExpression || !rightExpression || typeOf(node).startsWith("int_const")) return [];
  const [kind, ...others] = swap;
  const [left, right] = [textOf(file, leftExpression), textOf(file, rightExpression)];
  const found = others.map((other) => replaced(node, kind, `${left} ${other} ${right}`));
  if (kind === "logical")
    found.push(replaced(node, "dropped condition", left), replaced(node, "dropped condition", right));
  if (operator === "-") found.push(replaced(node, "dropped subtraction", left));
  return found;
}

/**
 * What the compiler computes of numbers alone around a number. It does so exactly; a choice within would make it compute
 * in the narrowest type that holds the number: 1 << 200 is 0 there.
 */
function computedOf(node: Node, above: readonly Node[]): Node {
  const end = above.findIndex((outer) => !typeOf(outer).startsWith("int_const"));
  return above[end - 1] ?? node;
}

/** A number is off by one. A constant is changed where it is used, so each use has to be tested. */
function number(file: SourceFile, node: Node, above: readonly Node[]): Proposal[] {
  const text = textOf(file, node);
  const whole = computedOf(node, above);
  const changed = (by: string) => {
    if (whole === node) return replaced(node, "bound", `${text} ${by}`);
    const [[start, end], [from]] = [range(node), range(whole)];
    const around = textOf(file, whole);
    return replaced(whole, "bound", `${around.slice(0, start - from)}(${text} ${by})${around.slice(end - from)}`);
  };
  const up = changed("+ 1");
  if (textOf(file, above[0] ?? node) === "address(0)") return [];
  const compared = ["==", "!=", "<<", ">>"].includes(above[0]?.operator ?? "");
  return node.value === "0" || compared ? [up] : [up, changed("- 1")];
}

/** A flag becomes its neighbour; any other number of the source is off by one. */
function constant(file: SourceFile, node: Node, above: readonly Node[], initial: Node): Proposal[] {
  const flag = initial.nodeType === "BinaryOperation" && initial.operator === "<<";
  return flag ? [replaced(node, "bound", `${textOf(file, node)} << 1`)] : number(file, node, above);
}

function unary(file: SourceFile, { operator, subExpression, ...node }: Node): Proposal[] {
  if (!subExpression || (operator !== "!" && operator !== "~")) return [];
  return [replaced(node, operator === "!" ? "logical" : "bitwise", textOf(file, subExpression))];
}

function conditional(file: SourceFile, { condition, trueExpression, falseExpression, ...node }: Node): Proposal[] {
  if (!condition || !trueExpression || !falseExpression) return [];
  const [asked, yes, no] = [condition, trueExpression, falseExpression].map((part) => textOf(file, part));
  return [replaced(node, "swapped branches", `${asked} ? ${no} : ${yes}`)];
}

/** Proposals for one expression. @param initial What a name stands for, if it is that of a number fixed in the source. */
export function ofExpression(
  file: SourceFile,
  node: Node,
  above: readonly Node[],
  initial: (node: Node) => Node | undefined,
): Proposal[] {
  // The length of an array type is no value.
  if (above.some(({ nodeType }) => nodeType.endsWith("TypeName"))) return [];
  switch (node.nodeType) {
    case "BinaryOperation":
      return binary(file, node);
    case "UnaryOperation":
      return unary(file, node);
    case "Conditional":
      return conditional(file, node);
    case "Literal":
      if (node.kind === "bool") return [replaced(node, "logical", node.value === "true" ? "false" : "true")];
      return node.kind === "number" ? number(file, node, above) : [];
    case "FunctionCall":
      // `address(0)` as a whole: an address takes no number that is computed.
      return textOf(file, node) === "address(0)" ? [replaced(node, "bound", "address(1)")] : [];
    case "Identifier":
    case "MemberAccess": {
      const value = initial(node);
      return value ? constant(file, node, above, value) : [];
    }
    default:
      return [];
  }
}
