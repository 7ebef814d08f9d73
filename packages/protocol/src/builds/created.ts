import { getAddress, type Interface, type ParamType, type Result } from "ethers";
import { ProviderMissing } from "../client/connection.ts";
import type { IUpline } from "../contracts/index.js";
import { ProtocolError } from "../protocol-error.ts";
import type { CreatedProgramme } from "./parts.ts";

/** No block from the one named on has the event of the programme's creation. */
export class CreationMissing extends ProtocolError {
  override readonly name = "CreationMissing";

  constructor(core: string, from: number) {
    super(
      `no block from ${from} on has the event ProgrammeCreated of ${core}`,
      { core, from },
      "Name the block in which the core was deployed or an earlier one, and an endpoint that still has it.",
    );
  }
}

/** The struct of an event's argument by the names of its fields. */
function named(events: Interface, argument: string, values: Result): Record<string, string | bigint | boolean> {
  const struct = events.getEvent("ProgrammeCreated")?.inputs.find(({ name }) => name === argument);
  return Object.fromEntries((struct?.components ?? []).map(({ name }: ParamType, i) => [name, values[i]]));
}

/** Blocks asked for at once; servers have limits. */
const STEP = 5_000;

/**
 * What a programme was created with, by its first event.
 * @param from Block in which the core was deployed, or an earlier one, from which it is searched.
 * @throws CreationMissing, ProviderMissing
 */
export async function readCreated(core: IUpline, chainId: bigint, from: number): Promise<CreatedProgramme> {
  const address = getAddress(await core.getAddress());
  const provider = core.runner?.provider;
  if (!provider) throw new ProviderMissing(address);
  const last = await provider.getBlockNumber();
  for (let first = from; first <= last; first += STEP) {
    const filter = core.filters.ProgrammeCreated();
    const [event] = await core.queryFilter(filter, first, Math.min(first + STEP - 1, last));
    if (event !== undefined) return createdWith(core.interface, event.args, address, chainId);
  }
  throw new CreationMissing(address, from);
}

function createdWith(
  events: Interface,
  { settings, modules }: { readonly settings: unknown; readonly modules: unknown },
  address: string,
  chainId: bigint,
): CreatedProgramme {
  return {
    address,
    chainId,
    settings: named(events, "settings", settings as Result),
    modules: named(events, "modules", modules as Result) as Record<string, string>,
  };
}
