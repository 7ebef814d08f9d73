/** What a page asks of a test wallet. */
export interface PageRequest {
  readonly method: string;
  readonly params: readonly unknown[];
}

type Door = (request: PageRequest) => Promise<{ result?: unknown; error?: { code: number; message: string } }>;

/**
 * Runs inside the page, before its own scripts, and knows nothing from outside but its argument.
 * @param door Name of the function by which the page reaches the test.
 */
export function announce({ door, name }: { readonly door: string; readonly name: string }): void {
  const listeners = new Map<string, Set<(value: unknown) => void>>();
  const of = (event: string) => listeners.get(event) ?? listeners.set(event, new Set()).get(event);
  const provider = {
    async request({ method, params = [] }: { method: string; params?: readonly unknown[] }) {
      const ask = (window as unknown as Record<string, Door>)[door];
      const { result, error } = (await ask?.({ method, params })) ?? {};
      if (error !== undefined) throw Object.assign(new Error(error.message), error);
      return result;
    },
    on: (event: string, listener: (value: unknown) => void) => of(event)?.add(listener),
    removeListener: (event: string, listener: (value: unknown) => void) => of(event)?.delete(listener),
  };
  window.addEventListener("test-wallet", (event) => {
    const {
      name: whose,
      event: what,
      value,
    } = (event as CustomEvent<{ name: string; event: string; value: unknown }>).detail;
    if (whose !== name) return;
    for (const listener of of(what) ?? []) listener(value);
  });
  const icon =
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E%3Ccircle cx='4' cy='4' r='4' fill='%23345'/%3E%3C/svg%3E";
  const info = { uuid: `uuid-${name}`, name, icon, rdns: `test.${name.toLowerCase().replaceAll(" ", "-")}` };
  const tell = () =>
    window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail: Object.freeze({ info, provider }) }));
  window.addEventListener("eip6963:requestProvider", tell);
  tell();
}
