import { relative } from "node:path";
import { trackTransaction } from "@nomicfoundation/ignition-core";
import { getAddress } from "ethers";
import UplineModule from "../../deploy/modules/Upline.ts";
import UplineLocalModule from "../../deploy/modules/UplineLocal.ts";
import UplineLocalUnopenedModule from "../../deploy/modules/UplineLocalUnopened.ts";
import UplineUnopenedModule from "../../deploy/modules/UplineUnopened.ts";
import { type Deployment, deploymentFromIgnition, ProtocolError } from "../../packages/protocol/src/index.ts";
import { type Connection, recordFolder } from "../operator/networks.ts";
import { TransactionWaiting } from "../operator/pending.ts";
import { checkParameters, isLocal, ParameterInvalid, type Parameters } from "./parameters.ts";
import { checkHandedOver, type Power, readIssuer, readPowers } from "./powers.ts";
import { DeploymentRecord, findFate, findFault, findLost } from "./record.ts";

/** Chain id of local networks, which are started anew every day. */
const LOCAL_CHAIN = 31_337n;

/** How a deployment is to be run. */
export interface DeployOptions {
  /** Name of the record; `chain-<chain id>` if none is given. */
  readonly id?: string;
  /** Show Ignition's steps on standard output, which must be a terminal; not on local chains, where it takes a moment. */
  readonly showSteps?: boolean;
}

/** What a deployment, or a repetition of it, came to. */
export interface Outcome {
  readonly network: string;
  readonly deployer: string;
  readonly deployment: Deployment;
  readonly powers: readonly Power[];
  /** How many transactions this run sent; 0 where everything was done before. */
  readonly sent: number;
  /** The folder of the record. */
  readonly record: string;
  /** Why and where a record was moved that is not of this chain. */
  readonly movedAside?: { readonly reason: string; readonly folder: string };
}

/** The record of a deployment is not of the chain that the network leads to. */
export class RecordStale extends ProtocolError {
  override readonly name = "RecordStale";

  constructor(folder: string, reason: string) {
    const shown = relative(process.cwd(), folder);
    super(
      `the record in ${shown} is not of this chain: ${reason}`,
      { folder, reason },
      `Check that the network leads to the right chain. If the deployment is really gone, move ${shown} away and start again; ` +
        "for a second deployment beside it, give --deployment-id.",
    );
  }
}

/** Ignition could not finish. */
export class DeploymentFailed extends ProtocolError {
  override readonly name = "DeploymentFailed";

  constructor(folder: string, cause: Error) {
    super(
      `the deployment could not be finished: ${cause.message}`,
      { folder },
      "Start again with the same parameters to go on where it stopped. What was deployed keeps its parameters for good: " +
        "for others, give a new --deployment-id.",
    );
    this.cause = cause;
  }
}

/** The network has no account to deploy with. */
export class DeployerMissing extends ProtocolError {
  override readonly name = "DeployerMissing";

  constructor(name: string) {
    super(
      `network ${name} has no account to deploy with`,
      { name },
      "Name one in hardhat.config.ts, or start the local node.",
    );
  }
}

/**
 * Deploys a programme, or goes on with what is recorded of it, and reads from the chain what it has become.
 * @throws ParameterInvalid, RecordStale, TransactionWaiting, DeploymentFailed, DeployerKeepsPower, DeployerMissing
 */
export async function deployProgramme(
  connection: Connection,
  parameters: Parameters,
  options: DeployOptions = {},
): Promise<Outcome> {
  const { provider } = connection.ethers;
  const { chainId } = await provider.getNetwork();
  const deployer = await firstAccount(connection);
  const latest = await provider.getBlock("latest");
  checkParameters(parameters, { deployer, now: BigInt(latest?.timestamp ?? 0) });
  await checkToken(connection, parameters, chainId);

  const deploymentId = options.id ?? `chain-${chainId}`;
  const folder = recordFolder(chainId, deploymentId);
  const movedAside = await settleRecord(connection, folder, chainId);
  await resume(connection, folder, deployer);
  const before = DeploymentRecord.at(folder)?.sent ?? 0;
  const showSteps = options.showSteps === true && chainId !== LOCAL_CHAIN;
  await ignite(connection, parameters, { id: deploymentId, showSteps }, folder);

  const record = DeploymentRecord.at(folder);
  if (record === undefined) throw new Error(`Ignition left no record in ${folder}`);
  const deployment = deploymentIn(record, parameters, chainId);
  const powers = await readPowers(provider, deployment, [...accountsIn(parameters), deployer]);
  checkHandedOver(deployer, powers);
  const issuer = isLocal(parameters.module) ? [await readIssuer(provider, deployment.token)] : [];
  return {
    network: connection.networkName,
    deployer,
    deployment,
    powers: [...powers, ...issuer],
    sent: record.sent - before,
    record: folder,
    ...movedAside,
  };
}

async function firstAccount({ ethers, networkName }: Connection): Promise<string> {
  const [signer] = await ethers.getSigners();
  if (signer === undefined) throw new DeployerMissing(networkName);
  return signer.address;
}

async function checkToken(
  { ethers }: Connection,
  { file, module, values }: Parameters,
  chainId: bigint,
): Promise<void> {
  if (isLocal(module)) {
    if (chainId === LOCAL_CHAIN) return;
    throw new ParameterInvalid(file, "the module", module, '"Upline": anybody can make the test stablecoin\'s money');
  }
  const token = String(values["token"]);
  if ((await ethers.provider.getCode(token)) !== "0x") return;
  throw new ParameterInvalid(
    file,
    "token",
    token,
    `a token on chain ${chainId}, where there is no contract at this address`,
  );
}

/** A record of a local chain that no longer runs is moved aside; any other must be of the chain. */
async function settleRecord(
  { ethers }: Connection,
  folder: string,
  chainId: bigint,
): Promise<Pick<Outcome, "movedAside">> {
  const record = DeploymentRecord.at(folder);
  if (record === undefined) return {};
  const today = chainId === LOCAL_CHAIN;
  const reason =
    (await findFault(record, ethers.provider)) ?? (today ? await findLost(record, ethers.provider) : undefined);
  if (reason === undefined) return {};
  if (!today) throw new RecordStale(folder, reason);
  return { movedAside: { reason, folder: record.moveAside(new Date()) } };
}

/**
 * Finds out what became of a transaction that was being sent when a process was killed, which Ignition leaves to its
 * user: one that was sent must not be sent again.
 */
async function resume({ ethers, provider }: Connection, folder: string, deployer: string): Promise<void> {
  const record = DeploymentRecord.at(folder);
  record?.dropUnfinished();
  const unrecorded = record?.unrecorded();
  if (record === undefined || unrecorded === undefined) return;
  const fate = await findFate(ethers.provider, deployer, unrecorded);
  if (fate === "waiting") throw new TransactionWaiting(deployer, unrecorded.nonce);
  if (fate === "unsent") record.dropUnrecorded();
  else await trackTransaction(folder, fate.mined, provider, 1);
}

const MODULES = {
  Upline: UplineModule,
  UplineLocal: UplineLocalModule,
  UplineUnopened: UplineUnopenedModule,
  UplineLocalUnopened: UplineLocalUnopenedModule,
};

async function ignite(
  { ignition }: Connection,
  { module, values }: Parameters,
  { id, showSteps = false }: DeployOptions,
  folder: string,
): Promise<void> {
  const options = { deploymentId: id, displayUi: showSteps, parameters: { [module]: values as never } };
  try {
    await ignition.deploy(MODULES[module] as typeof UplineModule, options);
  } catch (error) {
    throw new DeploymentFailed(folder, error as Error);
  }
}

function deploymentIn(record: DeploymentRecord, { module, values }: Parameters, chainId: bigint): Deployment {
  const token = isLocal(module) ? {} : { token: String(values["token"]) };
  const block = record.blockOf(`${module}#Upline`) ?? 0;
  return deploymentFromIgnition(record.addresses(), { chainId, block, ...token });
}

/** Everybody whom the parameters name. */
function accountsIn({ values }: Parameters): readonly string[] {
  return Object.values(values)
    .flat()
    .flatMap((value) => (typeof value === "string" && /^0x[0-9a-fA-F]{40}$/.test(value) ? [getAddress(value)] : []));
}
