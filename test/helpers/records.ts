import { expect } from "chai";
import { type ContractTransactionResponse, MaxUint256 } from "ethers";
import type { IPointOfSale, ISales } from "../../packages/protocol/src/contracts/Upline.ts";
import { decodeSale, type EscrowedSale, type PlacedSale, SALE_TOPICS } from "../../packages/protocol/src/index.ts";
import { expectReplayed } from "./journal.ts";
import { expectConserved } from "./ledger.ts";
import { FINAL, GAS, type Market, type Member, openLine, orderOf, type Wallet } from "./market.ts";
import { type ProgrammeOptions, plan } from "./programme.ts";

/** What was paid for a product of 100 tokens at the counter, in token units. */
export const PAID = 95_000_000n;

export type Recorded = IPointOfSale.RecordedSaleStruct;

/** What a sale that is recorded is made of; one line of `quantity` at `unitPrice` if no lines are given. */
export interface RecordedParts extends Partial<ISales.OrderStruct> {
  readonly quantity?: bigint;
  readonly unitPrice?: bigint;
  readonly unitPrices?: readonly bigint[];
}

/** A point of sale: who records, and the sellers for whom. */
export class Till {
  readonly market: Market;
  /** Holds the record role and no other, and has tokens. */
  readonly clerk: Wallet;
  /** Distributor 4, under 3, under 2, under the company. */
  readonly seller: Member;

  constructor(market: Market, clerk: Wallet, seller: Member) {
    this.market = market;
    this.clerk = clerk;
    this.seller = seller;
  }

  /** A sale of the seller's that is to be recorded. */
  sale(product = FINAL, parts: RecordedParts = {}): Recorded {
    const { unitPrice = PAID, unitPrices, ...changes } = parts;
    const order = orderOf(this.seller.id, product, changes);
    return { order, unitPrices: [...(unitPrices ?? order.lines.map(() => unitPrice))] };
  }

  /** Records a batch: the clerk's next one if no number is given. */
  async record(
    sales: readonly Recorded[],
    batch?: bigint,
    by: Wallet = this.clerk,
  ): Promise<ContractTransactionResponse> {
    const { core } = this.market;
    const next = batch ?? (await core.lastBatch(by)) + 1n;
    return core.connect(by).recordSales(next, [...sales], GAS);
  }

  /** Records a batch and tells the sales that it placed. */
  async placed(sales: readonly Recorded[], by: Wallet = this.clerk): Promise<PlacedSale[]> {
    const topics: readonly string[] = Object.values(SALE_TOPICS);
    const { logs } = await this.market.receipt(this.record(sales, undefined, by));
    return logs
      .filter(({ address, topics: [first] }) => address === this.market.address && topics.includes(first ?? ""))
      .map(decodeSale);
  }

  /** Records one sale that has a return window. */
  async escrow(product: bigint, parts: RecordedParts = {}): Promise<EscrowedSale> {
    const [sale] = await this.placed([this.sale(product, parts)]);
    if (!sale || sale.final) throw new Error("the sale is not in escrow");
    return sale;
  }

  /** The bytes of an error, as an event has them. */
  reason(name: string, ...args: readonly unknown[]): string {
    return this.market.core.interface.encodeErrorResult(name, [...args]);
  }

  /** That a call is refused with this error and these values, and nothing was recorded. */
  async expectRefused(act: () => Promise<unknown>, name: string, ...args: readonly unknown[]): Promise<void> {
    const { core } = this.market;
    const before = [await core.journalHead(), await core.lastBatch(this.clerk)];
    await expect(act(), name)
      .to.be.revertedWithCustomError(core, name)
      .withArgs(...args);
    expect([await core.journalHead(), await core.lastBatch(this.clerk)]).to.deep.equal(before);
  }

  /** What holds after every test: no unit is missing, and the events give the journal's head. */
  async expectSound(): Promise<void> {
    await expectConserved(this.market);
    await expectReplayed(this.market);
  }
}

/** A market with a clerk, a seller with two uplines, and a plan with a pool share and a threshold. */
export async function openTill(options: ProgrammeOptions = {}) {
  const { market, line, networkHelpers } = await openLine(3, {
    plan: plan({ poolShare: 100, threshold: 50_000_000n }),
    ...options,
  });
  const clerk = await market.wallet();
  await market.core.grantRole(await market.core.RECORD_ROLE(), clerk);
  await market.token.mint(clerk, 1_000_000n * market.one);
  await market.token.connect(clerk).approve(market.address, MaxUint256);
  return { networkHelpers, market, line, till: new Till(market, clerk, line[2]!) };
}
