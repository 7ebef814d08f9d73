import { Command, InvalidArgumentError } from "commander";
import { grouped } from "./text.ts";

/** Exit codes of every command. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** A command that leaves ending the process to whoever runs it. */
export function command(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .helpOption("-h, --help", "show this help")
    .allowExcessArguments(false)
    .showHelpAfterError("(--help shows what there is)")
    .exitOverride();
}

/** Reads an option's value that is a whole number between both, which may be meant as well. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : -1;
    if (number < least || number > most) {
      throw new InvalidArgumentError(`It is a whole number from ${grouped(least)} to ${grouped(most)}.`);
    }
    return number;
  };
}
