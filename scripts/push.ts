// Pays balances out to their owners' own wallets. Anybody may.
import type { TransactionReceipt } from "ethers";
import { choice, formatAmount, PUSH_RESULTS, type PushResult } from "../packages/protocol/src/index.ts";
import { parseAmount } from "./operator/amounts.ts";
import { type Call, encoded } from "./operator/calls.ts";
import { Desk } from "./operator/desk.ts";
import { parseIds, type WriteOptions } from "./operator/options.ts";
import { findPayees, type Payee, type Payees } from "./operator/payees.ts";
import { type Performed, perform } from "./operator/perform.ts";
import { reportCalls } from "./operator/report.ts";
import type { Session } from "./operator/session.ts";
import { runIfMain, type Task, type Tool } from "./operator/tool.ts";

interface Options extends WriteOptions {
  readonly min?: string;
}

type Arguments = readonly [readonly bigint[]];

export const push: Tool<Options, Arguments> = {
  name: "push",
  description: "Pays whole balances out to their owners' own wallets; who cannot receive keeps his.",
  sends: "anybody",
  configure: (made) =>
    made
      .argument("[ids...]", "whom to pay (default: everybody who has a balance)", parseIds, [])
      .option("--min <amount>", "the least balance to pay out, in the token"),
  async run(task) {
    const { session, options, progress, note } = task;
    const least = options.min === undefined ? 1n : parseAmount(options.min, session.unit, "--min");
    const desk = await Desk.open(session, options, undefined, note);
    const { payees, passedOver } = await findPayees(session, task.args[0], least);
    const call = (items: readonly Payee[]) => pushCall(session, items);
    const performed = await perform(desk, { what: "payouts", items: payees, inOrder: false, call }, progress, note);
    return report(task, desk, performed, passedOver);
  },
};

async function pushCall({ core }: Session, payees: readonly Payee[]): Promise<Call> {
  return encoded(await core.push.populateTransaction(payees.map(({ wallet }) => wallet)));
}

/** What became of one payout. */
interface Pushed extends Payee {
  readonly result: PushResult;
}

async function report(
  task: Task<Options, Arguments>,
  desk: Desk,
  performed: Performed<Payee>,
  passedOver: Payees["passedOver"],
) {
  const { session } = task;
  const amount = (units: bigint) => formatAmount(units, session.unit);
  const results: Pushed[] = [];
  for (const { receipt, answer, items } of performed.done) {
    if (receipt !== undefined) results.push(...(await becameOf(session, desk, receipt, items)));
    else if (answer !== undefined) results.push(...answered(session, answer, items));
  }
  const paid = results.filter(({ result }) => result === "paid");
  const unpaid = results.filter(({ result }) => result !== "paid" && result !== "nothingDue");
  const total = paid.reduce((sum, { balance }) => sum + balance, 0n);
  return reportCalls(task, desk, performed, {
    title: "Pay balances out",
    what: "payouts",
    already: 0,
    json: { total, results, passedOver },
    text: [
      `${amount(total)} to ${paid.length} wallets.`,
      ...unpaid.map(({ id, wallet, balance, result }) => `  ${id} (${wallet}) keeps ${amount(balance)}: ${result}`),
      ...passedOver.map(({ id, balance, obstacle }) => `  ${id} keeps ${amount(balance)}: ${obstacle}`),
    ],
    failed: unpaid.some(({ result }) => result === "failed"),
  });
}

/** What the transaction's events tell; about whom they say nothing, the core is asked once more. */
async function becameOf(
  session: Session,
  desk: Desk,
  { logs }: TransactionReceipt,
  items: readonly Payee[],
): Promise<readonly Pushed[]> {
  const known = new Map<bigint, Pick<Pushed, "result" | "balance">>();
  for (const log of logs) {
    const event = log.address === session.address ? session.core.interface.parseLog(log) : null;
    const result = event?.name === "Paid" ? "paid" : event?.name === "PayoutFailed" ? "failed" : undefined;
    if (event && result !== undefined) known.set(event.args["id"], { result, balance: event.args["amount"] });
  }
  const silent = items.filter(({ id }) => !known.has(id));
  const rest = silent.length === 0 ? [] : answered(session, await desk.answer(await pushCall(session, silent)), silent);
  const told = items.flatMap((item) => {
    const became = known.get(item.id);
    return became === undefined ? [] : [{ ...item, ...became }];
  });
  return [...told, ...rest];
}

/** What a call that was only tried would do. */
function answered({ core }: Session, answer: string, items: readonly Payee[]): readonly Pushed[] {
  const [results] = core.interface.decodeFunctionResult("push", answer) as unknown as [readonly bigint[]];
  return items.map((item, i) => ({ ...item, result: choice(PUSH_RESULTS, results[i] ?? -1n) }));
}

await runIfMain(import.meta.url, push);
