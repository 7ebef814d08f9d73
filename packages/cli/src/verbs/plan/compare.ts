import {
  type Comparison,
  comparePlans,
  fromUnits,
  type Network,
  type Plan,
  type Simulation,
} from "../../../../engine/src/index.ts";
import { shortPath } from "../../input/problems.ts";
import { simulationFacts, simulationJson } from "../../output/simulation.ts";
import type { Result } from "../../terminal/output.ts";
import { heading, right, type Setting } from "../../terminal/section.ts";
import { table } from "../../terminal/table.ts";
import { grouped, wrapped } from "../../terminal/text.ts";
import type { Task, Verb } from "../verb.ts";
import { addMarketOptions, type MarketOptions, marketFor, tried } from "./market.ts";
import { readPlanNoting } from "./period-input.ts";

/** Computes two plans on the same sales, and says who would earn more and who less. */
export const compareVerb: Verb<MarketOptions> = {
  name: "compare",
  description: "try two plans on the same people and sales, and say who would earn more and who less",
  configure: (made) =>
    addMarketOptions(made.argument("<first>", "a plan: JSON").argument("<second>", "the other plan: JSON")),
  run,
};

function run(task: Task<MarketOptions>): Result {
  const { options, args, setting, note } = task;
  const [first, second] = [args[0] ?? "", args[1] ?? ""].map((file) => readPlanNoting(file, options.analyse, note)) as [
    Plan,
    Plan,
  ];
  if (first.decimals !== second.decimals) {
    throw new RangeError(
      `the plans' currencies have ${first.decimals} and ${second.decimals} decimals: the same sales are not the same in both`,
    );
  }
  for (const doubt of doubtsOf(first, second)) note(`Warning: ${doubt}`);
  const { network, periods, about, names } = marketFor(first, task);
  const comparison = tried(options, () => comparePlans([first, second], network, periods));
  const told: Told = {
    about,
    titles: titlesOf([first, second], args),
    call: (index) => {
      const id = network.ids.at(index);
      return names.get(String(id)) ?? `Distributor ${id}`;
    },
  };
  return { json: jsonOf(comparison, network, about), text: textOf(comparison, told, setting) };
}

/** What a comparison is told with. */
interface Told {
  readonly about: string;
  /** What the plans are called. */
  readonly titles: readonly [string, string];
  /** What a distributor is called, by his index in the network. */
  readonly call: (index: number) => string;
}

/** What makes two plans hard to compare. */
function doubtsOf(first: Plan, second: Plan): string[] {
  const [one, two] = [first.document, second.document];
  const doubts: string[] = [];
  if (one.currency.code !== two.currency.code) {
    doubts.push(
      `the plans are in ${one.currency.code} and ${two.currency.code}: amounts are compared as if these were worth the same.`,
    );
  }
  if (one.period.unit !== two.period.unit || one.period.count !== two.period.count) {
    doubts.push(
      `the plans' periods are of ${lengthOf(one)} and ${lengthOf(two)}: both are tried on those of the first.`,
    );
  }
  return doubts;
}

function lengthOf({ period: { unit, count } }: Plan["document"]): string {
  return count === 1 ? `one ${unit}` : `${count} ${unit}s`;
}

/** Their names; where these are the same, their files. */
function titlesOf(plans: readonly [Plan, Plan], files: readonly string[]): readonly [string, string] {
  const [first, second] = plans.map(({ document }) => document.name) as [string, string];
  if (first !== second) return [first, second];
  return [shortPath(files[0] ?? ""), shortPath(files[1] ?? "")];
}

function jsonOf({ first, second, ...who }: Comparison, network: Network, about: string) {
  const named = ({ index, amount }: Comparison["mostGained"]) =>
    index === 0 ? null : { distributor: network.ids.at(index), amount };
  return {
    data: about,
    first: simulationJson(first),
    second: simulationJson(second),
    ...who,
    mostGained: named(who.mostGained),
    mostLost: named(who.mostLost),
  };
}

function textOf(comparison: Comparison, { about, titles, call }: Told, setting: Setting): string {
  const { first, second, more, same, less, mostGained, mostLost } = comparison;
  const { decimals, document } = second.plan;
  const columns = [{ head: "" }, right(titles[0]), right(titles[1])];
  const most = ({ index, amount }: Comparison["mostGained"], verb: string) => {
    const money = fromUnits(amount < 0n ? -amount : amount, decimals);
    return index === 0 ? [] : [`  ${call(index)} ${verb} most: ${money} ${document.currency.code}.`];
  };
  return [
    heading(titles.join(" and "), setting),
    wrapped(`On ${about}.`, setting.width, "  "),
    table(columns, sideBySide(first, second), setting.colours.dim),
    "",
    heading(`With ${titles[1]} instead of ${titles[0]}`, setting),
    `  ${grouped(more)} earn more, ${grouped(same)} the same, ${grouped(less)} less.`,
    ...most(mostGained, "gains"),
    ...most(mostLost, "loses"),
  ].join("\n");
}

/** What both came to, each share on a line of its own, so that the columns are no wider than an amount. */
function sideBySide(first: Simulation, second: Simulation): readonly (readonly string[])[] {
  const [one, two] = [first, second].map(
    (simulation) => new Map(simulationFacts(simulation).map((fact) => [fact.name, fact])),
  );
  const names = new Set([...(one?.keys() ?? []), ...(two?.keys() ?? [])]);
  return [...names].flatMap((name) => {
    const both = [one?.get(name), two?.get(name)];
    const shares = both.map((fact) => fact?.share ?? "");
    const values = [name, ...both.map((fact) => fact?.value ?? "")];
    return shares.some((share) => share !== "") ? [values, ["", ...shares]] : [values];
  });
}
