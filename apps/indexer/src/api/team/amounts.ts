/** Bits of a limb: so few that a sum of eight million of them is exact in a number. */
const LIMB_BITS = 30n;
/** Four limbs hold 120 bits; a programme's tokens are below 2^96. */
const LIMBS = 4;
const MASK = (1n << LIMB_BITS) - 1n;

/**
 * Amounts by index, to the unit, that are added up as fast as numbers. A limb may outgrow its bits while sums are made;
 * reading puts it right. Amounts below zero, which there are only where an event is missing, count as zero.
 */
export class Amounts {
  readonly #limbs: readonly Float64Array[];

  constructor(size: number) {
    this.#limbs = Array.from({ length: LIMBS }, () => new Float64Array(size));
  }

  get(index: number): bigint {
    return this.#limbs.reduceRight((sum, limb) => (sum << LIMB_BITS) + BigInt(limb[index] ?? 0), 0n);
  }

  set(index: number, amount: bigint): void {
    let rest = amount < 0n ? 0n : amount;
    for (const limb of this.#limbs) {
      limb[index] = Number(rest & MASK);
      rest >>= LIMB_BITS;
    }
  }

  /** Takes over all amounts of another table of the same size. */
  copy(other: Amounts): void {
    for (const [at, limb] of this.#limbs.entries()) limb.set(other.#limbs[at] ?? []);
  }

  /** Adds what stands at one index to what stands at another. */
  addWithin(from: number, to: number): void {
    for (const limb of this.#limbs) limb[to] = (limb[to] ?? 0) + (limb[from] ?? 0);
  }

  /** Room for more; what there is stays. */
  grown(size: number): Amounts {
    const larger = new Amounts(size);
    for (const [at, limb] of this.#limbs.entries()) larger.#limbs[at]?.set(limb);
    return larger;
  }
}
