import { simulate } from "../../../../engine/src/index.ts";
import { simulationFacts, simulationJson } from "../../output/simulation.ts";
import { bonusTable } from "../../output/summary.ts";
import type { Result } from "../../terminal/output.ts";
import { heading } from "../../terminal/section.ts";
import { facts, wrapped } from "../../terminal/text.ts";
import type { Task, Verb } from "../verb.ts";
import { addMarketOptions, type MarketOptions, marketFor, tried } from "./market.ts";
import { readPlanNoting } from "./period-input.ts";

interface Options extends MarketOptions {
  readonly plan: string;
}

/** Tries a plan: what it pays, how earnings are distributed, and how many earn nothing. */
export const simulateVerb: Verb<Options> = {
  name: "simulate",
  description: "try a plan on invented or real people and sales: what it pays, and how many earn nothing",
  configure: (made) => addMarketOptions(made.requiredOption("--plan <file>", "the plan: JSON")),
  run,
};

function run(task: Task<Options>): Result {
  const { options, setting, note } = task;
  const plan = readPlanNoting(options.plan, options.analyse, note);
  const { network, periods, about } = marketFor(plan, task);
  const simulation = tried(options, () => simulate(plan, network, periods));
  const text = [
    heading(plan.document.name, setting),
    wrapped(`On ${about}.`, setting.width, "  "),
    facts(
      simulationFacts(simulation).map(({ name, value, share }) => [name, share === "" ? value : `${value} (${share})`]),
      setting.width,
    ),
    "",
    bonusTable(simulation.bonuses, plan.decimals, setting),
  ];
  return { json: { data: about, ...simulationJson(simulation) }, text: text.join("\n") };
}
