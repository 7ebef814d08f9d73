// Shows every power with its holder and delay, and what is scheduled.
import { ZeroAddress } from "ethers";
import { table } from "../packages/cli/src/terminal/table.ts";
import {
  formatDuration,
  formatTime,
  inPages,
  SLOTS,
  Timelock__factory,
  unpackNextRun,
} from "../packages/protocol/src/index.ts";
import { readPowers } from "./deployment/powers.ts";
import { facts } from "./operator/report.ts";
import { readHolders } from "./operator/roles.ts";
import type { Session } from "./operator/session.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

/** What is to come: a plan, a run contract, a screen. */
interface Scheduled {
  readonly what: "plan" | "run contract" | "screen";
  readonly value: string;
  /** In seconds since 1970; 0: when the programme opens. */
  readonly from: bigint;
}

export const showPowers: Tool = {
  name: "show-powers",
  description: "Shows who holds which power, how long its use takes to take effect, and what is scheduled.",
  sends: "none",
  async run({ session, colours: { bold, dim } }) {
    const { core, provider } = session;
    const holders = await readHolders(session, "DEFAULT_ADMIN_ROLE");
    const timelock = holders.find(({ kind }) => kind === "timelock");
    const deployment = { core: session.address, timelock: timelock?.address };
    const powers = await readPowers(provider, deployment, await everybodyIn(session, timelock?.address));
    const { notice } = await core.settings();
    const scheduled = await readScheduled(session);
    const columns = ["contract", "role", "holder", "delay"].map((head) => ({ head }));
    const name = (holder: string) =>
      holder === timelock?.address ? "the timelock" : holder === ZeroAddress ? "anybody" : holder;
    return {
      json: {
        core: session.address,
        timelock: timelock?.address ?? null,
        minimumDelay: timelock?.delay ?? null,
        notice,
        powers,
        scheduled,
      },
      text: [
        bold("Powers"),
        table(
          columns,
          powers.map(({ contract, role, holder, delay }) => [contract, role, name(holder), delay]),
          dim,
        ),
        "",
        bold("Delays"),
        facts([
          [
            "timelock",
            timelock?.delay === undefined
              ? "none: no timelock holds the admin's role"
              : `${formatDuration(timelock.delay)} at least (${timelock.address})`,
          ],
          ["notice", `${formatDuration(notice)} for a plan, a run contract and a screen`],
        ]),
        "",
        bold("Scheduled"),
        scheduled.length === 0
          ? "  Nothing."
          : facts(
              scheduled.map(({ what, value, from }) => [
                what,
                `${value}, ${from === 0n ? "when the programme opens" : `from ${formatTime(from)}`}`,
              ]),
            ),
      ].join("\n"),
    };
  },
};

/** Everybody to whom the timelock ever gave a role; it does not list them by itself. */
async function everybodyIn({ provider, from }: Session, timelock: string | undefined): Promise<readonly string[]> {
  if (timelock === undefined) return [];
  const contract = Timelock__factory.connect(timelock, provider);
  const filter = contract.filters.RoleGranted();
  const events = await inPages(provider, { from }, (first, last) => contract.queryFilter(filter, first, last));
  return events.map(({ args }) => args.account);
}

async function readScheduled({ core, client }: Session): Promise<readonly Scheduled[]> {
  const [plan, { next, from }, [word = "0x0"]] = await Promise.all([
    client.scheduledPlan(),
    core.screening(),
    core.extsload([SLOTS.nextRun]),
  ]);
  const run = unpackNextRun(BigInt(word));
  return [
    ...(plan === undefined ? [] : [{ what: "plan" as const, value: `plan ${plan.version}`, from: plan.from }]),
    ...(run.run === ZeroAddress ? [] : [{ what: "run contract" as const, value: run.run, from: run.from }]),
    ...(from === 0n ? [] : [{ what: "screen" as const, value: next === ZeroAddress ? "none" : next, from }]),
  ];
}

await runIfMain(import.meta.url, showPowers);
