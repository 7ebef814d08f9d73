// The same mistakes in assembly: operators, bounds, deleted statements, conditions.
import { type Node, range, type SourceFile, textOf, walk } from "../ast.ts";
import type { PlaceKind, Proposal } from "../mutant.ts";

const SWAPS: Readonly<Record<string, string>> = {
  add: "sub",
  sub: "add",
  mul: "div",
  div: "mul",
  and: "or",
  or: "and",
  xor: "and",
  shl: "shr",
  shr: "shl",
  lt: "gt",
  gt: "lt",
};

/** What may not run twice: a change of an expression computes it both ways. */
const EFFECTS =
  /^(call|delegatecall|staticcall|callcode|create2?|log\d|m?store8?|sstore|tstore|calldatacopy|codecopy|returndatacopy|mcopy|return|revert|pop)$/;

function hasEffects(node: Node): boolean {
  let found = false;
  walk(node, ({ nodeType, functionName }) => {
    if (nodeType === "YulFunctionCall" && EFFECTS.test(functionName?.name ?? "")) found = true;
  });
  return found;
}

function proposal(node: Node, operator: string, text: string, kind: PlaceKind = "yulExpression"): Proposal {
  const [start, end] = range(node);
  return { operator, changes: [{ kind, start, end, text }] };
}

function call(file: SourceFile, node: Node): Proposal[] {
  const { functionName, arguments: given = [] } = node;
  const name = functionName?.name ?? "";
  const [first, second] = given.map((argument) => textOf(file, argument));
  if (hasEffects(node) || first === undefined) return [];
  if (name === "iszero" || name === "not")
    return [proposal(node, "logical", name === "not" ? first : `iszero(iszero(${first}))`)];
  if (second === undefined) return [];
  if (name === "eq") return [proposal(node, "relational", `iszero(eq(${first}, ${second}))`)];
  const other = SWAPS[name];
  if (other === undefined) return [];
  const found = [proposal(node, "assembly operator", `${other}(${first}, ${second})`)];
  return name === "sub" ? [...found, proposal(node, "dropped subtraction", first)] : found;
}

/** Proposals for one node of an assembly block. */
export function ofAssembly(file: SourceFile, node: Node, above: readonly Node[]): Proposal[] {
  const [parent] = above;
  switch (node.nodeType) {
    case "YulFunctionCall":
      return call(file, node);
    case "YulLiteral":
      if (node.kind !== "number" || parent?.nodeType === "YulCase") return [];
      return [proposal(node, "bound", `add(${textOf(file, node)}, 1)`)];
    case "YulExpressionStatement":
    case "YulAssignment":
      return [proposal(node, "deleted statement", "", "yulStatement")];
    case "YulIf":
      return node.condition && !hasEffects(node.condition)
        ? [proposal(node.condition, "fixed condition", "1"), proposal(node.condition, "fixed condition", "0")]
        : [];
    default:
      return [];
  }
}
