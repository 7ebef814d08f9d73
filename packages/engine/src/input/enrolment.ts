import type { Network } from "./network.ts";
import type { Tree } from "./tree.ts";

/** Everybody in the order of enrolment, ties by id, but nobody before who stands above him. Who has no time is first. */
export function enrolmentOrder({ size, enrolled }: Network, tree: Tree): Int32Array {
  const when = (index: number) => (Number.isNaN(enrolled[index]) ? 0 : (enrolled[index] as number));
  const wanted = Int32Array.from({ length: size }, (_, index) => index + 1).sort((a, b) => when(a) - when(b) || a - b);
  const order = new Int32Array(size);
  const done = new Uint8Array(size + 1);
  done[0] = 1;
  let count = 0;
  const path: number[] = [];
  for (const who of wanted) {
    for (let at = who; done[at] === 0; at = tree.parentOf(at)) {
      done[at] = 1;
      path.push(at);
    }
    for (let next = path.pop(); next !== undefined; next = path.pop()) order[count++] = next;
  }
  return order;
}
