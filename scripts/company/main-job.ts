import type { Size, Story } from "../../examples/company/generator/story.ts";
import type { Progress } from "../../packages/cli/src/terminal/progress.ts";
import { grouped } from "../../packages/cli/src/terminal/text.ts";
import { type JournalLog, Ledger } from "../../packages/protocol/src/index.ts";
import { checkJournal, type JournalCheck } from "../journal.ts";
import type { LocalNetwork } from "../local/network.ts";
import { History } from "../local/report/history.ts";
import { add } from "../local/report/sums.ts";
import { dayOf } from "../local/time.ts";
import { readTransactions, type Transaction } from "../local/transactions.ts";
import { type SecondOpinion, secondOpinion } from "../second-opinion/second-opinion.ts";
import { checkBalances, checkWallets } from "./checks/money.ts";
import { checkPeople, checkTraces } from "./checks/people.ts";
import { checkSales, checkStands } from "./checks/sales.ts";
import { type Earnings, readEarnings } from "./report/earnings.ts";
import { type GasRow, gasByOperation } from "./report/gas.ts";
import { type Happenings, readHappenings } from "./report/happenings.ts";
import { followMoney, type Money } from "./report/money.ts";
import { comparePlans, type PlanSum } from "./report/plans.ts";
import { payAll } from "./run/actions/payouts.ts";
import type { Stage } from "./run/stage.ts";
import { tell } from "./run/tell.ts";
import { Wallets } from "./run/wallets.ts";
import { deployProgramme } from "./set-up/programme.ts";
import { setUp } from "./set-up/set-up.ts";

/** Seconds that the parts of a run took. */
export interface Seconds {
  readonly setUp: number;
  readonly story: number;
  readonly check: number;
}

/** What became of a story. */
export interface Report {
  readonly size: Size;
  readonly stage: Stage;
  readonly money: Money;
  readonly happenings: Happenings;
  readonly plans: readonly PlanSum[];
  readonly earnings: Earnings;
  readonly gas: readonly GasRow[];
  readonly journal: JournalCheck;
  readonly opinion: SecondOpinion;
  readonly seconds: Seconds;
}

/**
 * Lets a story happen on a local network, from the deployment to the last payout, and reports.
 * @throws StoryBroken, QuoteBroken, MoneyMismatch, TransactionFailed if the chain did something else than the story says.
 */
export async function runStory(network: LocalNetwork, size: Size, story: Story, progress: Progress): Promise<Report> {
  const since = stopwatch();
  const wallets = new Wallets(story.seed);
  const programme = await deployProgramme(network.connection, story, wallets);
  progress.done(`Programme deployed at ${programme.core} on ${dayOf(network.clock.now)}, not open yet`);
  const deployment = await readTransactions(network.connection);
  const stage = await setUp(network, story, { programme, wallets }, progress);
  const setUpTook = since();

  await tell(stage, progress);
  progress.done(`${grouped(story.sales)} purchases and all that came of them, until ${dayOf(stage.now)}`);
  const before = await checkBalances(stage, await stage.programme.reader.fetchJournal());
  await payAll(stage);
  await stage.settleDown();
  progress.done("Everything paid out");
  const storyTook = since();

  const logs = await stage.programme.reader.fetchJournal();
  const history = await checkStory(stage, logs);
  const money = await followMoney(stage, history, before);
  const journal = await checkJournal(network.connection.ethers.provider, programme.core);
  progress.done(`All ${grouped(logs.length)} events checked against story, balances and wallets`);
  const opinion = computeAgain(stage, history, logs);
  progress.done(`All ${grouped(opinion.amounts)} amounts computed a second time, by the engine`);
  return {
    size,
    stage,
    money,
    happenings: readHappenings(stage, history),
    plans: comparePlans(story, history),
    earnings: readEarnings(story.people, history),
    gas: gasByOperation(transactionsOf(deployment, stage), programme),
    journal,
    opinion,
    seconds: { setUp: setUpTook, story: storyTook, check: since() },
  };
}

/** Whether the chain did what the story says. */
async function checkStory(stage: Stage, logs: readonly JournalLog[]): Promise<History> {
  const history = new History(logs);
  await checkBalances(stage, logs);
  await checkPeople(stage);
  checkSales(stage, history);
  checkStands(stage, history);
  checkTraces(stage, history);
  await checkWallets(stage, history);
  return history;
}

/** What the engine computes is what was paid out and is still owed. */
function computeAgain({ programme }: Stage, history: History, logs: readonly JournalLog[]): SecondOpinion {
  const paidOut = new Map<bigint, bigint>();
  for (const { args } of history.of("Paid")) add(paidOut, args["id"], args["amount"]);
  const accounts = { paidOut, balances: Ledger.from(logs).balances };
  return secondOpinion(history, "An invented company", programme.unit, accounts);
}

function transactionsOf(deployment: readonly Transaction[], { chain }: Stage): readonly Transaction[] {
  return [...deployment, ...chain.transactions];
}

/** @returns What gives the seconds since it was asked last. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const [before, now] = [last, performance.now()];
    last = now;
    return Math.round((now - before) / 100) / 10;
  };
}
