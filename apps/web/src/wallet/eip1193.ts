import type { Eip1193Provider } from "ethers";

/** What wallets offer to a page (EIP-1193). */
export interface WalletProvider extends Eip1193Provider {
  on?(event: string, listener: (value: unknown) => void): unknown;
  removeListener?(event: string, listener: (value: unknown) => void): unknown;
}

/** What a wallet says of itself (EIP-6963). */
export interface WalletInfo {
  readonly uuid: string;
  readonly name: string;
  /** A `data:` URI of an image. */
  readonly icon: string;
  /** Stays the same from visit to visit, for example `io.metamask`. */
  readonly rdns: string;
}

/** A wallet that can be connected. */
export interface AnnouncedWallet {
  readonly info: WalletInfo;
  readonly provider: WalletProvider;
  /** Accounts to choose from before connecting; undefined where the wallet itself asks. */
  accounts?(): Promise<readonly string[]>;
}

/** The number in a wallet's answer to `eth_chainId` and in its `chainChanged`. */
export function chainIdOf(value: unknown): bigint | undefined {
  if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
  return typeof value === "string" && /^(0x[\da-f]+|\d+)$/i.test(value) ? BigInt(value) : undefined;
}

/** The addresses in a wallet's answer to `eth_accounts` and in its `accountsChanged`. */
export function accountsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}
