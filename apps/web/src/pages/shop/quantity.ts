const MOST = 2n ** 32n - 1n;

/** A quantity as somebody typed it. @returns Undefined if it is not a whole number that the contract takes. */
export function quantityIn(text: string): bigint | undefined {
  const digits = text.trim();
  if (!/^\d{1,10}$/.test(digits)) return undefined;
  const quantity = BigInt(digits);
  return quantity === 0n || quantity > MOST ? undefined : quantity;
}
