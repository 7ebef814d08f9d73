import type { TransactionReceipt } from "ethers";
import type { Progress } from "../../packages/cli/src/terminal/progress.ts";
import { type Batch, Cutter, type Job } from "./batches.ts";
import type { Call } from "./calls.ts";
import type { Desk } from "./desk.ts";

/** One call of a job, and what became of it. */
export interface Done<T> {
  readonly items: readonly T[];
  readonly call: Call;
  /** As estimated; undefined in a dry run where the call rests on one before it, which was not sent. */
  readonly gas: bigint | undefined;
  /** Where the call was sent. */
  readonly receipt?: TransactionReceipt;
  /** What the call would answer, where it was only tried. */
  readonly answer?: string;
}

/** What became of a job. */
export interface Performed<T> {
  readonly done: readonly Done<T>[];
  /** Items for which there is no call yet, since it would rest on what is only proposed. */
  readonly left: number;
}

/**
 * Does a job at a desk: sends its calls one after the other, or tries them in a dry run, or, where they are to be
 * proposed, makes as many of them as fit one transaction of the multisig and rest on nothing that is not mined.
 * @throws What {@link Desk.send} throws, or the contract's own error. What was sent before stays.
 */
export async function perform<T>(
  desk: Desk,
  job: Job<T>,
  progress: Progress,
  note: (text: string) => void,
): Promise<Performed<T>> {
  const { what, items } = job;
  if (items.length === 0) return { done: [], left: 0 };
  const done: Done<T>[] = [];
  progress.begin(what, items.length);
  try {
    const left = await performAll(desk, job, done, progress);
    return { done, left };
  } catch (error) {
    progress.end();
    const before = countOf(done);
    if (before > 0 && desk.mode === "send") {
      note(`Before this, ${before} of ${items.length} ${what} were done. Start again to go on.`);
    }
    throw error;
  } finally {
    progress.end();
  }
}

/** @returns How many items are left. */
async function performAll<T>(desk: Desk, job: Job<T>, done: Done<T>[], progress: Progress): Promise<number> {
  const cutter = new Cutter(desk, job);
  let room = desk.limit;
  for (let start = 0; start < job.items.length; start = countOf(done)) {
    if (job.inOrder && done.length > 0 && desk.mode === "propose") break;
    const untried = job.inOrder && done.length > 0 && desk.mode === "dryRun";
    const batch = untried ? await guessed(job, done, start) : await cutter.next(start, done.length);
    room -= batch.gas ?? 0n;
    if (desk.mode === "propose" && done.length > 0 && room < 0n) break;
    done.push(await handled(desk, batch));
    progress.at(countOf(done), `${countOf(done)} of ${job.items.length}`);
  }
  return job.items.length - countOf(done);
}

async function handled<T>(desk: Desk, batch: Done<T>): Promise<Done<T>> {
  if (batch.gas === undefined) return batch;
  if (desk.mode !== "send") return { ...batch, answer: await desk.answer(batch.call) };
  return { ...batch, receipt: await desk.send(batch.call, batch.gas) };
}

/** In a dry run, a call that rests on an unsent one cannot be tried; it is made as large as the first. */
async function guessed<T>(job: Job<T>, done: readonly Done<T>[], start: number): Promise<Done<T>> {
  const items = job.items.slice(start, start + (done[0]?.items.length ?? 1));
  return { items, call: await job.call(items, start, done.length), gas: undefined };
}

/** How many items calls are for. */
export function countOf<T>(done: readonly (Batch<T> | Done<T>)[]): number {
  return done.reduce((sum, { items }) => sum + items.length, 0);
}
