/**
 * An amount as people write it, in token units.
 * @param text Digits with at most one point, as `amount` in a plan.
 * @returns Undefined if it has more decimals than the currency.
 */
export function toUnits(text: string, decimals: number): bigint | undefined {
  const [whole = "0", fraction = ""] = text.split(".");
  if (fraction.length > decimals) return undefined;
  return BigInt(whole + fraction.padEnd(decimals, "0"));
}

/** Token units as people write them, with all decimals of the currency: 1234567 of 2 decimals is "12,345.67". */
export function fromUnits(units: bigint, decimals: number): string {
  const sign = units < 0n ? "-" : "";
  const digits = `${units < 0n ? -units : units}`.padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign}${whole}${decimals === 0 ? "" : `.${digits.slice(-decimals)}`}`;
}
