// Runs parts of Solidity tests one after the other, as its parent asks, and says what came of each.
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import config from "../../hardhat.config.ts";
import type { DeepTest, Part } from "./plan.ts";

/** What the parent asks. */
export interface Job {
  readonly test: DeepTest;
  readonly part: Part;
  /** Calls of a run of an invariant. */
  readonly calls: number;
}

/** What it is told. */
export interface Outcome {
  readonly passed: boolean;
  readonly runs: number;
  readonly calls: number;
  readonly milliseconds: number;
}

/** What Hardhat's task gives back of each test. */
interface TestResult {
  readonly name: string;
  readonly status: string;
  readonly durationNs: bigint;
  readonly kind: { readonly runs?: bigint; readonly calls?: bigint };
}

/** What the task gives back, as far as it is used here. */
interface TaskResult {
  readonly value?: { readonly suiteResults: readonly { readonly testResults: readonly TestResult[] }[] };
  readonly error?: { readonly suiteResults: readonly { readonly testResults: readonly TestResult[] }[] };
}

async function run({ test, part, calls }: Job): Promise<Outcome> {
  const { runs, seed } = part;
  const solidity = { fuzz: { runs, seed }, invariant: { runs, depth: calls } };
  const hre = await createHardhatRuntimeEnvironment({ ...config, test: { ...config.test, solidity } });
  const task = hre.tasks.getTask(["test", "solidity"]);
  const grep = `^${test.name}\\(`;
  const result: TaskResult = await task.run({ testFiles: [test.file], grep, noCompile: true });
  const results = (result.value ?? result.error)?.suiteResults.flatMap(({ testResults }) => testResults) ?? [];
  const [own] = results;
  if (own === undefined || results.length > 1) throw new Error(`${results.length} tests named ${test.name}`);
  const done = Number(own.kind.runs ?? 1n);
  return {
    passed: own.status === "Success",
    runs: done,
    calls: Number(own.kind.calls ?? done),
    milliseconds: Number(own.durationNs / 1_000_000n),
  };
}

process.on("message", (job: Job) => {
  run(job).then(
    (outcome) => process.send?.(outcome),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
