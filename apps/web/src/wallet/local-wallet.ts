import type { ReadProvider } from "../chain/provider.ts";
import type { PageConfig } from "../config/page-config.ts";
import { type AnnouncedWallet, accountsOf, type WalletProvider } from "./eip1193.ts";

const ICON =
  "data:image/svg+xml," +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#8a5a00"/><path d="M8 12h16v11H8zM8 12l3-4h10l3 4M20 17h4" fill="none" stroke="#fff" stroke-width="2"/></svg>',
  );

/** What the pages remember this wallet by. */
export const LOCAL_RDNS = "local.node";

/**
 * The unlocked accounts of a local node as one more wallet, so that the pages can be tried without installing one.
 * @param name What the wallet is called in the list.
 */
export function localWallet(config: PageConfig, node: ReadProvider, name: string): AnnouncedWallet {
  const accounts = async () => accountsOf(await node.send("eth_accounts", []));
  return {
    info: { uuid: LOCAL_RDNS, name, icon: ICON, rdns: LOCAL_RDNS },
    provider: localProvider(config, node, accounts),
    accounts,
  };
}

function localProvider(
  config: PageConfig,
  node: ReadProvider,
  accounts: () => Promise<readonly string[]>,
): WalletProvider {
  return {
    request({ method, params = [] }) {
      if (method === "eth_requestAccounts") return accounts();
      if (method === "eth_chainId") return Promise.resolve(`0x${config.chainId.toString(16)}`);
      return node.send(method, params as unknown[]);
    },
  };
}
