import { relative } from "node:path";
import { type Result, toJson } from "../../packages/cli/src/terminal/output.ts";
import { table } from "../../packages/cli/src/terminal/table.ts";
import { grouped } from "../../packages/cli/src/terminal/text.ts";
import { describeCall } from "./calls.ts";
import type { Desk } from "./desk.ts";
import type { WriteOptions } from "./options.ts";
import { countOf, type Done, type Performed } from "./perform.ts";
import { makeProposals, type Proposal, writeProposals } from "./proposal.ts";
import type { Task } from "./tool.ts";

/** What a tool adds to the report of its calls. */
export interface ReportParts {
  /** Of the work, for whoever is to agree to it: "Set 3 ranks". */
  readonly title: string;
  /** What the items are called, in the plural. */
  readonly what: string;
  /** How many were done, if not all that the calls are for. */
  readonly count?: number;
  /** How many there was nothing to do for. */
  readonly already: number;
  /** For machines, beside the calls. */
  readonly json?: Readonly<Record<string, unknown>>;
  /** For people, before the calls. */
  readonly text?: readonly string[];
  readonly failed?: boolean;
}

/** Reports what a tool sent, would send, or proposes; proposals are written where they are asked for. */
export async function reportCalls<T>(
  { session, options, note, colours }: Pick<Task<WriteOptions, unknown>, "session" | "options" | "note" | "colours">,
  desk: Desk,
  { done, left }: Performed<T>,
  { title, what, count = countOf(done), already, json = {}, text = [], failed = false }: ReportParts,
): Promise<Result> {
  const calls = done.map(({ call }) => call);
  const made =
    desk.mode === "propose" && "holder" in desk.actor ? await makeProposals(session, desk.actor, calls, title) : [];
  const proposals = options.propose === undefined ? made : writeProposals(made, options.propose);
  for (const proposal of proposals) note(proposalNote(proposal));
  if (left > 0) note(`${left} ${what} do not fit this proposal. Run this again once it is executed.`);
  const summary = { mode: desk.mode, account: desk.actor.address, done: count, already, left };
  const inline = proposals.filter(({ file }) => file === undefined);
  // What is to be proposed is all that goes to standard output, so that it can be put into a file.
  const lines =
    inline.length > 0
      ? inline.map(({ batch }) => toJson(batch))
      : [
          ...text,
          headline(desk, count, what, already, colours),
          ...(done.length > 0 ? [callTable(done, colours.dim)] : []),
        ];
  return { json: { ...json, ...summary, calls: done.map(callJson), proposals }, text: lines.join("\n"), failed };
}

function proposalNote({ step, note, file }: Proposal): string {
  const where = file === undefined ? "" : ` in ${relative(process.cwd(), file) || file}`;
  return `Proposal (${step})${where}: ${note}`;
}

const VERBS = { send: "done", dryRun: "would be sent, nothing was", propose: "proposed, nothing was sent" } as const;

function headline(
  { mode }: Desk,
  count: number,
  what: string,
  already: number,
  { green, yellow }: Task<WriteOptions, unknown>["colours"],
): string {
  const mark = mode === "send" ? green("✓") : yellow("!");
  if (count === 0)
    return `${mark} Nothing is to be done${already === 0 ? "" : `: ${counted(already, what)} done before`}.`;
  const before = already === 0 ? "" : `; ${counted(already, what)} done before`;
  return `${mark} ${counted(count, what)}: ${VERBS[mode]}${before}`;
}

/** `1 sale`, `12 sales`. @param what In the plural. */
function counted(count: number, what: string): string {
  return `${grouped(count)} ${count === 1 ? what.replace(/s$/, "") : what}`;
}

function callTable<T>(done: readonly Done<T>[], dim: (text: string) => string): string {
  const columns = [
    { head: "call" },
    { head: "items", align: "right" },
    { head: "gas", align: "right" },
    { head: "transaction" },
  ] as const;
  return table(
    columns,
    done.map(({ call, items, gas, receipt }) => [
      describeCall(call).name,
      grouped(items.length),
      receipt !== undefined ? grouped(receipt.gasUsed) : gas === undefined ? "not tried" : grouped(gas),
      receipt?.hash ?? "",
    ]),
    dim,
  );
}

function callJson<T>({ call, items, gas, receipt }: Done<T>) {
  const { name, values } = describeCall(call);
  const mined = receipt === undefined ? {} : { transaction: receipt.hash, block: receipt.blockNumber };
  return { to: call.to, name, values, items: items.length, gas: receipt?.gasUsed ?? gas ?? null, ...mined };
}

/** Two jobs' calls, one after the other. */
export function joined(first: Performed<unknown>, second: Performed<unknown>): Performed<unknown> {
  return { done: [...first.done, ...second.done], left: first.left + second.left };
}

/** What is known of one thing, a line each. */
export function facts(entries: readonly (readonly [string, string])[]): string {
  return table([{ head: "" }, { head: "" }], entries, (text) => text);
}
