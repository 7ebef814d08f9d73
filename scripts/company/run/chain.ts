import { toNumber } from "ethers";
import { explainRefusal, ProtocolError, type RawLog } from "../../../packages/protocol/src/index.ts";
import type { Clock } from "../../local/clock.ts";
import type { Connection } from "../../local/network.ts";
import type { Transaction } from "../../local/transactions.ts";

/** A transaction of the story failed. */
export class TransactionFailed extends ProtocolError {
  override readonly name = "TransactionFailed";

  constructor(what: string, reason: string) {
    super(
      `${what} failed: ${reason}`,
      { what, reason },
      "The chain refuses what the story says: report this with size and seed.",
    );
  }
}

/** What is to be sent. */
export interface Sending {
  readonly from: string;
  readonly to: string;
  readonly data: string;
  /** What it is for, where it fails. */
  readonly what: string;
}

interface Log extends RawLog {
  readonly address: string;
}

interface Receipt {
  readonly status: string;
  readonly gasUsed: string;
  readonly logs: readonly Log[];
}

/** Far more than any account uses, in wei. */
const FUNDS = "0xd3c21bcecceda1000000";
const GAS_LIMIT = "0xf42400";
/** Above what the first block asks for; later ones ask for less, since none of them is half full. */
const GAS_PRICE = "0x77359400";

/**
 * Sends many transactions fast: the network signs for every account, and what is sent waits until {@link mine} puts it
 * into one block, in the order of its sending.
 */
export class Chain {
  /** What was mined, in order. */
  readonly transactions: Transaction[] = [];
  readonly #connection: Connection;
  readonly #clock: Clock;
  readonly #nonces = new Map<string, number>();
  #waiting: { readonly hash: string; readonly sending: Sending }[] = [];

  constructor(connection: Connection, clock: Clock) {
    [this.#connection, this.#clock] = [connection, clock];
  }

  async send(sending: Sending): Promise<void> {
    const { from, to, data } = sending;
    const nonce = this.#nonces.get(from) ?? (await this.#admit(from));
    const transaction = { from, to, data, gas: GAS_LIMIT, gasPrice: GAS_PRICE, nonce: `0x${nonce.toString(16)}` };
    const hash = (await this.#request("eth_sendTransaction", transaction)) as string;
    this.#nonces.set(from, nonce + 1);
    this.#waiting.push({ hash, sending });
  }

  /**
   * Mines what was sent.
   * @returns All events that it left, in order.
   * @throws TransactionFailed
   */
  async mine(): Promise<readonly Log[]> {
    if (this.#waiting.length === 0) return [];
    await this.#clock.mine();
    const mined = this.#waiting;
    this.#waiting = [];
    const logs: Log[] = [];
    for (const { hash, sending } of mined) {
      const receipt = (await this.#request("eth_getTransactionReceipt", hash)) as Receipt | null;
      if (receipt?.status !== "0x1") throw await this.#failure(sending);
      this.transactions.push({ to: sending.to, input: sending.data, gas: BigInt(receipt.gasUsed) });
      logs.push(...receipt.logs);
    }
    return logs;
  }

  /** Mines what was sent, and moves on to a time. */
  async moveTo(time: bigint): Promise<readonly Log[]> {
    const logs = await this.mine();
    await this.#clock.moveTo(time);
    return logs;
  }

  /** Gives an account gas and lets the network sign for it. @returns Its nonce. */
  async #admit(account: string): Promise<number> {
    await this.#request("hardhat_setBalance", account, FUNDS);
    await this.#request("hardhat_impersonateAccount", account);
    return toNumber((await this.#request("eth_getTransactionCount", account, "latest")) as string);
  }

  /** Tried again behind the block in which it failed, it mostly fails for the same reason. */
  async #failure({ what, from, to, data }: Sending): Promise<TransactionFailed> {
    try {
      await this.#request("eth_call", { from, to, data, gas: GAS_LIMIT }, "latest");
      return new TransactionFailed(what, "it would succeed a block later");
    } catch (error) {
      const reason = explainRefusal(error)?.sentence ?? (error instanceof Error ? error.message : String(error));
      return new TransactionFailed(what, reason);
    }
  }

  #request(method: string, ...params: unknown[]): Promise<unknown> {
    return this.#connection.provider.request({ method, params });
  }
}
