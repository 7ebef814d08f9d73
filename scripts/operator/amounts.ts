import { InvalidArgumentError } from "commander";
import type { TokenUnit } from "../../packages/protocol/src/index.ts";
import { amountColumn } from "./csv/column.ts";

/** An amount of the token as an option's value, in token units. @throws InvalidArgumentError if it is none. */
export function parseAmount(text: string, unit: TokenUnit, option: string): bigint {
  const { parse, expected } = amountColumn(option, unit, "25.50");
  const units = parse(text);
  if (units === undefined) throw new InvalidArgumentError(`${option} is "${text}", expected ${expected}`);
  return units;
}
