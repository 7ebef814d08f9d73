import { ProtocolError } from "../../../packages/protocol/src/index.ts";

/** The chain did something else than the story says. */
export class StoryBroken extends ProtocolError {
  override readonly name = "StoryBroken";

  constructor(what: string, found: unknown, expected: unknown) {
    super(
      `${what}: ${found}, expected ${expected}`,
      { what, found, expected },
      "The contract breaks what it promises, or the runner is wrong: report this with size and seed.",
    );
  }
}

/** @throws StoryBroken if the two are not the same. */
export function expectTold<T extends string | number | bigint | boolean | undefined>(
  what: string,
  found: T,
  expected: T,
): void {
  if (found !== expected) throw new StoryBroken(what, found, expected);
}
