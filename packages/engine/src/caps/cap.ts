import type { Run } from "../run/run.ts";
import { type Members, type ObjectOf, object, type Schema, word } from "../schema/schema.ts";

/** What a cap of every kind has. */
export interface AnyCap {
  readonly kind: string;
}

/** A kind of cap: everything that the engine knows about it. */
export interface CapKind<S extends AnyCap = AnyCap> {
  readonly name: S["kind"];
  readonly settings: Schema<S>;
  /** Writes what it takes away, as adjustments. */
  apply<M>(run: Run<M>, cap: S): void;
}

/** The settings of a cap with these members. */
export type CapOf<N extends string, M extends Members> = { readonly kind: N } & ObjectOf<M>;

/** Describes a kind of cap. */
export function capKind<const N extends string, const M extends Members>(
  name: N,
  about: string,
  members: M,
  rules: Omit<CapKind<CapOf<N, M>>, "name" | "settings">,
): CapKind<CapOf<N, M>> {
  const settings = object(about, { kind: word(name), ...members }) as unknown as Schema<CapOf<N, M>>;
  return { ...rules, name, settings } as CapKind<CapOf<N, M>>;
}
