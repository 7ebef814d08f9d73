// npm run mutate: changes the contracts in thousands of small ways and runs the tests on each. What no test notices is
// a gap in the tests, unless the change makes no difference. See docs/mutation.md for the options.
import { loadProject, type Project } from "./ast.ts";
import { builds, byCoverage, byKillers, RESULTS, runBuild } from "./campaign.ts";
import { base, changedLines, onLines, sample, sampleOfFiles } from "./changed.ts";
import { coverageOf, testsHash } from "./coverage.ts";
import { equivalents } from "./equivalents.ts";
import { generate } from "./generate.ts";
import { Identity } from "./identical.ts";
import { writeKillers } from "./killers.ts";
import type { Mutant } from "./mutant.ts";
import { type Options, optionsOf } from "./options.ts";
import { Progress } from "./progress.ts";
import { writePage } from "./report.ts";
import { addResult, readResults, resultOf, unsettled } from "./results.ts";
import { judged, percent, scores, survivors } from "./score.ts";

/** Most mutants of changed lines. */
const CHANGED = 40;

/** The mutants that the options ask for. */
function wanted(all: readonly Mutant[], options: Options, say: (text: string) => void): readonly Mutant[] {
  const { files, functions, operators, limit, seed } = options;
  let found = all.filter(
    (mutant) =>
      (files.length === 0 || files.some((file) => mutant.file.startsWith(file))) &&
      (functions.length === 0 || functions.includes(mutant.function)) &&
      (operators.length === 0 || operators.includes(mutant.operator)),
  );
  if (options.changed) {
    const since = options.since ?? base();
    const lines = since === undefined ? undefined : changedLines(since);
    if (lines === undefined) {
      say(`git knows no commit to compare with: ${CHANGED} mutants of two files, by the seed ${seed}`);
      return sampleOfFiles(found, CHANGED, seed);
    }
    const on = onLines(found, lines);
    say(`${on.length} mutants on lines changed since ${since}`);
    found = sample(on, CHANGED, seed);
  }
  return limit === undefined ? found : sample(found, limit, seed);
}

/** Survivors that are no mutants at all. */
function compare(project: Project, all: readonly Mutant[], say: (text: string) => void): void {
  const identity = new Identity(project);
  const listed = equivalents();
  for (const { mutant, result } of survivors(judged(all, readResults(RESULTS)), listed)) {
    if (result === undefined || result.compared || !identity.holds(mutant)) {
      if (result !== undefined && !result.compared) addResult(RESULTS, { ...result, compared: true });
      continue;
    }
    say(`identical ${mutant.id}`);
    addResult(RESULTS, { ...result, outcome: "identical" });
  }
}

async function main(options: Options): Promise<number> {
  const say = (text: string) => console.error(text);
  const project = loadProject();
  const all = generate(project);
  const chosen = wanted(all, options, say);
  const known = readResults(RESULTS);
  const [hash, listed] = [testsHash(), equivalents()];
  const waiting = chosen.filter((mutant) => {
    const result = resultOf(known, mutant);
    return result === undefined || (options.retry && unsettled(result, hash) && !listed.has(mutant.id));
  });
  if (!options.list && !options.report && waiting.length > 0) {
    say(`${all.length} mutants, ${chosen.length} asked for, ${waiting.length} without a result`);
    const progress = new Progress(waiting.length, say);
    const tests = options.quick ? byKillers : byCoverage(coverageOf(project, say));
    const queue = builds(waiting, options.changed);
    const work = async () => {
      for (let build = queue.shift(); build !== undefined; build = queue.shift()) {
        await runBuild(project, tests, build, options.budget, (mutant, result) => progress.done(mutant, result));
      }
    };
    await Promise.all(Array.from({ length: options.jobs }, work));
  }
  if (options.identical && !options.list && !options.report) compare(project, chosen, say);
  return conclude(all, chosen, options);
}

/** Prints what became of the mutants; 1 if one survived that is not listed. */
async function conclude(all: readonly Mutant[], chosen: readonly Mutant[], { report, json }: Options): Promise<number> {
  const [listed, results] = [equivalents(), readResults(RESULTS)];
  if (report) {
    await writePage(judged(all, results));
    writeKillers(judged(all, results));
  }
  const own = judged(chosen, results);
  const left = survivors(own, listed);
  const { files, total } = scores(own, listed);
  if (json) {
    const shown = left.map(({ mutant: { id, file, line, before, after } }) => ({ id, file, line, before, after }));
    console.log(JSON.stringify({ files, total, percent: percent(total), survivors: shown }, null, 2));
  } else {
    for (const { mutant, result } of left) {
      const more = result?.all === false ? ", not all that could" : "";
      console.log(
        `${mutant.file}:${mutant.line} ${mutant.function}, ${mutant.operator}: ${mutant.before} => ${mutant.after} (${result?.tests ?? 0} tests ran${more})\n    ${mutant.id}`,
      );
    }
    const { generated, killed, identical, listed: named, survived, unknown } = total;
    console.log(
      `mutation: ${generated} mutants, ${killed} killed, ${identical} identical, ${named} listed, ${survived} survived, ${unknown} without a result: ${percent(total).toFixed(1)} %`,
    );
  }
  return left.length === 0 ? 0 : 1;
}

process.exitCode = await main(optionsOf(process.argv.slice(2)));
