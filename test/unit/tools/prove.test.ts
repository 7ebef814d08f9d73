import { expect } from "chai";
import type { Finding } from "../../../tools/prove/check.ts";
import { BugPlaceError, planted } from "../../../tools/prove/compile.ts";
import { PROPERTIES } from "../../../tools/prove/properties.ts";
import { problemsOf } from "../../../tools/prove/prove.ts";
import { script } from "../../../tools/prove/smt.ts";
import type { Truth, Word } from "../../../tools/prove/term.ts";
import {
  add,
  and,
  below,
  choice,
  complement,
  constant,
  equal,
  MASK,
  or,
  shl,
  shr,
  slice,
  sub,
  truthOf,
  unknown,
  wordOf,
  xor,
} from "../../../tools/prove/terms.ts";
import { readProgram } from "../../../tools/prove/yul.ts";
import { readAnswer, SolverMissingError, solverVersion } from "../../../tools/prove/z3.ts";
import { Random } from "../../helpers/random.ts";

const X = unknown("x");
const Y = unknown("y", 96);

/** What a term is with these values. */
function worthOf(word: Word, values: ReadonlyMap<Word, bigint>): bigint {
  const of = (other: Word) => worthOf(other, values);
  switch (word.kind) {
    case "const":
      return word.value;
    case "choice":
      return holds(word.when, values) ? of(word.yes) : of(word.no);
    case "joined":
      return word.parts.reduce(
        (sum, { at, len, src, from }) => sum | (BigInt.asUintN(len, of(src) >> BigInt(from)) << BigInt(at)),
        word.base,
      );
    case "op": {
      const [a = 0n, b = 0n] = word.args.map(of);
      const results = { add: a + b, sub: a - b, and: a & b, or: a | b, xor: a ^ b } as Record<string, bigint>;
      return BigInt.asUintN(256, results[word.op]!);
    }
    default:
      return values.get(word)!;
  }
}

function holds(truth: Truth, values: ReadonlyMap<Word, bigint>): boolean {
  switch (truth.kind) {
    case "true":
    case "false":
      return truth.kind === "true";
    case "not":
      return !holds(truth.of, values);
    case "all":
      return truth.of.every((each) => holds(each, values));
    case "any":
      return truth.of.some((each) => holds(each, values));
    case "equal":
      return worthOf(truth.a, values) === worthOf(truth.b, values);
    case "below":
      return worthOf(truth.a, values) < worthOf(truth.b, values);
    case "atMost":
      throw new Error("Sums are not used here.");
  }
}

describe("The prover's terms", () => {
  it("are, simplified, what the EVM computes", () => {
    const random = new Random(7);
    const bits = () => random.below(257);
    const wide = () =>
      Array.from({ length: 16 }, () => random.below(1 << 16)).reduce((n, d) => (n << 16n) | BigInt(d), 0n);
    for (let round = 0; round < 3_000; round += 1) {
      const values = new Map([
        [X, BigInt.asUintN(256, wide() & (MASK << BigInt(bits())))],
        [Y, BigInt.asUintN(96, wide())],
      ]);
      let [word, expected]: [Word, bigint] = [X, values.get(X)!];
      for (let step = 0; step < 6; step += 1) {
        const mask = BigInt.asUintN(256, (MASK >> BigInt(bits())) << BigInt(bits()));
        const other = random.oneIn(2) ? Y : shl(bits(), Y);
        const value = worthOf(other, values);
        const n = bits();
        const [next, wanted] = [
          () => [add(word, other), expected + value] as const,
          () => [sub(word, other), expected - value] as const,
          () => [shl(n, word), expected << BigInt(n)] as const,
          () => [shr(n, word), expected >> BigInt(n)] as const,
          () => [and(word, constant(mask)), expected & mask] as const,
          () => [or(word, constant(mask)), expected | mask] as const,
          () => [xor(word, other), expected ^ value] as const,
          () => [or(word, other), expected | value] as const,
          () => [complement(word), MASK - expected] as const,
          () => [slice(word, n, 96), (expected >> BigInt(n)) & ((1n << 96n) - 1n)] as const,
          () => [choice(below(word, other), other, word), expected < value ? value : expected] as const,
          () => [choice(equal(word, other), constant(mask), word), expected === value ? mask : expected] as const,
          () => [add(word, wordOf(truthOf(other))), expected + (value === 0n ? 0n : 1n)] as const,
        ][random.below(13)]!();
        [word, expected] = [next, BigInt.asUintN(256, wanted)];
      }
      expect(worthOf(word, values), `round ${round}`).to.equal(expected);
      expect(expected <= word.most && expected >= word.least, `bounds of round ${round}`).to.equal(true);
    }
  });

  it("see through packed fields", () => {
    const packed = or(and(X, constant(MASK - (((1n << 96n) - 1n) << 32n))), shl(32, Y));
    expect(slice(packed, 32, 96)).to.equal(Y);
    expect(slice(packed, 128, 128)).to.equal(slice(X, 128, 128));
    expect(slice(add(X, shl(32, Y)), 0, 32)).to.equal(slice(X, 0, 32));
  });
});

describe("The prover", () => {
  const asked = script([below(X, Y)]);
  const [x, y] = ["x:256", "y:96"].map((name) => asked.unknowns.get(name)!);

  it("reads the solver's verdicts and values", () => {
    expect(readAnswer("unsat\n", asked)).to.deep.equal({ verdict: "never" });
    expect(readAnswer("unknown\n", asked)).to.deep.equal({ verdict: "unknown" });
    expect(readAnswer("timeout\n", asked)).to.deep.equal({ verdict: "unknown" });
    const answer = readAnswer(`sat\n((${x} 5)\n (${y} (- 7)))\n`, asked);
    if (answer.verdict !== "sometimes") throw new Error("There are values.");
    expect([...answer.model]).to.have.deep.members([
      ["x:256", 5n],
      ["y:96", -7n],
    ]);
    expect(() => readAnswer('(error "line 1")\n', asked)).to.throw("The solver answered: (error");
  });

  it("asks for the value of an unknown of which only fields are used", () => {
    const { text, unknowns } = script([below(slice(X, 8, 16), slice(X, 32, 16))]);
    expect([...unknowns.keys()]).to.deep.equal(["x:256"]);
    expect(text).to.include(`(define-fun ${unknowns.get("x:256")} () Int`);
  });

  it("says what to install where the solver is missing", () => {
    const path = process.env.PATH;
    try {
      process.env.PATH = "";
      expect(solverVersion).to.throw(SolverMissingError, "apt-get install -y z3");
    } finally {
      process.env.PATH = path;
    }
  });

  it("calls proved only what has no counterexample, no open question and is reached", () => {
    const good: Finding = { claims: 1, counterexamples: [], open: [], reached: true, unused: [] };
    expect(problemsOf(good)).to.deep.equal([]);
    const counterexamples = [{ what: "assertion", values: new Map([["x:256", 5n]]), loose: [] }];
    expect(problemsOf({ ...good, counterexamples })).to.deep.equal(["assertion fails: x = 5"]);
    expect(problemsOf({ ...good, open: ["assertion"] })).to.have.lengthOf(1);
    expect(problemsOf({ ...good, reached: false })).to.have.lengthOf(1);
    expect(problemsOf({ ...good, unused: ["walk"] })).to.have.lengthOf(1);
  });

  it("plants a bug only where its place is there once", () => {
    const bug = { file: "a.sol", from: "a < b", to: "a <= b" };
    expect(planted("if (a < b) c;", bug)).to.equal("if (a <= b) c;");
    expect(() => planted("if (a > b) c;", bug)).to.throw(BugPlaceError, "0 times");
    expect(() => planted("a < b; a < b;", bug)).to.throw(BugPlaceError, "2 times");
  });

  it("has one name and one bug a property", () => {
    expect(new Set(PROPERTIES.map(({ name }) => name)).size).to.equal(PROPERTIES.length);
    expect(new Set(PROPERTIES.map(({ bug }) => `${bug.file} ${bug.to}`)).size).to.equal(PROPERTIES.length);
  });

  it("reads the compiler's intermediate code", () => {
    const { main, routines } = readProgram(`object "A" { code { } object "A_deployed" { code { {
      let a, b := f(1) /* what */ switch a case 0 { leave } default { for { } lt(a, 0x02) { a := add(a, 1) } { break } } }
      function f(x) -> y, z { y := x } } } }`);
    expect(main).to.have.lengthOf(1);
    expect(routines.get("f")).to.deep.include({ params: ["x"], returns: ["y", "z"] });
  });
});
