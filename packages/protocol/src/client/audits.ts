import { type ContractRunner, type ContractTransactionResponse, getAddress, type Provider } from "ethers";
import { type BlockRange, blockTimes, inPages } from "../blocks.ts";
import { AUDIT_VERDICTS, choice } from "../choices.ts";
import { type AuditRegistry, AuditRegistry__factory, type IAuditRegistry } from "../contracts/index.js";
import { type JournalLog, replay } from "../journal.ts";
import type { AuditStatement } from "../typed-data.ts";
import { ProviderMissing } from "./connection.ts";

/** A statement that was recorded. */
export interface RecordedAudit extends AuditStatement {
  readonly block: number;
  readonly transaction: string;
}

/** The registry of audits of a chain: who recorded what, and a journal of it. */
export class AuditRegistryClient {
  /** The bindings. */
  readonly contract: AuditRegistry;
  readonly address: string;
  readonly #runner: ContractRunner;

  private constructor(address: string, runner: ContractRunner) {
    this.address = getAddress(address);
    this.#runner = runner;
    this.contract = AuditRegistry__factory.connect(this.address, runner);
  }

  /**
   * @param address The registry.
   * @param runner A provider to read; a signer to send as well.
   */
  static connect(address: string, runner: ContractRunner): AuditRegistryClient {
    return new AuditRegistryClient(address, runner);
  }

  /** Records a signed statement; whoever sends it. */
  record(statement: AuditStatement, signature: string): Promise<ContractTransactionResponse> {
    return this.contract.recordAudit(onChain(statement), signature);
  }

  /** When a statement was recorded, in seconds since 1970. @returns Undefined if it was not. */
  async recordedAt({ auditor, report }: Pick<AuditStatement, "auditor" | "report">): Promise<bigint | undefined> {
    const time = await this.contract.recordedAt(auditor, report);
    return time === 0n ? undefined : time;
  }

  /** The audits of a programme that were recorded, oldest first. @throws ProviderMissing, SizeInvalid */
  async auditsOf(programme: string, range: BlockRange = {}): Promise<readonly RecordedAudit[]> {
    const filter = this.contract.filters.AuditRecorded(programme);
    const events = await inPages(this.#provider(), range, (from, to) => this.contract.queryFilter(filter, from, to));
    return events.map(({ args, blockNumber, transactionHash }) => ({
      programme: args.programme,
      blockHash: args.blockHash,
      report: args.report,
      verdict: choice(AUDIT_VERDICTS, args.verdict),
      auditor: args.auditor,
      block: blockNumber,
      transaction: transactionHash,
    }));
  }

  /** Whether the registry's events, all of them, hash to its journal's head. @throws ProviderMissing, BlockMissing */
  async journalIsWhole(range: BlockRange = {}): Promise<boolean> {
    const provider = this.#provider();
    const to = range.to ?? (await provider.getBlockNumber());
    const found = await inPages(provider, { ...range, to }, (fromBlock, toBlock) =>
      provider.getLogs({ address: this.address, fromBlock, toBlock }),
    );
    const timeOf = await blockTimes(
      provider,
      found.map(({ blockNumber }) => blockNumber),
    );
    const logs: JournalLog[] = found.map(({ address, topics, data, blockNumber }) => {
      return { address, topics, data, timestamp: timeOf(blockNumber) };
    });
    const { chainId } = await provider.getNetwork();
    return replay(logs, chainId, this.address) === (await this.contract.journalHead({ blockTag: to }));
  }

  #provider(): Provider {
    const { provider } = this.#runner;
    if (!provider) throw new ProviderMissing(this.address);
    return provider;
  }
}

/** A statement as the contract takes it. */
export function onChain({ verdict, ...rest }: AuditStatement): IAuditRegistry.StatementStruct {
  return { ...rest, verdict: AUDIT_VERDICTS.indexOf(verdict) };
}
