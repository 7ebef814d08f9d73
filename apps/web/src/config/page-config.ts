import { getAddress, isAddress } from "ethers";
import { ConfigInvalid } from "./errors.ts";

/** Which programme the pages show, and where they read it from: `config.json` beside the pages. */
export interface PageConfig {
  readonly chainId: bigint;
  readonly chainName: string;
  /** Endpoints of the chain; the next is asked where one does not answer. */
  readonly rpcUrls: readonly string[];
  /** The programme. */
  readonly core: string;
  /** The contract that gathers what people look at. */
  readonly lens: string;
  /** The contract that takes payments by signature. */
  readonly payments?: string;
  readonly permit2?: string;
  /** Block in which the core was deployed. */
  readonly firstBlock: number;
  readonly indexerUrl?: string;
  readonly relayerUrl?: string;
  /** For example `https://etherscan.io`; `/tx/…` and `/address/…` are appended. */
  readonly explorerUrl?: string;
  /** What gas is paid in. */
  readonly currency: { readonly name: string; readonly symbol: string; readonly decimals: number };
  /** Offers the node's own unlocked accounts as a wallet; for local chains. */
  readonly tryAccounts: boolean;
  /** Seconds between two looks for a new block. */
  readonly pollSeconds: number;
}

/** The ids that local development chains use: only there may the node's accounts be offered. */
const LOCAL_CHAINS: readonly bigint[] = [31_337n, 1_337n];

type Fields = Readonly<Record<string, unknown>>;

/**
 * Checks a parsed `config.json`.
 * @throws ConfigInvalid that names the first field that is not as expected.
 */
export function parseConfig(value: unknown): PageConfig {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ConfigInvalid("config.json", value, "an object");
  }
  const fields = value as Fields;
  const chainId = BigInt(wholeNumber(fields, "chainId", 1));
  return {
    chainId,
    chainName: text(fields, "chainName"),
    rpcUrls: urls(fields, "rpcUrls"),
    core: address(fields, "core"),
    lens: address(fields, "lens"),
    payments: optional(fields, "payments", address),
    permit2: optional(fields, "permit2", address),
    firstBlock: wholeNumber(fields, "firstBlock", 0),
    indexerUrl: optional(fields, "indexerUrl", url),
    relayerUrl: optional(fields, "relayerUrl", url),
    explorerUrl: optional(fields, "explorerUrl", url),
    currency: optional(fields, "currency", currency) ?? { name: "Ether", symbol: "ETH", decimals: 18 },
    tryAccounts: tryAccounts(fields, chainId),
    pollSeconds: optional(fields, "pollSeconds", (from, name) => wholeNumber(from, name, 1)) ?? 4,
  };
}

function optional<T>(fields: Fields, name: string, read: (fields: Fields, name: string) => T): T | undefined {
  const value = fields[name];
  return value === undefined || value === null || value === "" ? undefined : read(fields, name);
}

function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== "string" || value.trim() === "") throw new ConfigInvalid(name, value, "a text");
  return value;
}

function wholeNumber(fields: Fields, name: string, least: number): number {
  const value = fields[name];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < least) {
    throw new ConfigInvalid(name, value, `a whole number, at least ${least}`);
  }
  return value;
}

function address(fields: Fields, name: string): string {
  const value = fields[name];
  if (!isAddress(value)) throw new ConfigInvalid(name, value, "an address, 0x and 40 hexadecimal digits");
  return getAddress(value);
}

function url(fields: Fields, name: string): string {
  return checkedUrl(fields[name], name);
}

function urls(fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  if (!Array.isArray(value) || value.length === 0) throw new ConfigInvalid(name, value, "a list of URLs, at least one");
  return value.map((item, place) => checkedUrl(item, `${name}[${place}]`));
}

function checkedUrl(value: unknown, name: string): string {
  const isWeb = typeof value === "string" && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
  if (!isWeb) throw new ConfigInvalid(name, value, "a URL that begins with https:// or http://");
  return value.replace(/\/+$/, "");
}

function currency(fields: Fields, name: string): PageConfig["currency"] {
  const value = fields[name];
  if (typeof value !== "object" || value === null) throw new ConfigInvalid(name, value, "an object");
  const inner = value as Fields;
  return { name: text(inner, "name"), symbol: text(inner, "symbol"), decimals: wholeNumber(inner, "decimals", 0) };
}

function tryAccounts(fields: Fields, chainId: bigint): boolean {
  const value = fields["tryAccounts"] ?? false;
  if (typeof value !== "boolean") throw new ConfigInvalid("tryAccounts", value, "true or false");
  if (value && !LOCAL_CHAINS.includes(chainId)) {
    throw new ConfigInvalid("tryAccounts", value, `false on chain ${chainId}; it is for ${LOCAL_CHAINS.join(" and ")}`);
  }
  return value;
}
