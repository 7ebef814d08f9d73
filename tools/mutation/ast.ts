// The compiler's own syntax trees, with types and resolved names, over the text they were made from.
import { analyse, projectSources, readImport, type Sources } from "./compiler.ts";

interface TypeOf {
  readonly typeString?: string;
  readonly typeIdentifier?: string;
}

/** A node of the compiler's tree, Solidity or Yul: what is read here of any of them. */
export interface Node {
  readonly nodeType: string;
  readonly src: string;
  readonly id?: number;
  readonly name?: string;
  readonly kind?: string;
  readonly operator?: string;
  readonly prefix?: boolean;
  readonly constant?: boolean;
  readonly mutability?: string;
  readonly abstract?: boolean;
  readonly contractKind?: string;
  readonly referencedDeclaration?: number;
  readonly memberName?: string;
  readonly visibility?: string;
  readonly stateVariable?: boolean;
  readonly linearizedBaseContracts?: readonly number[];
  readonly typeDescriptions?: TypeOf;
  readonly commonType?: TypeOf;
  readonly leftExpression?: Node;
  readonly rightExpression?: Node;
  readonly leftHandSide?: Node;
  readonly rightHandSide?: Node;
  readonly subExpression?: Node;
  readonly expression?: Node;
  readonly condition?: Node;
  readonly trueExpression?: Node;
  readonly falseExpression?: Node;
  readonly trueBody?: Node;
  readonly falseBody?: Node;
  readonly body?: Node;
  readonly modifierName?: Node;
  readonly modifiers?: readonly Node[];
  readonly parameters?: Node;
  readonly value?: unknown;
  readonly functionName?: Node;
  readonly arguments?: readonly Node[];
  readonly components?: readonly (Node | null)[];
  readonly statements?: readonly Node[];
  readonly AST?: Node;
}

/** A file with its tree. Offsets of nodes are bytes, so `text` has one character a byte. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
  readonly ast: Node;
}

export interface Project {
  readonly files: ReadonlyMap<string, SourceFile>;
  /** All declarations of all files by the compiler's id. */
  readonly declarations: ReadonlyMap<number, { readonly node: Node; readonly file: SourceFile }>;
}

/** UTF-8 text with one character a byte, and back. */
export const toBytes = (text: string): string => Buffer.from(text, "utf8").toString("latin1");
export const fromBytes = (bytes: string): string => Buffer.from(bytes, "latin1").toString("utf8");

export function range({ src }: Node): [start: number, end: number] {
  const [start = 0, length = 0] = src.split(":").map(Number);
  return [start, start + length];
}

export function textOf({ text }: SourceFile, node: Node): string {
  return text.slice(...range(node));
}

export function typeOf(node: Node | undefined): string {
  return node?.typeDescriptions?.typeString ?? "";
}

export function children(node: Node): Node[] {
  return Object.values(node)
    .flatMap((value: unknown) => (Array.isArray(value) ? (value as unknown[]) : [value]))
    .filter((value): value is Node => typeof value === "object" && value !== null && "nodeType" in value);
}

/** Visits a node and all below it, each with what is above it, the nearest first. */
export function walk(
  node: Node,
  visit: (node: Node, above: readonly Node[]) => void,
  above: readonly Node[] = [],
): void {
  visit(node, above);
  for (const child of children(node)) walk(child, visit, [node, ...above]);
}

/** Reads and analyses the contracts. @throws Error if they do not compile. */
export function loadProject(sources: Sources = projectSources()): Project {
  const { errors, sources: trees } = analyse<Node>(sources);
  const [error] = errors;
  if (error !== undefined) throw new Error(`The contracts do not compile: ${error.formattedMessage}`);
  const files = new Map<string, SourceFile>();
  const declarations = new Map<number, { node: Node; file: SourceFile }>();
  for (const [file, { ast }] of Object.entries(trees)) {
    const source = { file, text: toBytes(sources.get(file) ?? readImport(file)), ast };
    files.set(file, source);
    walk(ast, (node) => {
      if (node.id !== undefined) declarations.set(node.id, { node, file: source });
    });
  }
  return { files, declarations };
}
