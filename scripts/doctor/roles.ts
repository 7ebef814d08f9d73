import { getAddress, id as hashOf, type Interface, ZeroHash } from "ethers";
import type { RawLog } from "../../packages/protocol/src/index.ts";
import { type RoleName, roleId } from "../operator/roles.ts";

/** A role of the core or of its timelock. */
export interface Role {
  /** As in the source; the hash itself where no role of that hash is known. */
  readonly name: string;
  readonly hash: string;
}

/** Who holds what, as the events tell. */
export interface Roles {
  /** Holders by the role's hash, in the order in which they got it. */
  readonly holders: ReadonlyMap<string, readonly string[]>;
  /** Everybody who ever held a role. */
  readonly everybody: readonly string[];
  /** Hashes of the roles that another than the admin role grants. */
  readonly otherAdmins: readonly string[];
}

/** The roles that a contract names: a function without parameters for each. */
export function rolesOf(contract: Interface): readonly Role[] {
  const names: string[] = [];
  contract.forEachFunction(({ name, inputs }) => {
    if (name.endsWith("_ROLE") && inputs.length === 0) names.push(name);
  });
  return names.map((name) => ({ name, hash: roleId(name as RoleName) }));
}

const TOPICS = {
  granted: hashOf("RoleGranted(bytes32,address,address)"),
  revoked: hashOf("RoleRevoked(bytes32,address,address)"),
  adminChanged: hashOf("RoleAdminChanged(bytes32,bytes32,bytes32)"),
} as const;

/** Replays OpenZeppelin's role events of one contract, in the chain's order. */
export function replayRoles(logs: Iterable<RawLog>): Roles {
  const holders = new Map<string, string[]>();
  const everybody = new Set<string>();
  const admins = new Map<string, string>();
  for (const { topics } of logs) {
    const [topic, role = "", second = ""] = topics;
    if (topic === TOPICS.adminChanged) admins.set(role, topics[3] ?? "");
    if (topic !== TOPICS.granted && topic !== TOPICS.revoked) continue;
    const account = getAddress(`0x${second.slice(-40)}`);
    const others = (holders.get(role) ?? []).filter((holder) => holder !== account);
    holders.set(role, topic === TOPICS.granted ? [...others, account] : others);
    everybody.add(account);
  }
  const otherAdmins = [...admins].flatMap(([role, admin]) => (admin === ZeroHash ? [] : [role]));
  return { holders, everybody: [...everybody], otherAdmins };
}

/** All roles of a contract: those that it names, and those that its events speak of beside them. */
export function allRoles(contract: Interface, { holders }: Roles): readonly Role[] {
  const named = rolesOf(contract);
  const known = new Set(named.map(({ hash }) => hash));
  const others = [...holders.keys()].filter((hash) => !known.has(hash)).map((hash) => ({ name: hash, hash }));
  return [...named, ...others];
}
