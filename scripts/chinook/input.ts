import { join } from "node:path";
import { ProtocolError } from "../../packages/protocol/src/index.ts";
import { readCompany } from "./data/company.ts";
import { readPlanFile } from "./data/plan-file.ts";
import type { Input } from "./main-job.ts";

/** Decimals of the token that local networks use. */
const TOKEN_DECIMALS = 6;

/** The invoice that was to be explained is not in the data. */
export class InvoiceUnknown extends ProtocolError {
  override readonly name = "InvoiceUnknown";

  constructor(invoice: number, last: number) {
    super(`there is no invoice ${invoice}`, { invoice, last }, `Name another with --explain, for example ${last}.`);
  }
}

/**
 * Reads a folder of data. All that can be wrong with it is found here, before a network is started.
 * @param explain Number of the invoice to explain; the last one if not given.
 * @throws InputInvalid, InputMissing, InvoiceUnknown
 */
export function readInput(data: string, explain?: number): Input {
  const plan = readPlanFile(join(data, "plan.json"), TOKEN_DECIMALS);
  const company = readCompany(data, plan);
  const last = company.invoices.at(-1)?.number ?? 0;
  const invoice = explain ?? last;
  if (!company.invoices.some(({ number }) => number === invoice)) throw new InvoiceUnknown(invoice, last);
  return { company, plan, explain: invoice };
}
