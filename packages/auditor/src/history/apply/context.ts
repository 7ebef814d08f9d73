import { EntryMalformed } from "../decode/receipt.ts";
import type { State } from "../state/state.ts";

/** What an event did that the rules of a programme do not allow. */
export interface Breach {
  /** A stable name, for example `sale-settled-early`. */
  readonly code: string;
  readonly subject: string;
  /** A whole sentence. */
  readonly message: string;
  readonly expected?: string | bigint;
  readonly found?: string | bigint;
}

/** Where in the journal an event stands. */
export interface Context {
  readonly state: State;
  /** Number of the entry, from 0. */
  readonly number: number;
  /** Seconds since 1970. */
  readonly time: bigint;
  readonly period: number;
  /** The journal's head just before; known where a sale goes into escrow. */
  readonly headBefore: bigint | undefined;
  breach(breach: Breach): void;
}

export type Args = Readonly<Record<string, unknown>>;
/** Applies an event to the state, and says what it may not have done. */
export type Handler = (context: Context, args: Args) => void;

/** A number of an event. */
export function uint(args: Args, name: string): bigint {
  const value = args[name];
  if (typeof value !== "bigint") throw new EntryMalformed(name, String(value), "a number");
  return value;
}

/** An address, or 32 bytes in hexadecimal. */
export function text(args: Args, name: string): string {
  const value = args[name];
  if (typeof value !== "string") throw new EntryMalformed(name, String(value), "an address or bytes");
  return value;
}

export function flag(args: Args, name: string): boolean {
  return args[name] === true;
}

/** A distributor that the event speaks of; undefined, with a breach, if there is none. */
export function person(context: Context, id: bigint): number | undefined {
  if (context.state.people.has(id)) return Number(id);
  context.breach({
    code: "distributor-unknown",
    subject: `distributor ${id}`,
    message: `The event speaks of distributor ${id}, and there are only ${context.state.people.count}.`,
    expected: `1 to ${context.state.people.count}`,
    found: id,
  });
  return undefined;
}

/** A breach unless two numbers are equal. */
export function same(context: Context, code: string, subject: string, what: string, found: bigint, expected: bigint) {
  if (found === expected) return;
  const message = `${upper(subject)}: ${what} is ${found}, by the rules it is ${expected}.`;
  context.breach({ code, subject, message, expected, found });
}

/**
 * A breach unless something holds.
 * @param message A whole sentence that says what is wrong; a function where it is asked for with every sale, since
 * writing numbers takes longer than checking them.
 */
export function must(
  context: Context,
  holds: boolean,
  code: string,
  subject: string,
  message: string | (() => string),
): void {
  if (!holds) context.breach({ code, subject, message: typeof message === "string" ? message : message() });
}

const upper = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
