import type { Findings } from "../history/findings.ts";

/** A change that waits for its notice. */
interface Waiting {
  readonly key: string;
  /** In seconds since 1970. */
  readonly from: bigint;
}

/** What a notice is about: the events are `PlanScheduled`, `PlanCancelled`, and `PlanActivated` or `RunSet`. */
export type Kind = "Plan" | "Run" | "Screen";

/** What waits and what is in force of one kind, to be kept between two audits. */
export interface NoticeState {
  readonly waiting?: Waiting;
  readonly inForce?: string;
}

/** One kind of change that takes effect only after the programme's notice. */
export class Notice {
  readonly #kind: Kind;
  readonly #faults: Findings;
  #waiting: Waiting | undefined;
  #inForce: string | undefined;

  constructor(kind: Kind, faults: Findings, { waiting, inForce }: NoticeState = {}) {
    this.#kind = kind;
    this.#faults = faults;
    this.#waiting = waiting;
    this.#inForce = inForce;
  }

  get state(): NoticeState {
    return {
      ...(this.#waiting === undefined ? {} : { waiting: this.#waiting }),
      ...(this.#inForce === undefined ? {} : { inForce: this.#inForce }),
    };
  }

  /** @param earliest From when it may take effect; 0 before the opening, when there is no notice. */
  schedule(key: string, from: bigint, earliest: bigint, entry: number): void {
    if (from < earliest) {
      this.#fault("notice-too-short", key, "was announced for a time within the notice", entry, earliest, from);
    }
    this.#waiting = { key, from };
  }

  cancel(key: string, entry: number): void {
    if (this.#waiting?.key !== key) this.#fault("not-announced", key, "was cancelled and was not announced", entry);
    this.#waiting = undefined;
  }

  /** It takes effect. @param time When, in seconds since 1970; undefined where no notice holds yet. */
  take(key: string, time: bigint | undefined, entry: number): void {
    if (this.#waiting?.key !== key) {
      this.#fault("not-announced", key, "took effect and was not announced", entry);
    } else if (time !== undefined && time < this.#waiting.from) {
      this.#fault("before-notice", key, "took effect before its notice was over", entry, this.#waiting.from, time);
    }
    if (this.#kind === "Run" && this.#inForce !== undefined) {
      this.#fault("set-twice", key, "was set where another had been set for good", entry, this.#inForce, key);
    }
    this.#waiting = undefined;
    this.#inForce = key;
  }

  #fault(code: string, key: string, what: string, entry: number, expected?: bigint | string, found?: bigint | string) {
    const subject = `${this.#kind.toLowerCase()} ${key}`;
    const values = expected === undefined || found === undefined ? {} : { expected, found };
    this.#faults.add({ code, subject, message: `${subject} ${what}`, entry, ...values });
  }
}
