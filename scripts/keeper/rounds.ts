import { setTimeout as sleep } from "node:timers/promises";
import { inOneLine } from "./chain/faults.ts";
import type { Keeper, Reporting, Round } from "./keeper.ts";

/** How rounds follow each other. */
export interface RoundsOptions {
  /** Ends when nothing is left to be done. */
  readonly once: boolean;
  /** Seconds from one round to the next where nothing falls due in between. */
  readonly poll: number;
}

/** Failed rounds after which a keeper that works once gives up. */
const TRIES = 3;
const SECOND = 1_000;
const LONGEST_PAUSE = 60 * SECOND;

/** How long after so many failures in a row, in milliseconds: a second, then twice as long each time, a minute at most. */
export function backoff(failures: number): number {
  return Math.min(SECOND * 2 ** (failures - 1), LONGEST_PAUSE);
}

/** Up to a quarter more or less, so that keepers side by side do not work in step. @param random From 0 to 1. */
export function jittered(milliseconds: number, random = Math.random()): number {
  return milliseconds * (0.75 + random / 2);
}

/**
 * Lets a keeper work until the signal, or once. A round that fails is tried again, later each time.
 * @returns Whether, working once, it did all there was to do.
 */
export async function workRounds(
  keeper: Keeper,
  options: RoundsOptions,
  reporting: Reporting,
  signal: AbortSignal,
): Promise<boolean> {
  let done = false;
  while (!signal.aborted && !done) {
    const round = await tried(keeper, reporting);
    const { failures } = reporting.vitals.status();
    done = options.once && (round === undefined ? failures >= TRIES : round.sent === 0);
    if (!done) await pause(pauseAfter(round, failures, options.poll), signal);
  }
  keeper.save();
  const { failures, setAside } = reporting.vitals.status();
  return failures === 0 && setAside.length === 0;
}

async function tried(keeper: Keeper, { log, vitals }: Reporting): Promise<Round | undefined> {
  try {
    const round = await keeper.round();
    vitals.roundDone();
    return round;
  } catch (error) {
    const failures = vitals.roundFailed(error);
    log.warning(`${inOneLine(error)} (trying again in ${Math.round(backoff(failures) / SECOND)} s)`);
    return undefined;
  }
}

/** In milliseconds. */
function pauseAfter(round: Round | undefined, failures: number, poll: number): number {
  if (round === undefined) return jittered(backoff(failures));
  if (round.sent > 0) return 0;
  return jittered(Math.min(poll, round.nextIn ?? poll) * SECOND);
}

/** Ends early when the signal comes. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
