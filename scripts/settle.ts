// Settles every sale that is due. Anybody may; two who do so at once do no harm.
import type { TransactionReceipt } from "ethers";
import {
  decodeSaleIds,
  type FoundEscrow,
  formatAmount,
  inOrderOfSellers,
  saleStruct,
} from "../packages/protocol/src/index.ts";
import { encoded } from "./operator/calls.ts";
import { Desk } from "./operator/desk.ts";
import type { WriteOptions } from "./operator/options.ts";
import { type Performed, perform } from "./operator/perform.ts";
import { reportCalls } from "./operator/report.ts";
import type { Session } from "./operator/session.ts";
import { runIfMain, type Task, type Tool } from "./operator/tool.ts";

export const settle: Tool<WriteOptions> = {
  name: "settle",
  description: "Settles every sale whose return window is over, as far as it is still in escrow.",
  sends: "anybody",
  async run(task) {
    const { session, options, progress, note } = task;
    const desk = await Desk.open(session, options, undefined, note);
    const items = inOrderOfSellers(await session.client.dueSales({ from: session.from }));
    const performed = await perform(
      desk,
      {
        what: "sales",
        items,
        inOrder: false,
        call: async (sales) => encoded(await session.core.settleMany.populateTransaction(sales.map(saleStruct))),
      },
      progress,
      note,
    );
    return report(task, desk, performed);
  },
};

/** What a batch was to settle and somebody else settled first is told apart. */
function report(task: Task<WriteOptions, readonly []>, desk: Desk, performed: Performed<FoundEscrow>) {
  const { session } = task;
  const wanted = performed.done.flatMap(({ items }) => items);
  const receipts = performed.done.flatMap(({ receipt }) => receipt ?? []);
  const ids = new Set(receipts.flatMap((receipt) => settledIn(session, receipt)));
  const settled = desk.mode === "send" ? wanted.filter(({ id }) => ids.has(id)) : wanted;
  const sum = (part: (sale: FoundEscrow) => bigint) => settled.reduce((total, sale) => total + part(sale), 0n);
  const credits = sum((sale) => sale.credits.reduce((all, { amount }) => all + amount, 0n));
  const [pool, company] = [sum((sale) => sale.pool), sum((sale) => sale.company)];
  const amount = (units: bigint) => formatAmount(units, session.unit);
  const others = wanted.length - settled.length;
  return reportCalls(task, desk, performed, {
    title: `Settle ${wanted.length} sales`,
    what: "sales",
    already: 0,
    json: { settled: settled.map(({ id }) => id), settledByOthers: others, credits, pool, company },
    text: [
      `To distributors ${amount(credits)}, to the pool ${amount(pool)}, to the company ${amount(company)}.`,
      ...(others === 0 ? [] : [`Somebody else settled ${others} of them first.`]),
    ],
  });
}

function settledIn({ core, address }: Session, { logs }: TransactionReceipt): readonly bigint[] {
  const topic = core.getEvent("SalesSettled").fragment.topicHash;
  return logs
    .filter((log) => log.address === address && log.topics[0] === topic)
    .flatMap((log) => decodeSaleIds(core.interface.decodeEventLog("SalesSettled", log.data, log.topics)["ids"]));
}

await runIfMain(import.meta.url, settle);
