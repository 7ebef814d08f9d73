import type { Provider, TransactionReceipt } from "ethers";
import { explainError, ProtocolError } from "../../packages/protocol/src/index.ts";
import { type Actor, findActor } from "./actor.ts";
import type { Call } from "./calls.ts";
import type { WriteOptions } from "./options.ts";
import { awaitPending, TransactionWaiting } from "./pending.ts";
import { type AnyOf, rolesText } from "./roles.ts";
import type { Session } from "./session.ts";

/** The most gas that one transaction may use, on every chain since EIP-7825. */
export const TRANSACTION_GAS = 16_777_216n;

/** What a desk does with calls: send them, only try them, or make proposals of them. */
export type Mode = "send" | "dryRun" | "propose";

/** A transaction was mined and had no effect, although trying it had succeeded just before. */
export class TransactionReverted extends ProtocolError {
  override readonly name = "TransactionReverted";

  constructor(hash: string, block: number) {
    super(
      `transaction ${hash} was mined in block ${block} and failed`,
      { hash, block },
      "Something changed on the chain in between. Start again: what is left to do is worked out anew.",
    );
  }
}

/** Where calls are tried, sent or proposed, by one account or contract. */
export class Desk {
  readonly mode: Mode;
  readonly actor: Actor;
  readonly provider: Provider;
  /** The most gas for one transaction on this chain. */
  readonly limit: bigint;
  readonly #wait: number;

  private constructor(mode: Mode, actor: Actor, provider: Provider, limit: bigint, wait: number) {
    this.mode = mode;
    this.actor = actor;
    this.provider = provider;
    this.limit = limit;
    this.#wait = wait;
  }

  /**
   * Finds out who makes the calls and waits until nothing that he sent before is on its way, so that what is read from
   * then on is what an interrupted run has left to do.
   * @param roles That the calls need, any of several; undefined where anybody may make them.
   * @throws AccountMissing, RoleMissing, ProposerUnclear, TransactionWaiting
   */
  static async open(
    session: Session,
    options: WriteOptions,
    roles: AnyOf | undefined,
    note: (text: string) => void,
  ): Promise<Desk> {
    const { provider } = session;
    const actor = await findActor(session, options, roles);
    if ("holder" in actor) {
      const what = roles === undefined ? "The account that acts is" : `${rolesText(roles)} is held by`;
      note(`${what} ${actor.address}, a ${actor.holder.kind}: it has to be proposed to.`);
    } else await awaitPending(provider, actor.address, options.wait, () => note(waiting(actor.address)));
    const block = await provider.getBlock("latest");
    const limit = minimum(block?.gasLimit ?? TRANSACTION_GAS, TRANSACTION_GAS);
    const mode = options.dryRun ? "dryRun" : "holder" in actor ? "propose" : "send";
    return new Desk(mode, actor, provider, limit, options.wait);
  }

  /** The gas that a call uses, made by the actor now. @throws The contract's own error if it would be refused. */
  estimate(call: Call): Promise<bigint> {
    return this.provider.estimateGas({ ...call, from: this.actor.address });
  }

  /** What a call would answer the actor now. @throws The contract's own error if it would be refused. */
  answer(call: Call): Promise<string> {
    return this.provider.call({ ...call, from: this.actor.address });
  }

  /**
   * Sends a call and waits until it is mined.
   * @param gas As estimated; some more is allowed for.
   * @throws TransactionWaiting, TransactionReverted
   */
  async send(call: Call, gas: bigint): Promise<TransactionReceipt> {
    if (!("signer" in this.actor)) throw new Error("only an account with a key sends");
    const gasLimit = minimum((gas * 5n) / 4n + 50_000n, this.limit);
    const { hash, nonce } = await this.actor.signer.sendTransaction({ ...call, gasLimit });
    const receipt = await this.provider.waitForTransaction(hash, 1, this.#wait * 1000).catch((error: unknown) => {
      if (explainError(error).name === "TIMEOUT") return null;
      throw error;
    });
    if (receipt === null) throw new TransactionWaiting(this.actor.address, nonce);
    if (receipt.status !== 1) throw new TransactionReverted(hash, receipt.blockNumber);
    return receipt;
  }
}

const minimum = (a: bigint, b: bigint) => (a < b ? a : b);
const waiting = (account: string) => `A transaction of ${account} is on its way; waiting until it is mined.`;
