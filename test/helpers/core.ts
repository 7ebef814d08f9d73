import type { IUpline } from "../../packages/protocol/src/contracts/Upline.ts";
import { MODULE_CONTRACTS } from "../../packages/protocol/src/index.ts";
import { CAP, type Connection, DECISION, MARKUP, NOTICE, PERIOD, plan, RULING } from "./programme.ts";

export type Settings = IUpline.SettingsStruct;
/** The contract of each module, which is also the name that it answers. */
export const CONTRACTS = MODULE_CONTRACTS;
export const MODULES = Object.keys(CONTRACTS) as (keyof typeof CONTRACTS)[];
export type ModuleAddresses = Record<(typeof MODULES)[number], string>;

/** Settings that every constructor accepts, but for `changes`. */
export function settings(token: string, changes: Partial<Settings> = {}): Settings {
  return {
    token,
    start: 0,
    periodLength: PERIOD,
    notice: NOTICE,
    decisionTime: DECISION,
    rulingTime: RULING,
    cap: CAP,
    markup: MARKUP,
    openToAll: false,
    ...changes,
  };
}

/** Deploys one module without a core. */
export async function deployModule({ ethers }: Connection, name: (typeof MODULES)[number], of: Settings) {
  const part = await ethers.deployContract(CONTRACTS[name], [of]);
  return ethers.getContractAt("UplineBase", await part.getAddress());
}

/** Deploys the modules of a core. */
export async function deployModules(connection: Connection, of: Settings): Promise<ModuleAddresses> {
  const entries: [string, string][] = [];
  for (const name of MODULES) {
    const part = await deployModule(connection, name, of);
    entries.push([name, await part.getAddress()]);
  }
  return Object.fromEntries(entries) as ModuleAddresses;
}

/**
 * An open programme that the first account of a chain administers, in the same steps on every chain.
 * @param treasury The company's wallet, if not the first account's.
 */
export async function deployBare(connection: Connection, treasury?: string) {
  const { ethers } = connection;
  const [company] = await ethers.getSigners();
  if (!company) throw new Error("the local network has no accounts");
  const token = await ethers.deployContract("MockToken", ["Test Dollar", "TUSD", 6]);
  const of = settings(await token.getAddress());
  const modules = await deployModules(connection, of);
  const core = await ethers.deployContract("Upline", [of, modules, treasury ?? company.address, company.address]);
  await core.grantRole(await core.PLAN_ROLE(), company.address);
  await core.schedulePlan(plan(), 0, "{}");
  await core.open();
  const { chainId } = await ethers.provider.getNetwork();
  return { company, core, scope: { address: await core.getAddress(), chainId } };
}
