import type { Provider } from "ethers";
import { ProtocolError, type Upline, Upline__factory } from "../../packages/protocol/src/index.ts";
import { DeploymentRecord } from "../deployment/record.ts";
import { CoreMissing } from "../journal.ts";
import { recordFolder } from "./networks.ts";

/** What tells where a programme is. */
export interface PlaceOptions {
  /** The core, where no record is to be asked. */
  readonly core?: string;
  /** Name of the deployment's record. */
  readonly deploymentId?: string;
  /** Block in which the core was deployed, or any before it. */
  readonly from?: number;
}

/** Where a programme is. */
export interface Place {
  readonly core: Upline;
  readonly address: string;
  /** The first block to read events from. */
  readonly from: number;
}

/** No core was named, and no record names one. */
export class ProgrammeUnknown extends ProtocolError {
  override readonly name = "ProgrammeUnknown";

  constructor(folder: string, chainId: bigint) {
    super(
      `no programme is recorded for chain ${chainId} in ${folder}`,
      { folder, chainId },
      "Name its core with --core, or the record with --deployment-id.",
    );
  }
}

/**
 * Finds a programme: the core that was named, or that of the deployment's record.
 * @throws ProgrammeUnknown, CoreMissing
 */
export async function findProgramme(provider: Provider, options: PlaceOptions): Promise<Place> {
  const { chainId } = await provider.getNetwork();
  const folder = recordFolder(chainId, options.deploymentId);
  const recorded = coreIn(DeploymentRecord.at(folder));
  const address = options.core ?? recorded?.address;
  if (address === undefined) throw new ProgrammeUnknown(folder, chainId);
  if ((await provider.getCode(address)) === "0x") throw new CoreMissing(address, chainId);
  // The record of another core says nothing about this one.
  const known = recorded?.address === address ? recorded.block : 0;
  return { core: Upline__factory.connect(address, provider), address, from: options.from ?? known };
}

function coreIn(record: DeploymentRecord | undefined): { address: string; block: number } | undefined {
  const core = Object.entries(record?.addresses() ?? {}).find(([name]) => name.endsWith("#Upline"));
  if (record === undefined || core === undefined) return undefined;
  // The timelock has events of its own from before the core.
  const blocks = Object.keys(record.addresses()).flatMap((name) => record.blockOf(name) ?? []);
  return { address: core[1], block: blocks.length === 0 ? 0 : Math.min(...blocks) };
}
