import { readFileSync } from "node:fs";
import { getAddress, isHexString, SigningKey } from "ethers";

/** A variable of the environment is missing, or is not what it should be. */
export class EnvironmentInvalid extends Error {
  override readonly name = "EnvironmentInvalid";

  /** @param value What it is, as it may be shown. */
  constructor(variable: string, value: string | undefined, expected: string) {
    super(`${variable} is ${value === undefined ? "not set" : `"${value}"`}, expected ${expected}.`);
  }
}

/** What the relayer pays at most. Amounts in wei. */
export interface SpendingLimits {
  /** A unit of gas. */
  readonly feePerGas: bigint;
  /** Gas of one transaction. */
  readonly gas: bigint;
  /** All transactions of a day, by UTC. */
  readonly daily: bigint;
}

/** Which programme the relayer serves, with which key, and within which limits. */
export interface Environment {
  readonly chainId: bigint;
  readonly rpcUrl: string;
  /** Address of the programme's core. */
  readonly core: string;
  /** The contract that takes payments by signature; undefined: purchases are not relayed. */
  readonly payments: string | undefined;
  /** The private key of the wallet that pays the gas. */
  readonly key: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Origins of pages that may ask; `*`: any. */
  readonly origins: readonly string[];
  /** How many proxies before it tell the client's address in X-Forwarded-For. */
  readonly proxies: number;
  /** Requests that one client address may send in a minute. */
  readonly perMinute: number;
  readonly limits: SpendingLimits;
  /** Seconds after which a transaction that is in no block is sent again with a higher fee. */
  readonly stuckAfter: number;
  /** Blocks on top of a transaction's after which it is not looked at any more. */
  readonly confirmations: number;
  /** File that remembers what was sent; undefined: nothing is remembered beyond the process. */
  readonly stateFile: string | undefined;
}

type Variables = Readonly<Record<string, string | undefined>>;

const GWEI = 10n ** 9n;
/** What is used where a variable is not set. */
export const DEFAULTS = {
  host: "127.0.0.1",
  port: 8600n,
  perMinute: 20n,
  feePerGas: 100n * GWEI,
  gas: 1_500_000n,
  daily: 5n * 10n ** 16n,
  stuckAfter: 60n,
  confirmations: 12n,
} as const;

const MOST_PORT = 65_535n;
const MOST = 10n ** 30n;

function whole(variables: Variables, name: string, least: bigint, fallback?: bigint, most = MOST): bigint {
  const value = variables[name];
  if (value === undefined && fallback !== undefined) return fallback;
  const number = /^\d{1,30}$/.test(value ?? "") ? BigInt(value ?? "") : undefined;
  if (number === undefined || number < least || number > most) {
    throw new EnvironmentInvalid(name, value, `a whole number from ${least} to ${most}`);
  }
  return number;
}

const number = (...asked: Parameters<typeof whole>) => Number(whole(...asked));

function url(variables: Variables, name: string): string {
  const value = variables[name];
  // It may have a key in it: it is not shown.
  const shown = value === undefined ? undefined : "…";
  if (value === undefined || !/^https?:\/\//.test(value) || !URL.canParse(value))
    throw new EnvironmentInvalid(name, shown, "the address of an endpoint, http:// or https://");
  return value;
}

function address(variables: Variables, name: string, contract: string): string {
  const value = variables[name];
  try {
    if (isHexString(value, 20)) return getAddress(value);
  } catch {
    // A wrong checksum is a mistake in the address.
  }
  throw new EnvironmentInvalid(name, value, `the address of ${contract}`);
}

const KEY = "UPLINE_RELAYER_KEY";
const KEY_FILE = "UPLINE_RELAYER_KEY_FILE";

/** The key, which no message may show. */
function key(variables: Variables): string {
  const [given, file] = [variables[KEY], variables[KEY_FILE]];
  if (given !== undefined && file !== undefined)
    throw new EnvironmentInvalid(KEY_FILE, file, `nothing, since ${KEY} is set as well`);
  if (given !== undefined) return checkedKey(KEY, given);
  if (file === undefined) throw new EnvironmentInvalid(KEY, undefined, `a private key, or ${KEY_FILE} to name a file`);
  return checkedKey(KEY_FILE, read(file));
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    const { code = "no reason" } = error as { code?: string };
    throw new EnvironmentInvalid(KEY_FILE, file, `a file that can be read (${code})`);
  }
}

function checkedKey(name: string, value: string): string {
  try {
    return new SigningKey(value).privateKey;
  } catch {
    throw new EnvironmentInvalid(name, "…", "a private key: 0x and 64 hexadecimal digits");
  }
}

function origins(variables: Variables, name: string): readonly string[] {
  const named = (variables[name] ?? "").split(",").map((one) => one.trim());
  return named
    .filter((one) => one !== "")
    .map((one) => {
      if (one === "*" || (URL.canParse(one) && new URL(one).origin === one)) return one;
      throw new EnvironmentInvalid(name, one, "origins such as https://shop.example, with commas between, or *");
    });
}

/** Reads the environment. @throws EnvironmentInvalid */
export function readEnvironment(variables: Variables): Environment {
  const payments = variables["UPLINE_PAYMENTS"];
  const none = payments === undefined || payments === "";
  return {
    chainId: whole(variables, "UPLINE_CHAIN_ID", 1n),
    rpcUrl: url(variables, "UPLINE_RPC_URL"),
    core: address(variables, "UPLINE_CORE", "a core"),
    payments: none ? undefined : address(variables, "UPLINE_PAYMENTS", "the core's contract for payments"),
    key: key(variables),
    host: variables["UPLINE_HOST"] ?? DEFAULTS.host,
    port: number(variables, "UPLINE_PORT", 0n, DEFAULTS.port, MOST_PORT),
    origins: origins(variables, "UPLINE_ORIGINS"),
    proxies: number(variables, "UPLINE_PROXIES", 0n, 0n, 10n),
    perMinute: number(variables, "UPLINE_REQUESTS_PER_MINUTE", 1n, DEFAULTS.perMinute, 100_000n),
    limits: {
      feePerGas: whole(variables, "UPLINE_MAX_FEE_PER_GAS", 1n, DEFAULTS.feePerGas),
      gas: whole(variables, "UPLINE_MAX_GAS", 21_000n, DEFAULTS.gas),
      daily: whole(variables, "UPLINE_DAILY_LIMIT", 1n, DEFAULTS.daily),
    },
    stuckAfter: number(variables, "UPLINE_STUCK_AFTER", 1n, DEFAULTS.stuckAfter, 86_400n),
    confirmations: number(variables, "UPLINE_CONFIRMATIONS", 1n, DEFAULTS.confirmations, 10_000n),
    stateFile: variables["UPLINE_STATE"],
  };
}
