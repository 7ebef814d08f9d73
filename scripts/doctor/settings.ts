import type { Result } from "ethers";
import { type Check, checksOf } from "./check.ts";
import type { Expected } from "./expected.ts";
import { lastOf, type Programme, readEvent, readSettings, type Setting } from "./programme.ts";

const { ok, finding, unchecked, judged } = checksOf("settings");

/**
 * Settings, plans and whether the programme is open: as the core was created with, as it answers, and as the file says.
 * @param allowed What is known to its operators: `paused`.
 */
export async function checkSettings(
  programme: Programme,
  expected: Expected | undefined,
  allowed: ReadonlySet<string>,
): Promise<readonly Check[]> {
  const answered = await readSettings(programme);
  const settings = Object.entries(programme.settings).map(([name, created]) =>
    checkSetting(name, created, answered[name], expected),
  );
  return [
    ...settings,
    checkFirstPlan(programme, expected),
    await checkPlanInForce(programme),
    checkOpen(programme, expected),
    checkPause(programme, allowed),
  ];
}

function checkSetting(
  name: string,
  created: Setting,
  answered: Setting | undefined,
  expected: Expected | undefined,
): Check {
  const wanted = expected?.value(name);
  const faults = [
    ...(created === answered ? [] : [`the core answers ${answered}, and was created with ${created}`]),
    ...(wanted === undefined || alike(created, wanted) ? [] : [`${created}, expected ${shown(wanted)}`]),
  ];
  if (faults.length > 0 || wanted !== undefined) return judged(name, faults, `${created}`);
  if (name === "token" && expected?.stablecoin) return ok(name, `${created}, deployed along`);
  return unchecked(name, `${created}; no parameter file says what it should be`);
}

/** The plan that the programme opened with is the file's, with its document. */
function checkFirstPlan(programme: Programme, expected: Expected | undefined): Check {
  const subject = "first plan";
  const opened: unknown = (lastOf(programme, "ProgrammeOpened") ?? lastOf(programme, "PlanScheduled"))?.args[0];
  if (typeof opened !== "bigint") return unchecked(subject, "the programme is not open and has no plan");
  const scheduled = scheduledPlan(programme, opened);
  if (scheduled === undefined) return finding(subject, `no event tells the terms of plan ${opened}`);
  const wanted = expected?.value("plan");
  if (wanted === undefined) return unchecked(subject, `plan ${opened}; no parameter file says what it should be`);
  const document = expected?.value("planDocument");
  const faults = [
    ...differences(scheduled["plan"], wanted as Fields),
    ...(scheduled["document"] === document ? [] : ["its document is not the file's"]),
  ];
  return judged(subject, faults, `plan ${opened}, its terms and its document`);
}

type Fields = Readonly<Record<string, unknown>>;

function differences(found: Result, wanted: Fields): readonly string[] {
  return Object.entries(found.toObject()).flatMap(([name, value]) =>
    alike(value, wanted[name]) ? [] : [`${name} is ${shown(value)}, expected ${shown(wanted[name])}`],
  );
}

function scheduledPlan({ logs }: Programme, version: bigint): Result | undefined {
  for (const log of logs) {
    const event = readEvent(log);
    if (event?.name === "PlanScheduled" && event.args["version"] === version) return event.args;
  }
  return undefined;
}

/** The plan that pays now has the terms that were published when it was scheduled. */
async function checkPlanInForce(programme: Programme): Promise<Check> {
  const subject = "plan in force";
  const { version, plan } = await programme.core.planInForce({ blockTag: programme.block });
  if (version === 0n) return unchecked(subject, "the programme is not open");
  const scheduled = scheduledPlan(programme, version);
  if (scheduled === undefined) return finding(subject, `no event tells the terms of plan ${version}`);
  const fields = (plan as unknown as Result).toObject();
  return judged(subject, differences(scheduled["plan"], fields), `plan ${version}, as it was published`);
}

function checkOpen(programme: Programme, expected: Expected | undefined): Check {
  if (lastOf(programme, "ProgrammeOpened") !== undefined) return ok("open", "yes");
  const detail = "no, there are neither enrolments nor sales";
  return expected?.opens === false ? ok("open", `${detail}; people are imported first`) : finding("open", detail);
}

function checkPause(programme: Programme, allowed: ReadonlySet<string>): Check {
  const event = lastOf(programme, "ProgrammePausedSet");
  if (event?.args["paused"] !== true) return ok("paused", "no");
  const detail = `yes, by ${event.args["by"]}: no enrolments and no sales`;
  return allowed.has("paused") ? ok("paused", `${detail}; known`) : finding("paused", detail);
}

/** Whether two values mean the same, however their numbers and addresses are written. */
function alike(found: unknown, wanted: unknown): boolean {
  return shown(found).toLowerCase() === shown(wanted).toLowerCase();
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${[...value].map(shown).join(", ")}]`;
  return value === undefined ? "missing" : String(value);
}
