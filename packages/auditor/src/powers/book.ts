import { Findings } from "../history/findings.ts";
import type { Entry, Observer } from "../history/observer.ts";
import { type HoldState, Holds } from "./holds.ts";
import { Notice, type NoticeState } from "./notices.ts";
import { ADMIN_ROLE, type Holding, RoleBook, roleName } from "./roles.ts";
import { createdIn, type EventArguments, EventUnreadable, numberIn, textIn } from "./values.ts";

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
}

type Handler = (args: EventArguments, entry: Entry) => void;

/**
 * Follows every power through the history: who holds what, how often it was used, and whether he who used it could. Who
 * does what is in the journal where the event names him; where it does not, somebody must hold the role at that moment.
 * What each use was, the report's `PowerLog` tells.
 */
export class PowerBook implements Observer {
  readonly #faults = new Findings();
  readonly #roles = new RoleBook();
  readonly #plan: Notice;
  readonly #run: Notice;
  readonly #screen: Notice;
  readonly #holds: Holds;
  readonly #counts: Map<string, number>;
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
    try {
      handler(args, entry);
    } catch (error) {
      // An audit never ends because of what an event says.
      if (!(error instanceof EventUnreadable)) throw error;
      this.#fault("event-unreadable", name, error.message, entry);
      return;
    }
    if (!OF_EVERYBODY.has(name)) this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** What each event means for the powers. */
  readonly #handlers: Readonly<Record<string, Handler | undefined>> = {
    ProgrammeCreated: (args) => {
      this.#created = createdIn(args);
    },
    RoleGranted: (args, entry) => this.#grant(args, entry),
    RoleRevoked: (args, entry) => this.#revoke(args, entry),
    RoleAdminChanged: (args, entry) => {
      const role = roleName(textIn(args, "role"));
      this.#fault("role-admin-changed", role, `another role was made to grant ${role}, which nothing can do`, entry);
    },
    ProgrammeOpened: (_, entry) => {
      this.#held([ADMIN_ROLE], "open the programme", entry);
      if (this.#opened) this.#fault("opened-twice", "programme", "the programme was opened a second time", entry);
      this.#opened = true;
    },
    ProgrammePausedSet: (args, entry) => {
      const by = textIn(args, "by");
      this.#authorised(["PAUSE_ROLE"], by, "pause", entry);
      this.#paused = args["paused"] === true;
    },
    PlanScheduled: (args, entry) => {
      this.#held(["PLAN_ROLE"], "schedule a plan", entry);
      const [version, from] = [`${numberIn(args, "version")}`, numberIn(args, "from")];
      this.#plan.schedule(version, from, this.#earliest(entry.timestamp, 1n), entry.number);
    },
    PlanCancelled: (args, entry) => {
      this.#held(["PLAN_ROLE", "REVOKER_ROLE"], "cancel a plan", entry);
      const version = `${numberIn(args, "version")}`;
      this.#plan.cancel(version, entry.number);
    },
    PlanActivated: (args, entry) => {
      const version = `${numberIn(args, "version")}`;
      this.#plan.take(version, this.#opened ? entry.timestamp : undefined, entry.number);
    },
    ...this.#changeOf("Run", () => this.#run),
    ...this.#changeOf("Screen", () => this.#screen),
    HoldPlaced: (args, entry) => {
      this.#held(["HOLD_ROLE"], "place a hold", entry);
      const [id, until] = [numberIn(args, "id"), numberIn(args, "until")];
      this.#holds.place(id, entry.timestamp, until, entry.number);
    },
    HoldLifted: (args, entry) => {
      this.#held(["HOLD_ROLE", "REVOKER_ROLE"], "lift a hold", entry);
      const id = numberIn(args, "id");
      this.#holds.lift(id, entry.timestamp, entry.number);
    },
    RanksSet: (_, entry) => this.#held(["RANK_ROLE"], "set ranks", entry),
    ProductAdded: (_, entry) => this.#held(["CATALOGUE_ROLE"], "add a product", entry),
    ProductClosed: (_, entry) => this.#held(["CATALOGUE_ROLE"], "close or reopen a product", entry),
    DistributorImported: (args, entry) => {
      this.#held(["IMPORT_ROLE"], "import people", entry);
      const id = numberIn(args, "id");
      const late = `distributor ${id} was imported after the opening`;
      if (this.#opened) this.#fault("import-after-opening", `distributor ${id}`, late, entry);
    },
    DistributorBound: (args, entry) => {
      const [id, issuer] = [numberIn(args, "id"), textIn(args, "issuer")];
      this.#authorised(["IMPORT_ROLE"], issuer, `bind distributor ${id}`, entry);
    },
    ReturnAccepted: (args, entry) => {
      this.#authorised(["RETURNS_ROLE"], textIn(args, "by"), "accept a return", entry);
    },
    ReturnRejected: (_, entry) => this.#held(["RETURNS_ROLE"], "reject a return", entry),
    BatchRecorded: (args, entry) => {
      const funder = textIn(args, "funder");
      this.#authorised(["RECORD_ROLE"], funder, "record sales", entry);
    },
    PoolSpent: (_, entry) => {
      const run = this.#run.state.inForce;
      const none = "the bonus pool was spent from, and no run contract was set";
      if (run === undefined) this.#fault("pool-without-run", "bonus pool", none, entry);
    },
    DistributorEnrolled: (args, entry) => {
      const id = numberIn(args, "id");
      if (id !== COMPANY) this.#open(`distributor ${id} was enrolled`, entry);
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
      },
      [`${kind}Cancelled`]: (args, entry) => {
        this.#held([ADMIN_ROLE, "REVOKER_ROLE"], `cancel a ${name}`, entry);
        notice().cancel(keyOf(args), entry.number);
      },
      [`${kind}Set`]: (args, entry) => {
        notice().take(keyOf(args), this.#opened ? entry.timestamp : undefined, entry.number);
      },
    };
  }

  #grant(args: EventArguments, entry: Entry): void {
    const [role, account, sender] = [roleName(textIn(args, "role")), textIn(args, "account"), textIn(args, "sender")];
    const first = role === ADMIN_ROLE && account === this.#created?.admin && this.#roles.all().length === 0;
    if (!first) this.#authorised([ADMIN_ROLE], sender, `grant ${role}`, entry);
    this.#roles.grant(role, account, entry.timestamp, entry.number);
  }

  #revoke(args: EventArguments, entry: Entry): void {
    const [role, account, sender] = [roleName(textIn(args, "role")), textIn(args, "account"), textIn(args, "sender")];
    const operational = role !== ADMIN_ROLE && role !== "REVOKER_ROLE";
    if (sender !== account) {
      this.#authorised(operational ? [ADMIN_ROLE, "REVOKER_ROLE"] : [ADMIN_ROLE], sender, `revoke ${role}`, entry);
    }
    if (!this.#roles.revoke(role, account)) {
      this.#fault("role-not-held", account, `${role} was taken from ${account}, who had it not`, entry);
    }
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
  #open(what: string, entry: Entry): void {
    if (!this.#opened) this.#fault("before-opening", "programme", `${what} before the opening`, entry);
    if (this.#paused) this.#fault("while-paused", "programme", `${what} while the programme was paused`, entry);
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

/** What needs no power, and could only not be while the programme was not open. */
const OF_EVERYBODY: ReadonlySet<string> = new Set(["DistributorEnrolled", "SalePlaced", "SaleFinal"]);
