import type { PageConfig } from "../config/page-config.ts";
import { LinkExpired, TransactionFailed, WalletMissing, WrongNetwork } from "./errors.ts";
import { type Confirmed, type Fate, fateOf, type Sent } from "./fate.ts";
import { fateReader } from "./fate-reader.ts";
import { type Simulated, simulate } from "./simulate.ts";
import type { SignAccess, Write, WriteAccess, WriteStep } from "./write.ts";

/** How far a write is. */
export type Progress =
  /** The present step is tried out. */
  | { readonly phase: "checking" }
  /** It would work; nothing is asked of the wallet before the visitor says so. */
  | { readonly phase: "ready"; readonly fee?: bigint | undefined }
  /** The wallet, or a server, was asked. */
  | { readonly phase: "asking" }
  | { readonly phase: "pending"; readonly hash: string; readonly reorganised: boolean }
  /** All steps are done. */
  | { readonly phase: "done"; readonly hash?: string | undefined; readonly block?: number | undefined }
  | { readonly phase: "replaced" | "cancelled"; readonly hash: string }
  /** It would fail, or failed. */
  | { readonly phase: "failed"; readonly error: unknown };

/** Whether the wallet or the chain is at it, so that it goes on without the visitor. */
export function isUnderWay({ phase }: Progress): boolean {
  return phase === "asking" || phase === "pending";
}

/** What the runner takes from the page. */
export interface RunnerContext {
  readonly config: PageConfig;
  /** Undefined without a wallet. */
  readonly access: WriteAccess | undefined;
  /** Of the wallet; undefined while it has not told it. */
  readonly chainId: bigint | undefined;
  /** Time of the latest block, in seconds since 1970. */
  readonly now: bigint;
  signAccess(): Promise<SignAccess>;
}

/** Blocks after which a confirmed transaction is not looked after any more. */
const DEEP = 12;

/** Takes one write from its summary to its confirmation. */
export class Runner {
  readonly write: Write;
  readonly #context: () => RunnerContext;
  readonly #onConfirmed: () => void;
  readonly #listeners = new Set<() => void>();
  #progress: Progress = { phase: "checking" };
  #place = 0;
  #simulated: (Simulated & { readonly account: string }) | undefined;
  #sent: Sent | undefined;
  #confirmed: Confirmed | undefined;
  #isLooking = false;

  /** @param onConfirmed Called whenever the chain changed by it. */
  constructor(write: Write, context: () => RunnerContext, onConfirmed: () => void) {
    this.write = write;
    this.#context = context;
    this.#onConfirmed = onConfirmed;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly progress = (): Progress => this.#progress;

  /** The step that is on, from 0 on. */
  get place(): number {
    return this.#place;
  }

  /** Tries the present step out. Steps that are not needed are passed over. */
  async check(): Promise<void> {
    this.#set({ phase: "checking" });
    try {
      this.#simulated = undefined;
      const access = this.#ready();
      const step = this.#step();
      if (step?.kind === "transaction") {
        const request = await step.prepare(access);
        if (request === undefined) return await this.#next();
        const { account } = access;
        this.#simulated = { account, ...(await simulate(request, access, this.#context().config)) };
      } else if (step?.kind === "signature") {
        await step.simulate?.(access);
      }
      this.#set({ phase: "ready", fee: this.#simulated?.fee });
    } catch (error) {
      this.#set({ phase: "failed", error });
    }
  }

  /** Does the present step, after the visitor has said so. */
  async go(): Promise<void> {
    const step = this.#step();
    if (step === undefined || this.#progress.phase !== "ready") return;
    this.#set({ phase: "asking" });
    try {
      this.#ready();
      await this.#do(step);
    } catch (error) {
      this.#set({ phase: "failed", error });
    }
  }

  /** Looks what became of what was sent; called with every block. */
  async look(): Promise<void> {
    const { access } = this.#context();
    if (this.#sent === undefined || access === undefined || this.#isLooking) return;
    this.#isLooking = true;
    try {
      await this.#judge(await fateOf(this.#sent, fateReader(access.live)));
    } catch {
      // The endpoints are silent; the next block is looked at again.
    } finally {
      this.#isLooking = false;
    }
  }

  #step(): WriteStep | undefined {
    return this.write.steps[this.#place];
  }

  #set(progress: Progress): void {
    this.#progress = progress;
    for (const listener of this.#listeners) listener();
  }

  /** What every step needs. */
  #ready(): WriteAccess {
    const { access, chainId, config, now } = this.#context();
    if (access === undefined) throw new WalletMissing();
    if (chainId !== undefined && chainId !== config.chainId) {
      throw new WrongNetwork(chainId, config.chainId, config.chainName);
    }
    if (this.write.expires !== undefined && this.write.expires < now) throw new LinkExpired(this.write.expires);
    return access;
  }

  async #do(step: WriteStep): Promise<void> {
    if (step.kind === "transaction") return await this.#send();
    if (step.kind === "signature") {
      await step.sign(await this.#context().signAccess());
      return await this.#next();
    }
    const hash = await step.run(this.#ready());
    if (hash === undefined) return await this.#next();
    await this.#follow(hash);
  }

  async #send(): Promise<void> {
    const { signer, live, account } = await this.#context().signAccess();
    const simulated = this.#simulated;
    // The visitor changed the account meanwhile: what holds for one need not hold for the other.
    if (simulated?.account !== account) return await this.check();
    const { to, data, value } = simulated.request;
    const [nonce, since] = await Promise.all([live.getTransactionCount(account, "pending"), live.getBlockNumber()]);
    const hash = await signer.sendUncheckedTransaction({ to, data, value, gasLimit: simulated.gasLimit });
    // The wallet may have chosen another number than the endpoint would have.
    const seen = await live.getTransaction(hash);
    this.#sent = {
      hash,
      from: account,
      nonce: seen?.nonce ?? nonce,
      since,
      to: String(to),
      data: data ?? "0x",
      value: BigInt(value ?? 0),
    };
    this.#set({ phase: "pending", hash, reorganised: false });
    await this.look();
  }

  /** Follows a transaction that somebody else sent. */
  async #follow(hash: string): Promise<void> {
    const { live } = this.#ready();
    const [seen, since] = await Promise.all([live.getTransaction(hash), live.getBlockNumber()]);
    const nonce = seen?.nonce ?? Number.MAX_SAFE_INTEGER;
    const { from = "", to = "", data = "0x", value = 0n } = seen ?? {};
    this.#sent = { hash, from, nonce, since, to: to ?? "", data, value };
    this.#set({ phase: "pending", hash, reorganised: false });
    await this.look();
  }

  async #judge(fate: Fate): Promise<void> {
    const sent = this.#sent;
    if (sent === undefined) return;
    if (fate.state === "confirmed") return await this.#confirm(fate);
    if (fate.state === "pending") {
      // It was in a block before, and that block is gone.
      if (this.#confirmed !== undefined) this.#lose(sent.hash);
      return;
    }
    this.#sent = undefined;
    this.#onConfirmed();
    if (fate.state === "failed") this.#set({ phase: "failed", error: new TransactionFailed(fate.hash) });
    else this.#set({ phase: fate.state, hash: fate.hash });
  }

  #lose(hash: string): void {
    this.#confirmed = undefined;
    this.#onConfirmed();
    this.#set({ phase: "pending", hash, reorganised: true });
  }

  async #confirm(fate: Confirmed): Promise<void> {
    const { access } = this.#context();
    if (this.#confirmed?.blockHash === fate.blockHash) {
      if (access !== undefined && (await access.live.getBlockNumber()) - fate.block >= DEEP) this.#sent = undefined;
      return;
    }
    this.#confirmed = fate;
    const step = this.#step();
    const receipt = await access?.live.getTransactionReceipt(fate.hash);
    if (step?.kind === "transaction" && receipt) step.confirmed?.(receipt);
    this.#onConfirmed();
    await this.#next(fate);
  }

  async #next(fate?: Confirmed): Promise<void> {
    if (this.#place + 1 < this.write.steps.length) {
      this.#place += 1;
      this.#sent = undefined;
      this.#confirmed = undefined;
      return await this.check();
    }
    this.#set({ phase: "done", hash: fate?.hash, block: fate?.block });
    this.write.onDone?.();
  }
}
