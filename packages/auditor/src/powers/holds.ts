import type { Findings } from "../history/findings.ts";

/** The longest hold, and the time in which a distributor has at most four. In seconds. */
const LONGEST = 90n * 86_400n;
const MEMORY = 730n * 86_400n;
const MOST = 4;

/** The holds of one distributor. */
export interface HoldState {
  readonly until: bigint;
  /** When the last four began, the latest first. Seconds since 1970. */
  readonly starts: readonly bigint[];
}

/** All holds: each bounded, one at a time, at most four in 730 days. */
export class Holds {
  readonly #of: Map<bigint, HoldState>;
  readonly #faults: Findings;

  constructor(faults: Findings, known: Iterable<readonly [bigint, HoldState]> = []) {
    this.#faults = faults;
    this.#of = new Map(known);
  }

  get state(): readonly (readonly [bigint, HoldState])[] {
    return [...this.#of];
  }

  place(id: bigint, time: bigint, until: bigint, entry: number): void {
    const before = this.#of.get(id);
    const fault = (code: string, message: string, expected: bigint, found: bigint) =>
      this.#faults.add({ code, subject: `distributor ${id}`, message, expected, found, entry });
    if (until <= time || until > time + LONGEST) {
      fault("hold-too-long", `distributor ${id} was held beyond 90 days`, time + LONGEST, until);
    }
    if (before !== undefined && time < before.until) {
      fault("hold-on-hold", `distributor ${id} was held while a hold was in place`, before.until, time);
    }
    const fourth = before?.starts[MOST - 1];
    if (fourth !== undefined && time < fourth + MEMORY) {
      fault("hold-too-often", `distributor ${id} was held a fifth time within 730 days`, fourth + MEMORY, time);
    }
    this.#of.set(id, { until, starts: [time, ...(before?.starts ?? [])].slice(0, MOST) });
  }

  lift(id: bigint, time: bigint, entry: number): void {
    const before = this.#of.get(id);
    if (before === undefined || time >= before.until) {
      const message = `a hold of distributor ${id} was lifted and there was none`;
      this.#faults.add({ code: "hold-missing", subject: `distributor ${id}`, message, entry });
    }
    this.#of.set(id, { until: time, starts: before?.starts ?? [] });
  }

  /** Those that are in place. */
  at(time: bigint): number {
    return [...this.#of.values()].filter(({ until }) => time < until).length;
  }
}
