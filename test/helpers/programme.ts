import { ZeroAddress } from "ethers";
import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";
import UplineModule from "../../deploy/modules/Upline.ts";
import UplineCoreModule from "../../deploy/modules/UplineCore.ts";
import UplineUnopenedModule from "../../deploy/modules/UplineUnopened.ts";
import { OPERATORS } from "../../deploy/parts/programme.ts";
import type { IPlans } from "../../packages/protocol/src/contracts/Upline.ts";

export const DAY = 24 * 60 * 60;
/** Periods of the test programmes begin at multiples of this since the Unix epoch. */
export const PERIOD = 30 * DAY;
export const NOTICE = 30 * DAY;
/** Time for the company to decide about returned goods, and for an arbiter to rule. */
export const DECISION = 14 * DAY;
export const RULING = 30 * DAY;
export const CAP = 3_500;
/** A seller may ask a fifth above retail. */
export const MARKUP = 2_000;

export enum Compression {
  None = 0,
  Standard = 1,
  Dynamic = 2,
}

export enum SaleKind {
  Retail = 0,
  Personal = 1,
  Distributor = 2,
  Recorded = 3,
}

export type Plan = IPlans.PlanStruct;

/** Sixteen numbers from the first few. */
export function sixteen(values: readonly number[]): number[] {
  return Array.from({ length: 16 }, (_, i) => values[i] ?? 0);
}

/** A plan: 10 % for the seller, 8, 5, 3, 2, 1 % for the levels above; everybody is active; every rank opens all. */
export function plan(
  changes: Partial<Omit<Plan, "rates" | "openRanks" | "rankRates">> & {
    rates?: number[];
    openRanks?: number[];
    rankRates?: number[];
  } = {},
): Plan {
  return {
    threshold: 0n,
    poolShare: 0,
    walk: 32,
    compression: Compression.Dynamic,
    personalPays: false,
    ...changes,
    rates: sixteen(changes.rates ?? [1000, 800, 500, 300, 200, 100]),
    openRanks: sixteen(changes.openRanks ?? []),
    rankRates: sixteen(changes.rankRates ?? []),
  };
}

export interface ProgrammeOptions {
  /** The chain to deploy to, if not one of its own. */
  readonly connection?: NetworkConnection;
  readonly plan?: Plan;
  readonly decimals?: number;
  /** Name of a token contract, in place of the plain mock. */
  readonly token?: string;
  /** What the constructor of that token takes; it may need the account that deploys. */
  readonly tokenArguments?: (deployer: string) => readonly unknown[];
  readonly openToAll?: boolean;
  readonly start?: number;
  readonly periodLength?: number;
  readonly notice?: number;
  readonly cap?: number;
  readonly markup?: number;
}

export type Connection = Awaited<ReturnType<typeof network.create>>;

/** The people of a test programme, each an account of the local network. */
async function people(connection: Connection) {
  const [deployer, treasury, operator, proposer, ...others] = await connection.ethers.getSigners();
  if (!deployer || !treasury || !operator || !proposer) throw new Error("the local network has no accounts");
  return { deployer, treasury, operator, proposer, others };
}

async function deployToken({ ethers }: Connection, deployer: string, options: ProgrammeOptions) {
  if (options.token !== undefined) {
    const token = await ethers.deployContract(options.token, [...(options.tokenArguments?.(deployer) ?? [])]);
    return ethers.getContractAt("MockToken", await token.getAddress());
  }
  return ethers.deployContract("MockToken", ["Test Dollar", "TUSD", options.decimals ?? 6]);
}

function settings(options: ProgrammeOptions, treasury: string) {
  return {
    start: options.start ?? 0,
    periodLength: options.periodLength ?? PERIOD,
    notice: options.notice ?? NOTICE,
    decisionTime: DECISION,
    rulingTime: RULING,
    markup: options.markup ?? MARKUP,
    cap: options.cap ?? CAP,
    openToAll: options.openToAll ?? false,
    treasury,
  };
}

/**
 * A programme, deployed by the module that public networks use; one operator holds all roles.
 * @param opens If not, its plan is scheduled, and the timelock opens it.
 */
export async function deployProgramme(options: ProgrammeOptions = {}, opens = true) {
  const connection = options.connection ?? (await network.create());
  const accounts = await people(connection);
  const token = await deployToken(connection, accounts.deployer.address, options);
  const operator = accounts.operator.address;
  const parameters = {
    token: await token.getAddress(),
    ...settings(options, accounts.treasury.address),
    plan: (options.plan ?? plan()) as never,
    planDocument: "{}",
    timelockDelay: 2 * DAY,
    proposers: [accounts.proposer.address],
    executors: [ZeroAddress],
    ...Object.fromEntries(Object.values(OPERATORS).map((name) => [name, operator])),
  };
  const { upline, timelock } = opens
    ? await connection.ignition.deploy(UplineModule, { parameters: { Upline: parameters } })
    : await connection.ignition.deploy(UplineUnopenedModule, { parameters: { UplineUnopened: parameters } });
  const core = await connection.ethers.getContractAt("Upline", await upline.getAddress());
  return { connection, ...connection, ...accounts, token, core, timelock };
}

/** A programme that is not open yet; the operator holds the admin role and every other. */
export async function deployUnopened(options: ProgrammeOptions = {}) {
  const connection = options.connection ?? (await network.create());
  const accounts = await people(connection);
  const token = await deployToken(connection, accounts.deployer.address, options);
  const { upline } = await connection.ignition.deploy(UplineCoreModule, {
    parameters: {
      UplineCore: {
        token: await token.getAddress(),
        ...settings(options, accounts.treasury.address),
        admin: accounts.operator.address,
      },
    },
  });
  const core = (await connection.ethers.getContractAt("Upline", await upline.getAddress())).connect(accounts.operator);
  for (const role of Object.keys(OPERATORS) as (keyof typeof OPERATORS)[]) {
    await core.grantRole(await core[role](), accounts.operator.address);
  }
  return { connection, ...connection, ...accounts, token, core };
}
