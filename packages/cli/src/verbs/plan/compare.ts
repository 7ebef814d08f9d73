import {
  type Comparison,
  comparePlans,
  fromUnits,
  type Network,
  type Plan,
  type Simulation,
} from "../../../../engine/src/index.ts";
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
  const { network, periods, about } = marketFor(first, task);
  const comparison = tried(options, () => comparePlans([first, second], network, periods));
  return { json: jsonOf(comparison, network, about), text: textOf(comparison, network, about, setting) };
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

function textOf(comparison: Comparison, network: Network, about: string, setting: Setting): string {
  const { first, second, more, same, less, mostGained, mostLost } = comparison;
  const { decimals, document } = second.plan;
  const columns = [{ head: "" }, right(first.plan.document.name), right(second.plan.document.name)];
  const most = ({ index, amount }: Comparison["mostGained"], verb: string) => {
    const money = fromUnits(amount < 0n ? -amount : amount, decimals);
    return index === 0
      ? []
      : [`  Distributor ${network.ids.at(index)} ${verb} most: ${money} ${document.currency.code}.`];
  };
  return [
    heading(`${first.plan.document.name} and ${second.plan.document.name}`, setting),
    wrapped(`On ${about}.`, setting.width, "  "),
    table(columns, sideBySide(first, second), setting.colours.dim),
    "",
    heading(`By ${second.plan.document.name}`, setting),
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
