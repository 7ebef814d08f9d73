import { type ErrorDescription, ErrorFragment, Interface, isHexString, type Result } from "ethers";
import type { TokenUnit } from "./amounts.ts";
import { WALLET_ERRORS } from "./error-texts/index.ts";
import { ERROR_TEXTS } from "./error-texts/keys.ts";
import { type ErrorArgument, type ErrorFormats, render } from "./error-texts/render.ts";
import type { ErrorText } from "./error-texts/text.ts";
import { ProtocolError } from "./protocol-error.ts";

export { ERROR_TEXTS } from "./error-texts/keys.ts";
export {
  type ErrorArgument,
  type ErrorFormats,
  placeholders,
  type TimelockState,
  timelockStatesOf,
} from "./error-texts/render.ts";
export type { ErrorText } from "./error-texts/text.ts";

/** A failure in words. */
export interface ExplainedError {
  /** Name of the contract's error, code of the wallet's or the connection's, or name of this package's error. */
  readonly name: string;
  /** Its values by name, as decoded. */
  readonly args: Readonly<Record<string, unknown>>;
  /** Why it happened, with the values. */
  readonly sentence: string;
  /** What to do next. */
  readonly advice: string;
}

/** What helps to explain an error. */
export interface ExplainContext {
  /** Shows amounts as this token's instead of in token units. */
  readonly token?: TokenUnit;
  /**
   * Texts of another language, by the keys of {@link ERROR_TEXTS} or by the name of a package's error; where it has
   * none, the English one is taken.
   */
  textOf?(key: string): Pick<ErrorText, "why" | "advice"> | undefined;
  /** Ways of another language to show values. */
  readonly formats?: ErrorFormats;
}

const codeTexts = new Map(WALLET_ERRORS.errors.map((text) => [text.signature, text]));
const contractTexts = [...ERROR_TEXTS].filter(([key]) => !codeTexts.has(key));
const contractErrors = new Interface(contractTexts.map(([, { signature }]) => `error ${signature}`));
// By selector, since a name can be in two contracts with other arguments.
const textOf = new Map(
  contractTexts.map(([key, text]) => [ErrorFragment.from(text.signature).selector, { key, ...text }]),
);

/**
 * Explains whatever a call, a transaction or a signature threw: an error of the contracts, of the wallet, of the
 * connection or of this package. It never throws.
 */
export function explainError(error: unknown, context: ExplainContext = {}): ExplainedError {
  if (error instanceof ProtocolError) {
    const { name, values, message, advice } = error;
    const text = context.textOf?.(name);
    if (text === undefined) return { name, args: values, sentence: message, advice };
    return { name, args: values, ...rendered(text, argumentsIn(values), context) };
  }
  const layers = unfold(error);
  const code = layers.map(codeOf).find((found) => found !== undefined);
  return explainRevert(layers, context) ?? explainCode(code ?? "UNKNOWN", layers, context);
}

/**
 * Explains the raw bytes that a call was refused with.
 * @returns Undefined if no contract of a programme refuses with such bytes.
 */
export function explainRevertData(data: string, context: ExplainContext = {}): ExplainedError | undefined {
  const parsed = parse(data);
  const text = parsed === null ? undefined : textOf.get(parsed.selector);
  if (parsed === null || text === undefined) return undefined;
  const args = argumentsOf(text, parsed.args);
  return { name: parsed.name, args, ...rendered(context.textOf?.(text.key) ?? text, args, context) };
}

/** Of an error of this package: what is no word or number is shown as text. */
function argumentsIn(values: Readonly<Record<string, unknown>>): Record<string, ErrorArgument> {
  const shown = (value: unknown) =>
    typeof value === "bigint" || typeof value === "boolean" ? value : String(value ?? "");
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shown(value)]));
}

function rendered(
  { why, advice }: Pick<ErrorText, "why" | "advice">,
  args: Readonly<Record<string, ErrorArgument>>,
  { token, formats }: ExplainContext,
): Pick<ExplainedError, "sentence" | "advice"> {
  return { sentence: render(why, args, token, formats), advice: render(advice, args, token, formats) };
}

function parse(data: string): ErrorDescription | null {
  try {
    return contractErrors.parseError(data);
  } catch {
    // The first four bytes are an error's, but what follows is not its values.
    return null;
  }
}

/**
 * Explains what a contract refused a call or a transaction with.
 * @returns Undefined if the failure is none of a contract's: the wallet's, the connection's, or one without a reason.
 */
export function explainRefusal(error: unknown, context: ExplainContext = {}): ExplainedError | undefined {
  return explainRevert(unfold(error), context);
}

/** By the names of the text's own signature: ethers has none for the errors of the compiler. */
function argumentsOf({ signature }: ErrorText, values: Result): Record<string, ErrorArgument> {
  const { inputs } = ErrorFragment.from(`error ${signature}`);
  return Object.fromEntries(inputs.map(({ name }, i): [string, ErrorArgument] => [name, values[i]]));
}

function explainRevert(layers: readonly Layer[], context: ExplainContext): ExplainedError | undefined {
  const reverts = layers.flatMap(revertDataIn);
  for (const data of reverts) {
    const explained = explainRevertData(data, context);
    if (explained !== undefined) return explained;
  }
  const [unknown] = reverts;
  return unknown === undefined ? undefined : explainCode("UNKNOWN_REVERT", layers, context, { data: unknown });
}

function explainCode(
  code: string,
  layers: readonly Layer[],
  context: ExplainContext,
  args: Record<string, unknown> = {},
): ExplainedError {
  const text = codeTexts.get(code);
  const message = layers.map(({ shortMessage, message }) => shortMessage ?? message).find((m) => typeof m === "string");
  const details = typeof message === "string" ? { message } : {};
  if (text === undefined) return explainCode("UNKNOWN", layers, context, { ...args, code });
  const { why, advice } = context.textOf?.(code) ?? text;
  return { name: code, args: { ...details, ...args }, sentence: why, advice };
}

/** One object of an error and of what it was caused by. */
type Layer = Readonly<Record<string, unknown>>;

// Libraries, wallets and servers wrap each other's errors under these names. What was sent (`transaction`, `request`,
// `payload`) is left out: its data is no answer.
const NESTED = ["data", "error", "info", "cause", "originalError", "revert", "reason"];
const DEEPEST = 8;

function unfold(error: unknown, depth = 0): Layer[] {
  if (typeof error === "string") return [{ message: error }];
  if (typeof error !== "object" || error === null || depth > DEEPEST) return [];
  const layer = error as Layer;
  return [layer, ...NESTED.flatMap((key) => (typeof layer[key] === "object" ? unfold(layer[key], depth + 1) : []))];
}

/** Bytes in a layer that can be a revert's: four bytes and whole words. */
function revertDataIn({ data }: Layer): string[] {
  return isHexString(data) && data.length >= 10 && (data.length - 10) % 64 === 0 ? [data] : [];
}

/** Codes of EIP-1193, of servers and of Node's network stack that ethers has codes of its own for. */
const FOREIGN_CODES: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [4001, "ACTION_REJECTED"],
  [4100, "UNSUPPORTED_OPERATION"],
  [4200, "UNSUPPORTED_OPERATION"],
  [4900, "NETWORK_ERROR"],
  [4901, "NETWORK_ERROR"],
  ["ECONNREFUSED", "NETWORK_ERROR"],
  ["ECONNRESET", "NETWORK_ERROR"],
  ["ENOTFOUND", "NETWORK_ERROR"],
  ["ETIMEDOUT", "TIMEOUT"],
]);

/** What servers and browsers say only in words. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/insufficient funds|doesn't have enough funds/i, "INSUFFICIENT_FUNDS"],
  [/failed to fetch|could not detect network|fetch failed/i, "NETWORK_ERROR"],
  [/user (rejected|denied)/i, "ACTION_REJECTED"],
  [/nonce too low/i, "NONCE_EXPIRED"],
  [/underpriced/i, "REPLACEMENT_UNDERPRICED"],
  [/reverted without a reason|execution reverted$/i, "CALL_EXCEPTION"],
];

function codeOf({ code, message }: Layer): string | undefined {
  const known = FOREIGN_CODES.get(code) ?? (typeof code === "string" && codeTexts.has(code) ? code : undefined);
  // ethers wraps what it does not understand as UNKNOWN_ERROR; the layers below say more.
  if (known !== undefined) return known;
  return typeof message === "string" ? PHRASES.find(([phrase]) => phrase.test(message))?.[1] : undefined;
}
