// Reads the compiler's optimized intermediate code (Yul) into a tree.

export type Expression =
  | { readonly kind: "number"; readonly value: bigint }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] };

export interface Case {
  /** Undefined: the default. */
  readonly value: bigint | undefined;
  readonly body: Block;
}

export type Block = readonly Statement[];

export interface Loop {
  readonly kind: "for";
  readonly init: Block;
  readonly condition: Expression;
  readonly post: Block;
  readonly body: Block;
}

export type Statement =
  | { readonly kind: "block"; readonly body: Block }
  | { readonly kind: "let"; readonly names: readonly string[]; readonly value: Expression | undefined }
  | { readonly kind: "assign"; readonly names: readonly string[]; readonly value: Expression }
  | { readonly kind: "if"; readonly condition: Expression; readonly body: Block }
  | { readonly kind: "switch"; readonly on: Expression; readonly cases: readonly Case[] }
  | Loop
  | { readonly kind: "break" | "continue" | "leave" }
  | { readonly kind: "do"; readonly value: Expression };

export interface Routine {
  readonly name: string;
  readonly params: readonly string[];
  readonly returns: readonly string[];
  readonly body: Block;
}

/** The code of a deployed contract. */
export interface Program {
  readonly main: Block;
  readonly routines: ReadonlyMap<string, Routine>;
}

const TOKEN =
  /\s+|\/\*[\s\S]*?\*\/|\/\/[^\n]*|("(?:[^"\\]|\\.)*")|(0x[0-9a-fA-F]+|\d+)|([A-Za-z_$][\w$.]*)|(:=|->|[{}(),:])/gy;

function tokens(text: string): string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new Error(`The intermediate code cannot be read at: ${text.slice(at, at + 60)}`);
    const token = match[1] ?? match[2] ?? match[3] ?? match[4];
    if (token !== undefined) found.push(token);
  }
  return found;
}

/** Reads the deployed code of the first object in the compiler's output. */
export function readProgram(text: string): Program {
  const reader = new Reader(tokens(text));
  return reader.deployed();
}

class Reader {
  private at = 0;
  private readonly routines = new Map<string, Routine>();
  private readonly list: readonly string[];

  constructor(list: readonly string[]) {
    this.list = list;
  }

  /** The code of the object whose name ends in `_deployed`. */
  deployed(): Program {
    const { list } = this;
    this.at = list.findIndex((token, i) => token === "object" && /_deployed"$/.test(list[i + 1] ?? ""));
    if (this.at < 0) throw new Error("The intermediate code has no deployed object.");
    this.at += 3;
    this.expect("code");
    const main = this.block();
    return { main, routines: this.routines };
  }

  private peek(): string {
    return this.list[this.at] ?? "";
  }

  private next(): string {
    const token = this.peek();
    this.at += 1;
    return token;
  }

  private expect(token: string): void {
    const found = this.next();
    if (found !== token) throw new Error(`The intermediate code has "${found}" where "${token}" was expected.`);
  }

  private accept(token: string): boolean {
    if (this.peek() !== token) return false;
    this.at += 1;
    return true;
  }

  private block(): Block {
    this.expect("{");
    const body: Statement[] = [];
    while (!this.accept("}")) {
      if (this.peek() === "function") this.routine();
      else body.push(this.statement());
    }
    return body;
  }

  private routine(): void {
    this.expect("function");
    const name = this.next();
    this.expect("(");
    const params = this.peek() === ")" ? [] : this.names();
    this.expect(")");
    const returns = this.accept("->") ? this.names() : [];
    this.routines.set(name, { name, params, returns, body: this.block() });
  }

  private names(): string[] {
    const found = [this.next()];
    while (this.accept(",")) found.push(this.next());
    return found;
  }

  private statement(): Statement {
    const token = this.peek();
    switch (token) {
      case "{":
        return { kind: "block", body: this.block() };
      case "let":
        return this.declaration();
      case "if":
        this.next();
        return { kind: "if", condition: this.expression(), body: this.block() };
      case "switch":
        return this.choice();
      case "for":
        this.next();
        return {
          kind: "for",
          init: this.block(),
          condition: this.expression(),
          post: this.block(),
          body: this.block(),
        };
      case "break":
      case "continue":
      case "leave":
        this.next();
        return { kind: token };
      default:
        return this.assignment();
    }
  }

  private declaration(): Statement {
    this.expect("let");
    const names = this.names();
    return { kind: "let", names, value: this.accept(":=") ? this.expression() : undefined };
  }

  private assignment(): Statement {
    const following = this.list[this.at + 1];
    if (following !== ":=" && following !== ",") return { kind: "do", value: this.expression() };
    const names = this.names();
    this.expect(":=");
    return { kind: "assign", names, value: this.expression() };
  }

  private choice(): Statement {
    this.expect("switch");
    const on = this.expression();
    const cases: Case[] = [];
    while (this.accept("case")) cases.push({ value: BigInt(this.next()), body: this.block() });
    if (this.accept("default")) cases.push({ value: undefined, body: this.block() });
    return { kind: "switch", on, cases };
  }

  private expression(): Expression {
    const token = this.next();
    if (token.startsWith('"')) return { kind: "text", text: token.slice(1, -1) };
    if (/^\d/.test(token)) return { kind: "number", value: BigInt(token) };
    if (token === "true" || token === "false") return { kind: "number", value: token === "true" ? 1n : 0n };
    if (!this.accept("(")) return { kind: "name", name: token };
    const args: Expression[] = [];
    while (!this.accept(")")) {
      args.push(this.expression());
      this.accept(",");
    }
    return { kind: "call", name: token, args };
  }
}
