import { type Network, type Period, type Plan, type SaleRow, Sales } from "../../../engine/src/index.ts";
import { amountColumn, type Columns, choiceColumn, idColumn, type RowOf, readRows, timeColumn } from "./column.ts";
import { dayOf } from "./period.ts";
import { RowProblems } from "./problems.ts";
import { placesOf, type RowFile } from "./rows.ts";

/** The columns of a file of sales. @param decimals Of the plan's currency. */
export function salesColumns(decimals: number) {
  return {
    id: idColumn("id", "the sale; left out in all rows: their number", "A-1001"),
    seller: idColumn("seller", "the distributor who sold", "7", true),
    buyer: idColumn("buyer", "a distributor's id, or anything else for a customer", "C-5"),
    kind: choiceColumn(
      "kind",
      "who bought: retail a customer, personal the seller, distributor another one, recorded: paid elsewhere, and no retail; left out: it follows from the buyer, and without one it is retail",
      ["retail", "personal", "distributor", "recorded"],
    ),
    subject: choiceColumn(
      "subject",
      "what was sold: product, enrolment, fee or starterKit, of which only products may pay; left out: product",
      ["product", "enrolment", "fee", "starterKit"],
    ),
    cv: amountColumn("cv", "commissionable volume, of which commissions are a share", decimals, true),
    pv: amountColumn("pv", "points that qualify; left out: the CV", decimals),
    price: amountColumn("price", "what the buyer paid; left out: the wholesale price", decimals),
    wholesale: amountColumn("wholesale", "what the seller would pay; left out: the CV", decimals),
    time: timeColumn("time", "when it was sold"),
    buyerSince: timeColumn("buyerSince", "when the buyer became a customer"),
    party: idColumn("party", "the party at which it was sold", "P-12"),
    host: idColumn("host", "who gave the party", "C-5"),
  } satisfies Columns;
}

type Row = RowOf<ReturnType<typeof salesColumns>>;

/**
 * @param onRow Told of each row as the engine gets it.
 * @throws FileUnusable, FileInvalid with everything that is wrong.
 */
export function readSalesFile(
  from: RowFile,
  plan: Plan,
  network: Network,
  period: Period | undefined,
  onRow: (row: SaleRow) => void = () => {},
): Sales {
  const problems = new RowProblems();
  let sales: Sales | undefined;
  try {
    const rows = checked(readRows(from, salesColumns(plan.decimals), problems), plan, period, problems);
    sales = Sales.from(told(rows, onRow), network);
  } catch (error) {
    problems.take(error, "sales");
  }
  problems.finish(from.file, (rows) => placesOf(from, rows));
  return sales as Sales;
}

function* told(rows: Iterable<SaleRow>, onRow: (row: SaleRow) => void): Generator<SaleRow> {
  for (const row of rows) {
    onRow(row);
    yield row;
  }
}

/** Says in the file's own terms what the engine would say in token units and seconds. */
function* checked(
  rows: Iterable<Row>,
  { document }: Plan,
  period: Period | undefined,
  problems: RowProblems,
): Generator<SaleRow> {
  let number = 0;
  for (const { seller = "", cv = 0, price, ...rest } of rows) {
    number++;
    const wholesale = rest.wholesale ?? cv;
    const low = price !== undefined && price < wholesale;
    if (low) {
      const expected = "expected at least that (left out, it is the CV)";
      problems.say(number, "price", `less than the wholesale price; ${expected}`);
    }
    if (document.cap !== undefined && cv > wholesale) {
      problems.say(
        number,
        "cv",
        "more than the wholesale price; expected at most that, of which the plan's cap is a share",
      );
    }
    const { time } = rest;
    if (period !== undefined && time !== undefined && (time < period.start || time >= period.end)) {
      const days = `a day from ${dayOf(period.start)} to ${dayOf(period.end - 1)}`;
      problems.add(number, "time", dayOf(time), `${days}, the period that is computed`);
    }
    yield { seller, cv, price: low ? undefined : price, ...rest };
  }
}
