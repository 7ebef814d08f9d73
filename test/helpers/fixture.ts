import type { NetworkHelpers } from "@nomicfoundation/hardhat-network-helpers/types";

interface World {
  readonly networkHelpers: NetworkHelpers;
}

/**
 * A state of a chain that tests begin from: made by the first call, and what every later call brings the chain back to.
 * Each fixture has a chain of its own, so that none undoes another's.
 */
export function fixture<T extends World>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  const world = async () => {
    made ??= make();
    return made;
  };
  return async () => {
    const { networkHelpers } = await world();
    return networkHelpers.loadFixture(world);
  };
}
