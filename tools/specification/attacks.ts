// The attacks of docs/attacks.md, and the tests that play them.
import { globSync, readFileSync } from "node:fs";

const PAGE = "docs/attacks.md";
const FOLDER = "test/attacks";

export interface Attack {
  readonly name: string;
  /** What stops it. */
  readonly defence: string;
  readonly tests: readonly PlayedBy[];
}

/** A test: its file, and its title without the requirements that it names. */
export interface PlayedBy {
  readonly file: string;
  readonly title: string;
}

/** As the page lists them: a heading, a sentence, and the tests that play the attack. */
export function attacks(): readonly Attack[] {
  const sections = readFileSync(PAGE, "utf8").split(/^## /m).slice(1);
  return sections.map(readSection).filter(({ tests }) => tests.length > 0);
}

function readSection(section: string): Attack {
  const [name = "", ...lines] = section.split("\n");
  const tests = [...section.matchAll(/^- \[([^\]]+)\]\(\.\.\/\1\): (.+)$/gm)].map(([, file = "", title = ""]) => ({
    file,
    title,
  }));
  const defence = lines.filter((line) => line !== "" && !line.startsWith("- ")).join(" ");
  return { name, defence, tests };
}

/** Files that play attacks and nothing else. */
export function attackFiles(): readonly string[] {
  return globSync(`${FOLDER}/*.{test.ts,t.sol}`).sort();
}

/** Whether a file has a test, or a group of tests, of this title; where a title has a value put in, any value does. */
export function hasTest({ file, title }: PlayedBy): boolean {
  return titlesIn(file).some((pattern) => pattern.test(title));
}

function titlesIn(file: string): readonly RegExp[] {
  const source = readFileSync(file, "utf8");
  const found = file.endsWith(".sol")
    ? source.matchAll(/function (test\w*)\(/g)
    : source.matchAll(/\b(?:it|describe)\(\s*(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`)/g);
  return [...found].map(([, plain, template]) => asPattern(plain ?? template ?? ""));
}

function asPattern(title: string): RegExp {
  const words = title.replaceAll('\\"', '"').replace(/\[[A-Z]+-\d+\] /g, "");
  const parts = words.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".+")}$`);
}
