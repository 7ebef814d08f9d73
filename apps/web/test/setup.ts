import { endWorld } from "./helpers/world.ts";

/** Mocha's own hooks: what the end-to-end tests share ends with them. */
export const mochaHooks = {
  afterAll: (): Promise<void> => endWorld(),
};
