import { ProtocolError } from "../../../packages/protocol/src/index.ts";

/** Two ways of counting the same money give different sums. */
export class MoneyMismatch extends ProtocolError {
  override readonly name = "MoneyMismatch";

  constructor(what: string, found: bigint, expected: bigint) {
    super(
      `${what}: ${found} token units, expected ${expected}`,
      { what, found, expected },
      "The money does not add up, which must never happen: report this with the data.",
    );
  }
}

/** @throws MoneyMismatch */
export function expectSame(what: string, found: bigint, expected: bigint): void {
  if (found !== expected) throw new MoneyMismatch(what, found, expected);
}

/** Adds an amount to what a key has. */
export function add<K>(sums: Map<K, bigint>, key: K, amount: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + amount);
}

/** The sum over the keys that count. */
export function sumOf<K>(sums: ReadonlyMap<K, bigint>, counts: (key: K) => boolean = () => true): bigint {
  return [...sums].reduce((sum, [key, amount]) => (counts(key) ? sum + amount : sum), 0n);
}
