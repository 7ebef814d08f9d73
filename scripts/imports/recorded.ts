import { isDeepStrictEqual } from "node:util";
import type { FoundSale } from "../../packages/protocol/src/index.ts";
import type { CsvTable } from "../operator/csv/read.ts";
import type { Session } from "../operator/session.ts";
import type { PointOfSaleEntry } from "./point-of-sale.ts";
import type { SaleColumns } from "./sale-columns.ts";

/**
 * The sales of a file that are not recorded yet.
 * @throws CsvInvalid where a reference was recorded before with other contents.
 */
export async function findUnrecorded(
  { client, from }: Session,
  table: CsvTable<SaleColumns>,
  entries: readonly PointOfSaleEntry[],
): Promise<readonly PointOfSaleEntry[]> {
  const recorded = new Map<string, FoundSale[]>();
  for (const sale of await client.placedSales({ from })) {
    if (sale.kind === "recorded") recorded.set(sale.ref, [...(recorded.get(sale.ref) ?? []), sale]);
  }
  const missing = entries.filter((entry) => {
    const before = recorded.get(entry.recorded.order.ref) ?? [];
    if (before.some((sale) => isSame(sale, entry))) return false;
    const [other] = before;
    if (other !== undefined) {
      const where = `transaction ${other.transaction}`;
      table.refuse(entry.row, "sale", `a reference of its own: ${where} recorded it with other contents`);
    }
    return true;
  });
  table.check();
  return missing;
}

function isSame(sale: FoundSale, { recorded: { order, unitPrices } }: PointOfSaleEntry): boolean {
  const lines = order.lines.map((line, i) => ({ ...line, unitPrice: unitPrices[i] }));
  return sale.seller === order.seller && sale.campaign === order.campaign && isDeepStrictEqual(sale.lines, lines);
}
