// Lists the returns of goods that wait for the company's decision, and accepts or rejects them.
import { InvalidArgumentError } from "commander";
import { toBeHex } from "ethers";
import type { Result } from "../packages/cli/src/terminal/output.ts";
import { table } from "../packages/cli/src/terminal/table.ts";
import { formatAmount, formatTime, saleStruct } from "../packages/protocol/src/index.ts";
import { encoded } from "./operator/calls.ts";
import { type Code, codeOf, codeText } from "./operator/csv/column.ts";
import { columnHelp } from "./operator/csv/help.ts";
import { Desk } from "./operator/desk.ts";
import { parseSaleId, type WriteOptions } from "./operator/options.ts";
import { perform } from "./operator/perform.ts";
import { reportCalls } from "./operator/report.ts";
import type { Session } from "./operator/session.ts";
import { runIfMain, type Task, type Tool } from "./operator/tool.ts";
import { checkDecisions, DECISION_COLUMNS, type Decision, isMade, readDecisions } from "./returns/decisions.ts";
import { type ReturnRequest, readRequests } from "./returns/requests.ts";

interface Options extends WriteOptions {
  readonly accept: readonly bigint[];
  readonly reject: readonly bigint[];
  readonly reason?: Code;
}

type Arguments = readonly [string | undefined];

export const decideReturns: Tool<Options, Arguments> = {
  name: "decide-returns",
  description: "Lists the returns that wait for a decision; accepts and rejects those that are named or in a CSV file.",
  sends: "holder of a role",
  configure: (made) =>
    made
      .argument("[file]", "a CSV file of decisions")
      .option("--accept <sales...>", "ids of sales whose return is accepted", collectSale, [])
      .option("--reject <sales...>", "ids of sales whose return is rejected", collectSale, [])
      .option("--reason <text>", "why they are rejected, at most 31 bytes, which is published", parseReason)
      .addHelpText("after", columnHelp(DECISION_COLUMNS)),
  async run(task) {
    const { session, options, args } = task;
    const [file] = args;
    if (options.reject.length > 0 && options.reason === undefined)
      throw new InvalidArgumentError("--reject needs --reason");
    const named = decisionsIn(options);
    if (file === undefined && named.length === 0) return list(task, await readRequests(session), await timeOf(session));
    const desk = await Desk.open(session, options, "RETURNS_ROLE", task.note);
    const [requests, now] = [await readRequests(session), await timeOf(session)];
    checkDecisions(named, requests, now);
    const inFile = file === undefined ? [] : readDecisions(file, requests, now);
    return decide(task, desk, requests, [...inFile, ...named]);
  },
};

async function decide(
  task: Task<Options, Arguments>,
  desk: Desk,
  requests: readonly ReturnRequest[],
  wanted: readonly Decision[],
): Promise<Result> {
  const { session, progress, note } = task;
  const decisions = wanted.filter((decision) => !isMade(decision, requests));
  const sales = new Map(requests.map(({ sale }) => [sale.id, sale]));
  const performed = await perform(
    desk,
    {
      what: "decisions",
      items: decisions,
      inOrder: false,
      most: 1,
      call: async (some) => {
        const [decision] = some;
        const sale = decision === undefined ? undefined : sales.get(decision.id);
        if (decision === undefined || sale === undefined) throw new Error("a decision needs a sale");
        const { acceptReturn, rejectReturn } = session.core;
        return encoded(
          decision.accept
            ? await acceptReturn.populateTransaction(saleStruct(sale))
            : await rejectReturn.populateTransaction(saleStruct(sale), decision.reason?.word ?? ""),
        );
      },
    },
    progress,
    note,
  );
  const shown = (accept: boolean) => decisions.filter((one) => one.accept === accept).map(({ id }) => toBeHex(id, 20));
  return reportCalls(task, desk, performed, {
    title: `Decide ${decisions.length} returns`,
    what: "decisions",
    already: wanted.length - decisions.length,
    json: { accepted: shown(true), rejected: shown(false) },
    text: [...shown(true).map((id) => `  ${id}: accepted`), ...shown(false).map((id) => `  ${id}: rejected`)],
  });
}

function decisionsIn({ accept, reject, reason }: Options): readonly Decision[] {
  return [
    ...accept.map((id) => ({ id, accept: true, reason: null })),
    ...reject.map((id) => ({ id, accept: false, reason: reason ?? null })),
  ];
}

const timeOf = async ({ provider }: Session) => BigInt((await provider.getBlock("latest"))?.timestamp ?? 0);

function collectSale(text: string, before: readonly bigint[]): readonly bigint[] {
  return [...before, parseSaleId(text)];
}

function parseReason(text: string): Code {
  const code = codeOf(text);
  if (code === undefined) throw new InvalidArgumentError("It has 1 to 31 bytes.");
  return code;
}

/** What waits for a decision, the most urgent first. */
function list({ session, colours }: Task<Options, Arguments>, requests: readonly ReturnRequest[], now: bigint): Result {
  const open = requests
    .filter(({ state, deadline }) => state === "requested" && deadline > now)
    .sort((a, b) => Number(a.deadline - b.deadline));
  const rows = open.map(({ sale, deadline }) => [
    toBeHex(sale.id, 20),
    codeText(sale.ref),
    formatAmount(sale.total, session.unit),
    formatTime(deadline),
  ]);
  const columns = [
    { head: "sale" },
    { head: "reference" },
    { head: "total", align: "right" },
    { head: "decide before" },
  ] as const;
  return {
    json: {
      open: open.map(({ sale, deadline }) => ({
        id: toBeHex(sale.id, 20),
        reference: codeText(sale.ref),
        buyer: sale.buyer,
        total: sale.total,
        deadline,
      })),
    },
    text: rows.length === 0 ? "No return waits for a decision." : table(columns, rows, colours.dim),
  };
}

await runIfMain(import.meta.url, decideReturns);
