// Writes docs/engine-mutation.md: the score of each file, and every survivor.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { type Mutant, type Result, readMutants, readResults } from "./campaign.ts";
import { type Judged, percent, REASONS, type Score, scoreOf, survived, survivors } from "./score.ts";

const PAGE = fileURLToPath(new URL("../../../../docs/engine-mutation.md", import.meta.url));

export function judged(mutants: readonly Mutant[], results: ReadonlyMap<string, Result>): Judged[] {
  return mutants.map((mutant) => ({ mutant, result: results.get(mutant.key) }));
}

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ");
const code = (text: string) => `\`${cell(text.length > 90 ? `${text.slice(0, 87)}…` : text).replaceAll("`", "'")}\``;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]) =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

function row(name: string, score: Score): (string | number)[] {
  const { mutants, tried, killed, listed, survived } = score;
  return [name, mutants, tried, killed, listed, survived, tried === 0 ? "–" : `${percent(score).toFixed(1)} %`];
}

const byPlace = (a: Judged, b: Judged) =>
  a.mutant.file === b.mutant.file ? a.mutant.line - b.mutant.line : a.mutant.file < b.mutant.file ? -1 : 1;

const change = ({ mutator, before, after }: Mutant) => [
  mutator,
  `${code(before)} → ${after === "" ? "nothing" : code(after)}`,
];
const place = ({ file, line }: Mutant) => `${file.replace("src/", "")}:${line}`;

function survivorTable(all: readonly Judged[]): string {
  const left = survivors(all).sort(byPlace);
  if (left.length === 0) return "None.";
  return table(
    ["place", "kind", "change"],
    left.map(({ mutant }) => [place(mutant), ...change(mutant)]),
  );
}

function listedTable(all: readonly Judged[]): string {
  const listed = all.filter((one) => survived(one) && REASONS[one.mutant.name] !== undefined).sort(byPlace);
  if (listed.length === 0) return "None.";
  return table(
    ["place", "kind", "change", "why no test can tell"],
    listed.map(({ mutant }) => [place(mutant), ...change(mutant), cell(REASONS[mutant.name] ?? "")]),
  );
}

function page(all: readonly Judged[]): string {
  const files = [...new Set(all.map(({ mutant }) => mutant.file))].sort();
  const rows = files.map((file) =>
    row(
      file.replace("src/", ""),
      scoreOf(
        file,
        all.filter(({ mutant }) => mutant.file === file),
      ),
    ),
  );
  return `# Mutation testing of the engine

<!-- Written by \`npm run mutate -w @upline/engine -- --report\`. -->

\`npm run mutate -w @upline/engine\` changes \`packages/engine/src\` in thousands of small ways, one at a time, and runs the
engine's tests on each. A change is killed if a test fails, or if the code never comes to an end; what survives is a gap in
the tests, or makes no difference. The contracts have [a campaign of their own](mutation.md).

## Result

${table(["file", "mutants", "tried", "killed", "listed", "survived", "score"], [...rows, row("**all**", scoreOf("all", all))])}

Score: killed of those that were tried and are not listed. Not tried are those that no run has come to yet, and the few that
ended their process: a run may take a sample of each file.

## How it works

- [StrykerJS](https://stryker-mutator.io) puts all changes into one copy of the sources, each behind a switch, and notes which
  test reaches which. A change gets only the tests that reach it, up to the first failure: first the tests that noticed most
  other changes of the file, then the quick ones, the slow ones last. Node takes the copy as it is, with the types stripped.
- The tests run in a small runner, \`packages/engine/tools/mutation/runner.ts\`: Stryker's own for Mocha does not know Mocha 12.
- Random tests have 5 runs, not 500, and one seed, so that a result can be repeated; with \`--retry\`, 20. What only rare cases
  tell survives here. \`UPLINE_ENGINE_RUNS\` sets another number.
- A test that takes three seconds and twenty times as long as without a change counts as one that never ends.
- Changes that act only while the tests load (tables, descriptions, usual values) cannot be switched on later: they come last,
  each in a process of its own, which first loads the tests that may well notice it. \`--no-static\` leaves them out.
- Tests that read the sources, and the README's example, which runs in another process, are left out.
- A result belongs to the file's text. Results are in \`cache/engine-mutation\`; a campaign goes on where it was stopped.

\`\`\`
npm run mutate -w @upline/engine                                     all mutants without a result
npm run mutate -w @upline/engine -- --jobs 2                         in so many processes at once
npm run mutate -w @upline/engine -- --file src/money                 those of a file or folder
npm run mutate -w @upline/engine -- --sample 20 --seed 7             so many of each file
npm run mutate -w @upline/engine -- --retry                          survivors again, with more random cases
npm run mutate -w @upline/engine -- --list                           what became of the mutants so far; of a sample too
npm run mutate -w @upline/engine -- --report                         writes this page
\`\`\`

It fails below 90 %.

## Survivors

${survivorTable(all)}

## Survivors that no test can tell

${listedTable(all)}
`;
}

export async function writePage(): Promise<void> {
  const all = judged(readMutants(), readResults());
  writeFileSync(PAGE, await format(page(all), { ...(await resolveConfig(PAGE)), filepath: PAGE }));
}
