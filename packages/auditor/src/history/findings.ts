import type { Finding } from "../checks/check.ts";

/** How many findings are kept; all are counted. A history that is wrong from its first entry on has millions. */
const KEPT = 1000;

/** What is wrong with a history, oldest first. */
export class Findings {
  readonly #kept: Finding[] = [];
  #count = 0;

  add(finding: Finding): void {
    this.#count += 1;
    if (this.#kept.length < KEPT) this.#kept.push(finding);
  }

  /** All there were. */
  get count(): number {
    return this.#count;
  }

  /** The first of them, in the order of the journal. */
  get list(): readonly Finding[] {
    const at = (finding: Finding) => finding.entry ?? Number.POSITIVE_INFINITY;
    return this.#kept.toSorted((a, b) => at(a) - at(b) || 0);
  }
}
