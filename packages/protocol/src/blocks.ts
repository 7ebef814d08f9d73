import type { Provider } from "ethers";
import { checkSize, inBatches } from "./batches.ts";
import { ProtocolError } from "./protocol-error.ts";

/** Blocks to read, both ends included. */
export interface BlockRange {
  /** First block; 0 if not given. */
  readonly from?: number;
  /** Last block; the latest if not given. */
  readonly to?: number;
  /** Most blocks asked for at once; servers have limits. 5,000 if not given. */
  readonly step?: number;
}

const DEFAULT_STEP = 5_000;
/** Requests that are under way at the same time. */
const AT_ONCE = 50;

/** The chain has no block of that number, or its server does not keep it. */
export class BlockMissing extends ProtocolError {
  override readonly name = "BlockMissing";

  constructor(block: number) {
    super(
      `block ${block} cannot be read`,
      { block },
      "Ask a server that has the chain's whole history, and check that it is on the right chain.",
    );
  }
}

/**
 * Reads page after page of a range of blocks, and gives what was found in order.
 * @throws SizeInvalid if the range's step is below 1.
 */
export async function inPages<T>(
  provider: Provider,
  range: BlockRange,
  read: (from: number, to: number) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const last = range.to ?? (await provider.getBlockNumber());
  const step = range.step ?? DEFAULT_STEP;
  checkSize("step", step);
  const found: T[][] = [];
  for (let from = range.from ?? 0; from <= last; from += step) {
    found.push([...(await read(from, Math.min(from + step - 1, last)))]);
  }
  return found.flat();
}

/**
 * Reads the times of blocks.
 * @returns What gives a block's time, in seconds since 1970, by its number.
 * @throws BlockMissing if one cannot be read.
 */
export async function blockTimes(provider: Provider, numbers: Iterable<number>): Promise<(block: number) => bigint> {
  const wanted = [...new Set(numbers)];
  const times = new Map<number, bigint>();
  for (const batch of inBatches(wanted, AT_ONCE)) {
    const blocks = await Promise.all(batch.map((number) => provider.getBlock(number)));
    for (const block of blocks) {
      if (block) times.set(block.number, BigInt(block.timestamp));
    }
  }
  const timeOf = (block: number) => {
    const time = times.get(block);
    if (time === undefined) throw new BlockMissing(block);
    return time;
  };
  wanted.forEach(timeOf);
  return timeOf;
}
