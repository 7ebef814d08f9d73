import { choice, RETURN_KINDS } from "@upline/protocol";
import { ZeroAddress } from "ethers";
import { planOf, worstCaseOf } from "../state/plans.ts";
import { type KnownSettings, NOTHING_NAMED } from "../state/state.ts";
import { type Args, type Context, flag, type Handler, must, same, text, uint } from "./context.ts";

const created: Handler = ({ state }, args) => {
  const given = args["settings"] as Readonly<Record<keyof KnownSettings, never>>;
  const { token, start, periodLength, notice, decisionTime, rulingTime, cap, markup, openToAll } = given;
  state.settings = { token, start, periodLength, notice, decisionTime, rulingTime, cap, markup, openToAll };
};

const opened: Handler = (context, args) => {
  same(
    context,
    "plan-not-in-force",
    "the opening",
    "the plan",
    uint(args, "plan"),
    BigInt(context.state.plans.current?.version ?? 0),
  );
};

const paused: Handler = (context, args) => {
  const { plans } = context.state;
  must(
    context,
    plans.paused !== flag(args, "paused"),
    "pause-unchanged",
    "the pause",
    "A pause did not change anything.",
  );
  plans.paused = flag(args, "paused");
};

const productAdded: Handler = (context, args) => {
  const terms = args["terms"] as Readonly<Record<string, bigint>> & { readonly arbiter: string };
  const [retail, wholesale, volume] = [terms["retail"] ?? 0n, terms["wholesale"] ?? 0n, terms["volume"] ?? 0n];
  const { catalogue } = context.state;
  const number = uint(args, "product");
  const subject = `product ${number}`;
  same(context, "product-out-of-step", subject, "the number", number, BigInt(catalogue.products.length + 1));
  const fits = retail > 0n && wholesale <= retail && volume <= wholesale;
  must(context, fits, "product-prices-invalid", subject, `Product ${number} breaks volume ≤ wholesale ≤ retail.`);
  const returnKind = choice(RETURN_KINDS, terms["kind"] ?? 0n);
  catalogue.add({ retail, wholesale, volume, window: terms["window"] ?? 0n, returnKind, arbiter: terms.arbiter });
};

const productClosed: Handler = (context, args) => {
  const number = uint(args, "product");
  const product = context.state.catalogue.product(number);
  const changes = product !== undefined && product.closed !== flag(args, "closed");
  must(context, changes, "product-unchanged", `product ${number}`, `Product ${number} is not known, or was so before.`);
  context.state.catalogue.close(number, flag(args, "closed"));
};

const planScheduled: Handler = (context, args) => {
  const { state, time } = context;
  const { plans, settings } = state;
  const [version, from] = [uint(args, "version"), uint(args, "from")];
  const plan = planOf(version, args["plan"]);
  const subject = `plan ${version}`;
  same(context, "plan-out-of-step", subject, "the number", version, BigInt(plans.count + 1));
  must(
    context,
    plans.next === undefined,
    "plan-already-scheduled",
    subject,
    "A plan was scheduled while another waited.",
  );
  const worst = worstCaseOf(plan);
  const cap = Number(settings?.cap ?? 0n);
  must(
    context,
    worst <= cap,
    "plan-above-cap",
    subject,
    `Plan ${version} may pay ${worst} basis points; the cap is ${cap}.`,
  );
  const earliest = time + (settings?.notice || 1n);
  const noticed = !state.opened || from >= earliest;
  const message = `Plan ${version} takes over at ${from}, before the notice is over at ${earliest}.`;
  must(context, noticed, "plan-notice-too-short", subject, message);
  const pool = plan.poolShare === 0 || state.run !== ZeroAddress;
  must(
    context,
    pool,
    "plan-pool-without-run",
    subject,
    `Plan ${version} has a pool share, and there is no run contract.`,
  );
  plans.count = Number(version);
  plans.next = plan;
  plans.changeAt = state.opened ? from : 0n;
};

const planCancelled: Handler = (context, args) => {
  const { plans } = context.state;
  const version = uint(args, "version");
  same(
    context,
    "plan-not-scheduled",
    `plan ${version}`,
    "the cancelled plan",
    version,
    BigInt(plans.next?.version ?? 0),
  );
  const early = plans.changeAt === 0n || context.time < plans.changeAt;
  must(context, early, "plan-cancelled-late", `plan ${version}`, `Plan ${version} was cancelled when it was in force.`);
  plans.next = undefined;
  plans.changeAt = 0n;
};

const planActivated: Handler = (context, args) => {
  const { plans, opened } = context.state;
  const version = uint(args, "version");
  same(
    context,
    "plan-not-scheduled",
    `plan ${version}`,
    "the activated plan",
    version,
    BigInt(plans.next?.version ?? 0),
  );
  const due = !opened || (plans.changeAt !== 0n && context.time >= plans.changeAt);
  must(context, due, "plan-activated-early", `plan ${version}`, `Plan ${version} took over before its time.`);
  if (plans.next !== undefined) plans.activate(context.period);
};

/** Something is named, to be set when its notice is over. */
function checkNotice(context: Context, subject: string, args: Args): void {
  const from = context.time + (context.state.settings?.notice ?? 0n);
  same(context, "notice-differs", subject, "the time from which it can be set", uint(args, "from"), from);
}

function checkNamed(context: Context, subject: string, found: string, named: string): void {
  const message = `The contract ${found} was set or withdrawn, and ${named} was named.`;
  must(context, found === named, "contract-not-named", subject, message);
}

function checkDue(context: Context, subject: string, from: bigint): void {
  const due = !context.state.opened || context.time >= from;
  must(context, due, "notice-not-over", subject, `It was set at ${context.time}, and its notice ends at ${from}.`);
}

const runScheduled: Handler = (context, args) => {
  checkNotice(context, "the run contract", args);
  context.state.nextRun = { contract: text(args, "run"), from: uint(args, "from") };
};

const runCancelled: Handler = (context, args) => {
  checkNamed(context, "the run contract", text(args, "run"), context.state.nextRun.contract);
  context.state.nextRun = NOTHING_NAMED;
};

const runSet: Handler = (context, args) => {
  const { state } = context;
  checkNamed(context, "the run contract", text(args, "run"), state.nextRun.contract);
  checkDue(context, "the run contract", state.nextRun.from);
  must(context, state.run === ZeroAddress, "run-set-twice", "the run contract", "A run contract was set before.");
  state.run = text(args, "run");
  state.nextRun = NOTHING_NAMED;
};

const screenScheduled: Handler = (context, args) => {
  checkNotice(context, "the screen", args);
  context.state.nextScreen = { contract: text(args, "screen"), from: uint(args, "from") };
};

const screenCancelled: Handler = (context, args) => {
  checkNamed(context, "the screen", text(args, "screen"), context.state.nextScreen.contract);
  context.state.nextScreen = NOTHING_NAMED;
};

const screenSet: Handler = (context, args) => {
  const { state } = context;
  checkNamed(context, "the screen", text(args, "screen"), state.nextScreen.contract);
  checkDue(context, "the screen", state.nextScreen.from);
  state.screen = text(args, "screen");
  state.nextScreen = NOTHING_NAMED;
};

const roleGranted: Handler = (context, args) => {
  const [role, account] = [text(args, "role"), text(args, "account")];
  const fresh = !context.state.roles.has(role, account);
  must(context, fresh, "role-unchanged", `role ${role}`, `${account} was granted a role that he has.`);
  context.state.roles.grant(role, account);
};

const roleRevoked: Handler = (context, args) => {
  const [role, account] = [text(args, "role"), text(args, "account")];
  const held = context.state.roles.has(role, account);
  must(context, held, "role-unchanged", `role ${role}`, `A role was taken from ${account}, who does not have it.`);
  context.state.roles.revoke(role, account);
};

/** The programme itself: catalogue, plans, run contract, screen and roles. */
export const PROGRAMME: Readonly<Record<string, Handler>> = {
  ProgrammeCreated: created,
  ProgrammeOpened: opened,
  ProgrammePausedSet: paused,
  ProductAdded: productAdded,
  ProductClosed: productClosed,
  PlanScheduled: planScheduled,
  PlanCancelled: planCancelled,
  PlanActivated: planActivated,
  RunScheduled: runScheduled,
  RunCancelled: runCancelled,
  RunSet: runSet,
  ScreenScheduled: screenScheduled,
  ScreenCancelled: screenCancelled,
  ScreenSet: screenSet,
  RoleGranted: roleGranted,
  RoleRevoked: roleRevoked,
};
