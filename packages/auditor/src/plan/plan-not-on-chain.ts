import { AuditError } from "../audit-error.ts";

/** A part of a plan that the contracts cannot do. */
export interface PlanGap {
  /** Where it stands in the document: `$.bonuses[1].base`. */
  readonly path: string;
  /** What stands there, why it has no on-chain form, and what would have one. */
  readonly message: string;
}

/** A plan's document has parts without an on-chain form: the contracts would pay something else. */
export class PlanNotOnChain extends AuditError {
  override readonly name = "PlanNotOnChain";
  /** All of them. */
  readonly gaps: readonly PlanGap[];

  constructor(gaps: readonly PlanGap[]) {
    super(
      gaps.map(({ path, message }) => `${path} ${message}`).join("\n"),
      { gaps },
      "Change these parts, or compute this plan by the period instead.",
    );
    this.gaps = gaps;
  }
}

/** Collects what has no on-chain form. */
export class Gaps {
  readonly #gaps: PlanGap[] = [];

  add(path: string, message: string): void {
    this.#gaps.push({ path, message });
  }

  /** @param found What stands at the path. */
  unless(holds: boolean, path: string, found: unknown, expected: string): void {
    if (!holds) this.add(path, `is ${JSON.stringify(found)}; expected ${expected}`);
  }

  /** @throws PlanNotOnChain if there is any. */
  finish(): void {
    if (this.#gaps.length > 0) throw new PlanNotOnChain(this.#gaps);
  }
}
