import { verifyContract } from "@nomicfoundation/hardhat-verify/verify";
import { getVerificationInformation } from "@nomicfoundation/ignition-core";
import hre from "hardhat";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { ProtocolError } from "../../packages/protocol/src/index.ts";
import { RecordStale } from "../deployment/deploy-programme.ts";
import { DeploymentRecord, findFault } from "../deployment/record.ts";
import type { Connection } from "../operator/networks.ts";

/** How contracts are verified. */
export interface VerifyOptions {
  /** Another Sourcify server than the plugin's own. */
  readonly server?: string;
  /** Send what is verified already once more. */
  readonly force?: boolean;
}

/** What became of one contract of a record. */
export interface Verified {
  /** As in the source, for example `contracts/Upline.sol:Upline`. */
  readonly contract: string;
  readonly address: string;
  /** Why it is not verified; undefined if it is. */
  readonly error?: string;
}

/** There is no record of a deployment. */
export class RecordMissing extends ProtocolError {
  override readonly name = "RecordMissing";

  constructor(folder: string) {
    super(
      `there is no record of a deployment in ${folder}`,
      { folder },
      "Name the record with --deployment-id, and check that the network leads to its chain.",
    );
  }
}

/**
 * Sends the source of every contract of a deployment record to Sourcify, with the transaction that created it, by which
 * Sourcify compares the constructor's arguments as well.
 * @param folder The record's.
 * @param note Told what hardhat-verify says.
 * @throws RecordMissing, RecordStale
 */
export async function verifyRecord(
  connection: Connection,
  folder: string,
  options: VerifyOptions,
  note: (text: string) => void,
): Promise<readonly Verified[]> {
  const record = DeploymentRecord.at(folder);
  if (record === undefined) throw new RecordMissing(folder);
  const fault = await findFault(record, connection.ethers.provider);
  if (fault !== undefined) throw new RecordStale(folder, fault);
  const runtime = runtimeFor(connection, options.server);
  const verified: Verified[] = [];
  for await (const information of getVerificationInformation(folder)) {
    // Ignition gives a bare name where it has lost the artifact, which is part of every record.
    if (typeof information === "string") throw new RecordMissing(folder);
    const { contract, address } = information;
    const send = () => verifyContract({ ...information, provider: "sourcify", force: options.force }, runtime);
    const error = await spokenTo(note, send).then(() => undefined, reasonOf);
    verified.push({ contract, address, ...(error === undefined ? {} : { error }) });
  }
  return verified;
}

/** Hardhat as the plugin wants it, but with this connection, and with another server if one is named. */
function runtimeFor(connection: Connection, server: string | undefined): HardhatRuntimeEnvironment {
  const sourcify = { ...hre.config.verify.sourcify, ...(server === undefined ? {} : { apiUrl: server }) };
  const config = { ...hre.config, verify: { ...hre.config.verify, sourcify } };
  const network = { ...hre.network, create: async () => connection };
  return Object.create(hre, { config: { value: config }, network: { value: network } }) as HardhatRuntimeEnvironment;
}

/** The plugin writes to standard output, where only results belong. */
async function spokenTo<T>(note: (text: string) => void, act: () => Promise<T>): Promise<T> {
  const { log } = console;
  console.log = (text: string) => note(text.trim());
  try {
    return await act();
  } finally {
    console.log = log;
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
