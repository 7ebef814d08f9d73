import type { Progress } from "../../packages/cli/src/terminal/progress.ts";
import type { Setting } from "../../packages/cli/src/terminal/section.ts";
import { formatAmount, formatDuration, type TokenUnit, Upline__factory } from "../../packages/protocol/src/index.ts";
import { requestThrough } from "../keeper/chain/tip.ts";
import type { Log } from "../keeper/health/log.ts";
import { Vitals } from "../keeper/health/vitals.ts";
import { Keeper, type KeeperSettings, type Memory } from "../keeper/keeper.ts";
import { workRounds } from "../keeper/rounds.ts";
import { SendingMemory } from "../keeper/sending/sending-record.ts";
import type { Connection } from "./network.ts";
import type { Programme } from "./programme.ts";
import { paragraph } from "./welcome.ts";

/** What is pushed: balances from so many tokens on, every so many seconds. */
const PUSHED = { tokens: 1n, every: 3_600n } as const;

const GWEI = 1_000_000_000n;

/** The chain ends with the process, and so does all that the keeper knows. */
const MEMORY: Memory = { sending: new SendingMemory(), begin: undefined, save: () => {} };

const leastPushed = ({ decimals }: TokenUnit) => PUSHED.tokens * 10n ** BigInt(decimals);

function settings(unit: TokenUnit): KeeperSettings {
  return {
    limits: { begin: 1_000n * GWEI, replace: 2_000n * GWEI },
    stuckAfter: 60,
    gasLimit: 12_000_000n,
    finalAfter: 64,
    push: { above: leastPushed(unit), every: PUSHED.every },
    dryRun: false,
  };
}

/**
 * Lets a keeper work on a local network until the signal, as scripts/keeper.ts does on any other.
 * @param number The account that it works with.
 */
export async function keepPaying(
  { ethers }: Connection,
  { core: address, unit }: Programme,
  number: number,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { provider } = ethers;
  const account = (await ethers.getSigners())[number]?.address;
  if (account === undefined) throw new Error(`the network has no account ${number}`);
  const core = Upline__factory.connect(address, provider);
  const place = { provider, request: requestThrough(provider), core, address, unit, from: 0, account };
  const reporting = { log: logOn(progress), vitals: new Vitals() };
  const keeper = new Keeper(place, settings(unit), MEMORY, reporting, signal);
  await workRounds(keeper, { once: false, poll: 1 }, reporting, signal);
}

function logOn(progress: Progress): Log {
  const say = (text: string) => progress.done(`Keeper: ${text}`);
  return { info: say, warning: say, error: say };
}

/** That there is a keeper, and what it does. */
export function renderKeeper(account: number, unit: TokenUnit, setting: Setting): string {
  const text =
    `A keeper works here, with account ${account}, which has no power over the programme: it settles each sale when ` +
    `its return window is over, and pays balances from ${formatAmount(leastPushed(unit), unit)} on to their owners' ` +
    `wallets every ${formatDuration(PUSHED.every)}. It goes by the network's clock, which evm_increaseTime moves on.`;
  return paragraph(text, setting);
}
