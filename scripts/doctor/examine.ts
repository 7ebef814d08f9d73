import type { Parameters } from "../deployment/parameters.ts";
import { checkAttached } from "./attached.ts";
import type { Check } from "./check.ts";
import { checkCode } from "./code.ts";
import { Expected } from "./expected.ts";
import { checkJournal, checkMoney } from "./money.ts";
import { checkPowers, findTimelock } from "./powers.ts";
import { type Endpoint, readProgramme } from "./programme.ts";
import { checkScheduled } from "./scheduled.ts";
import { checkSettings } from "./settings.ts";
import { checkToken, tokenOf } from "./token.ts";

/** What an examination is to go by. */
export interface ExamineOptions {
  /** The block in which the programme's first contract was deployed, or any before it. */
  readonly from: number;
  /** What the programme is to be; without it nothing tells what values and holders are right. */
  readonly parameters?: Parameters;
  /** What its operators know of: `plan:3`, `run:0x…`, `screen:0x…`, `operation:0x…`, `paused`. */
  readonly allowed?: readonly string[];
}

/** What came of an examination. */
export interface Examination {
  readonly core: string;
  readonly chainId: bigint;
  /** The block that it speaks of. */
  readonly block: number;
  readonly checks: readonly Check[];
  readonly findings: number;
  readonly unchecked: number;
}

/**
 * Reads a programme back from the chain and compares it with the build, the parameters and its own events.
 * @throws CoreMissing, ProgrammeUnreadable, BuildMissing
 */
export async function examine(endpoint: Endpoint, core: string, options: ExamineOptions): Promise<Examination> {
  const programme = await readProgramme(endpoint, core, options.from);
  const expected = options.parameters === undefined ? undefined : new Expected(options.parameters);
  const allowed = new Set((options.allowed ?? []).map((one) => one.toLowerCase()));
  const timelock = await findTimelock(programme);
  const stablecoin = expected?.stablecoin ? tokenOf(programme) : undefined;
  const checks = [
    ...(await checkCode(programme, timelock?.address, stablecoin)),
    ...(await checkAttached(programme)),
    ...(await checkSettings(programme, expected, allowed)),
    ...(await checkPowers(programme, timelock, expected)),
    ...(await checkScheduled(programme, timelock, allowed)),
    ...(await checkToken(programme)),
    await checkJournal(programme),
    ...(await checkMoney(programme)),
  ];
  const count = (verdict: Check["verdict"]) => checks.filter((check) => check.verdict === verdict).length;
  const { address, chainId, block } = programme;
  return { core: address, chainId, block, checks, findings: count("finding"), unchecked: count("unchecked") };
}
