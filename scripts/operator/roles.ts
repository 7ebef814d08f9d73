import { id as hashOf, type Provider, ZeroHash } from "ethers";
import { OPERATORS } from "../../deploy/parts/programme.ts";
import { Timelock__factory } from "../../packages/protocol/src/index.ts";
import type { Session } from "./session.ts";

/** A role of the core. */
export type RoleName = "DEFAULT_ADMIN_ROLE" | keyof typeof OPERATORS;

/** All roles of the core. */
export const ROLES: readonly RoleName[] = ["DEFAULT_ADMIN_ROLE", ...(Object.keys(OPERATORS) as RoleName[])];

/** The hash that the contracts name a role with. */
export function roleId(role: RoleName): string {
  return role === "DEFAULT_ADMIN_ROLE" ? ZeroHash : hashOf(role);
}

/** Who holds a power: a person's account, a timelock, or another contract such as a multisig. */
export interface Holder {
  readonly address: string;
  readonly kind: "account" | "contract" | "timelock";
  /** Least delay of a timelock, in seconds. */
  readonly delay?: bigint;
}

/** The roles of which each is enough for a call. */
export type AnyOf = RoleName | readonly RoleName[];

/** The roles in words. */
export const rolesText = (roles: AnyOf) => [roles].flat().join(" or ");

/** The holders of a role of the core, or of any of several. */
export async function readHolders({ core, provider }: Session, roles: AnyOf): Promise<readonly Holder[]> {
  const lists = await Promise.all([roles].flat().map((role) => core.getRoleMembers(roleId(role))));
  const addresses = new Set(lists.flatMap((list) => [...list]));
  return Promise.all([...addresses].map((address) => readHolder(provider, address)));
}

/** What an account's code says an account with code of its own is: it delegates and signs by its key all the same. */
const DELEGATED = "0xef0100";

/** What kind of holder an address is. */
export async function readHolder(provider: Provider, address: string): Promise<Holder> {
  const code = await provider.getCode(address);
  if (code === "0x" || code.startsWith(DELEGATED)) return { address, kind: "account" };
  const delay = await leastDelay(provider, address);
  return delay === undefined ? { address, kind: "contract" } : { address, kind: "timelock", delay };
}

/** @returns Undefined if the contract is no timelock. */
async function leastDelay(provider: Provider, address: string): Promise<bigint | undefined> {
  const timelock = Timelock__factory.connect(address, provider);
  try {
    await timelock.PROPOSER_ROLE();
    return await timelock.getMinDelay();
  } catch {
    return undefined;
  }
}
