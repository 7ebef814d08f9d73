/** Which wallet to connect again at the next visit. */
export interface Remembered {
  readonly rdns: string;
  /** Only for a wallet that does not remember its account itself. */
  readonly account?: string;
}

const KEY = "upline.wallet";

/** Reads what was remembered. @returns Undefined if nothing was, or the browser keeps nothing. */
export function remembered(store: Pick<Storage, "getItem"> = localStorage): Remembered | undefined {
  try {
    const value: unknown = JSON.parse(store.getItem(KEY) ?? "null");
    if (typeof value !== "object" || value === null || !("rdns" in value) || typeof value.rdns !== "string") {
      return undefined;
    }
    const account = "account" in value && typeof value.account === "string" ? { account: value.account } : {};
    return { rdns: value.rdns, ...account };
  } catch {
    return undefined;
  }
}

/** Remembers a wallet, or forgets it. */
export function remember(
  wallet: Remembered | undefined,
  store: Pick<Storage, "setItem" | "removeItem"> = localStorage,
) {
  try {
    if (wallet === undefined) store.removeItem(KEY);
    else store.setItem(KEY, JSON.stringify(wallet));
  } catch {
    // A browser that keeps nothing asks again at the next visit.
  }
}
