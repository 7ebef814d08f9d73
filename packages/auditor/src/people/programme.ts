import { type Plan, planFromStruct } from "@upline/protocol";
import type { Keeping, Kept } from "../checkpoint/kept.ts";
import { type Arguments, small, struct, text, uint } from "../history/arguments.ts";
import type { Entry, Observer } from "../history/observer.ts";

/** A plan as it was published. */
export interface PublishedPlan {
  readonly version: number;
  readonly plan: Plan;
  /** Second from which on it counts; 0: from the opening on. */
  readonly from: bigint;
  /** What its authors published with it: any text. */
  readonly document: string;
}

/** The contract counts periods in 16 bits; no later one is told apart, whatever an endpoint says. */
const LAST_PERIOD = 65_535n;

/** What a programme fixed at its deployment, when it opened, and its plans, as the journal tells them. */
export class ProgrammeFacts implements Observer, Keeping {
  start = 0n;
  periodLength = 0n;
  cap = 0;
  markup = 0;
  notice = 0n;
  openToAll = false;
  token = "";
  /** Second of the opening; undefined before it. */
  opened: bigint | undefined;
  readonly plans = new Map<number, PublishedPlan>();
  /** Entries of the journal so far, and the time of the last. */
  entries = 0;
  last = 0n;

  /** Number of the period in which a second lies. */
  period(time: bigint): number {
    if (time <= this.start || this.periodLength === 0n) return 0;
    const period = (time - this.start) / this.periodLength;
    return Number(period < LAST_PERIOD ? period : LAST_PERIOD);
  }

  /** First second of a period. */
  begins(period: number): bigint {
    return this.start + BigInt(period) * this.periodLength;
  }

  event(name: string, args: Arguments, entry: Entry): void {
    this.entries++;
    this.last = entry.timestamp;
    if (name === "ProgrammeCreated") this.#created(struct(args, "settings"));
    if (name === "ProgrammeOpened") this.opened = entry.timestamp;
    if (name === "PlanScheduled") this.#planned(args);
  }

  keep(kept: Kept): void {
    this.start = kept.value("start", this.start);
    this.periodLength = kept.value("periodLength", this.periodLength);
    this.cap = kept.value("cap", this.cap);
    this.markup = kept.value("markup", this.markup);
    this.notice = kept.value("notice", this.notice);
    this.openToAll = kept.value("openToAll", this.openToAll);
    this.token = kept.value("token", this.token);
    this.opened = kept.value("opened", this.opened);
    kept.map("plans", this.plans);
    this.entries = kept.value("entries", this.entries);
    this.last = kept.value("last", this.last);
  }

  #created(settings: Arguments): void {
    this.start = uint(settings, "start");
    this.periodLength = uint(settings, "periodLength");
    this.cap = small(settings, "cap");
    this.markup = small(settings, "markup");
    this.notice = uint(settings, "notice");
    this.openToAll = settings["openToAll"] === true;
    this.token = text(settings, "token");
  }

  #planned(args: Arguments): void {
    const version = small(args, "version");
    const plan = readable(args["plan"]);
    if (plan !== undefined) {
      this.plans.set(version, { version, plan, from: uint(args, "from"), document: text(args, "document") });
    }
  }
}

/** Undefined for what no plan of the contracts can be: such an event is a lie, which the journal's check finds. */
function readable(struct: unknown): Plan | undefined {
  try {
    return planFromStruct(struct as Parameters<typeof planFromStruct>[0]);
  } catch {
    return undefined;
  }
}
