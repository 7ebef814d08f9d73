import type { Progress } from "../../packages/cli/src/terminal/progress.ts";
import { grouped } from "../../packages/cli/src/terminal/text.ts";
import { formatAmount } from "../../packages/protocol/src/index.ts";
import { checkJournal, type JournalCheck } from "../journal.ts";
import type { LocalNetwork } from "../local/network.ts";
import { readAccounts } from "../local/report/accounts.ts";
import { History } from "../local/report/history.ts";
import { checkQuote } from "../local/report/quotes.ts";
import { dayOf } from "../local/time.ts";
import { type SecondOpinion, secondOpinion } from "../second-opinion/second-opinion.ts";
import type { Company } from "./data/company.ts";
import type { PlanFile } from "./data/plan-file.ts";
import { type Earnings, readEarnings } from "./report/earnings.ts";
import { explainSale } from "./report/explanation.ts";
import { type GasRow, readGas } from "./report/gas.ts";
import { followMoney, type MoneyFlow } from "./report/money.ts";
import { type People, seat } from "./run/accounts.ts";
import { type Claimed, claimAll } from "./run/claims.ts";
import { deployProgramme } from "./run/programme.ts";
import { replay, type Sold, type Stage } from "./run/replay.ts";
import { addProducts, enrolEmployees, fundCustomers, setRanks } from "./run/set-up.ts";

/** What the main job found. */
export interface Report {
  readonly stage: Stage;
  readonly plan: PlanFile;
  readonly sold: readonly Sold[];
  readonly money: MoneyFlow;
  readonly earnings: readonly Earnings[];
  readonly claimed: ReadonlyMap<bigint, Claimed>;
  /** The invoice that is explained, in sentences. */
  readonly explained: Sold;
  readonly explanation: readonly string[];
  readonly gas: readonly GasRow[];
  readonly journal: JournalCheck;
  readonly opinion: SecondOpinion;
}

/** The data, checked. */
export interface Input {
  readonly company: Company;
  readonly plan: PlanFile;
  /** Number of the invoice to explain. */
  readonly explain: number;
}

/**
 * Runs a company's sales through a programme on a local network, from deployment to the last claim, and reports.
 * @throws QuoteBroken, MoneyMismatch if the chain did something else than it promised.
 */
export async function runMainJob(network: LocalNetwork, input: Input, progress: Progress): Promise<Report> {
  const stage = await setUp(network, input, progress);
  const sold = await sell(stage, progress);
  const claimed = await claimAll(stage);
  progress.done(`${claimed.size} balances claimed on ${dayOf(network.clock.now)}`);
  const found = await report(network, stage, input, sold, claimed);
  progress.done(`All ${grouped(found.opinion.amounts)} amounts computed a second time, by the engine`);
  return found;
}

async function setUp({ connection, clock }: LocalNetwork, input: Input, progress: Progress): Promise<Stage> {
  const { company, plan } = input;
  const people: People = await seat(connection, company);
  const programme = await deployProgramme(connection, plan, people);
  progress.done(`Programme deployed at ${programme.core} on ${dayOf(clock.now)}`);
  const products = await addProducts(programme, company, plan, people);
  progress.done(`${grouped(products.size)} products added`);
  const funds = await fundCustomers(programme, company, people);
  progress.done(
    `${company.customers.length} customers given what they will spend, ${formatAmount(funds, programme.unit)}`,
  );
  await clock.moveTo(plan.people.enrolled);
  const ids = await enrolEmployees(programme, company, people, clock);
  await setRanks(programme, company, plan, people, ids);
  progress.done(`${ids.size} people enrolled by signed invitations and given ranks on ${dayOf(clock.now)}`);
  return { programme, company, people, clock, products, ids };
}

async function sell(stage: Stage, progress: Progress): Promise<readonly Sold[]> {
  const { invoices } = stage.company;
  progress.begin("Sales", invoices.length);
  const sold = await replay(stage, (done, { time }) =>
    progress.at(done, `${done} of ${invoices.length} invoices, ${dayOf(time)}`),
  );
  progress.end();
  progress.done(`${invoices.length} invoices bought and settled until ${dayOf(stage.clock.now)}`);
  return sold;
}

async function report(
  { connection }: LocalNetwork,
  stage: Stage,
  { plan, explain }: Input,
  sold: readonly Sold[],
  claimed: ReadonlyMap<bigint, Claimed>,
): Promise<Report> {
  const { programme } = stage;
  for (const { invoice, quote, sale } of sold) checkQuote(`invoice ${invoice.number}`, quote, sale);
  const accounts = await readAccounts(programme);
  const money = await followMoney(programme, sold, plan.plan, accounts);
  const earnings = await readEarnings(stage, sold, plan.plan, accounts);
  const history = new History(await programme.reader.fetchJournal());
  const explained = sold.find(({ invoice }) => invoice.number === explain);
  if (explained === undefined) throw new Error(`there is no invoice ${explain}`);
  return {
    stage,
    plan,
    sold,
    money,
    earnings,
    claimed,
    explained,
    explanation: explainSale(explained, { stage, plan: plan.plan, earnings, claimed }),
    gas: await readGas(connection, programme),
    journal: await checkJournal(connection.ethers.provider, programme.core),
    opinion: secondOpinion(history, plan.name, programme.unit, accounts),
  };
}
