import type { Plan } from "../../packages/protocol/src/index.ts";
import { type History, isRefunded } from "../local/report/history.ts";
import { add } from "../local/report/sums.ts";
import type { Facts, Member } from "./facts.ts";

/** How somebody stands in a period. */
export interface Standing {
  readonly rank: number;
  readonly active: boolean;
}

/** Who is active and of which rank in which period, worked out from the definitions alone. */
export class Standings {
  readonly #facts: Facts;
  /** `<id> <period>` of who has reached the threshold in the period before. */
  readonly #reached = new Set<string>();
  /** Of each, in the order in which they were set. */
  readonly #ranks = new Map<bigint, { readonly from: bigint; readonly rank: number }[]>();

  constructor(history: History, facts: Facts) {
    this.#facts = facts;
    for (const { id, ...ranked } of facts.ranks) this.#ranks.set(id, [...(this.#ranks.get(id) ?? []), ranked]);
    this.#countVolumes(history);
  }

  /** How somebody stands in a period for the sales that follow a plan. */
  of({ id, enrolled }: Member, period: bigint, { threshold }: Plan): Standing {
    const rank = this.#ranks.get(id)?.findLast(({ from }) => from <= period)?.rank ?? 0;
    const isNew = this.#facts.periodOf(enrolled) === period;
    return { rank, active: threshold === 0n || isNew || this.#reached.has(`${id} ${period}`) };
  }

  /** Retail volume counts in the period in which its sale is settled, against the threshold of that sale's plan. */
  #countVolumes({ ended }: History): void {
    const volumes = new Map<string, bigint>();
    for (const sold of ended) {
      const { sale, ended: time } = sold;
      if (sale.kind !== "retail" || time === undefined || isRefunded(sold)) continue;
      const { volume } = this.#facts.basketOf(sale);
      if (volume === 0n) continue;
      const period = this.#facts.periodOf(time);
      const key = `${sale.seller} ${period}`;
      add(volumes, key, volume);
      const { threshold } = this.#facts.planOf(sale);
      if ((volumes.get(key) ?? 0n) >= threshold) this.#reached.add(`${sale.seller} ${period + 1n}`);
    }
  }
}
