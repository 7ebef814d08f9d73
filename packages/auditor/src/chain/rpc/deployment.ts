import { SourceFault } from "../fault.ts";

/** From so many blocks on, finding the deployment costs less than asking for the events before it. */
const WORTHWHILE = 100_000n;

/**
 * The block in which a contract seems to have been deployed, so that nobody asks for events of the years before: the
 * first with code. Not to be believed: an endpoint that does not keep the past may say that there was none.
 * @param hasCode Asks the endpoint about a block's state.
 * @returns `first` where it is not worth finding, or the endpoint refuses.
 */
export async function findDeployment(
  first: bigint,
  last: bigint,
  hasCode: (block: bigint) => Promise<boolean>,
): Promise<bigint> {
  if (last - first < WORTHWHILE) return first;
  try {
    let [without, having] = [first, last];
    if (await hasCode(first)) return first;
    while (having - without > 1n) {
      const middle = (without + having) / 2n;
      if (await hasCode(middle)) having = middle;
      else without = middle;
    }
    return having;
  } catch (error) {
    if (error instanceof SourceFault) return first;
    throw error;
  }
}
