import type { NetworkHooks } from "hardhat/types/hooks";
import type { EthereumProvider } from "hardhat/types/providers";

const SENDING = ["eth_sendTransaction", "eth_sendRawTransaction"];

/**
 * The time of a local network. It stands still until it is moved, so that every block has exactly the time that the
 * data says and each run gives the same chain.
 */
export class Clock {
  #now: bigint;
  #running = false;
  #gathering = false;
  #provider: EthereumProvider | undefined;

  /** @param start When it stands, in seconds since 1970: the time of the network's first block. */
  constructor(start: bigint) {
    this.#now = start;
  }

  /** In seconds since 1970. */
  get now(): bigint {
    return this.#now;
  }

  /** Sees to it that a transaction's block has the clock's time; left alone, a network goes by its computer's clock. */
  readonly onRequest: NetworkHooks["onRequest"] = async (context, connection, request, next) => {
    const mines = !this.#running && !this.#gathering;
    if (mines && SENDING.includes(request.method)) await this.#setNext(connection.provider);
    return next(context, connection, request);
  };

  /** The network whose time this is. */
  rule(provider: EthereumProvider): void {
    this.#provider = provider;
  }

  /** Moves forward and mines a block there, so that what is read is read at that time. */
  async moveTo(time: bigint): Promise<void> {
    if (time <= this.#now) return;
    this.#now = time;
    await this.mine();
  }

  /** Mines a block now, with the transactions that wait. */
  async mine(): Promise<void> {
    if (this.#provider === undefined) return;
    await this.#setNext(this.#provider);
    await this.#provider.request({ method: "evm_mine" });
  }

  /** From now on transactions wait for {@link mine}, and go into one block in the order of their sending; or no more. */
  async gather(on: boolean): Promise<void> {
    await this.#provider?.request({ method: "evm_setAutomine", params: [!on] });
    this.#gathering = on;
  }

  /** From now on time goes by as everywhere. */
  run(): void {
    this.#running = true;
  }

  #setNext(provider: EthereumProvider): Promise<unknown> {
    return provider.request({ method: "evm_setNextBlockTimestamp", params: [Number(this.#now)] });
  }
}
