// Writes docs/mutation.md: the score of each file, and every listed survivor with its reason.
import { writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import { type Equivalent, equivalents } from "./equivalents.ts";
import type { Mutant } from "./mutant.ts";
import { type Judged, percent, type Score, scores, survivors } from "./score.ts";

export const PAGE = "docs/mutation.md";

const OPERATORS = [
  ["relational", "`<` for `<=`, `==` for `!=` …"],
  ["arithmetic, bitwise, shift, logical", "`+` for `-`, `&` for `|`, `<<` for `>>`, `&&` for `||`, a lost `!`"],
  ["bound", "a number, or a constant where it is used, is one more or one less; a flag is its neighbour"],
  ["dropped condition, dropped subtraction", "one side of `&&` and `||`; what is subtracted"],
  ["fixed condition", "an `if` always, or never, goes in"],
  ["deleted check", "an `if` that reverts is gone"],
  ["deleted statement, removed return", "a call, an assignment, an event, a `return` is gone"],
  ["removed modifier", "`nonReentrant`, `onlyRole` … is gone"],
  ["swapped arguments, branches, name", "neighbours of one type trade places; another role, another module"],
  [
    "assembly operator",
    "`add` for `sub`, `lt` for `gt` …; statements, bounds and conditions in assembly as everywhere",
  ],
] as const;

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const code = (text: string) => `\`${cell(text.length > 160 ? `${text.slice(0, 157)}…` : text).replaceAll("`", "'")}\``;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]) =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

function scoreRow(name: string, score: Score): (string | number)[] {
  const { generated, killed, identical, listed, survived, unknown } = score;
  const tried = generated > unknown;
  return [
    name,
    generated,
    unknown,
    identical,
    killed,
    listed,
    survived,
    tried ? `${percent(score).toFixed(1)} %` : "–",
  ];
}

/** Calls that do nothing but revert where something is wrong. */
const CHECK_CALL = /^(?:[\w.]+\.)?_?(?:check|screen)\w*\(/;

/** Kinds of which the core may have no survivor. */
const STRICT: readonly (readonly [kind: string, is: (mutant: Mutant) => boolean])[] = [
  ["deleted check", ({ operator }) => operator === "deleted check"],
  ["deleted call of a check", ({ operator, before }) => operator === "deleted statement" && CHECK_CALL.test(before)],
  ["removed modifier", ({ operator }) => operator === "removed modifier"],
  ["dropped subtraction", ({ operator }) => operator === "dropped subtraction"],
];

/** What became of the kinds of which there may be no survivor, a row a kind. */
export function strict(all: readonly Judged[]): string {
  const rows = STRICT.map(([operator, is]) => {
    const own = all.filter(({ mutant }) => is(mutant));
    const count = (outcome?: string) => own.filter(({ result }) => result?.outcome === outcome).length;
    return [operator, own.length, count(), count("killed"), count("survived")];
  });
  return table(["kind", "mutants", "not tried", "killed", "survived"], rows);
}

function listedTable(all: readonly Judged[], listed: ReadonlyMap<string, Equivalent>): string {
  const rows = all
    .filter(({ mutant, result }) => result?.outcome === "survived" && listed.has(mutant.id))
    .map(({ mutant }) => [
      `${mutant.file.replace(/^contracts\//, "")}<br>${mutant.function}`,
      mutant.operator,
      `${code(mutant.before)} → ${mutant.after === "{}" || mutant.after === "" ? "nothing" : code(mutant.after)}`,
      cell(listed.get(mutant.id)?.reason ?? ""),
    ]);
  return rows.length === 0 ? "None." : table(["place", "kind", "change", "why no test can tell"], rows);
}

/** The page's text. @param all Every mutant of the contracts with its result. */
export function page(all: readonly Judged[]): string {
  const listed = equivalents();
  const { files, total } = scores(all, listed);
  const left = survivors(all, listed);
  return `# Mutation testing

<!-- Written by \`npm run mutate -- --report\`. -->

A test that passes proves little if it would pass without the code. So \`npm run mutate\` changes the contracts in
thousands of small ways, one at a time, and runs the unit tests and the attack tests on each: a **mutant** is killed if
a test fails. What survives is a gap in the tests, or a change that makes no difference; the latter is listed below with
the reason, and so known to be looked at by a person.

## Result

${table(
  ["file", "mutants", "not tried", "identical", "killed", "listed", "survived", "score"],
  [...files.map((score) => scoreRow(score.file.replace(/^contracts\//, ""), score)), scoreRow("**all**", total)],
)}

Identical: the compiler makes the same bytecode of it, with the settings that ship, or refuses it. Score: killed of
those that were tried and are neither identical nor listed. Of the kinds that matter most:

${strict(all)}

## What is changed

${table(
  ["kind", "change"],
  OPERATORS.map(([kind, change]) => [kind, cell(change)]),
)}

A constant is changed where it is used, so each use is tested. Interfaces and mocks are left alone.

## How it works

- Compiling is what costs: ten contracts take a minute. So one build holds up to 600 mutants: each changed place becomes
  a choice (\`mutant 17 is on ? a <= b : a < b\`), and the balance of one account that nobody has says which mutant is on.
  Switching takes one request, and chains stay as they are.
- That build hardly optimises. Whether a survivor is identical is decided with the settings that ship.
- A first run of all tests notes which blocks of code each test runs. A mutant gets only the tests that run its block,
  those first that killed mutants near it, then the quickest, and stops at the first failure. That test must pass again
  without the mutant, at once or on states made anew, or it does not count.
- States that many tests begin from are made without the mutant, and so made once. A mutant that survives is tried again
  with states that were made with it.
- Tests that count gas fail in such a build without any mutant, and are left out.
- A result belongs to the function's text: other edits leave it valid. A survivor's belongs to the tests as well.
  Results are in \`cache/mutation/results.jsonl\`; a campaign goes on where it was stopped.

\`\`\`
npm run mutate                                  all mutants without a result
npm run mutate -- --file contracts/Upline.sol   those of a file or folder
npm run mutate -- --function Escrow.settle      those of a function
npm run mutate -- --limit 100 --seed 7          a sample
npm run mutate -- --retry --budget 60           survivors again, with 60 seconds of tests each in the place of 20
npm run mutate -- --changed                     at most 40 of the lines changed since the main branch: what CI does
npm run mutate -- --report                      writes this page
npm run mutate -- --list                        what became of the mutants so far; --json for programs
\`\`\`

It fails if a survivor is not listed in \`tools/mutation/equivalent.json\`.

## Survivors that are not listed

${
  left.length === 0
    ? "None."
    : table(
        ["place", "kind", "change"],
        left.map(({ mutant }) => [
          `${mutant.file.replace(/^contracts\//, "")}<br>${mutant.function}`,
          mutant.operator,
          `${code(mutant.before)} → ${mutant.after === "{}" || mutant.after === "" ? "nothing" : code(mutant.after)}`,
        ]),
      )
}

## Survivors that no test can tell

${listedTable(all, listed)}
`;
}

export async function writePage(all: readonly Judged[]): Promise<void> {
  writeFileSync(PAGE, await format(page(all), { ...(await resolveConfig(PAGE)), filepath: PAGE }));
}
