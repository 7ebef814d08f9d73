// The whole of an audit: every check in its order, none of which keeps another from being made.
import { getAddress } from "ethers";
import type { BlockHeader } from "./chain/header.ts";
import type { Source } from "./chain/source.ts";
import type { Checkpoint } from "./checkpoint/checkpoint.ts";
import { CheckpointInvalid } from "./checkpoint/checkpoint-invalid.ts";
import { checkAmounts } from "./checks/amounts.ts";
import { type AuditedBlock, checkBlock } from "./checks/block.ts";
import { CHECKS, type CheckCost, type CheckName, type CheckResult, overall } from "./checks/check.ts";
import { checkCode, type ReadCode } from "./checks/code.ts";
import { findingOf, resultOfFailure } from "./checks/fault-result.ts";
import { checkJournal } from "./checks/journal.ts";
import { locate } from "./checks/locate.ts";
import { checkMoney } from "./checks/money.ts";
import { checkPowers, type PowersTable } from "./checks/powers.ts";
import { checkState, type ProvenProgramme } from "./checks/state.ts";
import { checkStorage } from "./checks/storage.ts";
import { CostMeter } from "./cost-meter.ts";
import type { History } from "./history/history.ts";
import { JournalMarks } from "./history/marks.ts";
import type { Observer } from "./history/observer.ts";
import { openHistory } from "./history/read.ts";
import { PowerBook, type PowerState } from "./powers/book.ts";
import { ADMIN_ROLE } from "./powers/roles.ts";
import { POWERS, powersFromJson } from "./powers/state-json.ts";
import { type ReportedTimelock, readTimelock } from "./powers/timelock.ts";
import { NO_CODE } from "./proofs/account.ts";
import { ProvenState } from "./proofs/state.ts";
import { balanceOf } from "./token.ts";

/** Tells whoever waits how far an audit is. */
export interface AuditProgress {
  /** A check begins. */
  begin?(check: CheckName): void;
  /** Journal entries that were read so far. */
  entries?(count: number): void;
  /** A check has ended. */
  end?(result: CheckResult): void;
}

/** What is audited, and who looks on. */
export interface AuditOptions {
  /** Address of the programme's core. */
  readonly programme: string;
  /** Hash of the block that the auditor trusts. Left out: the newest that the source names, which the report then says. */
  readonly block?: string;
  /** Whether the auditor vouches for the block's hash; left out: if he named it. */
  readonly trusted?: boolean;
  /** Another endpoint, asked whether it has the same block. */
  readonly second?: Source;
  /** Who sees the history pass by: reports. */
  readonly observers?: readonly Observer[];
  /** Whether the engine's lines of a sale, by its number, are to be given to the observers. */
  readonly wantsLines?: (sale: number) => boolean;
  /** Where the storage differs, compare every word of it, not a sample of those of a large programme. */
  readonly everyWord?: boolean;
  /** Where an earlier audit of the programme ended, to go on from; observers then see only what is new. */
  readonly from?: Checkpoint;
  readonly progress?: AuditProgress;
}

/** What an audit came to. But for the costs, the same input gives the same, whenever and wherever it is audited. */
export interface Audit {
  readonly programme: string;
  readonly block: AuditedBlock;
  /** Undefined if it could not be proved. */
  readonly header: BlockHeader | undefined;
  readonly chainId: bigint | undefined;
  readonly verdict: ReturnType<typeof overall>;
  /** In the order in which claims are reported. */
  readonly checks: readonly CheckResult[];
  readonly powers: PowersTable;
  /** The whole state by the events; whatever could be read of it. */
  readonly history: History | undefined;
  /** What a later audit needs to go on with the powers. */
  readonly powerState: PowerState;
  readonly costs: readonly CheckCost[];
}

/**
 * Audits a programme.
 * @throws SourceFault if no block is named and the source names none; CheckpointInvalid if the checkpoint is another
 * programme's.
 */
export async function audit(source: Source, options: AuditOptions): Promise<Audit> {
  const named = options.trusted ?? options.block !== undefined;
  const block = { hash: options.block ?? (await source.newest()), named };
  // As events have it, whatever form it was given in.
  const programme = getAddress(options.programme.toLowerCase());
  return new Auditor(source, block, { ...options, programme }).run();
}

class Auditor {
  readonly #source: Source;
  readonly #block: AuditedBlock;
  readonly #options: AuditOptions;
  readonly #meter: CostMeter;
  readonly #results: CheckResult[] = [];
  readonly #powers: PowerBook;
  #header: BlockHeader | undefined;
  #chainId: bigint | undefined;
  #state: ProvenState | undefined;
  #proven: ProvenProgramme | undefined;
  #history: History | undefined;
  #table: PowersTable | undefined;

  constructor(source: Source, block: AuditedBlock, options: AuditOptions) {
    this.#source = source;
    this.#block = block;
    this.#options = options;
    this.#meter = new CostMeter(source);
    const { from, programme } = options;
    if (from !== undefined && from.place.core.toLowerCase() !== programme.toLowerCase()) {
      throw new CheckpointInvalid("programme", programme);
    }
    this.#powers = from === undefined ? new PowerBook() : powersFromJson(from.attachments.get(POWERS));
  }

  async run(): Promise<Audit> {
    await this.#check("block", () => this.#checkBlock());
    await this.#check("state", () => this.#checkState());
    await this.#check("journal", () => this.#checkJournal());
    await this.#check("amounts", async () => this.#checkAmounts());
    await this.#check("storage", () => this.#checkStorage());
    await this.#check("money", () => this.#checkMoney());
    await this.#check("code", () => this.#checkCode());
    await this.#check("powers", () => this.#checkPowers());
    const order = ({ check }: { readonly check: CheckName }) => CHECKS.indexOf(check);
    const checks = this.#results.toSorted((a, b) => order(a) - order(b));
    return {
      programme: this.#options.programme,
      block: this.#block,
      header: this.#header,
      chainId: this.#chainId,
      verdict: overall(checks),
      checks,
      powers: this.#table ?? { holdings: [], timelocks: [], notes: [] },
      history: this.#history,
      powerState: this.#powers.state,
      costs: this.#meter.costs,
    };
  }

  async #check(check: CheckName, make: () => Promise<CheckResult>): Promise<void> {
    const { progress, programme } = this.#options;
    progress?.begin?.(check);
    const result = await this.#meter.measure(check, async () => {
      try {
        return await make();
      } catch (error) {
        return resultOfFailure(check, error, `${SUBJECTS[check]} of ${programme}`);
      }
    });
    this.#results.push(result);
    progress?.end?.(result);
  }

  async #checkBlock(): Promise<CheckResult> {
    const { result, header, chainId } = await checkBlock(this.#source, this.#block, this.#options.second);
    this.#header = header;
    this.#chainId = chainId;
    if (header !== undefined) this.#state = new ProvenState(this.#source, header);
    return result;
  }

  async #checkState(): Promise<CheckResult> {
    if (this.#state === undefined) return unproved("state", "no header is proved, and so no state of any block");
    const { result, proven } = await checkState(this.#state, this.#options.programme);
    this.#proven = proven;
    return result;
  }

  async #checkJournal(): Promise<CheckResult> {
    const { programme, observers = [], wantsLines, progress, from } = this.#options;
    if (from !== undefined && this.#header !== undefined && from.place.number > this.#header.number) {
      throw new CheckpointInvalid("block", `at or before the audited one, ${this.#header.number}`);
    }
    // Without it no event can be hashed; it is outside the header, and the head proves it.
    const chainId = this.#chainId ?? (await this.#source.chainId());
    if (from !== undefined && from.place.chainId !== chainId) throw new CheckpointInvalid("chain", `${chainId}`);
    const history = openHistory({
      chainId,
      core: programme,
      observers: [this.#powers, ...observers],
      ...(wantsLines === undefined ? {} : { wantsLines }),
      ...(from === undefined ? {} : { from: from.start }),
    });
    this.#history = history;
    const marks = new JournalMarks();
    const first = from === undefined ? 0n : from.place.number + 1n;
    if (from !== undefined && marks.isDue(first)) marks.add({ ...from.start, block: first, entry: from.start.entries });
    let failure: unknown;
    try {
      for await (const page of this.#source.entries(this.#block.hash, programme, first)) {
        for (const entry of page) {
          if (marks.isDue(entry.block)) marks.add({ block: entry.block, entry: history.entries, head: history.head });
          history.add(entry);
        }
        progress?.entries?.(history.entries);
      }
    } catch (error) {
      failure = error ?? new Error("the source ended");
    }
    history.finish();
    if (failure === undefined) return this.#located(checkJournal(history, this.#proven?.head), history, marks);
    return resultOfFailure("journal", failure, `the events of ${programme}`, { entries: history.entries });
  }

  /** Adds where the events and the journal part. */
  async #located(result: CheckResult, { head }: History, marks: JournalMarks): Promise<CheckResult> {
    const block = this.#header;
    const isParted = result.findings.some(({ code }) => code === "journal-head-differs");
    if (!isParted || block === undefined) return result;
    const where = await locate(this.#source, { core: this.#options.programme, block, marks, head });
    return { ...result, findings: [...result.findings, where] };
  }

  #checkAmounts(): CheckResult {
    if (this.#history === undefined) return unproved("amounts", "no event could be read");
    return checkAmounts(this.#history, this.#isVerified("journal"));
  }

  async #checkStorage(): Promise<CheckResult> {
    const [history, state] = [this.#history, this.#state];
    const { programme, everyWord } = this.#options;
    if (history === undefined) return unproved("storage", "no event could be read");
    if (state === undefined) return unproved("storage", "no header is proved, and so no storage");
    return checkStorage(history, {
      storageRoot: this.#proven?.account.storageRoot,
      block: this.#block.hash,
      words: (slots) => state.storage(programme, slots),
      ...(everyWord === undefined ? {} : { all: everyWord }),
    });
  }

  async #checkMoney(): Promise<CheckResult> {
    const [history, state] = [this.#history, this.#state];
    if (history === undefined) return unproved("money", "no event could be read");
    if (state === undefined) return unproved("money", "no header is proved, and so no balance");
    return checkMoney(history, {
      core: this.#options.programme,
      words: (contract, slots) => state.storage(contract, slots),
      balanceOf: (token, account) => balanceOf(this.#source, this.#block.hash, token, account),
    });
  }

  async #checkCode(): Promise<CheckResult> {
    const { created, roles, notices } = this.#powers.state;
    if (this.#state === undefined) return unproved("code", "no header is proved, and so no account's code");
    if (created === undefined) return unproved("code", "no event says what the programme was created with");
    const subject = {
      address: this.#options.programme,
      chainId: this.#chainId ?? 0n,
      settings: created.settings,
      modules: created.modules,
      admins: roles.filter(({ role }) => role === ADMIN_ROLE).map(({ holder }) => holder),
      attached: attachedTo(notices),
    };
    return checkCode(subject, this.#codeReader(this.#state));
  }

  /** Endpoints are not asked for the code of who has none. */
  #codeReader(state: ProvenState): ReadCode {
    return async (address) => ((await state.account(address)).codeHash === NO_CODE ? "0x" : state.code(address));
  }

  async #checkPowers(): Promise<CheckResult> {
    const admins = this.#powers.state.roles.filter(({ role }) => role === ADMIN_ROLE);
    const timelocks: ReportedTimelock[] = [];
    const unread = [];
    for (const { holder } of admins) {
      try {
        const code = await this.#source.code(this.#block.hash, holder);
        if (code !== "0x") timelocks.push(await this.#timelock(holder));
      } catch (error) {
        unread.push({ ...findingOf(error, `timelock ${holder}`), code: "timelock-unread" });
      }
    }
    const time = this.#header?.timestamp ?? this.#history?.time ?? 0n;
    const complete = this.#isVerified("journal");
    const { result, table } = checkPowers({ book: this.#powers, time, complete, timelocks, unread });
    this.#table = table;
    return result;
  }

  #timelock(address: string): Promise<ReportedTimelock> {
    return readTimelock(this.#source, this.#block.hash, address, this.#options.programme);
  }

  #isVerified(check: CheckName): boolean {
    return this.#results.some((result) => result.check === check && result.verdict === "verified");
  }
}

/** What a check that failed was to prove. */
const SUBJECTS: Readonly<Record<CheckName, string>> = {
  code: "the code",
  block: "the block",
  state: "the state",
  journal: "the journal",
  storage: "the storage",
  amounts: "the amounts",
  money: "the money",
  powers: "the powers",
};

function unproved(check: CheckName, why: string): CheckResult {
  const finding = { code: "nothing-to-check", subject: SUBJECTS[check], message: `Not checked, since ${why}.` };
  return { check, verdict: "unproved", summary: `Not checked, since ${why}.`, findings: [finding], evidence: {} };
}

/** The screen and the run contract that are set. */
function attachedTo(notices: PowerBook["state"]["notices"]): Readonly<Record<string, string>> {
  const set = [
    ["run", notices.run.inForce],
    ["screen", notices.screen.inForce],
  ] as const;
  const none = `0x${"00".repeat(20)}`;
  return Object.fromEntries(set.flatMap(([name, at]) => (at === undefined || at === none ? [] : [[name, at]])));
}
