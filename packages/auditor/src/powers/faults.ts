import type { Finding } from "../checks/check.ts";

/** Findings that are kept; a history that is wrong throughout could have as many as it has events. */
const KEPT = 1_000;

/** Findings of one check: the first are kept, and all are counted. */
export class Faults {
  readonly #kept: Finding[] = [];
  #count = 0;

  add(finding: Finding): void {
    if (this.#count++ < KEPT) this.#kept.push(finding);
  }

  get count(): number {
    return this.#count;
  }

  /** Those that are kept, and a last one that says how many are not. */
  get findings(): readonly Finding[] {
    const left = this.#count - this.#kept.length;
    if (left === 0) return this.#kept;
    const message = `${left} more findings of this check are not listed`;
    return [...this.#kept, { code: "more-findings", subject: "list", message }];
  }
}
