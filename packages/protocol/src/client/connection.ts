import { type ContractRunner, getAddress, type Log, type LogDescription, type Provider, type Signer } from "ethers";
import { type BlockRange, inPages } from "../blocks.ts";
import { type IUpline, IUpline__factory } from "../contracts/index.js";
import { connectErc20, type Erc20 } from "../erc20.ts";
import { ProtocolError } from "../protocol-error.ts";

/** Where an event was found. */
export interface Found {
  readonly block: number;
  readonly transaction: string;
}

/** An event of the core, with its values by name, and where it was found. */
export interface FoundEvent extends Found {
  readonly name: string;
  readonly args: LogDescription["args"];
}

/** Reading needs a connection to a chain. */
export class ProviderMissing extends ProtocolError {
  override readonly name = "ProviderMissing";

  constructor(core: string) {
    super(`the client of ${core} has no connection to a chain`, { core }, "Connect it with a provider or a signer.");
  }
}

/** Signing and sending needs a wallet. */
export class SignerMissing extends ProtocolError {
  override readonly name = "SignerMissing";

  constructor(core: string) {
    super(`the client of ${core} can only read`, { core }, "Connect it with a wallet's signer.");
  }
}

/** What every part of the client works with: the core, and who asks it. */
export class Connection {
  /** The bindings of the core. */
  readonly core: IUpline;
  /** Address of the core. */
  readonly address: string;
  readonly #runner: ContractRunner;
  #token: Promise<Erc20> | undefined;

  /**
   * @param address The core.
   * @param runner A provider to read; a signer to sign and send as well.
   */
  constructor(address: string, runner: ContractRunner) {
    // As logs have it, whatever form it was given in.
    this.address = getAddress(address);
    this.#runner = runner;
    this.core = IUpline__factory.connect(this.address, runner);
  }

  /** The settlement token. */
  token(): Promise<Erc20> {
    this.#token ??= this.core.settings().then(({ token }) => connectErc20(token, this.#runner));
    return this.#token;
  }

  /** The chain's id, which signatures and the journal contain. */
  async chainId(): Promise<bigint> {
    return (await this.provider().getNetwork()).chainId;
  }

  /** Time of the latest block, in seconds since 1970. */
  async now(): Promise<bigint> {
    return BigInt((await this.provider().getBlock("latest"))?.timestamp ?? 0);
  }

  /** @throws ProviderMissing if there is none. */
  provider(): Provider {
    const provider = this.#runner.provider;
    if (!provider) throw new ProviderMissing(this.address);
    return provider;
  }

  /** The connected wallet. @throws SignerMissing if there is none. */
  signer(): Signer {
    if (!("signTypedData" in this.#runner)) throw new SignerMissing(this.address);
    return this.#runner as Signer;
  }

  /** The core's events in the chain's order, whatever order a server gives them in. */
  async logs(range: BlockRange, topics?: (string | string[])[]): Promise<readonly Log[]> {
    const provider = this.provider();
    const logs = await inPages(provider, range, (fromBlock, toBlock) =>
      provider.getLogs({ address: this.address, topics, fromBlock, toBlock }),
    );
    return [...logs].sort((a, b) => a.blockNumber - b.blockNumber || a.index - b.index);
  }

  /**
   * The core's events of some names, in order.
   * @param key Only those whose first indexed value this is.
   */
  async events(range: BlockRange, names: readonly EventName[], key?: string): Promise<readonly FoundEvent[]> {
    const first = names.map((name) => this.core.interface.getEvent(name).topicHash);
    return this.read(await this.logs(range, key === undefined ? [first] : [first, key]));
  }

  /** The core's events among some logs, in their order. */
  read(logs: readonly Log[]): readonly FoundEvent[] {
    return logs.flatMap((log) => {
      const event = log.address === this.address ? this.core.interface.parseLog(log) : null;
      if (event === null) return [];
      return [{ name: event.name, args: event.args, block: log.blockNumber, transaction: log.transactionHash }];
    });
  }
}

/** Name of an event of the core. */
export type EventName = Parameters<IUpline["interface"]["getEvent"]>[0];
