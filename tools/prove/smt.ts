// Turns terms into whole-number formulas for the solver. Words are numbers from 0 to 2^256 − 1; what wraps around is said
// to. Every word of which slices are used is taken apart into unknown fields whose weighted sum it is.
import { asSum, scaled } from "./sums.ts";
import type { Operation, Sum, Truth, Word } from "./term.ts";
import { BITS, bitsOf, LIMIT, ZERO } from "./terms.ts";

/** A script for the solver. */
export interface Script {
  /** Without the meaning of products: each is any number within its bounds. */
  readonly text: string;
  /** That they are products. */
  readonly products: string;
  /** Names of the unknowns in it, of which a model can be asked. */
  readonly unknowns: ReadonlyMap<string, string>;
  /** What was replaced by anything at all, since the translation does not know it: a model may then be no real case. */
  readonly loose: readonly string[];
}

/** A formula that holds where all these hold. */
export function script(truths: readonly Truth[]): Script {
  return new Translation(truths).script();
}

class Translation {
  private readonly cuts = new Map<Word, Set<number>>();
  private readonly words = new Map<number, string>();
  private readonly truths = new Map<number, string>();
  private readonly fields = new Map<Word, readonly { readonly at: number; readonly name: string }[]>();
  private readonly lines: string[] = [];
  private readonly stores = new Set<string>();
  private readonly hashes = new Set<string>();
  private readonly unknowns = new Map<string, string>();
  private readonly loose = new Set<string>();
  private readonly products = new Map<string, string>();
  private readonly exact: string[] = [];
  private readonly given: readonly Truth[];
  private count = 0;

  constructor(given: readonly Truth[]) {
    this.given = given;
    new Cutter(this.cuts).all(given);
  }

  script(): Script {
    const claims = this.given.map((truth) => `(assert ${this.truth(truth)})`);
    const text = [...this.lines, ...claims, ""].join("\n");
    return { text, products: this.exact.join("\n"), unknowns: this.unknowns, loose: [...this.loose] };
  }

  private declare(least: bigint, most: bigint): string {
    const name = `x${++this.count}`;
    this.lines.push(`(declare-const ${name} Int)(assert (and (<= ${least} ${name}) (<= ${name} ${most})))`);
    return name;
  }

  private define(sort: "Int" | "Bool", text: string): string {
    if (!text.startsWith("(")) return text;
    const name = `${sort === "Int" ? "w" : "b"}${++this.count}`;
    this.lines.push(`(define-fun ${name} () ${sort} ${text})`);
    return name;
  }

  private truth(truth: Truth): string {
    const known = this.truths.get(truth.id);
    if (known !== undefined) return known;
    const name = this.define("Bool", this.truthText(truth));
    this.truths.set(truth.id, name);
    return name;
  }

  private truthText(truth: Truth): string {
    switch (truth.kind) {
      case "true":
      case "false":
        return truth.kind;
      case "not":
        return `(not ${this.truth(truth.of)})`;
      case "all":
        return `(and ${truth.of.map((t) => this.truth(t)).join(" ")})`;
      case "any":
        return `(or ${truth.of.map((t) => this.truth(t)).join(" ")})`;
      case "equal":
        return `(= ${this.word(truth.a)} ${this.word(truth.b)})`;
      case "below":
        return `(< ${this.word(truth.a)} ${this.word(truth.b)})`;
      case "atMost":
        return `(<= ${this.sum(truth.a)} ${this.sum(truth.b)})`;
    }
  }

  private sum(sum: Sum): string {
    const terms = sum.map(({ times, words: [first, second, ...more] }) => {
      if (more.length > 0) throw new Error("Products of more than two words are not used.");
      const value = first && second ? this.product(first, second) : first && this.word(first);
      return value === undefined ? signed(times) : `(* ${signed(times)} ${value})`;
    });
    return `(+ 0 ${terms.join(" ")})`;
  }

  private word(word: Word): string {
    const known = this.words.get(word.id);
    if (known !== undefined) return known;
    const name = this.define("Int", this.wordText(word));
    this.words.set(word.id, name);
    return name;
  }

  private wordText(word: Word): string {
    if (word.kind === "const") return `${word.value}`;
    if (word.kind === "joined") {
      const parts = word.parts.map(({ at, len, src, from }) => `(* ${1n << BigInt(at)} ${this.part(src, from, len)})`);
      return `(+ ${word.base} ${parts.join(" ")})`;
    }
    if (word.kind === "unknown") return this.unknown(word);
    return this.cuts.has(word) ? this.fieldsSum(word) : this.plain(word);
  }

  /** An unknown is the sum of its fields. */
  private unknown(word: Word & { readonly kind: "unknown" }): string {
    const name = this.cuts.has(word) ? this.define("Int", this.fieldsSum(word)) : this.declare(0n, word.most);
    this.unknowns.set(word.name, name);
    return name;
  }

  private fieldsSum(word: Word): string {
    return `(+ 0 ${this.fieldsOf(word)
      .map(({ at, name }) => `(* ${1n << BigInt(at)} ${name})`)
      .join(" ")})`;
  }

  /** The fields of a word, between the places where it is cut. */
  private fieldsOf(word: Word): readonly { readonly at: number; readonly name: string }[] {
    const known = this.fields.get(word);
    if (known) return known;
    // What the word is made of comes first.
    const value = word.kind === "unknown" ? undefined : this.plain(word);
    const end = bitsOf(word.most);
    const cuts = [...(this.cuts.get(word) ?? []), 0].filter((at) => at < end).sort((a, b) => a - b);
    const places = [...new Set(cuts)];
    const fields = places.map((at, i) => {
      const most = (1n << BigInt((places[i + 1] ?? end) - at)) - 1n;
      return { at, name: this.declare(0n, most) };
    });
    this.fields.set(word, fields);
    if (value !== undefined) this.lines.push(`(assert (= ${value} ${this.fieldsSum(word)}))`);
    return fields;
  }

  private part(src: Word, from: number, len: number): string {
    if (from === 0 && len >= bitsOf(src.most)) return this.word(src);
    // So that its value is known in an example.
    if (src.kind === "unknown") this.word(src);
    const inside = this.fieldsOf(src).filter(({ at }) => at >= from && at < from + len);
    return `(+ 0 ${inside.map(({ at, name }) => `(* ${1n << BigInt(at - from)} ${name})`).join(" ")})`;
  }

  private plain(word: Word): string {
    switch (word.kind) {
      case "choice":
        return `(ite ${this.truth(word.when)} ${this.word(word.yes)} ${this.word(word.no)})`;
      case "stored":
        return this.applied(this.stores, `store${word.store}`, [word.key], word.most);
      case "hash":
        return this.applied(this.hashes, `hash${word.args.length}`, word.args, word.most);
      case "op":
        return this.operation(word.op, word, word.args);
      default:
        throw new Error(`A ${word.kind} has no plain value.`);
    }
  }

  /** A function of which only is known that equal arguments give equal values. */
  private applied(declared: Set<string>, name: string, args: readonly Word[], most: bigint): string {
    const values = args.map((arg) => this.word(arg));
    if (!declared.has(name)) this.lines.push(`(declare-fun ${name} (${args.map(() => "Int").join(" ")}) Int)`);
    declared.add(name);
    const value = this.define("Int", `(${name} ${values.join(" ")})`);
    this.lines.push(`(assert (and (<= 0 ${value}) (<= ${value} ${most})))`);
    return value;
  }

  private operation(op: Operation, word: Word, args: readonly Word[]): string {
    const [a = ZERO, b = ZERO] = args;
    const [x, y] = [this.word(a), this.word(b)];
    switch (op) {
      case "add":
        return a.most + b.most < LIMIT
          ? `(+ ${x} ${y})`
          : `(ite (< (+ ${x} ${y}) ${LIMIT}) (+ ${x} ${y}) (- (+ ${x} ${y}) ${LIMIT}))`;
      case "sub":
        return a.least >= b.most ? `(- ${x} ${y})` : `(ite (>= ${x} ${y}) (- ${x} ${y}) (+ (- ${x} ${y}) ${LIMIT}))`;
      case "less":
        return `(ite (>= ${x} ${y}) (- ${x} ${y}) 0)`;
      case "mul":
        return a.most * b.most < LIMIT ? this.product(a, b) : this.anything(word);
      case "div":
        return b.kind === "const" ? this.quotient(x, b.value, word.most) : `(ite (= ${y} 0) 0 (div ${x} ${y}))`;
      case "mod":
        return b.kind === "const" ? `(mod ${x} ${b.value})` : `(ite (= ${y} 0) 0 (mod ${x} ${y}))`;
      default:
        return this.anything(word);
    }
  }

  /** Products are of unknowns only: sums, differences and choices are multiplied part by part. */
  private product(a: Word, b: Word): string {
    const key = a.id < b.id ? `${a.id}*${b.id}` : `${b.id}*${a.id}`;
    const known = this.products.get(key);
    if (known !== undefined) return known;
    const name = this.define("Int", this.productText(a, b) ?? this.productText(b, a) ?? this.unknownProduct(a, b));
    this.products.set(key, name);
    return name;
  }

  private productText(a: Word, b: Word): string | undefined {
    if (a.kind === "const") return `(* ${a.value} ${this.word(b)})`;
    if (a.kind === "choice") return `(ite ${this.truth(a.when)} ${this.product(a.yes, b)} ${this.product(a.no, b)})`;
    if (a.kind === "op" && a.op === "less") {
      const [more = ZERO, fewer = ZERO] = a.args;
      const [x, y] = [this.word(more), this.word(fewer)];
      return `(ite (>= ${x} ${y}) (- ${this.product(more, b)} ${this.product(fewer, b)}) 0)`;
    }
    const sum = asSum(a);
    return sum.length === 1 ? undefined : this.sum(scaled(sum, b));
  }

  /** A number of which is known that it is zero where one of both is, and at most what bounds say. */
  private unknownProduct(a: Word, b: Word): string {
    const [x, y] = [this.word(a), this.word(b)];
    const name = this.declare(0n, a.most * b.most);
    this.lines.push(`(assert (and (<= ${name} (* ${a.most} ${y})) (<= ${name} (* ${b.most} ${x}))))`);
    this.exact.push(`(assert (= ${name} (* ${x} ${y})))`);
    return name;
  }

  private quotient(dividend: string, divisor: bigint, most: bigint): string {
    const name = this.declare(0n, most);
    const product = `(* ${divisor} ${name})`;
    this.lines.push(`(assert (and (<= ${product} ${dividend}) (< ${dividend} (+ ${product} ${divisor}))))`);
    return name;
  }

  private anything(word: Word & { readonly op?: Operation }): string {
    this.loose.add(word.op ?? word.kind);
    return this.declare(0n, word.most);
  }
}

const signed = (value: bigint) => (value < 0n ? `(- ${-value})` : `${value}`);

/** Finds where words are cut into slices. */
class Cutter {
  private readonly seen = new Set<number>();
  private readonly cuts: Map<Word, Set<number>>;

  constructor(cuts: Map<Word, Set<number>>) {
    this.cuts = cuts;
  }

  all(truths: readonly Truth[]): void {
    for (const truth of truths) this.truth(truth);
  }

  private truth(truth: Truth): void {
    if (this.seen.has(truth.id)) return;
    this.seen.add(truth.id);
    if (truth.kind === "not") this.truth(truth.of);
    if (truth.kind === "all" || truth.kind === "any") this.all(truth.of);
    if (truth.kind === "equal" || truth.kind === "below") this.words([truth.a, truth.b]);
    if (truth.kind === "atMost") this.words([...truth.a, ...truth.b].flatMap(({ words }) => words));
  }

  private words(words: readonly Word[]): void {
    for (const word of words) this.word(word);
  }

  private word(word: Word): void {
    if (this.seen.has(word.id)) return;
    this.seen.add(word.id);
    if (word.kind === "op" || word.kind === "hash") this.words(word.args);
    if (word.kind === "stored") this.word(word.key);
    if (word.kind === "choice") {
      this.truth(word.when);
      this.words([word.yes, word.no]);
    }
    if (word.kind !== "joined") return;
    for (const { src, from, len } of word.parts) {
      this.word(src);
      if (from === 0 && len >= bitsOf(src.most)) continue;
      const cuts = this.cuts.get(src) ?? new Set<number>();
      this.cuts.set(src, cuts.add(from).add(Math.min(from + len, BITS)));
    }
  }
}
