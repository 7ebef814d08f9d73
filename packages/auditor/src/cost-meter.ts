import type { Source } from "./chain/source.ts";
import type { CheckCost, CheckName } from "./checks/check.ts";

/** Measures what each check costs. */
export class CostMeter {
  readonly #source: Source;
  readonly costs: CheckCost[] = [];

  constructor(source: Source) {
    this.#source = source;
  }

  async measure<T>(check: CheckName, make: () => Promise<T>): Promise<T> {
    const before = this.#source.cost;
    const begin = performance.now();
    try {
      return await make();
    } finally {
      const { requests, bytes } = this.#source.cost;
      this.costs.push({
        check,
        milliseconds: Math.round(performance.now() - begin),
        requests: requests - before.requests,
        bytes: bytes - before.bytes,
      });
    }
  }
}
