import { expect } from "chai";
import {
  COMPANY,
  choiceNumber,
  decodeSale,
  decodeSaleIds,
  type EscrowedSale,
  IUpline__factory,
  type PlacedSale,
  type RawLog,
  SALE_STATES,
} from "../../packages/protocol/src/index.ts";
import type { Market } from "./market.ts";

const ESCROWED = choiceNumber(SALE_STATES, "escrowed");
const events = IUpline__factory.createInterface();

/** Where all the money of a programme is, by its events alone. Amounts in token units. */
export class Ledger {
  /** Claimable, by id; the company's share is that of id 1. */
  readonly balances = new Map<bigint, bigint>();
  /** Sales that wait, by id. */
  readonly escrow = new Map<bigint, EscrowedSale>();
  pool = 0n;

  /** Reads all events of the core, in the chain's order. */
  static from(logs: Iterable<RawLog>): Ledger {
    const ledger = new Ledger();
    for (const log of logs) ledger.#read(log);
    return ledger;
  }

  #read(log: RawLog): void {
    const event = events.parseLog(log);
    if (event?.name === "SaleFinal") this.#pay(decodeSale(log));
    if (event?.name === "SalePlaced") this.#hold(decodeSale(log));
    if (event?.name === "SalesSettled") for (const id of decodeSaleIds(event.args["ids"])) this.#settle(id);
    if (event?.name === "Paid") this.#add(event.args["id"], -BigInt(event.args["amount"]));
    if (event?.name === "PoolSpent") this.pool -= event.args["amount"];
  }

  #hold(sale: PlacedSale): void {
    if (sale.final) throw new Error("a final sale does not wait");
    this.escrow.set(sale.id, sale);
  }

  #settle(id: bigint): void {
    const sale = this.escrow.get(id);
    if (!sale) throw new Error(`sale ${id} was settled, and is not in escrow`);
    this.escrow.delete(id);
    this.#pay(sale);
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

/** The ledger of everything that happened so far. */
export async function ledgerOf({ ethers, address }: Market): Promise<Ledger> {
  return Ledger.from(await ethers.provider.getLogs({ address, fromBlock: 0 }));
}

const sum = (amounts: Iterable<bigint>) => [...amounts].reduce((total, amount) => total + amount, 0n);

/**
 * Every token unit that the core holds is in exactly one place: in escrow, in a balance, in the company's share or in
 * the pool. And the events alone tell the same.
 * @param donated Token units that came otherwise than by a sale; they belong to nobody.
 */
export async function expectConserved(market: Market, donated = 0n): Promise<void> {
  const { core, token, address } = market;
  const ledger = await ledgerOf(market);
  const balances = await market.balances();
  const pool = await core.poolBalance();
  for (const [id, balance] of balances) {
    expect(ledger.balances.get(id) ?? 0n, `balance of ${id} by the events`).to.equal(balance);
  }
  expect([...ledger.balances.keys()].filter((id) => !balances.has(id))).to.deep.equal([]);
  expect(ledger.pool, "the pool by the events").to.equal(pool);
  for (const id of ledger.escrow.keys()) {
    expect((await core.saleState(id)).state, `state of sale ${id}`).to.equal(ESCROWED);
  }
  const escrow = sum([...ledger.escrow.values()].map(({ total }) => total));
  const held = await token.balanceOf(address);
  expect(escrow + sum(balances.values()) + pool + donated, "escrow, balances, company and pool").to.equal(held);
}
