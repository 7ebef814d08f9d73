// What the Chinook sales must pay, worked out from the CSV files and plan.json alone, as one would by hand: nothing here
// is shared with the scripts or the contracts.
import { readFileSync } from "node:fs";

const FOLDER = "examples/chinook";

/** Rows of a CSV file without quotes, as objects. */
export function rows(file: string): Record<string, string>[] {
  const [head = "", ...lines] = readFileSync(`${FOLDER}/${file}`, "utf8").trim().split("\n");
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i] ?? "", cell])));
}

/** `1.99` in millionths. */
export function millionths(amount: string): bigint {
  const [whole = "", fraction = ""] = amount.split(".");
  return BigInt(whole + fraction.padEnd(6, "0"));
}

/** Who gets how much at which level. */
export interface ExpectedCredit {
  readonly level: number;
  readonly employee: number;
  readonly amount: bigint;
}

export interface ExpectedSale {
  readonly invoice: number;
  readonly customer: number;
  readonly seller: number;
  readonly day: string;
  readonly lines: number;
  readonly total: bigint;
  readonly profit: bigint;
  readonly cv: bigint;
  readonly commissions: readonly ExpectedCredit[];
  readonly company: bigint;
}

interface PlanJson {
  readonly products: Record<"wholesale" | "cv" | "returnDays", { readonly value: number }>;
  readonly people: { readonly ranks: { readonly value: Record<string, number> } };
  readonly plan: Record<"rates" | "openRanks", { readonly value: number[] }>;
}

const plan = JSON.parse(readFileSync(`${FOLDER}/plan.json`, "utf8")) as PlanJson;

export const RETURN_DAYS = plan.products.returnDays.value;
export const employees = rows("employees.csv").map((row) => ({
  number: Number(row["employee_id"]),
  title: row["title"] ?? "",
  superior: Number(row["reports_to"] ?? 0),
  rank: plan.people.ranks.value[row["title"] ?? ""] ?? 0,
}));

const agents = new Map(rows("customers.csv").map((row) => [Number(row["customer_id"]), Number(row["support_rep_id"])]));
const rates = plan.plan.rates.value.map(BigInt);
const opensAt = plan.plan.openRanks.value;
const employee = (number: number) => employees.find((one) => one.number === number);

/** Dynamic compression, everybody active: each level goes to the next person above whose rank opens it. */
function commissionsOf(seller: number, cv: bigint): ExpectedCredit[] {
  const credits: ExpectedCredit[] = [];
  const pay = (level: number, to: number) =>
    credits.push({ level, employee: to, amount: ((rates[level] ?? 0n) * cv) / 10_000n });
  if ((employee(seller)?.rank ?? 0) >= (opensAt[0] ?? 0)) pay(0, seller);
  let level = 1;
  for (let above = employee(seller)?.superior ?? 0; above !== 0 && level < rates.length; ) {
    if ((employee(above)?.rank ?? 0) >= (opensAt[level] ?? 0)) pay(level++, above);
    above = employee(above)?.superior ?? 0;
  }
  return credits;
}

function expectedSale(invoice: Record<string, string>, lines: Record<string, string>[]): ExpectedSale {
  const customer = Number(invoice["customer_id"]);
  const seller = agents.get(customer) ?? 0;
  let [total, wholesale, cv] = [0n, 0n, 0n];
  for (const line of lines) {
    const [price, quantity] = [millionths(line["unit_price"] ?? ""), BigInt(line["quantity"] ?? "")];
    const wholesalePrice = (price * BigInt(plan.products.wholesale.value)) / 10_000n;
    total += price * quantity;
    wholesale += wholesalePrice * quantity;
    cv += ((wholesalePrice * BigInt(plan.products.cv.value)) / 10_000n) * quantity;
  }
  const commissions = commissionsOf(seller, cv);
  return {
    invoice: Number(invoice["invoice_id"]),
    customer,
    seller,
    day: invoice["invoice_date"] ?? "",
    lines: lines.length,
    total,
    profit: total - wholesale,
    cv,
    commissions,
    company: commissions.reduce((rest, { amount }) => rest - amount, wholesale),
  };
}

/** What every invoice must pay, in the file's order. */
export function expectedSales(): ExpectedSale[] {
  const lines = rows("invoice_lines.csv");
  return rows("invoices.csv").map((invoice) =>
    expectedSale(
      invoice,
      lines.filter((line) => line["invoice_id"] === invoice["invoice_id"]),
    ),
  );
}
