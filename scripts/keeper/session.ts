import { join } from "node:path";
import hre from "hardhat";
import type { Streams } from "../../packages/cli/src/terminal/output.ts";
import { coloursFor } from "../../packages/cli/src/terminal/style.ts";
import { findActor } from "../operator/actor.ts";
import { parseAmount } from "../operator/amounts.ts";
import { openSession, type Session } from "../operator/session.ts";
import { type Checkpoint, CheckpointFile, CheckpointUnusable } from "./books/checkpoint.ts";
import { inOneLine, isDown } from "./chain/faults.ts";
import { requestThrough } from "./chain/tip.ts";
import type { KeeperOptions } from "./command.ts";
import { statusLine } from "./health/line.ts";
import { type Log, logTo } from "./health/log.ts";
import { serveHealth } from "./health/server.ts";
import { judge } from "./health/status.ts";
import { Vitals } from "./health/vitals.ts";
import { Keeper, type KeeperSettings, type Memory, type Reporting, type Workplace } from "./keeper.ts";
import { backoff, pause, workRounds } from "./rounds.ts";
import { SendingFile } from "./sending/sending-record.ts";

/**
 * Connects, and lets a keeper work until the signal, or once.
 * @returns False if it worked once and something could not be done.
 */
export async function runUntil(options: KeeperOptions, signal: AbortSignal, streams: Streams): Promise<boolean> {
  const colours = coloursFor(streams.stdout);
  const log = logTo((line) => void streams.stdout.write(`${line}\n`), { json: options.json === true, colours });
  const reporting = { log, vitals: new Vitals() };
  const server = await healthServer(options, reporting);
  let opened: Opened | undefined;
  try {
    opened = await openPatiently(options, reporting, signal);
    return opened === undefined || (await keep(opened, options, reporting, signal));
  } finally {
    await opened?.session.close();
    server?.close();
    server?.closeAllConnections();
  }
}

function healthServer({ healthPort: port, healthHost: host, patience }: KeeperOptions, { vitals }: Reporting) {
  if (port === undefined) return undefined;
  return serveHealth({ host, port }, () => {
    const status = vitals.status();
    return [status, judge(status, { patience })];
  });
}

interface Opened {
  readonly session: Session;
  readonly account: string;
  /** Hash of the chain's first block. */
  readonly genesis: string;
}

/** @returns Undefined if the signal came before there was a connection. */
async function openPatiently(
  options: KeeperOptions,
  { log, vitals }: Reporting,
  signal: AbortSignal,
): Promise<Opened | undefined> {
  while (!signal.aborted) {
    try {
      const session = await openSession(options);
      // Who works once is somebody who waits for nothing.
      const { address: account } = await findActor(session, { ...options, wait: 0 }, undefined);
      return { session, account, genesis: (await session.provider.getBlock(0))?.hash ?? "" };
    } catch (error) {
      if (options.once || options.dryRun || !isDown(error)) throw error;
      log.warning(inOneLine(error));
      await pause(backoff(vitals.roundFailed(error)), signal);
    }
  }
  return undefined;
}

async function keep(
  opened: Opened,
  options: KeeperOptions,
  reporting: Reporting,
  signal: AbortSignal,
): Promise<boolean> {
  const { session, account } = opened;
  const { provider, core, address, unit, from } = session;
  const place: Workplace = { provider, request: requestThrough(provider), core, address, unit, from, account };
  const settings = settingsOf(options, session);
  const memory = memoryOf(options, opened, reporting.log);
  const keeper = new Keeper(place, settings, memory, reporting, signal);
  const { log, vitals } = reporting;
  const line = () => {
    const status = vitals.status();
    const verdict = judge(status, options);
    log.info(statusLine(status, verdict, unit), { ...verdict, ...status });
  };
  log.info(`keeping ${address} on ${session.network}, chain ${session.chainId}, with ${account}`);
  const timer = setInterval(line, options.statusEvery * 1_000);
  const rounds = { once: options.once === true || options.dryRun === true, poll: options.poll };
  const done = await workRounds(keeper, rounds, reporting, signal).finally(() => clearInterval(timer));
  line();
  return done || !rounds.once;
}

function settingsOf(options: KeeperOptions, { unit }: Session): KeeperSettings {
  const { gasLimit, maxFeePerGas, maxFee = 2n * maxFeePerGas, stuckAfter, finalAfter } = options;
  const above = parseAmount(options.pushAbove, unit, "--push-above");
  return {
    limits: { begin: maxFeePerGas, replace: maxFee },
    stuckAfter,
    gasLimit,
    finalAfter,
    push: options.push ? { above, every: BigInt(Math.ceil(options.pushEvery)) } : undefined,
    dryRun: options.dryRun === true,
  };
}

function memoryOf({ state }: KeeperOptions, { session, account, genesis }: Opened, log: Log): Memory {
  const { chainId, address: core } = session;
  const name = join(state ?? join(hre.config.paths.cache, "keeper"), `${chainId}-${core}-${account}`);
  const checkpoints = new CheckpointFile(`${name}.json`, { chainId, genesis, core });
  return {
    sending: new SendingFile(`${name}.sending.json`),
    begin: checkpointIn(checkpoints, log),
    save: (checkpoint) => checkpoints.write(checkpoint),
  };
}

/** What cannot be used is as if it were not there. */
function checkpointIn(file: CheckpointFile, log: Log): Checkpoint | undefined {
  try {
    return file.read();
  } catch (error) {
    if (!(error instanceof CheckpointUnusable)) throw error;
    log.warning(inOneLine(error));
    return undefined;
  }
}
