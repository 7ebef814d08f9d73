import type { Column } from "../money/lane.ts";
import type { Run } from "../run/run.ts";
import { list, type Members, type ObjectOf, object, optional, reference, type Schema, word } from "../schema/schema.ts";

/** What a cap of every kind has. */
export interface AnyCap {
  readonly kind: string;
  /** Which bonuses count; undefined: all. */
  readonly bonuses: readonly string[] | undefined;
}

const bonuses = optional(
  list(
    "Which bonuses count, as far as the caps before left them; left out: all.",
    reference("bonus", "The id of a bonus."),
    1,
    100,
  ),
);

/** Takes an amount from somebody. @param rate What is taken in basis points, or `NO_RATE`. */
export type TakeAway<M> = (who: number, reason: number, rate: number, amount: M) => void;

/** A kind of cap: everything that the engine knows about it. */
export interface CapKind<S extends AnyCap = AnyCap> {
  readonly name: S["kind"];
  readonly settings: Schema<S>;
  /** @param earned What each has of the bonuses that count. @param take Nothing happens for 0, or less. */
  apply<M>(run: Run<M>, cap: S, earned: Column<M>, take: TakeAway<M>): void;
}

/** The settings of a cap with these members. */
export type CapOf<N extends string, M extends Members> = { readonly kind: N } & ObjectOf<M> & Pick<AnyCap, "bonuses">;

/** Describes a kind of cap. */
export function capKind<const N extends string, const M extends Members>(
  name: N,
  about: string,
  members: M,
  rules: Omit<CapKind<CapOf<N, M>>, "name" | "settings">,
): CapKind<CapOf<N, M>> {
  const settings = object(about, { kind: word(name), ...members, bonuses }) as unknown as Schema<CapOf<N, M>>;
  return { ...rules, name, settings } as CapKind<CapOf<N, M>>;
}
