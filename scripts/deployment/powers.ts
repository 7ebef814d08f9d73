import { type Provider, ZeroAddress } from "ethers";
import {
  type Deployment,
  formatDuration,
  ProtocolError,
  TestStablecoin__factory,
  Timelock__factory,
  Upline__factory,
} from "../../packages/protocol/src/index.ts";

/** Who holds a power, and how long after its use it takes effect. */
export interface Power {
  readonly contract: string;
  readonly role: string;
  readonly holder: string;
  readonly delay: string;
}

/** The deployer was to hand over everything and did not. */
export class DeployerKeepsPower extends ProtocolError {
  override readonly name = "DeployerKeepsPower";

  constructor(deployer: string, powers: readonly Power[]) {
    const roles = powers.map(({ contract, role }) => `${role} of the ${contract}`).join(", ");
    super(
      `the deployer ${deployer} holds ${roles}`,
      { deployer, roles },
      "Do not use this programme: renounce what the deployer holds, or deploy another.",
    );
  }
}

/** The roles of the core, with what holds back each one's use. */
const CORE_ROLES = [
  ["DEFAULT_ADMIN_ROLE", "timelock"],
  ["CATALOGUE_ROLE", "none"],
  ["PLAN_ROLE", "notice"],
  ["RANK_ROLE", "next period"],
  ["PAUSE_ROLE", "none"],
  ["RETURNS_ROLE", "none"],
  ["RECORD_ROLE", "none"],
  ["HOLD_ROLE", "none"],
  ["IMPORT_ROLE", "none"],
  ["REVOKER_ROLE", "none"],
] as const;

const TIMELOCK_ROLES = ["PROPOSER_ROLE", "CANCELLER_ROLE", "EXECUTOR_ROLE", "DEFAULT_ADMIN_ROLE"] as const;

/** A core, and the timelock that administers it if there is one. */
export type Administered = Pick<Deployment, "core"> & Partial<Pick<Deployment, "timelock">>;

/**
 * Reads the table of powers from the chain.
 * @param known Accounts that may hold a role of the timelock, which does not list them by itself.
 */
export async function readPowers(
  provider: Provider,
  { core, timelock }: Administered,
  known: readonly string[],
): Promise<readonly Power[]> {
  if (timelock === undefined) return corePowers(provider, core, "none");
  const waits = formatDuration(await Timelock__factory.connect(timelock, provider).getMinDelay());
  return [
    ...(await corePowers(provider, core, waits)),
    ...(await timelockPowers(provider, timelock, [...known, timelock, ZeroAddress], waits)),
  ];
}

async function corePowers(provider: Provider, address: string, waits: string): Promise<Power[]> {
  const core = Upline__factory.connect(address, provider);
  const { notice } = await core.settings();
  const delays = { timelock: waits, notice: formatDuration(notice), none: "none", "next period": "next period" };
  const powers: Power[] = [];
  for (const [role, kind] of CORE_ROLES) {
    for (const holder of await core.getRoleMembers(await core[role]())) {
      powers.push({ contract: "core", role, holder, delay: delays[kind] });
    }
  }
  return powers;
}

async function timelockPowers(
  provider: Provider,
  address: string,
  known: readonly string[],
  waits: string,
): Promise<Power[]> {
  const timelock = Timelock__factory.connect(address, provider);
  const powers: Power[] = [];
  for (const role of TIMELOCK_ROLES) {
    const id = await timelock[role]();
    for (const holder of new Set(known)) {
      const delay = role === "PROPOSER_ROLE" || role === "DEFAULT_ADMIN_ROLE" ? waits : "none";
      if (await timelock.hasRole(id, holder)) powers.push({ contract: "timelock", role, holder, delay });
    }
  }
  return powers;
}

/** @throws DeployerKeepsPower */
export function checkHandedOver(deployer: string, powers: readonly Power[]): void {
  const kept = powers.filter(({ holder }) => holder === deployer);
  if (kept.length > 0) throw new DeployerKeepsPower(deployer, kept);
}

/** Who issues the test stablecoin of a local programme. */
export async function readIssuer(provider: Provider, token: string): Promise<Power> {
  const holder = await TestStablecoin__factory.connect(token, provider).owner();
  return { contract: "token", role: "owner", holder, delay: "none" };
}
