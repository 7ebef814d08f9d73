import type { ContractTransactionResponse } from "ethers";
import type { BlockRange } from "../blocks.ts";
import type { IPointOfSale } from "../contracts/index.js";
import type { ExplainedError } from "../errors.ts";
import type { Connection, Found } from "./connection.ts";
import { allow } from "./purchases.ts";

/** The texts are many: a page loads them only when there is something to explain. */
const reasons = () => import("../errors.ts");

/** What recording a sale now would come to: its total in token units, or why it would be passed over. */
export type RecordCheck = { readonly total: bigint } | { readonly refused: ExplainedError };

/** A sale of a batch that was passed over. */
export interface SkippedRecord {
  /** Its place in the batch, from 0. */
  readonly index: bigint;
  /** Undefined if it is an error that this package does not know. */
  readonly why: ExplainedError | undefined;
  /** The error in bytes. */
  readonly reason: string;
}

/** A batch that was recorded. */
export interface RecordedBatch extends Found {
  /** Its number among those of its funder. */
  readonly batch: bigint;
  /** Who paid, and stands in the buyer's place. */
  readonly funder: string;
  /** How many of its sales were placed. */
  readonly placed: bigint;
  /** What they cost, in token units. */
  readonly total: bigint;
  readonly skipped: readonly SkippedRecord[];
}

/** Sales that were paid elsewhere, which the company records. */
export class PointOfSaleClient {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** What recording a sale now would come to. */
  async check(sale: IPointOfSale.RecordedSaleStruct): Promise<RecordCheck> {
    try {
      return { total: await this.#connection.core.checkRecord(sale) };
    } catch (error) {
      const { explainRefusal } = await reasons();
      const refused = explainRefusal(error);
      // What is no answer of the contract, for example a lost connection, says nothing of the sale.
      if (refused === undefined) throw error;
      return { refused };
    }
  }

  /** The number of the last batch that somebody recorded; 0: none yet. */
  lastBatch(recorder: string): Promise<bigint> {
    return this.#connection.core.lastBatch(recorder);
  }

  /**
   * Records sales; the connected wallet pays the totals of those that are not passed over.
   * @param batch Number of this batch: that of the wallet's {@link lastBatch} and one, so that a repeat changes nothing.
   * @param approve Whether to approve exactly that sum in the token first, if the allowance is too small.
   * @throws AllowanceMissing if it is and `approve` is not set.
   */
  async record(
    batch: bigint,
    sales: readonly IPointOfSale.RecordedSaleStruct[],
    { approve = false }: { readonly approve?: boolean } = {},
  ): Promise<ContractTransactionResponse> {
    let sum = 0n;
    for (const sale of sales) {
      const check = await this.check(sale);
      if ("total" in check) sum += check.total;
    }
    await allow(this.#connection, await this.#connection.signer().getAddress(), sum, approve);
    return this.#connection.core.recordSales(batch, [...sales]);
  }

  /** The batches that were recorded in a range of blocks, in order. */
  async batches(range: BlockRange = {}): Promise<readonly RecordedBatch[]> {
    const events = await this.#connection.events(range, ["RecordSkipped", "BatchRecorded"]);
    const { explainRevertData } = await reasons();
    const skipped: SkippedRecord[] = [];
    const found: RecordedBatch[] = [];
    for (const { name, args, block, transaction } of events) {
      if (name === "RecordSkipped") {
        const { index, reason } = args;
        skipped.push({ index, reason, why: explainRevertData(reason) });
      } else {
        // What a batch passed over comes before it.
        const { batch, funder, placed, total } = args;
        found.push({ batch, funder, placed, total, skipped: skipped.splice(0), block, transaction });
      }
    }
    return found;
  }
}
