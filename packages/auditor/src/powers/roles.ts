import { Upline__factory } from "@upline/protocol";
import { getAddress, id as hashOf, ZeroHash } from "ethers";

/** A role that somebody holds. */
export interface Holding {
  /** As in the source; the hash itself where the core knows no such role. */
  readonly role: string;
  readonly holder: string;
  /** Since when, in seconds since 1970. */
  readonly since: bigint;
  /** Number of the journal entry that gave it. */
  readonly entry: number;
}

export const ADMIN_ROLE = "DEFAULT_ADMIN_ROLE";

/** The roles of the core by their hashes: each is a function without parameters. */
const NAMES: ReadonlyMap<string, string> = (() => {
  const names: [string, string][] = [];
  Upline__factory.createInterface().forEachFunction(({ name, inputs }) => {
    if (!name.endsWith("_ROLE") || inputs.length > 0) return;
    names.push([name === ADMIN_ROLE ? ZeroHash : hashOf(name), name]);
  });
  return new Map(names);
})();

/** What a role is called; its hash where the core knows none of it. */
export function roleName(hash: string): string {
  return NAMES.get(hash) ?? hash;
}

/** Who holds what at a moment of the history. */
export class RoleBook {
  readonly #holdings = new Map<string, Map<string, Holding>>();

  /** Who has the role already keeps it as he got it. */
  grant(role: string, holder: string, since: bigint, entry: number): void {
    if (this.has(role, holder)) return;
    const holders = this.#holdings.get(role) ?? new Map<string, Holding>();
    holders.set(getAddress(holder), { role, holder: getAddress(holder), since, entry });
    this.#holdings.set(role, holders);
  }

  /** @returns Whether he held it. */
  revoke(role: string, holder: string): boolean {
    return this.#holdings.get(role)?.delete(getAddress(holder)) ?? false;
  }

  has(role: string, holder: string): boolean {
    return this.#holdings.get(role)?.has(getAddress(holder)) ?? false;
  }

  /** In the order in which they got it. */
  holdersOf(role: string): readonly string[] {
    return [...(this.#holdings.get(role)?.keys() ?? [])];
  }

  /** Everything that is held, role by role. */
  all(): readonly Holding[] {
    return [...this.#holdings.values()].flatMap((holders) => [...holders.values()]);
  }
}
