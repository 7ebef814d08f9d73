import { join } from "node:path";
import { formatUnits } from "ethers";
import { type Row, readTable } from "./csv.ts";
import type { PlanFile } from "./plan-file.ts";

/** Somebody who sells, or leads those who do. */
export interface Employee {
  readonly number: number;
  readonly title: string;
  /** Number of the employee whom he reports to; undefined where it is nobody. */
  readonly superior: number | undefined;
}

/** Somebody who buys. */
export interface Customer {
  readonly number: number;
  readonly country: string;
  /** Number of the employee who looks after him. */
  readonly agent: number;
}

/** A track on an invoice. */
export interface InvoiceLine {
  readonly track: number;
  readonly quantity: bigint;
  /** Of one, in token units. */
  readonly price: bigint;
}

/** What a customer bought at once. */
export interface Invoice {
  readonly number: number;
  readonly customer: Customer;
  /** First second of its day, since 1970. */
  readonly time: bigint;
  /** In token units. */
  readonly total: bigint;
  readonly lines: readonly InvoiceLine[];
}

/** Something that is sold. */
export interface Track {
  readonly number: number;
  /** In token units. */
  readonly price: bigint;
}

/** A company's people and sales. */
export interface Company {
  /** Superiors first. */
  readonly employees: readonly Employee[];
  readonly customers: readonly Customer[];
  /** In order of time; those of one day in order of their numbers. */
  readonly invoices: readonly Invoice[];
  /** In order of their numbers. */
  readonly tracks: readonly Track[];
}

/** The core's limit on the lines of an order. */
const MOST_LINES = 255;

/**
 * Reads the company's CSV files from a folder and checks them against each other and against the plan file.
 * @throws InputMissing, InputInvalid with the line and column of the first value that cannot be.
 */
export function readCompany(folder: string, plan: PlanFile): Company {
  const employees = readEmployees(join(folder, "employees.csv"), plan);
  const customers = readCustomers(join(folder, "customers.csv"), employees);
  const lines = readLines(join(folder, "invoice_lines.csv"), plan);
  const invoices = readInvoices(join(folder, "invoices.csv"), customers, lines, plan);
  const prices = [...lines.values()].flat().map(({ line }) => [line.track, line.price] as const);
  const tracks = [...new Map(prices)].map(([number, price]) => ({ number, price }));
  return {
    employees: [...employees.values()],
    customers: [...customers.values()],
    invoices,
    tracks: tracks.sort((a, b) => a.number - b.number),
  };
}

function readEmployees(file: string, { people }: PlanFile): ReadonlyMap<number, Employee> {
  const employees = new Map<number, Employee>();
  for (const row of readTable(file, ["employee_id", "title", "reports_to"])) {
    const number = unused(row, "employee_id", employees);
    const superior = row.optionalNumber("reports_to");
    if (superior !== undefined && !employees.has(superior)) {
      throw row.invalid("reports_to", "an employee of a line above, or nobody");
    }
    const title = row.filled("title");
    if (!people.ranks.has(title)) throw row.invalid("title", "a title that people.ranks of the plan file names");
    employees.set(number, { number, title, superior });
  }
  return employees;
}

function readCustomers(file: string, employees: ReadonlyMap<number, Employee>): ReadonlyMap<number, Customer> {
  const customers = new Map<number, Customer>();
  for (const row of readTable(file, ["customer_id", "country", "support_rep_id"])) {
    const number = unused(row, "customer_id", customers);
    const agent = row.number("support_rep_id");
    if (!employees.has(agent)) throw row.invalid("support_rep_id", "the number of an employee");
    customers.set(number, { number, country: row.filled("country"), agent });
  }
  return customers;
}

interface ReadLine {
  readonly row: Row;
  readonly line: InvoiceLine;
}

/** Lines by the number of their invoice. */
function readLines(file: string, { decimals }: PlanFile): ReadonlyMap<number, readonly ReadLine[]> {
  const lines = new Map<number, ReadLine[]>();
  const numbers = new Map<number, unknown>();
  const prices = new Map<number, bigint>();
  for (const row of readTable(file, ["invoice_line_id", "invoice_id", "track_id", "unit_price", "quantity"])) {
    numbers.set(unused(row, "invoice_line_id", numbers), row);
    const line = readLine(row, decimals);
    if ((prices.get(line.track) ?? line.price) !== line.price) {
      throw row.invalid("unit_price", `the price that track ${line.track} has in a line above`);
    }
    prices.set(line.track, line.price);
    const invoice = row.number("invoice_id");
    lines.set(invoice, [...(lines.get(invoice) ?? []), { row, line }]);
  }
  return lines;
}

function readLine(row: Row, decimals: number): InvoiceLine {
  const price = row.amount("unit_price", decimals);
  if (price === 0n) throw row.invalid("unit_price", "an amount above 0");
  return { track: row.number("track_id"), price, quantity: BigInt(row.number("quantity")) };
}

function readInvoices(
  file: string,
  customers: ReadonlyMap<number, Customer>,
  lines: ReadonlyMap<number, readonly ReadLine[]>,
  plan: PlanFile,
): readonly Invoice[] {
  const invoices = new Map<number, Invoice>();
  for (const row of readTable(file, ["invoice_id", "customer_id", "invoice_date", "total"])) {
    const number = unused(row, "invoice_id", invoices);
    const customer = customers.get(row.number("customer_id"));
    if (customer === undefined) throw row.invalid("customer_id", "the number of a customer");
    const own = (lines.get(number) ?? []).map(({ line }) => line);
    if (own.length === 0 || own.length > MOST_LINES) {
      throw row.invalid("invoice_id", `an invoice of 1 to ${MOST_LINES} lines, not of ${own.length}`);
    }
    const time = readInvoiceDay(row, plan);
    invoices.set(number, { number, customer, time, total: readTotal(row, own, plan), lines: own });
  }
  const orphan = [...lines].find(([number]) => !invoices.has(number))?.[1][0];
  if (orphan !== undefined) throw orphan.row.invalid("invoice_id", "the number of an invoice");
  return [...invoices.values()].sort((a, b) => Number(a.time - b.time) || a.number - b.number);
}

function readInvoiceDay(row: Row, { people }: PlanFile): bigint {
  const time = row.day("invoice_date");
  if (time <= people.enrolled) throw row.invalid("invoice_date", "a day after people.enrolled of the plan file");
  return time;
}

function readTotal(row: Row, lines: readonly InvoiceLine[], { decimals }: PlanFile): bigint {
  const total = row.amount("total", decimals);
  const sum = lines.reduce((rest, { quantity, price }) => rest + quantity * price, 0n);
  if (total !== sum) throw row.invalid("total", `the sum of its lines, ${formatUnits(sum, decimals)}`);
  return total;
}

/** A number that no line above has. */
function unused(row: Row, column: string, used: ReadonlyMap<number, unknown>): number {
  const number = row.number(column);
  if (used.has(number)) throw row.invalid(column, "a number that no line above has");
  return number;
}
