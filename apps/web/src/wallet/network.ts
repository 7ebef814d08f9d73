import type { PageConfig } from "../config/page-config.ts";
import type { WalletProvider } from "./eip1193.ts";

/** The wallet does not know the chain (EIP-3085). */
const UNKNOWN_CHAIN = 4902;

/** Asks the wallet to change to the programme's chain, and to add it if it does not know it. */
export async function switchNetwork(provider: WalletProvider, config: PageConfig): Promise<void> {
  const chainId = `0x${config.chainId.toString(16)}`;
  try {
    await provider.request({ method: "wallet_switchEthereumChain", params: [{ chainId }] });
  } catch (error) {
    if (!isUnknownChain(error)) throw error;
    await provider.request({ method: "wallet_addEthereumChain", params: [chainParameters(config)] });
    // Some wallets add without changing.
    await provider.request({ method: "wallet_switchEthereumChain", params: [{ chainId }] });
  }
}

/** The chain as wallets take it (EIP-3085). */
export function chainParameters({ chainId, chainName, rpcUrls, currency, explorerUrl }: PageConfig) {
  return {
    chainId: `0x${chainId.toString(16)}`,
    chainName,
    rpcUrls: [...rpcUrls],
    nativeCurrency: currency,
    ...(explorerUrl === undefined ? {} : { blockExplorerUrls: [explorerUrl] }),
  };
}

function isUnknownChain(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, data } = error as { code?: unknown; data?: { originalError?: { code?: unknown } } };
  // Mobile wallets put the code deeper.
  return code === UNKNOWN_CHAIN || data?.originalError?.code === UNKNOWN_CHAIN;
}
