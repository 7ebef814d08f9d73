import { getAddress, type Interface, type ParamType, type Result } from "ethers";
import type { IUpline } from "../contracts/index.js";
import { ProtocolError } from "../protocol-error.ts";
import type { CreatedProgramme } from "./parts.ts";

/** The block named as the programme's first has no event of its creation. */
export class CreationMissing extends ProtocolError {
  override readonly name = "CreationMissing";

  constructor(core: string, block: number) {
    super(
      `Block ${block} has no ProgrammeCreated event of ${core}`,
      { core, block },
      "Name the block in which the core was deployed, and an endpoint that still has it.",
    );
  }
}

/** The struct of an event's argument by the names of its fields. */
function named(events: Interface, argument: string, values: Result): Record<string, string | bigint | boolean> {
  const struct = events.getEvent("ProgrammeCreated")?.inputs.find(({ name }) => name === argument);
  return Object.fromEntries((struct?.components ?? []).map(({ name }: ParamType, i) => [name, values[i]]));
}

/**
 * What a programme was created with, by its first event.
 * @param block In which the core was deployed.
 * @throws CreationMissing
 */
export async function readCreated(core: IUpline, chainId: bigint, block: number): Promise<CreatedProgramme> {
  const [event] = await core.queryFilter(core.filters.ProgrammeCreated(), block, block);
  const address = getAddress(await core.getAddress());
  if (event === undefined) throw new CreationMissing(address, block);
  const { settings, modules } = event.args;
  return {
    address,
    chainId,
    settings: named(core.interface, "settings", settings as unknown as Result),
    modules: named(core.interface, "modules", modules as unknown as Result) as Record<string, string>,
  };
}
