import type { ContractTransactionResponse } from "ethers";
import type { BlockRange } from "../blocks.ts";
import { choice, SALE_STATES } from "../choices.ts";
import { type EscrowedSale, saleStruct } from "../receipt.ts";
import { signReturn } from "../typed-data.ts";
import type { Connection, EventName, Found, FoundEvent } from "./connection.ts";
import { readStanding, type SaleStatus, type StandingSale } from "./sales.ts";

/** A step of a return. Times in seconds since 1970, amounts in token units. */
export type ReturnStep =
  /** The buyer wants to return it; the company decides before the deadline. */
  | { readonly step: "requested"; readonly deadline: bigint }
  /** The buyer gave it up. */
  | { readonly step: "withdrawn" }
  /** The company accepted. */
  | { readonly step: "accepted"; readonly by: string }
  /** The company rejected it, for a reason of 32 bytes; the arbiter rules before the deadline. */
  | { readonly step: "rejected"; readonly reason: string; readonly deadline: bigint }
  /** The arbiter ruled. */
  | { readonly step: "ruled"; readonly forBuyer: boolean }
  /** The whole sale was refunded. */
  | { readonly step: "refunded"; readonly to: string; readonly amount: bigint }
  /** The token did not deliver the refund, which is due since. */
  | { readonly step: "undelivered"; readonly to: string; readonly amount: bigint };

/** A step of a return, of which sale, and where it was found. */
export type FoundReturnStep = ReturnStep & Found & { readonly sale: bigint };

/** What an event of a return tells, by the event's name. */
const STEPS: Readonly<Record<string, (args: FoundEvent["args"]) => ReturnStep>> = {
  ReturnRequested: ({ deadline }) => ({ step: "requested", deadline }),
  ReturnWithdrawn: () => ({ step: "withdrawn" }),
  ReturnAccepted: ({ by }) => ({ step: "accepted", by }),
  ReturnRejected: ({ reason, deadline }) => ({ step: "rejected", reason, deadline }),
  ReturnRuled: ({ forBuyer }) => ({ step: "ruled", forBuyer }),
  SaleRefunded: ({ to, amount }) => ({ step: "refunded", to, amount }),
  RefundFailed: ({ to, amount }) => ({ step: "undelivered", to, amount }),
};

/** Returns of whole sales: what buyer, company and arbiter do, and how far each return is. */
export class ReturnsClient {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Returns a sale; the connected wallet is its buyer. Refunded at once, unless it is goods. */
  request(sale: EscrowedSale): Promise<ContractTransactionResponse> {
    return this.#connection.core.requestReturn(saleStruct(sale));
  }

  /**
   * Signs the return of a sale by the connected wallet, its buyer's, for anybody to send with {@link requestFor}.
   * @param deadline Last second, since 1970, at which the signature can be used.
   */
  async sign({ id: sale, total: refund }: EscrowedSale, deadline: bigint): Promise<string> {
    const signer = this.#connection.signer();
    const returned = { buyer: await signer.getAddress(), sale, refund, deadline };
    return signReturn(signer, this.#connection.address, await this.#connection.chainId(), returned);
  }

  /** Returns a sale whose buyer signed for it. Anybody may. @param deadline Of his signature. */
  requestFor(sale: EscrowedSale, deadline: bigint, signature: string): Promise<ContractTransactionResponse> {
    return this.#connection.core.requestReturnFor(saleStruct(sale), deadline, signature);
  }

  /** Gives a return up; the connected wallet is the sale's buyer. */
  withdraw(sale: EscrowedSale): Promise<ContractTransactionResponse> {
    return this.#connection.core.withdrawReturn(saleStruct(sale));
  }

  /** Accepts a return, for the company: the sale is refunded. */
  accept(sale: EscrowedSale): Promise<ContractTransactionResponse> {
    return this.#connection.core.acceptReturn(saleStruct(sale));
  }

  /** Rejects a return, for the company. @param reason A short text, or the hash of a longer one, 32 bytes. */
  reject(sale: EscrowedSale, reason: string): Promise<ContractTransactionResponse> {
    return this.#connection.core.rejectReturn(saleStruct(sale), reason);
  }

  /** Rules in a dispute, as the sale's arbiter: it is refunded, or settled. */
  rule(sale: EscrowedSale, forBuyer: boolean): Promise<ContractTransactionResponse> {
    return this.#connection.core.ruleReturn(saleStruct(sale), forBuyer);
  }

  /** Refunds a sale on which nobody decided in time, or whose refund was not delivered. Anybody may. */
  refund(sale: EscrowedSale): Promise<ContractTransactionResponse> {
    return this.#connection.core.refund(saleStruct(sale));
  }

  /** The same, to another address; the connected wallet is the sale's buyer. */
  refundTo(sale: EscrowedSale, recipient: string): Promise<ContractTransactionResponse> {
    return this.#connection.core.refundTo(saleStruct(sale), recipient);
  }

  /** Where a sale with exactly these values stands. @throws The contract's `SaleUnknown` if there is none. */
  async status(sale: EscrowedSale): Promise<SaleStatus> {
    const { state, deadline } = await this.#connection.core.saleStatus(saleStruct(sale));
    return { state: choice(SALE_STATES, state), deadline };
  }

  /** The sales placed in a range of blocks that somebody has to decide on, or whose refund is due. */
  async open(range: BlockRange = {}): Promise<readonly StandingSale[]> {
    const standing = await readStanding(this.#connection, range);
    return standing.filter(({ state }) => state === "requested" || state === "disputed");
  }

  /** Those of them that {@link refund} can refund now. */
  async due(range: BlockRange = {}): Promise<readonly StandingSale[]> {
    const [open, now] = [await this.open(range), await this.#connection.now()];
    return open.filter(({ deadline }) => deadline <= now);
  }

  /** The steps of all returns in a range of blocks, in order. */
  async steps(range: BlockRange = {}): Promise<readonly FoundReturnStep[]> {
    const events = await this.#connection.events(range, Object.keys(STEPS) as EventName[]);
    return events.flatMap(({ name, args, block, transaction }) => {
      const step = STEPS[name]?.(args);
      return step === undefined ? [] : [{ sale: args["id"], ...step, block, transaction }];
    });
  }
}
