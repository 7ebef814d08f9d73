import type { AnnouncedWallet, WalletInfo, WalletProvider } from "./eip1193.ts";

/** Collects the wallets that announce themselves to the page (EIP-6963). */
export class Announcements {
  readonly #wallets = new Map<string, AnnouncedWallet>();
  readonly #listeners = new Set<() => void>();
  #list: readonly AnnouncedWallet[] = [];

  /** @param target The window. */
  constructor(target: EventTarget) {
    target.addEventListener("eip6963:announceProvider", (event) => {
      const wallet = announced((event as CustomEvent<unknown>).detail);
      if (wallet !== undefined) this.add(wallet);
    });
    target.dispatchEvent(new Event("eip6963:requestProvider"));
  }

  /** Adds one that does not announce itself. */
  add(wallet: AnnouncedWallet): void {
    // A wallet may announce itself again; the first one stays, so that what is connected is not exchanged.
    if (this.#wallets.has(wallet.info.uuid)) return;
    this.#wallets.set(wallet.info.uuid, wallet);
    this.#list = [...this.#wallets.values()];
    for (const listener of this.#listeners) listener();
  }

  /** All so far, in the order in which they came. The list is a new one whenever one comes. */
  readonly list = (): readonly AnnouncedWallet[] => this.#list;

  /** @returns What ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/** @returns Undefined if what was announced is no wallet. */
function announced(detail: unknown): AnnouncedWallet | undefined {
  if (typeof detail !== "object" || detail === null || !("info" in detail) || !("provider" in detail)) return undefined;
  const { info, provider } = detail as { info: Partial<WalletInfo> | null; provider: Partial<WalletProvider> | null };
  if (typeof info?.uuid !== "string" || typeof info.name !== "string" || typeof info.rdns !== "string")
    return undefined;
  if (typeof provider?.request !== "function") return undefined;
  // Only images inside the announcement: the policy allows no others, and a picture elsewhere would track people.
  const icon = typeof info.icon === "string" && info.icon.startsWith("data:image/") ? info.icon : "";
  const { uuid, name, rdns } = info;
  return { info: { uuid, name: name.slice(0, 60), icon, rdns }, provider: provider as WalletProvider };
}
