import { type Command, CommanderError, InvalidArgumentError, Option } from "commander";
import {
  inventMarket,
  Network,
  type Plan,
  type SaleRow,
  type SimulationPeriod,
  USUAL_MARKET,
} from "../../../../engine/src/index.ts";
import { inFiles } from "../../input/in-files.ts";
import { EXIT, wholeNumber } from "../../terminal/command.ts";
import { grouped } from "../../terminal/text.ts";
import type { Task } from "../verb.ts";
import { addDataOptions, periodNamed, type ReadOptions, readData } from "./period-input.ts";

/** Options of a verb that tries plans on invented people and sales, or on real ones. */
export interface MarketOptions extends ReadOptions {
  readonly network?: string;
  readonly sales?: string;
  readonly people: number;
  readonly periods: number;
  readonly seed: number;
  /** Basis points. */
  readonly selling: number;
  /** Basis points. */
  readonly ownUse: number;
  /** Basis points. */
  readonly parties: number;
  readonly width: number;
}

/** People and sales to try plans on. */
export interface Market {
  readonly network: Network;
  readonly periods: readonly SimulationPeriod[];
  /** What they are, in words. */
  readonly about: string;
  /** What people are called, by id; empty where they are invented. */
  readonly names: ReadonlyMap<string, string>;
}

/** Adds the options of the data, real or invented. */
export function addMarketOptions(made: Command): Command {
  const { selling, ownUse, parties, width, seed } = USUAL_MARKET;
  return addDataOptions(made, false)
    .option("--people <number>", "invented distributors, without --network", wholeNumber(1, 1_000_000), 10_000)
    .option("--periods <number>", "invented periods", wholeNumber(1, 120), 3)
    .option("--seed <number>", "another number is another company", wholeNumber(0, 999_999_999), seed)
    .addOption(percentOption("--selling <percent>", "how many sell anything in a period", selling))
    .addOption(percentOption("--own-use <percent>", "how many of the sales are to the distributor himself", ownUse))
    .addOption(percentOption("--parties <percent>", "how many of the sales to customers are made at parties", parties))
    .option("--width <number>", "how many are placed below one person", wholeNumber(1, 100), width);
}

/** An option in per cent. @param usual Basis points. */
function percentOption(flags: string, about: string, usual: number): Option {
  return new Option(flags, about).argParser(parsePercent).default(usual, `${usual / 100}`);
}

/** @returns Basis points. */
function parsePercent(text: string): number {
  const rate = /^\d{1,3}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : -1;
  if (rate < 0 || rate > 10_000) throw new InvalidArgumentError("It is a number from 0 to 100.");
  return rate;
}

/** Invents people and sales, or reads those that are given. @param plan Says the currency, the ranks and the period. */
export function marketFor(
  plan: Plan,
  { options, progress }: Pick<Task<MarketOptions>, "options" | "progress">,
): Market {
  const { network, sales } = options;
  if (network !== undefined && sales !== undefined) {
    const period = periodNamed(options.period, plan);
    const rows: SaleRow[] = [];
    const onSale = (row: SaleRow) => rows.push(row);
    const read = readData({ ...options, network, sales }, plan, period, progress, { named: true, onSale });
    const about = `${grouped(read.network.size)} distributors and ${grouped(rows.length)} sales, as given`;
    return { network: read.network, periods: [{ period, sales: rows }], about, names: read.names };
  }
  if (network === undefined && sales === undefined) return invented(plan, options);
  throw new CommanderError(EXIT.usage, "upline.data", "--network and --sales belong together");
}

const MONTH = 30;
const DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: MONTH };

function invented(plan: Plan, { people, periods, seed, selling, ownUse, parties, width }: MarketOptions): Market {
  const { document, decimals } = plan;
  const days = (DAYS[document.period.unit] ?? MONTH) * document.period.count;
  const ranks = Math.max(1, document.ranks.length);
  const settings = {
    people,
    periods,
    seed,
    selling,
    ownUse,
    parties,
    width,
    days,
    unit: 10n ** BigInt(decimals),
    ranks,
  };
  const market = inventMarket(settings);
  const sales = market.periods.reduce((sum, period) => sum + period.sales.length, 0);
  const assumed = [`${selling / 100} % sell in a period`, `${ownUse / 100} % of the sales are for own use`];
  if (parties > 0) assumed.push(`${parties / 100} % of those to customers are made at parties`);
  const about =
    `${grouped(people)} distributors and ${grouped(sales)} sales in ${periods} periods of ${days} days, invented ` +
    `(seed ${seed}): ${assumed.join(", ")}`;
  return { network: Network.from(market.network), periods: market.periods, about, names: new Map() };
}

/** Tries a plan, and says what is wrong with rows of one's own in the terms of their files. */
export function tried<T>({ network, sales }: MarketOptions, compute: () => T): T {
  return network === undefined || sales === undefined ? compute() : inFiles({ network, sales }, compute);
}
