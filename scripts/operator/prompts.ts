import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { HookContext } from "hardhat/types/hooks";
import { ProtocolError } from "../../packages/protocol/src/index.ts";

/** A password is needed, and nobody is there to give it. */
export class PasswordMissing extends ProtocolError {
  override readonly name = "PasswordMissing";

  constructor(asker: string, what: string) {
    super(
      `${asker} asks: ${what} There was no answer`,
      { asker, what },
      "Start this at a terminal, pass the password on standard input, or set the variables that the network names in the environment.",
    );
  }
}

/** Where questions are asked and answered. */
export interface Dialogue {
  readonly input: Readable & { readonly isTTY?: boolean };
  /** Not where results go, so that these can be piped. */
  readonly output: { write(text: string): unknown };
}

/**
 * Asks for a secret, which is not shown.
 * @throws PasswordMissing if the input ends before a line.
 */
export async function askSecret({ input, output }: Dialogue, asker: string, what: string): Promise<string> {
  output.write(`[${asker}] ${what}: `);
  // Without an output of its own the reader shows nothing of what is typed.
  const reader = createInterface({ input, terminal: input.isTTY === true });
  try {
    for await (const line of reader) return line;
    throw new PasswordMissing(asker, what);
  } finally {
    reader.close();
    output.write("\n");
  }
}

/** How Hardhat is to ask a person, for example for the keystore's password: beside the tool's results. */
export const PROMPTS = {
  displayMessage: async (_: HookContext, asker: string, message: string): Promise<void> => {
    process.stderr.write(`[${asker}] ${message}\n`);
  },
  requestSecretInput: (_: HookContext, asker: string, what: string): Promise<string> =>
    askSecret({ input: process.stdin, output: process.stderr }, asker, what),
};
