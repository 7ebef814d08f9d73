import type { Network } from "./network.ts";
import { Problems } from "./problems.ts";

/** Who heads the left and the right leg of each, by index; 0 where the place is free. */
export interface Sides {
  readonly left: Int32Array;
  readonly right: Int32Array;
}

/**
 * The two legs of everybody in a binary placement: position 0 is left, 1 right; who has no position takes a free place,
 * left first, in the order of ids. The company may have any number below it.
 * @throws InputInvalid where somebody has more than two, or two in one place.
 */
export function sidesOf({ size, ids, placements, position, row }: Network): Sides {
  const problems = new Problems("distributors");
  const left = new Int32Array(size + 1);
  const right = new Int32Array(size + 1);
  for (let index = 1; index <= size; index++) {
    const above = placements.parentOf(index);
    const place = position[index] as number;
    if (above === 0 || place < 0) continue;
    const side = place === 0 ? left : right;
    if (place < 2 && side[above] === 0) side[above] = index;
    else problems.add(row[index] as number, "position", place, "0 (left) or 1 (right), and nobody else's place");
  }
  for (let index = 1; index <= size; index++) {
    const above = placements.parentOf(index);
    if (above === 0 || (position[index] as number) >= 0) continue;
    if (left[above] === 0) left[above] = index;
    else if (right[above] === 0) right[above] = index;
    else problems.add(row[index] as number, "placement", ids.at(above), "somebody who has no two legs already");
  }
  problems.finish();
  return { left, right };
}
