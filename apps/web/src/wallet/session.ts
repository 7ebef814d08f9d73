import { getAddress } from "ethers";
import { type AnnouncedWallet, accountsOf, chainIdOf, type WalletInfo, type WalletProvider } from "./eip1193.ts";

/** A connected wallet. */
export interface Session {
  readonly info: WalletInfo;
  readonly provider: WalletProvider;
  readonly account: string;
  /** Undefined while the wallet has not told it. */
  readonly chainId: bigint | undefined;
}

/**
 * Connects to a wallet.
 * @param quietly Ask nothing: only if the wallet gives its accounts to this page already.
 * @param account One of those that the wallet offers; else the first.
 * @returns Undefined if it gives none.
 * @throws What the wallet throws, for example when it is declined.
 */
export async function openSession(
  { info, provider }: AnnouncedWallet,
  quietly: boolean,
  account?: string,
): Promise<Session | undefined> {
  const method = quietly ? "eth_accounts" : "eth_requestAccounts";
  const accounts = accountsOf(await provider.request({ method })).map((one) => getAddress(one));
  const wished = account === undefined ? undefined : getAddress(account);
  const chosen = accounts.find((one) => one === wished) ?? accounts[0];
  if (chosen === undefined) return undefined;
  return { info, provider, account: chosen, chainId: chainIdOf(await provider.request({ method: "eth_chainId" })) };
}

/** What a wallet told of itself. */
export interface SessionChange {
  readonly account?: string | undefined;
  readonly chainId?: bigint | undefined;
}

/**
 * Follows a wallet's changes of account and chain. An account of undefined: it gives none any more.
 * @returns What ends it.
 */
export function followSession({ provider }: Session, onChange: (change: SessionChange) => void): () => void {
  const listeners: Readonly<Record<string, (value: unknown) => void>> = {
    accountsChanged(value) {
      const [first] = accountsOf(value);
      onChange({ account: first === undefined ? undefined : getAddress(first) });
    },
    chainChanged: (value) => onChange({ chainId: chainIdOf(value) }),
    disconnect: () => onChange({ account: undefined }),
  };
  for (const [event, listener] of Object.entries(listeners)) provider.on?.(event, listener);
  return () => {
    for (const [event, listener] of Object.entries(listeners)) provider.removeListener?.(event, listener);
  };
}
