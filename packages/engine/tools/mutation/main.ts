// npm run mutate -w @upline/engine: changes the engine in thousands of small ways, one at a time, and runs the tests on
// each. What no test notices is a gap in the tests, unless the change makes no difference. See docs/engine-mutation.md.
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { FOLDER, readMutants, readResults, wanted, writeJob } from "./campaign.ts";
import { judged, writePage } from "./report.ts";
import { percent, scoreOf, survivors } from "./score.ts";

/** Runs of each random test; the suite has 500. Of survivors rare cases are tried as well, with `--retry`. */
const RUNS = { first: "5", again: "20" };
/** The share of the mutants that the tests are to notice, in per cent. */
const BAR = 90;

const { values } = parseArgs({
  options: {
    file: { type: "string", multiple: true, default: [] },
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    "no-static": { type: "boolean", default: false },
    retry: { type: "boolean", default: false },
    jobs: { type: "string", default: "1" },
    list: { type: "boolean", default: false },
    report: { type: "boolean", default: false },
  },
});

const job = {
  files: values.file,
  sample: values.sample === undefined ? undefined : Number(values.sample),
  seed: values.seed,
  static: values["no-static"] ? false : undefined,
  retry: values.retry,
};

/** @param loading Whether to try those that act only while the tests load, or the others. */
async function run(loading: boolean): Promise<void> {
  writeJob({ ...job, static: loading });
  process.env["UPLINE_ENGINE_RUNS"] ??= values.retry ? RUNS.again : RUNS.first;
  const mutate = values.file.map((file) => (file.endsWith(".ts") ? file : `${file.replace(/\/$/, "")}/**/*.ts`));
  const plugin = (name: string) => new URL(`./${name}.ts`, import.meta.url).href;
  await new Stryker({
    testRunner: "engine",
    plugins: [plugin("runner"), plugin("reporter")],
    reporters: ["campaign"],
    coverageAnalysis: "perTest",
    mutate: mutate.length === 0 ? ["src/**/*.ts"] : mutate,
    concurrency: Number(values.jobs),
    ignoreStatic: !loading,
    tempDirName: `${FOLDER}/sandbox`,
    // Only for what the runner cannot stop itself: a machine that is busy must not make a survivor look killed.
    timeoutMS: 30_000,
    dryRunTimeoutMinutes: 20,
    // Types are stripped, so nothing needs to compile; and the configuration is the repository's own.
    disableTypeChecks: false,
    tsconfigFile: "none",
    logLevel: "error",
  } as ConstructorParameters<typeof Stryker>[0]).runMutationTest();
}

if (!values.list && !values.report) {
  await run(false);
  if (!values["no-static"]) await run(true);
}
if (values.report) await writePage();
// Of a sample, the score is the sample's.
const all = judged(wanted(readMutants(), job, new Map()), readResults());
for (const { mutant } of survivors(all)) {
  console.log(
    `${mutant.file}:${mutant.line} ${mutant.mutator}: ${mutant.before} => ${mutant.after}\n    ${mutant.name}`,
  );
}
const total = scoreOf("all", all);
console.log(
  `mutation: ${total.mutants} mutants, ${total.tried} tried, ${total.killed} killed, ${total.listed} listed, ${total.survived} survived: ${percent(total).toFixed(1)} %`,
);
process.exitCode = percent(total) >= BAR ? 0 : 1;
