import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Provider } from "ethers";

/** What Ignition wrote down of a transaction that was mined. */
interface Receipt {
  readonly blockNumber: number;
  readonly blockHash: string;
}

/** An entry of Ignition's journal, as far as it is read here. */
interface Entry {
  readonly type: string;
  readonly futureId?: string;
  readonly networkInteractionId?: number;
  readonly nonce?: number;
  readonly receipt?: Receipt;
  readonly transaction?: { readonly hash: string };
}

/** A transaction that was about to be sent when the process ended, and may have been. */
export interface Unrecorded {
  readonly nonce: number;
  /** Block after which it can have been mined. */
  readonly after: number;
}

/** What Ignition keeps of a deployment, in a folder. */
export class DeploymentRecord {
  readonly folder: string;
  readonly #entries: readonly Entry[];

  private constructor(folder: string, entries: readonly Entry[]) {
    this.folder = folder;
    this.#entries = entries;
  }

  /** @returns Undefined where nothing was recorded yet. */
  static at(folder: string): DeploymentRecord | undefined {
    if (!existsSync(journalIn(folder))) return undefined;
    return new DeploymentRecord(folder, readLines(folder).flatMap(parsed));
  }

  /** Addresses by `Module#Contract`. */
  addresses(): Readonly<Record<string, string>> {
    const file = join(this.folder, "deployed_addresses.json");
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) : {};
  }

  /** How many transactions were sent so far. */
  get sent(): number {
    return this.#of("TRANSACTION_SEND").length;
  }

  /** The block in which a contract was deployed. */
  blockOf(contract: string): number | undefined {
    return this.#of("TRANSACTION_CONFIRM").find(({ futureId }) => futureId === contract)?.receipt?.blockNumber;
  }

  /** The last mined transaction's block. */
  get lastBlock(): Receipt | undefined {
    return this.#of("TRANSACTION_CONFIRM").at(-1)?.receipt;
  }

  /** Hashes of transactions that were sent and not seen in a block. */
  pending(): readonly string[] {
    const confirmed = new Set(this.#of("TRANSACTION_CONFIRM").map(interaction));
    const open = this.#of("TRANSACTION_SEND").filter((entry) => !confirmed.has(interaction(entry)));
    return open.flatMap(({ transaction }) => (transaction === undefined ? [] : [transaction.hash]));
  }

  /** What was about to be sent when the process ended. */
  unrecorded(): Unrecorded | undefined {
    const nonce = this.#prepared()?.nonce;
    return nonce === undefined ? undefined : { nonce, after: this.lastBlock?.blockNumber ?? -1 };
  }

  #prepared(): Entry | undefined {
    const sent = new Set(this.#of("TRANSACTION_SEND").map(interaction));
    return this.#of("TRANSACTION_PREPARE_SEND").findLast((entry) => !sent.has(interaction(entry)));
  }

  /** Takes back what was about to be sent and was not. */
  dropUnrecorded(): void {
    const prepared = this.#prepared();
    const isDropped = (line: string) => isDeepStrictEqual(parsed(line)[0], prepared);
    writeFileSync(
      journalIn(this.folder),
      readLines(this.folder)
        .filter((line) => !isDropped(line))
        .join("\n"),
    );
  }

  /** Takes away a last line that a killed process left unfinished. */
  dropUnfinished(): void {
    const lines = readLines(this.folder);
    const last = lines.at(-1) ?? "";
    if (last !== "" && parsed(last).length === 0) writeFileSync(journalIn(this.folder), lines.slice(0, -1).join("\n"));
  }

  /** Puts the record where it is in nobody's way. @returns Where. */
  moveAside(now: Date): string {
    const aside = `${this.folder}-stale-${now.toISOString().replace(/[:.]/g, "-")}`;
    renameSync(this.folder, aside);
    return aside;
  }

  #of(type: string): readonly Entry[] {
    return this.#entries.filter((entry) => entry.type === type);
  }
}

const journalIn = (folder: string) => join(folder, "journal.jsonl");
const readLines = (folder: string) => readFileSync(journalIn(folder), "utf8").split("\n");

/** None where a killed process left a line unfinished. */
function parsed(line: string): readonly Entry[] {
  try {
    return line === "" ? [] : [JSON.parse(line) as Entry];
  } catch {
    return [];
  }
}

const interaction = ({ futureId, networkInteractionId }: Entry) => `${futureId} ${networkInteractionId}`;

interface RecordedArtifact {
  readonly deployedBytecode: string;
  readonly immutableReferences?: Readonly<Record<string, readonly { start: number; length: number }[]>>;
}

/**
 * Whether a record is of this chain: its last block is there, and so is the code of its contracts.
 * @returns What is wrong, or undefined.
 */
export async function findFault(record: DeploymentRecord, provider: Provider): Promise<string | undefined> {
  for (const [contract, address] of Object.entries(record.addresses())) {
    const code = await provider.getCode(address);
    if (code === "0x") return `there is no code at ${address}, where ${contract} was deployed`;
    if (!isCodeOf(code, artifactOf(record, contract))) return `the code at ${address} is not that of ${contract}`;
  }
  const last = record.lastBlock;
  const block = last === undefined ? null : await provider.getBlock(last.blockNumber);
  if (last !== undefined && block?.hash !== last.blockHash) {
    return `block ${last.blockNumber} is ${block?.hash ?? "missing"}, recorded was ${last.blockHash}`;
  }
  return undefined;
}

/** A pending transaction that the chain does not know: on a local chain it is lost with the chain it was sent to. */
export async function findLost(record: DeploymentRecord, provider: Provider): Promise<string | undefined> {
  for (const hash of record.pending()) {
    if ((await provider.getTransaction(hash)) === null) return `transaction ${hash}, which was sent, is unknown`;
  }
  return undefined;
}

function artifactOf({ folder }: DeploymentRecord, contract: string): RecordedArtifact {
  return JSON.parse(readFileSync(join(folder, "artifacts", `${contract}.json`), "utf8")) as RecordedArtifact;
}

/** The compiler leaves zeros where immutables are filled in at deployment. */
function isCodeOf(code: string, { deployedBytecode, immutableReferences = {} }: RecordedArtifact): boolean {
  if (code.length !== deployedBytecode.length) return false;
  const found = Buffer.from(code.slice(2), "hex");
  for (const { start, length } of Object.values(immutableReferences).flat()) found.fill(0, start, start + length);
  return found.equals(Buffer.from(deployedBytecode.slice(2), "hex"));
}

/** What became of a transaction that may have been sent: its hash where it was mined. */
export type Fate = { readonly mined: string } | "waiting" | "unsent";

/** Finds out whether a transaction was sent that is not written down. */
export async function findFate(provider: Provider, sender: string, { nonce, after }: Unrecorded): Promise<Fate> {
  if ((await provider.getTransactionCount(sender, "pending")) <= nonce) return "unsent";
  const latest = await provider.getBlockNumber();
  for (let number = after + 1; number <= latest; number++) {
    const block = await provider.getBlock(number, true);
    const found = block?.prefetchedTransactions.find((one) => one.from === sender && one.nonce === nonce);
    if (found !== undefined) return { mined: found.hash };
  }
  return "waiting";
}
