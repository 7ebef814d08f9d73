import { CheckpointInvalid } from "../checkpoint/checkpoint-invalid.ts";
import { PowerBook, type PowerState } from "./book.ts";

/** What the powers are called among the attachments of a checkpoint. */
export const POWERS = "powers";

const WHOLE = /^\d+n$/;

/** A state as plain JSON: whole numbers of the chain as texts like `17n`, which no other text of it is. */
export function powersToJson(state: PowerState): unknown {
  const plain = (_: string, value: unknown) => (typeof value === "bigint" ? `${value}n` : value);
  return JSON.parse(JSON.stringify(state, plain)) as unknown;
}

/** Where an earlier audit ended. @throws CheckpointInvalid */
export function powersFromJson(json: unknown): PowerBook {
  try {
    const whole = (_: string, value: unknown) =>
      typeof value === "string" && WHOLE.test(value) ? BigInt(value.slice(0, -1)) : value;
    return new PowerBook(JSON.parse(JSON.stringify(json), whole) as PowerState);
  } catch {
    throw new CheckpointInvalid("list of powers", "readable");
  }
}
