import type { Column } from "../money/lane.ts";
import type { Run } from "../run/run.ts";

/** What each distributor has left of each bonus while caps are applied one after the other. */
export class Left<M> {
  readonly #run: Run<M>;
  /** By the bonus's place in the plan, of those from which a cap took something. */
  readonly #lowered = new Map<number, Column<M>>();

  constructor(run: Run<M>) {
    this.#run = run;
  }

  /** What each has left of some bonuses together, or of all where none is named. */
  of(bonuses: readonly string[] | undefined): Column<M> {
    const { lane, lines, network } = this.#run;
    const sums = lane.column(network.size + 1);
    for (const place of this.#places(bonuses)) {
      const column = this.#lowered.get(place) ?? lines.earned(place);
      if (column === undefined) continue;
      for (let index = 1; index <= network.size; index++) sums.add(index, column.get(index));
    }
    return sums;
  }

  /**
   * Takes an amount from what somebody has left of some bonuses: the same share of each, to the unit.
   * @param sum What he has left of them together. @param amount At most that.
   */
  lower(who: number, bonuses: readonly string[] | undefined, sum: M, amount: M): void {
    const { lane } = this.#run;
    let before = sum;
    let after = lane.sub(sum, amount);
    for (const place of this.#places(bonuses)) {
      const column = this.#columnOf(place);
      if (column === undefined) continue;
      const had = column.get(who);
      if (!lane.less(lane.zero, had)) continue;
      const kept = lane.portion(had, after, before);
      column.set(who, kept);
      before = lane.sub(before, had);
      after = lane.sub(after, kept);
    }
  }

  #places(bonuses: readonly string[] | undefined): readonly number[] {
    const { plan, bonusIndex } = this.#run;
    return bonuses?.map(bonusIndex) ?? [...plan.document.bonuses.keys()];
  }

  /** A bonus's own column, to be written; undefined if it paid nobody. */
  #columnOf(place: number): Column<M> | undefined {
    const { lane, lines, network } = this.#run;
    const earned = lines.earned(place);
    const known = this.#lowered.get(place);
    if (known !== undefined || earned === undefined) return known;
    const column = lane.column(network.size + 1);
    for (let index = 1; index <= network.size; index++) column.set(index, earned.get(index));
    this.#lowered.set(place, column);
    return column;
  }
}
