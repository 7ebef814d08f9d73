import type { Id } from "../input/ids.ts";
import { normalId } from "../input/ids.ts";
import type { Network } from "../input/network.ts";
import { Problems } from "../input/problems.ts";
import type { Column, Lane } from "../money/lane.ts";

/**
 * What one period hands to the next: figures by name (`<bonus>.<figure>`, or `plan.<figure>`) and by distributor, as
 * digits; what belongs to nobody stands under the company's id. Zeros are left out. It is JSON as it is.
 */
export type PeriodState = { readonly [figure: string]: { readonly [distributor: string]: string } };

/** The state before and after a run, as columns. */
export class StateBook<M> {
  readonly #lane: Lane<M>;
  readonly #network: Network;
  readonly #before: PeriodState;
  readonly #after = new Map<string, Column<M>>();
  readonly #read = new Map<string, Column<M>>();

  constructor(lane: Lane<M>, network: Network, before: PeriodState) {
    this.#lane = lane;
    this.#network = network;
    this.#before = before;
  }

  /** A figure as the period before left it, by distributor; zeros if it left none. */
  before(figure: string): Column<M> {
    const known = this.#read.get(figure);
    if (known !== undefined) return known;
    const column = this.#lane.column(this.#network.size + 1);
    for (const [id, digits] of Object.entries(this.#before[figure] ?? {})) {
      column.set(this.#network.ids.indexOf(normalId(id) as Id), this.#lane.of(BigInt(digits)));
    }
    this.#read.set(figure, column);
    return column;
  }

  /** @throws InputInvalid with every value of a figure that the period before left above the most that it can be. */
  refuseAbove(figure: string, most: number, expected: string): void {
    const problems = new Problems("state");
    for (const [row, digits] of Object.values(this.#before[figure] ?? {}).entries()) {
      if (BigInt(digits) > BigInt(most)) problems.add(row + 1, figure, digits, expected);
    }
    problems.finish();
  }

  /** The same figure for the next period, to be filled; zeros at first. */
  after(figure: string): Column<M> {
    const known = this.#after.get(figure);
    if (known !== undefined) return known;
    const column = this.#lane.column(this.#network.size + 1);
    this.#after.set(figure, column);
    return column;
  }

  /** A figure for the next period that goes on from where the period before left it. */
  carriedOn(figure: string): Column<M> {
    const before = this.before(figure);
    const after = this.after(figure);
    for (let index = 0; index < before.length; index++) after.set(index, before.get(index));
    return after;
  }

  /** The state for the next period. Figures that nobody asked for stay as they were. */
  finish(): PeriodState {
    const names = [...new Set([...Object.keys(this.#before), ...this.#after.keys()])].sort();
    return Object.fromEntries(names.map((name) => [name, this.#written(name)]));
  }

  #written(name: string): { readonly [distributor: string]: string } {
    const column = this.#after.get(name);
    // What has no column is here because the state before has it.
    if (column === undefined) return this.#before[name] as PeriodState[string];
    const values: [string, string][] = [];
    for (let index = 0; index < column.length; index++) {
      const value = this.#lane.big(column.get(index));
      if (value !== 0n) values.push([String(this.#network.ids.at(index)), `${value}`]);
    }
    return Object.fromEntries(values);
  }
}

/**
 * Checks a state that was read from somewhere.
 * @returns The sum of all its figures, in token units.
 * @throws InputInvalid for figures of unknown distributors, and for what is no whole number.
 */
export function checkState(state: PeriodState, network: Network): bigint {
  const problems = new Problems("state");
  let sum = 0n;
  for (const [figure, values] of Object.entries(state)) {
    for (const [row, [id, digits]] of Object.entries(values).entries()) {
      const normal = normalId(id);
      if (normal === undefined || network.ids.indexOf(normal) < 0) {
        problems.add(row + 1, figure, id, "the id of a distributor of the network, or the company's");
      }
      if (typeof digits === "string" && /^\d{1,30}$/.test(digits)) sum += BigInt(digits);
      else problems.add(row + 1, figure, digits, "a whole number of 0 or more, in quotes");
    }
  }
  problems.finish();
  return sum;
}
