import { decodeBytes32String, toBeHex } from "ethers";
import { formatAmount, formatBasisPoints, formatDuration, formatTime, type TokenUnit } from "../amounts.ts";
import { RETURN_KINDS, SALE_STATES, SCREEN_ACTIONS, type ScreenAction } from "../choices.ts";
import { roleName } from "../roles.ts";

/** A decoded argument of an error. */
export type ErrorArgument = bigint | string | boolean;

/** What somebody is doing who is screened. */
const SCREENED: Readonly<Record<ScreenAction, string>> = {
  enrol: "to enrol",
  claim: "to claim or to receive a claim",
  push: "to be paid",
  move: "to move to another wallet",
};

/** Where an operation of a timelock stands; in the order of OpenZeppelin's `OperationState`. */
export const TIMELOCK_STATES = ["unset", "waiting", "ready", "done"] as const;
export type TimelockState = (typeof TIMELOCK_STATES)[number];

type Format = (value: ErrorArgument, token?: TokenUnit) => string;

/** Ways to show values that take the place of the English ones, by the name after the colon; `boolean` has no colon. */
export type ErrorFormats = Readonly<Partial<Record<string, (value: ErrorArgument, token?: TokenUnit) => string>>>;

/** How a value is shown, by the name after the colon in a text. */
const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["amount", (value, token) => formatAmount(BigInt(value), token)],
  ["percent", (value) => formatBasisPoints(BigInt(value))],
  ["time", (value) => formatTime(BigInt(value))],
  ["duration", (value) => formatDuration(BigInt(value))],
  ["hex", (value) => toBeHex(BigInt(value))],
  ["text", (value) => shortText(String(value))],
  ["role", (value) => roleName(String(value))],
  ["returnKind", (value) => RETURN_KINDS[Number(value)] ?? String(value)],
  ["screenAction", (value) => screenAction(Number(value))],
  ["saleState", (value) => SALE_STATES[Number(value)] ?? String(value)],
  ["timelockStates", (value) => timelockStatesOf(BigInt(value)).join(", ")],
]);

function screenAction(number: number): string {
  const action = SCREEN_ACTIONS[number];
  return action === undefined ? String(number) : SCREENED[action];
}

function shortText(word: string): string {
  try {
    return decodeBytes32String(word);
  } catch {
    return word;
  }
}

/** The states of a timelock's operation that a bit map names. */
export function timelockStatesOf(bits: bigint): TimelockState[] {
  return TIMELOCK_STATES.filter((_, i) => ((bits >> BigInt(i)) & 1n) === 1n);
}

const PLACEHOLDER = /\{(\w+)(?::(\w+))?\}/g;

/** The names that a text speaks of, each with its format where it has one. */
export function placeholders(text: string): readonly { name: string; format: string | undefined }[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name = "", format]) => ({ name, format }));
}

/** Whether values can be shown in that form. */
export function isFormat(name: string): boolean {
  return FORMATS.has(name);
}

/**
 * A text with its values filled in.
 * @param args Decoded arguments by name.
 * @param token Shows amounts as the token's instead of in token units.
 * @param formats Ways of another language to show values; where it has none, the English one is taken.
 */
export function render(
  text: string,
  args: Readonly<Record<string, ErrorArgument>>,
  token?: TokenUnit,
  formats: ErrorFormats = {},
): string {
  return text.replace(PLACEHOLDER, (placeholder, name: string, format?: string) => {
    const value = args[name];
    if (value === undefined) return placeholder;
    const form = format ?? (typeof value === "boolean" ? "boolean" : "");
    const show = formats[form] ?? FORMATS.get(form);
    return show?.(value, token) ?? String(value);
  });
}
