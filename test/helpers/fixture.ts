import type { NetworkHelpers } from "@nomicfoundation/hardhat-network-helpers/types";

interface World {
  readonly networkHelpers: NetworkHelpers;
}

/** Each forgets one state, and returns what remembers it again. */
const forgetters: (() => () => void)[] = [];

/** For the mutation tester, which runs the same tests again and again in one process. */
export const fixtures = {
  /** Called with what makes a state, each time that a test begins from it. */
  used(_make: () => Promise<unknown>): void {},
  /** Called around the making of each state. */
  making: async <T>(make: () => Promise<T>): Promise<T> => make(),
  /** Has every state made anew when it is needed next. @returns What brings the present ones back. */
  forget(): () => void {
    const remember = forgetters.map((forget) => forget());
    return () => {
      for (const again of remember) again();
    };
  },
};

/**
 * A state of a chain that tests begin from: made by the first call, and what every later call brings the chain back to.
 * Each fixture has a chain of its own, so that none undoes another's.
 */
export function fixture<T extends World>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  // Hardhat knows a fixture by its function: one that is forgotten is another from then on.
  const anew = () => {
    const world = async () => {
      made ??= fixtures.making(make);
      return made;
    };
    return world;
  };
  let world = anew();
  forgetters.push(() => {
    const present = { made, world };
    made = undefined;
    world = anew();
    return () => {
      ({ made, world } = present);
    };
  });
  return async () => {
    fixtures.used(make);
    const { networkHelpers } = await world();
    return networkHelpers.loadFixture(world);
  };
}
