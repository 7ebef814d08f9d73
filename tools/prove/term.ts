// What words of 256 bits and truth values are made of.
//
// A word is a constant, an unknown, an operation on words, a choice, a word of storage, a hash, or joined from slices of
// other words: packed fields are taken apart when the term is made, so that the solver sees fields instead of shifts.

/** A slice of `len` bits of `src` from bit `from` on, which stands at bit `at`. */
export interface Part {
  readonly at: number;
  readonly len: number;
  readonly src: Word;
  readonly from: number;
}

/** `less` is a difference that is known not to be negative wherever it is used; elsewhere it is zero. */
export type Operation = "add" | "sub" | "less" | "mul" | "div" | "mod" | "and" | "or" | "xor";

interface Shared {
  readonly id: number;
  /** The largest value that it can have. */
  readonly most: bigint;
  /** The least. */
  readonly least: bigint;
}

export type Word = Shared &
  (
    | { readonly kind: "const"; readonly value: bigint }
    | { readonly kind: "unknown"; readonly name: string }
    | { readonly kind: "op"; readonly op: Operation; readonly args: readonly Word[] }
    | { readonly kind: "choice"; readonly when: Truth; readonly yes: Word; readonly no: Word }
    | { readonly kind: "joined"; readonly base: bigint; readonly parts: readonly Part[] }
    | { readonly kind: "stored"; readonly store: string; readonly key: Word }
    | { readonly kind: "hash"; readonly args: readonly Word[] }
  );

/** A sum of products of words, in whole numbers without a limit. */
export type Sum = readonly { readonly times: bigint; readonly words: readonly Word[] }[];

export type Truth = { readonly id: number } & (
  | { readonly kind: "true" }
  | { readonly kind: "false" }
  | { readonly kind: "not"; readonly of: Truth }
  | { readonly kind: "all"; readonly of: readonly Truth[] }
  | { readonly kind: "any"; readonly of: readonly Truth[] }
  | { readonly kind: "equal"; readonly a: Word; readonly b: Word }
  | { readonly kind: "below"; readonly a: Word; readonly b: Word }
  | { readonly kind: "atMost"; readonly a: Sum; readonly b: Sum }
);
