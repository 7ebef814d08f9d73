import type { Status, Verdict } from "./status.ts";

type Kind = "gauge" | "counter";
type Row = readonly [name: string, kind: Kind, help: string, value: number | bigint];

/** The keeper's figures in Prometheus's text format. */
export function metricsText(status: Status, { healthy, warnings }: Verdict): string {
  const rows: readonly Row[] = [
    ["healthy", "gauge", "1 if all is well, 0 if not", healthy ? 1 : 0],
    ["warnings", "gauge", "Things that will be a problem if nobody does anything", warnings.length],
    ["block", "gauge", "Last block that was read", status.block],
    ["blocks_behind", "gauge", "Blocks of the chain that are not read yet", status.behind],
    ["open_sales", "gauge", "Sales in escrow", status.openSales],
    ["due_sales", "gauge", "Sales that could be settled or refunded now", status.dueSales],
    ["overdue_seconds", "gauge", "Seconds since the first sale that is still due fell due", status.overdueBy],
    ["set_aside", "gauge", "Things that could not be done and are tried again later", status.setAside.length],
    ["settled_total", "counter", "Sales that this process settled", status.settled],
    ["refunded_total", "counter", "Sales that this process refunded", status.refunded],
    ["pushed_total", "counter", "Balances that this process pushed", status.pushed],
    ["pushed_units_total", "counter", "What it pushed in all, in token units", status.pushedAmount],
    ["transactions_total", "counter", "Transactions of this process that are in blocks", status.transactions],
    ["replaced_total", "counter", "Transactions that were stuck and offered more for", status.replaced],
    ["last_transaction_block", "gauge", "Block of the last transaction", status.lastTransaction?.block ?? 0],
    [
      "reorganisations_total",
      "counter",
      "Times that blocks which had been read were taken back",
      status.reorganisations,
    ],
    ["balance_wei", "gauge", "What the keeper's account holds for gas", status.balance],
    ["failures", "gauge", "Rounds in a row that failed", status.failures],
    ["silent_seconds", "gauge", "Seconds since the last round that did not fail", Math.floor(status.silentFor)],
  ];
  return rows.map(metric).join("");
}

function metric([name, kind, help, value]: Row): string {
  const full = `upline_keeper_${name}`;
  return `# HELP ${full} ${help}.\n# TYPE ${full} ${kind}\n${full} ${value}\n`;
}
