import { ProtocolError } from "../../packages/protocol/src/index.ts";
import type { Session } from "./session.ts";

/** The events that are read do not begin with the programme's first. */
export class HistoryCut extends ProtocolError {
  override readonly name = "HistoryCut";

  constructor(core: string, from: number) {
    super(
      `the events of ${core} from block ${from} on do not begin with its first`,
      { core, from },
      "What is there already would be done again. Leave --from out, or name the core's block or any before it.",
    );
  }
}

/** Blocks that are asked for at once. */
const STEP = 5_000;

/**
 * Makes sure that the events that are read are all there are, for tools that add what they do not find.
 * @throws HistoryCut
 */
export async function checkHistory({ core, provider, address, from }: Session): Promise<void> {
  const latest = await provider.getBlockNumber();
  for (let first = from; first <= latest; first += STEP) {
    const last = Math.min(first + STEP - 1, latest);
    if ((await core.queryFilter(core.filters.ProgrammeCreated(), first, last)).length > 0) return;
  }
  throw new HistoryCut(address, from);
}
