import { setTimeout as sleep } from "node:timers/promises";
import type { Provider } from "ethers";
import { ProtocolError } from "../../packages/protocol/src/index.ts";

/** A transaction that was sent, by this run or an interrupted one, is not mined yet. */
export class TransactionWaiting extends ProtocolError {
  override readonly name = "TransactionWaiting";

  constructor(sender: string, nonce: number) {
    super(
      `the transaction with nonce ${nonce} of ${sender} is not mined yet`,
      { sender, nonce },
      "Wait until it is, and start again.",
    );
  }
}

const POLL = 250;

/**
 * Waits until nothing that an account has sent is on its way: only then does the chain's state tell what is left to do.
 * @param seconds How long to wait at most.
 * @param onWait Called once, before waiting.
 * @throws TransactionWaiting
 */
export async function awaitPending(
  provider: Provider,
  account: string,
  seconds: number,
  onWait: () => void,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (let first = true; ; first = false) {
    const [pending, mined] = await Promise.all([
      provider.getTransactionCount(account, "pending"),
      provider.getTransactionCount(account, "latest"),
    ]);
    if (pending <= mined) return;
    if (Date.now() >= end) throw new TransactionWaiting(account, mined);
    if (first) onWait();
    await sleep(POLL);
  }
}
