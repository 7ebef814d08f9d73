import { type Interface, type LogDescription, ZeroAddress } from "ethers";
import {
  describeCall,
  formatTime,
  scheduledCalls,
  Timelock__factory,
  Upline__factory,
} from "../../packages/protocol/src/index.ts";
import { type Check, checksOf } from "./check.ts";
import type { Administration } from "./powers.ts";
import { type Programme, readEvent } from "./programme.ts";

const { ok, finding } = checksOf("scheduled");

/**
 * What is scheduled and has not happened, and the contracts that were set after opening: none, unless the operators say
 * that they know of it.
 * @param allowed What they know of: `plan:3`, `run:0x…`, `screen:0x…`, `operation:0x…`.
 */
export async function checkScheduled(
  programme: Programme,
  timelock: Administration | undefined,
  allowed: ReadonlySet<string>,
): Promise<readonly Check[]> {
  const changes = kindsOf(Upline__factory.createInterface()).flatMap((kind) => checkChange(programme, kind, allowed));
  const operations = timelock === undefined ? [] : await checkOperations(programme, timelock, allowed);
  return [...changes, ...operations];
}

/** `Plan`, `Run` and so on: what has an event `PlanScheduled`, with the notice that the core itself enforces. */
export function kindsOf(core: Interface): readonly string[] {
  const names: string[] = [];
  core.forEachEvent(({ name }) => {
    if (name.endsWith("Scheduled")) names.push(name.slice(0, -"Scheduled".length));
  });
  return names;
}

/** One kind of change: what waits, and what was set. */
function checkChange({ logs, time }: Programme, kind: string, allowed: ReadonlySet<string>): readonly Check[] {
  let [waiting, set]: (LogDescription | undefined)[] = [];
  for (const event of logs.map(readEvent)) {
    if (event?.name === `${kind}Scheduled`) waiting = event;
    if (event?.name === `${kind}Set`) set = event;
    if ([`${kind}Cancelled`, `${kind}Activated`, `${kind}Set`].includes(event?.name ?? "")) waiting = undefined;
  }
  const name = kind.toLowerCase();
  const inPlace = set === undefined || keyOf(set) === ZeroAddress ? [] : [set];
  return [
    ...inPlace.map((event) => known(`${name}:${keyOf(event)}`, `${name} contract`, keyOf(event), allowed)),
    checkWaiting(name, waiting, time, allowed),
  ];
}

function checkWaiting(name: string, waiting: LogDescription | undefined, time: bigint, allowed: ReadonlySet<string>) {
  const subject = `scheduled ${name}`;
  if (waiting === undefined) return ok(subject, "none");
  const from = waiting.args["from"] as bigint;
  if (name === "plan" && from === 0n) return ok(subject, `none; plan ${keyOf(waiting)} is for the opening`);
  // A plan takes over by itself; what else is scheduled waits for somebody to set it.
  if (name === "plan" && from <= time) return ok(subject, `none; plan ${keyOf(waiting)} has taken over`);
  const due = from <= time ? "due since" : "from";
  return known(`${name}:${keyOf(waiting)}`, subject, `${keyOf(waiting)}, ${due} ${formatTime(from)}`, allowed);
}

/** A plan's version, a contract's address: the first value of each of these events. */
const keyOf = ({ args }: LogDescription) => String(args[0]);

function known(key: string, subject: string, detail: string, allowed: ReadonlySet<string>): Check {
  if (allowed.has(key.toLowerCase())) return ok(subject, `${detail}; known`);
  return finding(subject, `${detail}; if you know of it: --allow ${key}`);
}

async function checkOperations(
  { endpoint, address, block }: Programme,
  timelock: Administration,
  allowed: ReadonlySet<string>,
): Promise<readonly Check[]> {
  const contract = Timelock__factory.connect(timelock.address, endpoint);
  const checks: Check[] = [];
  for (const [operation, calls] of scheduledCalls(timelock.logs)) {
    if (!(await contract.isOperationPending(operation, { blockTag: block }))) continue;
    const readyAt = await contract.getTimestamp(operation, { blockTag: block });
    const what = calls.map((call) => describeCall(call, address, timelock.address)).join(", then ");
    const key = `operation:${operation}`;
    checks.push(known(key, "timelock operation", `${what}, from ${formatTime(readyAt)}`, allowed));
  }
  return checks.length === 0 ? [ok("timelock operations", "none")] : checks;
}
