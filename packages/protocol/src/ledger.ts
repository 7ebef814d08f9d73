import { COMPANY } from "./client.ts";
import { IUpline__factory } from "./contracts/index.js";
import { EventReader } from "./event-reader.ts";
import { ProtocolError } from "./protocol-error.ts";
import { decodeSale, decodeSaleIds, type EscrowedSale, type PlacedSale, type RawLog } from "./receipt.ts";

/** A sale was settled or refunded that is not in escrow: events are missing, or are not in the chain's order. */
export class LedgerSaleMissing extends ProtocolError {
  override readonly name = "LedgerSaleMissing";

  constructor(id: bigint) {
    super(
      `sale ${id} was finished, and no event before tells that it is in escrow`,
      { id },
      "Give all events of the core from its deployment on, in the chain's order.",
    );
  }
}

const events = new EventReader(IUpline__factory.createInterface());

/** Where all the money of a programme is, by its events alone. Amounts in token units. */
export class Ledger {
  /** Claimable, by id; the company's share is that of id 1. */
  readonly balances = new Map<bigint, bigint>();
  /** Sales that wait, by id. */
  readonly escrow = new Map<bigint, EscrowedSale>();
  pool = 0n;

  /** Reads all events of the core, in the chain's order. @throws LedgerSaleMissing */
  static from(logs: Iterable<RawLog>): Ledger {
    const ledger = new Ledger();
    for (const log of logs) ledger.#read(log);
    return ledger;
  }

  /** All that the core owes: balances, the company's share, the pool and what is in escrow. */
  get owed(): bigint {
    const balances = [...this.balances.values()].reduce((sum, balance) => sum + balance, 0n);
    return balances + this.pool + this.escrowed;
  }

  /** What is in escrow. */
  get escrowed(): bigint {
    return [...this.escrow.values()].reduce((sum, { total }) => sum + total, 0n);
  }

  #read(log: RawLog): void {
    const event = events.read(log);
    if (event?.name === "SaleFinal") this.#pay(decodeSale(log));
    if (event?.name === "SalePlaced") this.#hold(decodeSale(log));
    if (event?.name === "SalesSettled") for (const id of decodeSaleIds(event.args["ids"])) this.#pay(this.#finish(id));
    if (event?.name === "SaleRefunded") this.#finish(event.args["id"]);
    if (event?.name === "Paid") this.#add(event.args["id"], -BigInt(event.args["amount"]));
    if (event?.name === "PoolSpent") this.pool -= event.args["amount"];
  }

  #hold(sale: PlacedSale): void {
    if (!sale.final) this.escrow.set(sale.id, sale);
  }

  #finish(id: bigint): EscrowedSale {
    const sale = this.escrow.get(id);
    if (sale === undefined) throw new LedgerSaleMissing(id);
    this.escrow.delete(id);
    return sale;
  }

  #pay(sale: PlacedSale): void {
    for (const { id, amount } of sale.credits) this.#add(id, amount);
    this.#add(COMPANY, sale.company);
    this.pool += sale.pool;
  }

  #add(id: bigint, amount: bigint): void {
    this.balances.set(id, (this.balances.get(id) ?? 0n) + amount);
  }
}
