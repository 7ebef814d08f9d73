import { encodeBytes32String } from "ethers";
import type { Event } from "../../../../examples/company/generator/story.ts";
import { saleStruct } from "../../../../packages/protocol/src/index.ts";
import type { Stage } from "../stage.ts";

interface OfSale {
  readonly sale: number;
}

/** Why the company rejects: short, and nothing personal. */
const REASON = encodeBytes32String("used, not faulty");

/** The buyer wants to give everything back. */
export async function request(stage: Stage, { sale }: OfSale): Promise<void> {
  const placed = stage.book.escrowed(sale);
  const data = stage.core.interface.encodeFunctionData("requestReturn", [saleStruct(placed)]);
  await stage.call(placed.buyer, `return of purchase ${sale}`, data);
}

/** The buyer keeps it after all. */
export async function withdraw(stage: Stage, { sale }: OfSale): Promise<void> {
  const placed = stage.book.escrowed(sale);
  const data = stage.core.interface.encodeFunctionData("withdrawReturn", [saleStruct(placed)]);
  await stage.call(placed.buyer, `withdrawal of the return of purchase ${sale}`, data);
}

export async function accept(stage: Stage, { sale }: OfSale): Promise<void> {
  const data = stage.core.interface.encodeFunctionData("acceptReturn", [saleStruct(stage.book.escrowed(sale))]);
  await stage.call(stage.wallets.office("returnsOperator").address, `accepting the return of purchase ${sale}`, data);
}

export async function reject(stage: Stage, { sale }: OfSale): Promise<void> {
  const values = [saleStruct(stage.book.escrowed(sale)), REASON] as const;
  const data = stage.core.interface.encodeFunctionData("rejectReturn", [...values]);
  await stage.call(stage.wallets.office("returnsOperator").address, `rejecting the return of purchase ${sale}`, data);
}

export async function rule(stage: Stage, { sale, forBuyer }: Extract<Event, { type: "rule" }>): Promise<void> {
  const values = [saleStruct(stage.book.escrowed(sale)), forBuyer] as const;
  const data = stage.core.interface.encodeFunctionData("ruleReturn", [...values]);
  await stage.call(stage.wallets.office("arbiter").address, `ruling on purchase ${sale}`, data);
}
