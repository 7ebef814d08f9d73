import { type ContractTransaction, ZeroAddress } from "ethers";
import type { Result } from "../../packages/cli/src/terminal/output.ts";
import { formatTime, ProtocolError } from "../../packages/protocol/src/index.ts";
import { encoded } from "./calls.ts";
import { Desk } from "./desk.ts";
import type { WriteOptions } from "./options.ts";
import { perform } from "./perform.ts";
import { reportCalls } from "./report.ts";
import type { Session } from "./session.ts";
import type { Task } from "./tool.ts";

/** A wallet that is nobody's present one has nothing to move. */
export class WalletNotCurrent extends ProtocolError {
  override readonly name = "WalletNotCurrent";

  constructor(wallet: string) {
    super(
      `${wallet} is not the present wallet of a distributor or of the company`,
      { wallet },
      "Give the present wallet; scripts/show-distributor.ts shows it by the distributor's number.",
    );
  }
}

/** Nobody can recover the wallet. */
export class GuardianMissing extends ProtocolError {
  override readonly name = "GuardianMissing";

  constructor(wallet: string) {
    super(
      `${wallet} has named no guardian`,
      { wallet },
      "A wallet without a guardian is recovered by nobody; who still has its key moves it with scripts/move-wallet.ts.",
    );
  }
}

/** The next step of a move from one wallet to another. */
export interface Step {
  /** Who takes it; undefined where there is nothing to do. */
  readonly by?: string;
  call?(): Promise<ContractTransaction>;
  readonly text: string;
}

/**
 * Takes the next step, if there is one: by an account with a key, or proposed to a contract.
 * @param find Looks at the chain for what it is.
 */
export async function takeStep(task: Task<WriteOptions, unknown>, find: () => Promise<Step>): Promise<Result> {
  const { by } = await find();
  const desk = await Desk.open(task.session, { ...task.options, as: by ?? task.options.as }, undefined, task.note);
  // What an interrupted run had sent is mined by now, so that the next step may be another one.
  const step = await find();
  return step.by === by ? carryOut(task, desk, step) : takeStep(task, find);
}

async function carryOut(
  { session, options, progress, note, colours }: Task<WriteOptions, unknown>,
  desk: Desk,
  { call, text }: Step,
): Promise<Result> {
  const job = {
    what: "steps",
    items: call === undefined ? [] : [text],
    inOrder: true,
    call: async () => (call === undefined ? { to: "", data: "" } : encoded(await call())),
  };
  const performed = await perform(desk, job, progress, note);
  return reportCalls({ session, options, note, colours }, desk, performed, {
    title: text,
    what: "steps",
    already: call === undefined ? 1 : 0,
    json: { text },
    text: [text],
  });
}

/** Whether `to` is the present wallet of whose `from` was. @throws WalletNotCurrent if `from` was never anybody's. */
export async function hasMoved({ core }: Session, from: string, to: string): Promise<boolean> {
  const [before, now] = await Promise.all([core.idOf(from), core.idOf(to)]);
  if (before.id === 0n) throw new WalletNotCurrent(from);
  if (!before.current && now.current && now.id === before.id) return true;
  if (!before.current) throw new WalletNotCurrent(from);
  return false;
}

/** The next step of a move that the owner makes. @param withdraw Take back what was proposed. */
export async function nextMove(session: Session, from: string, to: string, withdraw: boolean): Promise<Step> {
  const { core } = session;
  if (await hasMoved(session, from, to)) return { text: `${to} is the wallet already.` };
  const isProposed = (await core.proposalOf(from)) === to;
  if (withdraw) {
    if (!isProposed) return { text: `Nothing to withdraw: ${from} has not proposed ${to}.` };
    const call = () => core.proposeWallet.populateTransaction(ZeroAddress);
    return { by: from, call, text: `Withdraw the proposal of ${to} by ${from}.` };
  }
  if (isProposed) return { by: to, call: () => core.acceptWallet.populateTransaction(from), text: `Accept as ${to}.` };
  return { by: from, call: () => core.proposeWallet.populateTransaction(to), text: `Propose ${to} by ${from}.` };
}

/** Seconds in which a recovery can be finished, see `finishRecovery`. */
const WINDOW = 30n * 86_400n;

/** The next step of a recovery by the guardian. @param stop Give it up. */
export async function nextRecovery(session: Session, from: string, to: string, stop: boolean): Promise<Step> {
  const { core, provider } = session;
  if (await hasMoved(session, from, to)) return { text: `${to} is the wallet already.` };
  const [known, block] = await Promise.all([core.guardianOf(from), provider.getBlock("latest")]);
  const now = BigInt(block?.timestamp ?? 0);
  if (known.guardian === ZeroAddress) throw new GuardianMissing(from);
  const isStarted = known.to === to && now < known.readyAt + WINDOW;
  if (stop) {
    if (!isStarted) return { text: `Nothing to stop: no recovery of ${from} to ${to} was started.` };
    const call = () => core.stopRecovery.populateTransaction(from);
    return { by: known.guardian, call, text: `Stop the recovery of ${from}.` };
  }
  if (!isStarted) {
    const call = () => core.startRecovery.populateTransaction(from, to);
    return { by: known.guardian, call, text: `Start the recovery of ${from} to ${to}.` };
  }
  if (known.readyAt > now) {
    return { text: `Started; ${to} can finish it from ${formatTime(known.readyAt)}, unless ${from} vetoes it.` };
  }
  return { by: to, call: () => core.finishRecovery.populateTransaction(from), text: `Finish the recovery as ${to}.` };
}
