import { ProtocolError } from "../../packages/protocol/src/index.ts";
import type { WriteOptions } from "./options.ts";
import { type AnyOf, type Holder, readHolder, readHolders, rolesText } from "./roles.ts";
import type { Account, Session } from "./session.ts";

/** Who makes the calls. */
export type Actor = Signing | Proposing;

/** An account whose key is at hand. */
export interface Signing {
  readonly address: string;
  readonly signer: Account;
}

/** A contract that makes calls when its owners agree on them. */
export interface Proposing {
  readonly address: string;
  readonly holder: Holder;
}

/** The network's configuration or node gives no account to act with. */
export class AccountMissing extends ProtocolError {
  override readonly name = "AccountMissing";

  constructor(network: string, wanted: string | undefined, there: readonly string[]) {
    super(
      wanted === undefined
        ? `network ${network} has no account to act with`
        : `${wanted} is none of the accounts of network ${network}: ${there.join(", ") || "it has none"}`,
      { network, wanted, there },
      "Set the account's key in Hardhat's keystore (npx hardhat keystore set NAME) and name it in hardhat.config.ts.",
    );
  }
}

/** None of the accounts holds the role that this needs, nor does a contract that could be asked. */
export class RoleMissing extends ProtocolError {
  override readonly name = "RoleMissing";

  constructor(role: string, account: string, holders: readonly Holder[]) {
    const shown = holders.map(({ address, kind }) => `${address} (${kind})`).join(", ");
    super(
      `${account} does not hold ${role}; ${shown === "" ? "nobody does" : `held by ${shown}`}`,
      { role, account, holders: holders.map(({ address }) => address) },
      "Act with the account of a holder, or let the admin grant the role; scripts/show-powers.ts lists them all.",
    );
  }
}

/** Several contracts hold the role, or none, and one is to be asked. */
export class ProposerUnclear extends ProtocolError {
  override readonly name = "ProposerUnclear";

  constructor(role: string, holders: readonly Holder[]) {
    const shown = holders.map(({ address, kind }) => `${address} (${kind})`).join(", ");
    super(
      `it is not clear which contract is to use ${role}: it is held by ${shown || "nobody"}`,
      { role, holders: holders.map(({ address }) => address) },
      "Name the one to propose to with --as; where an account holds the role, send with it instead of proposing.",
    );
  }
}

/**
 * Finds out who makes the calls that need a role: an account of the network that holds it, else a contract that does.
 * @param roles Of which any is enough. Undefined where anybody may make them, or the account itself is asked for: it signs, or is proposed to.
 * @throws AccountMissing, RoleMissing, ProposerUnclear
 */
export async function findActor(session: Session, options: WriteOptions, roles: AnyOf | undefined): Promise<Actor> {
  if (roles === undefined) {
    if (options.propose === undefined || options.as === undefined) {
      return signing(await chosenAccount(session, options.as));
    }
    return { address: options.as, holder: await readHolder(session.provider, options.as) };
  }
  const holders = await readHolders(session, roles);
  const contracts = holders.filter(({ kind }) => kind !== "account");
  const accounts = await session.accounts();
  const signer = accounts.find(({ address }) => isHolder(holders, address) && (options.as ?? address) === address);
  if (options.propose === undefined && signer !== undefined) return signing(signer);
  const named = options.as === undefined ? contracts : contracts.filter(({ address }) => address === options.as);
  const [holder, another] = named;
  if (holder !== undefined && another === undefined) return { address: holder.address, holder };
  if (options.propose !== undefined || another !== undefined) throw new ProposerUnclear(rolesText(roles), holders);
  throw new RoleMissing(rolesText(roles), options.as ?? accounts[0]?.address ?? "no account", holders);
}

function isHolder(holders: readonly Holder[], account: string): boolean {
  return holders.some(({ address }) => address === account);
}

function signing(signer: Account): Signing {
  return { address: signer.address, signer };
}

async function chosenAccount({ network, accounts }: Session, wanted: string | undefined): Promise<Account> {
  const there = await accounts();
  const account = wanted === undefined ? there[0] : there.find(({ address }) => address === wanted);
  if (account !== undefined) return account;
  throw new AccountMissing(
    network,
    wanted,
    there.map(({ address }) => address),
  );
}
