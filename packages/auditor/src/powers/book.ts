import { formatTime } from "@upline/protocol";
import { Findings } from "../history/findings.ts";
import type { Entry, Observer } from "../history/observer.ts";
import { type HoldState, Holds } from "./holds.ts";
import { Notice, type NoticeState } from "./notices.ts";
import { ADMIN_ROLE, type Holding, RoleBook, roleName } from "./roles.ts";
import { createdIn, type EventArguments, EventUnreadable, numberIn, textIn } from "./values.ts";

/** One use of a power, as the journal tells it. */
export interface PowerUse {
  /** Number of the journal entry. */
  readonly entry: number;
  /** In seconds since 1970. */
  readonly time: bigint;
  /** Name of the event. */
  readonly event: string;
  /** What was done, for people. */
  readonly text: string;
}

/** What the programme was created with. */
export type Created = ReturnType<typeof createdIn>;

/** All that a later audit needs to go on from here. */
export interface PowerState {
  readonly created?: Created;
  readonly opened: boolean;
  readonly paused: boolean;
  readonly roles: readonly Holding[];
  readonly notices: Readonly<Record<"plan" | "run" | "screen", NoticeState>>;
  readonly holds: readonly (readonly [bigint, HoldState])[];
  readonly counts: Readonly<Record<string, number>>;
  readonly uses: readonly PowerUse[];
}

type Handler = (args: EventArguments, entry: Entry) => string | undefined;

/**
 * Follows every power through the history: who holds what, each use of it, and whether he who used it could. Who does
 * what is in the journal where the event names him; where it does not, somebody must hold the role at that moment.
 */
export class PowerBook implements Observer {
  readonly #faults = new Findings();
  readonly #roles = new RoleBook();
  readonly #plan: Notice;
  readonly #run: Notice;
  readonly #screen: Notice;
  readonly #holds: Holds;
  readonly #counts: Map<string, number>;
  readonly #uses: PowerUse[];
  #created: Created | undefined;
  #opened: boolean;
  #paused: boolean;

  /** @param before Where an earlier audit ended; left out at the journal's beginning. */
  constructor(before?: PowerState) {
    this.#plan = new Notice("Plan", this.#faults, before?.notices.plan);
    this.#run = new Notice("Run", this.#faults, before?.notices.run);
    this.#screen = new Notice("Screen", this.#faults, before?.notices.screen);
    this.#holds = new Holds(this.#faults, before?.holds);
    this.#counts = new Map(Object.entries(before?.counts ?? {}));
    this.#uses = [...(before?.uses ?? [])];
    this.#created = before?.created;
    this.#opened = before?.opened ?? false;
    this.#paused = before?.paused ?? false;
    for (const { role, holder, since, entry } of before?.roles ?? []) this.#roles.grant(role, holder, since, entry);
  }

  get state(): PowerState {
    return {
      ...(this.#created === undefined ? {} : { created: this.#created }),
      opened: this.#opened,
      paused: this.#paused,
      roles: this.#roles.all(),
      notices: { plan: this.#plan.state, run: this.#run.state, screen: this.#screen.state },
      holds: this.#holds.state,
      counts: Object.fromEntries(this.#counts),
      uses: this.#uses,
    };
  }

  /** What is not as the rules have it, in the journal's order. */
  get faults(): Findings {
    return this.#faults;
  }

  /** Holds that are in place. */
  holdsAt(time: bigint): number {
    return this.#holds.at(time);
  }

  event(name: string, args: EventArguments, entry: Entry): void {
    const handler = this.#handlers[name];
    if (handler === undefined) return;
    const text = this.#readable(() => handler(args, entry), name, entry);
    if (text === undefined) return;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    if (LISTED.has(name)) this.#uses.push({ entry: entry.number, time: entry.timestamp, event: name, text });
  }

  /** An audit never ends because of what an event says. */
  #readable(read: () => string | undefined, name: string, entry: Entry): string | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof EventUnreadable)) throw error;
      this.#fault("event-unreadable", name, error.message, entry);
      return undefined;
    }
  }

  /** What each event means for the powers. Text only for the use of a power. */
  readonly #handlers: Readonly<Record<string, Handler | undefined>> = {
    ProgrammeCreated: (args) => {
      this.#created = createdIn(args);
      return `created, with the admin ${this.#created.admin}`;
    },
    RoleGranted: (args, entry) => this.#grant(args, entry),
    RoleRevoked: (args, entry) => this.#revoke(args, entry),
    RoleAdminChanged: (args, entry) => {
      const role = roleName(textIn(args, "role"));
      this.#fault("role-admin-changed", role, `another role was made to grant ${role}, which nothing can do`, entry);
      return `another role grants ${role}`;
    },
    ProgrammeOpened: (args, entry) => {
      this.#held([ADMIN_ROLE], "open the programme", entry);
      if (this.#opened) this.#fault("opened-twice", "programme", "the programme was opened a second time", entry);
      this.#opened = true;
      return `opened with plan ${numberIn(args, "plan")}`;
    },
    ProgrammePausedSet: (args, entry) => {
      const by = textIn(args, "by");
      this.#authorised(["PAUSE_ROLE"], by, "pause", entry);
      this.#paused = args["paused"] === true;
      return `${this.#paused ? "paused" : "ended the pause"}, by ${by}`;
    },
    PlanScheduled: (args, entry) => {
      this.#held(["PLAN_ROLE"], "schedule a plan", entry);
      const [version, from] = [`${numberIn(args, "version")}`, numberIn(args, "from")];
      this.#plan.schedule(version, from, this.#earliest(entry.timestamp, 1n), entry.number);
      return `plan ${version} scheduled, ${from === 0n ? "for the opening" : `from ${formatTime(from)}`}`;
    },
    PlanCancelled: (args, entry) => {
      this.#held(["PLAN_ROLE", "REVOKER_ROLE"], "cancel a plan", entry);
      const version = `${numberIn(args, "version")}`;
      this.#plan.cancel(version, entry.number);
      return `plan ${version} cancelled`;
    },
    PlanActivated: (args, entry) => {
      const version = `${numberIn(args, "version")}`;
      this.#plan.take(version, this.#opened ? entry.timestamp : undefined, entry.number);
      return `plan ${version} in force`;
    },
    ...this.#changeOf("Run", () => this.#run),
    ...this.#changeOf("Screen", () => this.#screen),
    HoldPlaced: (args, entry) => {
      this.#held(["HOLD_ROLE"], "place a hold", entry);
      const [id, until] = [numberIn(args, "id"), numberIn(args, "until")];
      this.#holds.place(id, entry.timestamp, until, entry.number);
      return `distributor ${id} held until ${formatTime(until)}, reason ${textIn(args, "reason")}`;
    },
    HoldLifted: (args, entry) => {
      this.#held(["HOLD_ROLE", "REVOKER_ROLE"], "lift a hold", entry);
      const id = numberIn(args, "id");
      this.#holds.lift(id, entry.timestamp, entry.number);
      return `hold of distributor ${id} lifted`;
    },
    RanksSet: (args, entry) => {
      this.#held(["RANK_ROLE"], "set ranks", entry);
      return `ranks set, evidence ${textIn(args, "evidence")}`;
    },
    ProductAdded: (args, entry) => {
      this.#held(["CATALOGUE_ROLE"], "add a product", entry);
      return `product ${numberIn(args, "product")} added`;
    },
    ProductClosed: (args, entry) => {
      this.#held(["CATALOGUE_ROLE"], "close or reopen a product", entry);
      return `product ${numberIn(args, "product")} ${args["closed"] === true ? "closed" : "reopened"}`;
    },
    DistributorImported: (args, entry) => {
      this.#held(["IMPORT_ROLE"], "import people", entry);
      const id = numberIn(args, "id");
      const late = `distributor ${id} was imported after the opening`;
      if (this.#opened) this.#fault("import-after-opening", `distributor ${id}`, late, entry);
      return `distributor ${id} imported`;
    },
    DistributorBound: (args, entry) => {
      const [id, issuer] = [numberIn(args, "id"), textIn(args, "issuer")];
      this.#authorised(["IMPORT_ROLE"], issuer, `bind distributor ${id}`, entry);
      return `distributor ${id} bound to ${textIn(args, "wallet")} by a voucher of ${issuer}`;
    },
    ReturnAccepted: (args, entry) => {
      this.#authorised(["RETURNS_ROLE"], textIn(args, "by"), "accept a return", entry);
      return "return accepted";
    },
    ReturnRejected: (args, entry) => {
      this.#held(["RETURNS_ROLE"], "reject a return", entry);
      return `return of sale ${numberIn(args, "id")} rejected, reason ${textIn(args, "reason")}`;
    },
    BatchRecorded: (args, entry) => {
      const funder = textIn(args, "funder");
      this.#authorised(["RECORD_ROLE"], funder, "record sales", entry);
      return `${numberIn(args, "placed")} sales recorded by ${funder}`;
    },
    PoolSpent: (args, entry) => {
      const run = this.#run.state.inForce;
      const none = "the bonus pool was spent from, and no run contract was set";
      if (run === undefined) this.#fault("pool-without-run", "bonus pool", none, entry);
      return `${numberIn(args, "amount")} units spent from the bonus pool`;
    },
    DistributorEnrolled: (args, entry) => {
      const id = numberIn(args, "id");
      if (id !== COMPANY) this.#open(`distributor ${id} was enrolled`, entry);
      return undefined;
    },
    SalePlaced: (_, entry) => this.#open("a sale was placed", entry),
    SaleFinal: (_, entry) => this.#open("a sale was placed", entry),
  };

  #changeOf(kind: "Run" | "Screen", notice: () => Notice): Readonly<Record<string, Handler>> {
    const name = kind.toLowerCase();
    const keyOf = (args: EventArguments) => textIn(args, name);
    return {
      [`${kind}Scheduled`]: (args, entry) => {
        this.#held([ADMIN_ROLE], `name a ${name}`, entry);
        const from = numberIn(args, "from");
        notice().schedule(keyOf(args), from, this.#earliest(entry.timestamp, 0n), entry.number);
        return `${name} ${keyOf(args)} named, from ${formatTime(from)}`;
      },
      [`${kind}Cancelled`]: (args, entry) => {
        this.#held([ADMIN_ROLE, "REVOKER_ROLE"], `cancel a ${name}`, entry);
        notice().cancel(keyOf(args), entry.number);
        return `${name} ${keyOf(args)} cancelled`;
      },
      [`${kind}Set`]: (args, entry) => {
        notice().take(keyOf(args), this.#opened ? entry.timestamp : undefined, entry.number);
        return `${name} ${keyOf(args)} set`;
      },
    };
  }

  #grant(args: EventArguments, entry: Entry): string {
    const [role, account, sender] = [roleName(textIn(args, "role")), textIn(args, "account"), textIn(args, "sender")];
    const first = role === ADMIN_ROLE && account === this.#created?.admin && this.#roles.all().length === 0;
    if (!first) this.#authorised([ADMIN_ROLE], sender, `grant ${role}`, entry);
    this.#roles.grant(role, account, entry.timestamp, entry.number);
    return `${role} granted to ${account} by ${sender}`;
  }

  #revoke(args: EventArguments, entry: Entry): string {
    const [role, account, sender] = [roleName(textIn(args, "role")), textIn(args, "account"), textIn(args, "sender")];
    const operational = role !== ADMIN_ROLE && role !== "REVOKER_ROLE";
    if (sender !== account) {
      this.#authorised(operational ? [ADMIN_ROLE, "REVOKER_ROLE"] : [ADMIN_ROLE], sender, `revoke ${role}`, entry);
    }
    if (!this.#roles.revoke(role, account)) {
      this.#fault("role-not-held", account, `${role} was taken from ${account}, who had it not`, entry);
    }
    return `${role} taken from ${account} by ${sender}`;
  }

  /** That he who did it held one of the roles. */
  #authorised(roles: readonly string[], actor: string, what: string, entry: Entry): void {
    if (roles.some((role) => this.#roles.has(role, actor))) return;
    const message = `${actor} did this without the role that it needs: ${what}`;
    this.#faults.add({
      code: "power-without-role",
      subject: actor,
      message,
      expected: roles.join(" or "),
      found: "no such role",
      entry: entry.number,
    });
  }

  /** That somebody held one of the roles, where the event does not name who did it. */
  #held(roles: readonly string[], what: string, entry: Entry): void {
    if (roles.some((role) => this.#roles.holdersOf(role).length > 0)) return;
    const message = `this was done while nobody held the role that it needs: ${what}`;
    this.#faults.add({
      code: "power-of-nobody",
      subject: roles.join(" or "),
      message,
      expected: "a holder",
      found: "none",
      entry: entry.number,
    });
  }

  /** That enrolments and sales were possible. */
  #open(what: string, entry: Entry): undefined {
    if (!this.#opened) this.#fault("before-opening", "programme", `${what} before the opening`, entry);
    if (this.#paused) this.#fault("while-paused", "programme", `${what} while the programme was paused`, entry);
    return undefined;
  }

  #fault(code: string, subject: string, message: string, entry: Entry): void {
    this.#faults.add({ code, subject, message, entry: entry.number });
  }

  /** From when a change may take effect that is announced now. @param least The shortest notice, in seconds. */
  #earliest(time: bigint, least: bigint): bigint {
    if (!this.#opened) return 0n;
    const notice = BigInt(this.#created?.settings["notice"] ?? 0n);
    return time + (notice > least ? notice : least);
  }
}

const COMPANY = 1n;

/** Uses that are listed one by one; the others, of which a company makes thousands, are counted. */
const LISTED: ReadonlySet<string> = new Set([
  "ProgrammeCreated",
  "RoleGranted",
  "RoleRevoked",
  "RoleAdminChanged",
  "ProgrammeOpened",
  "ProgrammePausedSet",
  "PlanScheduled",
  "PlanCancelled",
  "PlanActivated",
  "RunScheduled",
  "RunCancelled",
  "RunSet",
  "ScreenScheduled",
  "ScreenCancelled",
  "ScreenSet",
  "HoldPlaced",
  "HoldLifted",
  "RanksSet",
  "ReturnRejected",
]);
