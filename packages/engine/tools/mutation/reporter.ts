// Tells a run which mutants it is to run, once Stryker knows them all, and notes what becomes of each at once.
import { type MutantResult, PlanKind } from "@stryker-mutator/api/core";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import type { MutationTestingPlanReadyEvent, Reporter } from "@stryker-mutator/api/report";
import {
  addResult,
  Describer,
  type Mutant,
  readJob,
  readMutants,
  readResults,
  wanted,
  writeMutants,
  writeWanted,
} from "./campaign.ts";

/** Milliseconds between two lines of progress. */
const PAUSE = 30_000;

class CampaignReporter implements Reporter {
  static readonly inject = [] as const;
  readonly #wanted = new Map<string, Mutant>();
  readonly #counts = new Map<string, number>();
  #done = 0;
  #said = 0;

  onMutationTestingPlanReady({ mutantPlans }: MutationTestingPlanReadyEvent): void {
    const job = readJob();
    const describer = new Describer();
    const byKey = new Map<string, string>();
    const mutants = mutantPlans.map(({ mutant }) => {
      const described = describer.describe(mutant);
      byKey.set(described.key, mutant.id);
      return described;
    });
    const files = new Set(mutants.map(({ file }) => file));
    writeMutants([...readMutants().filter(({ file }) => !files.has(file)), ...mutants]);
    const runs = new Set(mutantPlans.filter(({ plan }) => plan === PlanKind.Run).map(({ mutant }) => mutant.id));
    for (const mutant of wanted(mutants, job, readResults())) {
      const id = byKey.get(mutant.key) as string;
      if (runs.has(id)) this.#wanted.set(id, mutant);
    }
    writeWanted([...this.#wanted.keys()]);
    console.error(`${mutants.length} mutants, ${this.#wanted.size} to be run`);
  }

  onMutantTested({ id, status, killedBy, testsCompleted }: Readonly<MutantResult>): void {
    const mutant = this.#wanted.get(id);
    if (mutant === undefined) return;
    addResult({ key: mutant.key, status, by: killedBy?.[0], tests: testsCompleted });
    this.#counts.set(status, (this.#counts.get(status) ?? 0) + 1);
    this.#done++;
    if (Date.now() < this.#said + PAUSE) return;
    this.#said = Date.now();
    const counts = [...this.#counts].map(([word, count]) => `${count} ${word}`).join(", ");
    console.error(`${this.#done} of ${this.#wanted.size}: ${counts}`);
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, "campaign", CampaignReporter)];
