// Makes terms, equal ones only once, and simplifies them as they are made.
import type { Operation, Part, Sum, Truth, Word } from "./term.ts";

export const BITS = 256;
export const LIMIT = 1n << 256n;
export const MASK = LIMIT - 1n;

const shared = new Map<string, Word | Truth>();
let made = 0;

/** The one term of this description. */
function once<T extends Word | Truth>(key: string, make: (id: number) => T): T {
  const known = shared.get(key);
  if (known !== undefined) return known as T;
  const term = make(++made);
  shared.set(key, term);
  return term;
}

/** How many bits a number needs. */
export const bitsOf = (value: bigint): number => (value === 0n ? 0 : value.toString(2).length);

const ones = (len: number) => (1n << BigInt(len)) - 1n;

export function constant(value: bigint | number): Word {
  const wrapped = BigInt.asUintN(BITS, BigInt(value));
  return once(`c${wrapped}`, (id) => ({ id, kind: "const", value: wrapped, most: wrapped, least: wrapped }));
}

export const ZERO = constant(0);
export const ONE = constant(1);

/** An unknown of so many bits. Equal names are one unknown. */
export function unknown(name: string, bits: number = BITS): Word {
  return once(`v${name}:${bits}`, (id) => ({
    id,
    kind: "unknown",
    name: `${name}:${bits}`,
    most: ones(bits),
    least: 0n,
  }));
}

/** A word of storage that nothing is known of. */
export function stored(store: string, key: Word): Word {
  return once(`s${store}[${key.id}]`, (id) => ({ id, kind: "stored", store, key, most: MASK, least: 0n }));
}

/** The hash of these words. */
export function hashOf(args: readonly Word[]): Word {
  return once(`h${args.map(({ id }) => id)}`, (id) => ({ id, kind: "hash", args, most: MASK, least: 0n }));
}

function operation(op: Operation, args: readonly Word[], most: bigint, least = 0n): Word {
  const bound = most > MASK ? MASK : most;
  return once(`${op}(${args.map(({ id }) => id)})`, (id) => ({ id, kind: "op", op, args, most: bound, least }));
}

// Truth

export const TRUE: Truth = once("true", (id) => ({ id, kind: "true" }));
export const FALSE: Truth = once("false", (id) => ({ id, kind: "false" }));

export function not(of: Truth): Truth {
  if (of.kind === "true") return FALSE;
  if (of.kind === "false") return TRUE;
  if (of.kind === "not") return of.of;
  return once(`!${of.id}`, (id) => ({ id, kind: "not", of }));
}

function several(kind: "all" | "any", given: readonly Truth[]): Truth {
  const [neutral, absorbing] = kind === "all" ? [TRUE, FALSE] : [FALSE, TRUE];
  const flat = given.flatMap((t) => (t.kind === kind ? t.of : [t])).filter((t) => t !== neutral);
  const of = [...new Set(flat)];
  if ([of, given].some((list) => list.some((t) => t === absorbing || list.includes(not(t))))) return absorbing;
  const [first] = of;
  if (first === undefined) return neutral;
  if (of.length === 1) return first;
  return once(`${kind}(${of.map(({ id }) => id)})`, (id) => ({ id, kind, of }));
}

export const all = (...of: readonly Truth[]): Truth => several("all", of);
export const any = (...of: readonly Truth[]): Truth => several("any", of);

/** The truth that a word of 0 or 1 stands for, if it is one. */
function asTruth(word: Word): Truth | undefined {
  if (word === ZERO) return FALSE;
  if (word === ONE) return TRUE;
  if (word.kind === "choice" && word.yes === ONE && word.no === ZERO) return word.when;
  return undefined;
}

/** Whether a word is not zero. */
export function truthOf(word: Word): Truth {
  return asTruth(word) ?? not(equal(word, ZERO));
}

export const wordOf = (of: Truth): Word => choice(of, ONE, ZERO);

export function equal(a: Word, b: Word): Truth {
  if (a === b) return TRUE;
  if (a.most < b.least || b.most < a.least) return FALSE;
  if (a.kind === "const" && b.kind !== "const") return equal(b, a);
  if (b.kind === "const") {
    if (a.kind === "const") return FALSE;
    if (a.kind === "choice" && (a.yes.kind === "const" || a.no.kind === "const")) {
      return any(all(a.when, equal(a.yes, b)), all(not(a.when), equal(a.no, b)));
    }
    if (a.kind === "joined" && b === ZERO) {
      const fields = a.parts.map(({ src, from, len }) => slice(src, from, len));
      if (a.base > 0n) return FALSE;
      if (fields[0] !== a) return all(...fields.map((field) => equal(field, ZERO)));
    }
    if (a.kind === "op" && a.op === "xor" && b === ZERO) return equal(argument(a, 0), argument(a, 1));
  }
  const [x, y] = a.id < b.id ? [a, b] : [b, a];
  return once(`=${x.id},${y.id}`, (id) => ({ id, kind: "equal", a: x, b: y }));
}

export function below(a: Word, b: Word): Truth {
  if (a === b || a.least >= b.most) return FALSE;
  if (a.most < b.least) return TRUE;
  // A sum that does not wrap around is not below what it adds up.
  if (a.kind === "op" && a.op === "add" && a.args.includes(b) && argument(a, 0).most + argument(a, 1).most <= MASK)
    return FALSE;
  return once(`<${a.id},${b.id}`, (id) => ({ id, kind: "below", a, b }));
}

const sumKey = (sum: Sum) => sum.map(({ times, words }) => `${times}*${words.map(({ id }) => id).join("*")}`).join("+");

/** Whether one sum is at most another. */
export function atMost(a: Sum, b: Sum): Truth {
  return once(`<=${sumKey(a)},${sumKey(b)}`, (id) => ({ id, kind: "atMost", a, b }));
}

// Choices and slices

/** From here on bits are taken for flags: no place in memory is as high. */
const FLAGS = 64;

function argument(word: Word & { readonly kind: "op" }, index: number): Word {
  const arg = word.args[index];
  if (arg === undefined) throw new Error(`${word.op} has no argument ${index}.`);
  return arg;
}

export function choice(when: Truth, yes: Word, no: Word): Word {
  if (when.kind === "true" || yes === no) return yes;
  if (when.kind === "false") return no;
  if (when.kind === "not") return choice(when.of, no, yes);
  if (yes.kind === "choice" && yes.when === when) return choice(when, yes.yes, no);
  if (no.kind === "choice" && no.when === when) return choice(when, yes, no.no);
  const [low, high] = [yes.least < no.least ? yes.least : no.least, yes.most > no.most ? yes.most : no.most];
  // Bits high in a word, set or not, are small numbers that were shifted there.
  const zeros = yes.kind === "const" && no.kind === "const" ? Math.min(zerosBelow(yes), zerosBelow(no)) : 0;
  if (zeros >= FLAGS) return shl(zeros, choice(when, shr(zeros, yes), shr(zeros, no)));
  // a < b ? a : b is the smaller of both.
  const smaller = when.kind === "below" && when.a === yes && when.b === no;
  const most = smaller ? (yes.most < no.most ? yes.most : no.most) : high;
  return once(`?${when.id},${yes.id},${no.id}`, (id) => ({ id, kind: "choice", when, yes, no, most, least: low }));
}

/** A word's bits as a constant and slices. */
function partsOf(word: Word): { readonly base: bigint; readonly parts: readonly Part[] } {
  if (word.kind === "const") return { base: word.value, parts: [] };
  if (word.kind === "joined") return word;
  return { base: 0n, parts: [{ at: 0, len: bitsOf(word.most), src: word, from: 0 }] };
}

/** A word of a constant and slices that do not overlap. */
function join(base: bigint, given: readonly Part[]): Word {
  const parts: Part[] = [];
  for (const part of [...given].sort((a, b) => a.at - b.at)) {
    const len = Math.min(part.len, bitsOf(part.src.most) - part.from, BITS - part.at);
    if (len <= 0) continue;
    const last = parts.at(-1);
    const continues = last?.src === part.src && last.at + last.len === part.at && last.from + last.len === part.from;
    if (last && continues) parts[parts.length - 1] = { ...last, len: last.len + len };
    else parts.push({ ...part, len });
  }
  const [only] = parts;
  if (only === undefined) return constant(base);
  if (base === 0n && parts.length === 1 && only.at === 0 && only.from === 0 && only.len >= bitsOf(only.src.most)) {
    return only.src;
  }
  const key = parts.map(({ at, len, src, from }) => `${at},${len},${src.id},${from}`).join(";");
  const most = parts.reduce((sum, { at, len }) => sum | (ones(len) << BigInt(at)), base);
  return once(`j${base};${key}`, (id) => ({ id, kind: "joined", base, parts, most, least: base }));
}

const slices = new Map<string, Word>();

/** `len` bits of a word from bit `from` on, as a word. */
export function slice(word: Word, from: number, len: number): Word {
  if (len <= 0 || word.most >> BigInt(from) === 0n) return ZERO;
  if (from === 0 && len >= bitsOf(word.most)) return word;
  const key = `${word.id},${from},${len}`;
  const known = slices.get(key);
  if (known) return known;
  const taken = takeSlice(word, from, Math.min(len, bitsOf(word.most) - from));
  slices.set(key, taken);
  return taken;
}

function takeSlice(word: Word, from: number, len: number): Word {
  if (word.kind === "choice") return choice(word.when, slice(word.yes, from, len), slice(word.no, from, len));
  if (word.kind === "op" && word.op in BITWISE) {
    return BITWISE[word.op as keyof typeof BITWISE](
      slice(argument(word, 0), from, len),
      slice(argument(word, 1), from, len),
    );
  }
  if (word.kind === "op" && word.op === "add") {
    const sum = sliceOfSum(argument(word, 0), argument(word, 1), from, len);
    if (sum) return sum;
  }
  const { base, parts } = partsOf(word);
  const kept = parts.flatMap((part) => {
    const [start, end] = [Math.max(part.at, from), Math.min(part.at + part.len, from + len)];
    if (start >= end) return [];
    return [{ at: start - from, len: end - start, src: part.src, from: part.from + start - part.at }];
  });
  return join((base >> BigInt(from)) & ones(len), word.kind === "joined" ? kept.flatMap(deeper) : kept);
}

/** A slice of something that has slices of its own, of those. */
function deeper(part: Part): readonly Part[] {
  const { src } = part;
  if (src.kind !== "op" && src.kind !== "choice") return [part];
  if (part.from === 0 && part.len >= bitsOf(src.most)) return [part];
  const taken = slice(src, part.from, part.len);
  if (taken.kind === "joined" && taken.base === 0n) return taken.parts.map((p) => ({ ...p, at: p.at + part.at }));
  return [{ at: part.at, len: part.len, src: taken, from: 0 }];
}

/** How many of a word's lowest bits are surely zero. */
function zerosBelow(word: Word): number {
  const { base, parts } = partsOf(word);
  const ofBase = base === 0n ? BITS : (base & -base).toString(2).length - 1;
  return Math.min(ofBase, ...parts.map(({ at }) => at));
}

/** The slice of a sum is the sum of the slices and what is carried from below, within its bits. */
function sliceOfSum(a: Word, b: Word, from: number, len: number): Word | undefined {
  const [x, y] = zerosBelow(a) < zerosBelow(b) ? [a, b] : [b, a];
  const zeros = zerosBelow(y);
  if (from + len <= zeros) return slice(x, from, len);
  const [p, q] = [slice(x, from, len), slice(y, from, len)];
  if (p === a && q === b) return undefined;
  if (p === b && q === a) return undefined;
  // Nothing but what is carried.
  if (p === ZERO && q === ZERO) return undefined;
  const width = from - Math.min(zeros, from);
  const carried =
    width === 0 ? ZERO : slice(add(slice(x, from - width, width), slice(y, from - width, width)), width, 1);
  return slice(add(add(p, q), carried), 0, len);
}

// Operations

export function add(a: Word, b: Word): Word {
  if (a === ZERO) return b;
  if (b === ZERO) return a;
  if (a.kind === "const" && b.kind === "const") return constant(a.value + b.value);
  if (a.kind === "const") return add(b, a);
  if (b.kind === "const") {
    if (b.value >= LIMIT / 2n) return sub(a, constant(LIMIT - b.value));
    if (a.kind === "op" && a.op === "add") {
      const [x, y] = [argument(a, 0), argument(a, 1)];
      if (y.kind === "const") return add(x, add(y, b));
    }
    if (a.kind === "choice" && a.yes.kind === "const" && a.no.kind === "const") {
      return choice(a.when, add(a.yes, b), add(a.no, b));
    }
  }
  const most = a.most + b.most;
  return operation("add", [a, b], most, most <= MASK ? a.least + b.least : 0n);
}

export function sub(a: Word, b: Word): Word {
  if (b === ZERO) return a;
  if (a === b) return ZERO;
  if (a.kind === "const" && b.kind === "const") return constant(a.value - b.value);
  if (b.kind === "const" && a.kind === "op" && a.op === "add") {
    const [x, y] = [argument(a, 0), argument(a, 1)];
    if (y.kind === "const")
      return y.value >= b.value ? add(x, constant(y.value - b.value)) : sub(x, constant(b.value - y.value));
  }
  if (a.kind === "op" && a.op === "add" && argument(a, 0) === b) return argument(a, 1);
  if (a.kind === "op" && a.op === "add" && argument(a, 1) === b) return argument(a, 0);
  return operation(
    "sub",
    [a, b],
    a.least >= b.most ? a.most - b.least : MASK,
    a.least >= b.most ? a.least - b.most : 0n,
  );
}

/** The difference where `b` is known to be at most `a`. */
export function less(a: Word, b: Word): Word {
  const difference = sub(a, b);
  if (difference.kind !== "op" || difference.op !== "sub" || a.least >= b.most) return difference;
  return operation("less", [a, b], a.most);
}

export function mul(a: Word, b: Word): Word {
  if (a === ZERO || b === ZERO) return ZERO;
  if (a === ONE) return b;
  if (b === ONE) return a;
  if (a.kind === "const" && b.kind === "const") return constant(a.value * b.value);
  if (a.kind === "const") return mul(b, a);
  if (b.kind === "const" && (b.value & (b.value - 1n)) === 0n) return shl(bitsOf(b.value) - 1, a);
  const [x, y] = a.id < b.id ? [a, b] : [b, a];
  return operation("mul", [x, y], x.most * y.most);
}

export function div(a: Word, b: Word): Word {
  if (a === ZERO || b === ZERO) return ZERO;
  if (b === ONE) return a;
  if (a.kind === "const" && b.kind === "const") return constant(a.value / b.value);
  if (b.kind === "const" && (b.value & (b.value - 1n)) === 0n) return slice(a, bitsOf(b.value) - 1, BITS);
  return operation("div", [a, b], b.least > 0n ? a.most / b.least : a.most);
}

export function mod(a: Word, b: Word): Word {
  if (a === ZERO || b === ZERO || b === ONE) return ZERO;
  if (a.kind === "const" && b.kind === "const") return constant(a.value % b.value);
  if (b.kind === "const" && (b.value & (b.value - 1n)) === 0n) return slice(a, 0, bitsOf(b.value) - 1);
  return operation("mod", [a, b], b.most > 0n ? b.most - 1n : 0n);
}

/** Shifted by a known number of bits. */
export function shl(bits: number, word: Word): Word {
  if (bits >= BITS) return ZERO;
  const { base, parts } = partsOf(slice(word, 0, BITS - bits));
  return join(
    BigInt.asUintN(BITS, base << BigInt(bits)),
    parts.map((part) => ({ ...part, at: part.at + bits })),
  );
}

export const shr = (bits: number, word: Word): Word => (bits >= BITS ? ZERO : slice(word, bits, BITS - bits));

/** The runs of ones of a mask, as places. */
function runs(mask: bigint): readonly { readonly at: number; readonly len: number }[] {
  const found: { at: number; len: number }[] = [];
  for (let at = 0; mask >> BigInt(at) !== 0n; ) {
    let len = 0;
    while ((mask >> BigInt(at + len)) & 1n) len += 1;
    if (len > 0) found.push({ at, len });
    at += len + 1;
  }
  return found;
}

export function and(a: Word, b: Word): Word {
  if (a.kind === "const" && b.kind === "const") return constant(a.value & b.value);
  if (a.kind === "const") return and(b, a);
  if (b.kind === "const") {
    return runs(b.value).reduce((sum, { at, len }) => or(sum, shl(at, slice(a, at, len))), ZERO);
  }
  const [p, q] = [asTruth(a), asTruth(b)];
  if (p && q) return wordOf(all(p, q));
  return operation("and", [a, b], a.most < b.most ? a.most : b.most);
}

export function or(a: Word, b: Word): Word {
  if (a === ZERO || a === b) return b;
  if (b === ZERO) return a;
  const [p, q] = [asTruth(a), asTruth(b)];
  if (p && q) return wordOf(any(p, q));
  if (a.kind === "const" && b.kind === "const") return constant(a.value | b.value);
  if (a.kind === "const") return or(b, a);
  if (b.kind === "const") {
    const { base, parts } = partsOf(and(a, constant(MASK - b.value)));
    return join(base | b.value, parts);
  }
  const [x, y] = [partsOf(a), partsOf(b)];
  const used = (parts: readonly Part[], base: bigint) =>
    parts.reduce((sum, { at, len }) => sum | (ones(len) << BigInt(at)), base);
  if ((used(x.parts, x.base) & used(y.parts, y.base)) === 0n) return join(x.base | y.base, [...x.parts, ...y.parts]);
  return operation("or", [a, b], ones(Math.max(bitsOf(a.most), bitsOf(b.most))));
}

export function xor(a: Word, b: Word): Word {
  if (a === b) return ZERO;
  if (a === ZERO) return b;
  if (b === ZERO) return a;
  if (a.kind === "const" && b.kind === "const") return constant(a.value ^ b.value);
  const [x, y] = a.id < b.id ? [a, b] : [b, a];
  return operation("xor", [x, y], ones(Math.max(bitsOf(a.most), bitsOf(b.most))));
}

export const complement = (word: Word): Word =>
  word.kind === "const" ? constant(MASK - word.value) : sub(constant(MASK), word);

/** What does the same to each bit. */
const BITWISE = { and, or, xor };
