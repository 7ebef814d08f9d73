import { InvalidArgumentError } from "commander";
import { parseUnits } from "ethers";
import { TRANSACTION_GAS } from "../operator/desk.ts";

const SECONDS = { ms: 0.001, s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/** A duration as an option's value: `500ms`, `90s`, `10m`, `12h`, `1d`. @returns Seconds. */
export function parseDuration(text: string): number {
  const [, count, unit] = /^(\d{1,6})(ms|[smhd])$/.exec(text) ?? [];
  if (count === undefined || unit === undefined)
    throw new InvalidArgumentError("It is a duration like 90s, 10m, 12h or 1d.");
  return Number(count) * SECONDS[unit as keyof typeof SECONDS];
}

/** A price of gas in gwei as an option's value. @returns Wei. */
export function parseGwei(text: string): bigint {
  if (!/^\d{1,9}(\.\d{1,9})?$/.test(text)) throw new InvalidArgumentError("It is a price in gwei, like 30 or 0.05.");
  return parseUnits(text, "gwei");
}

/** A limit of gas as an option's value. */
export function parseGas(text: string): bigint {
  const gas = /^\d{1,9}$/.test(text) ? BigInt(text) : 0n;
  if (gas < 100_000n || gas > TRANSACTION_GAS) {
    throw new InvalidArgumentError(
      `It is a whole number from 100000 to ${TRANSACTION_GAS}, the most that chains allow.`,
    );
  }
  return gas;
}
