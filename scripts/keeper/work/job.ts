import type { BatchSize } from "./batch-size.ts";
import type { SetAside } from "./set-aside.ts";

/** What is to be done about one thing, after it was tried without sending. */
export type Verdict =
  | "do"
  /** There is nothing to do about it now. */
  | "leave"
  /** It cannot be done, for this reason. */
  | { readonly impossible: string };

/** Something that is done to many things at once. */
export interface Job<T extends { readonly id: bigint }> {
  /** What it does, for example `settle`. */
  readonly verb: string;
  /** What the things are, for example `sales`. */
  readonly things: string;
  readonly size: BatchSize;
  readonly setAside: SetAside;
  /** One of the things, for people. */
  name(id: bigint): string;
  /** Tries it, without sending. @returns One verdict each, in the same order. */
  attempt(items: readonly T[]): Promise<readonly Verdict[]>;
  /** The call that does it. */
  encode(items: readonly T[]): string;
}
