import { join } from "node:path";
import { heading, type Setting } from "../../packages/cli/src/terminal/section.ts";
import { grouped, wrapped } from "../../packages/cli/src/terminal/text.ts";
import { EXPORTED, folderOf } from "./export.ts";
import type { SecondOpinion } from "./second-opinion.ts";

/** How a reader repeats the computation. */
export interface Repeating {
  /** What runs the example again, for example `npm start --`. */
  readonly command: string;
  /** Where plan, people and sales have been written; undefined if they were not. */
  readonly exported: string | undefined;
}

/** What the commands call an export that nobody has asked for. */
const FOLDER = "export";

/** That the engine comes to the same, and how anybody repeats it from plain files. */
export function renderSecondOpinion(opinion: SecondOpinion, repeating: Repeating, setting: Setting): string {
  const { sales, amounts, people, parts } = opinion;
  const counted = `${grouped(sales)} sales, ${grouped(amounts)} amounts, ${grouped(people)} people`;
  const verdict = `The engine, which shares no code with the contracts, agrees to the unit: ${counted}`;
  const each = `Each of the ${parts.length} folders in it has the sales of a time in which plan, ranks and activity were the same.`;
  const say = (text: string) => wrapped(text, setting.width, "  ", "    ");
  return [
    heading("Second opinion", setting),
    say(`${setting.colours.green("✓")} ${verdict}`),
    say("To repeat it from plain files:"),
    ...commands(opinion, repeating).flatMap((words) => commandLines(words, setting.width)),
    ...(parts.length > 1 ? [say(each)] : []),
  ].join("\n");
}

/** The commands, each as its words and options, which stay whole. */
function commands({ parts }: SecondOpinion, { command, exported }: Repeating): readonly (readonly string[])[] {
  const exporting = exported === undefined ? [[command, "--once", `--export ${FOLDER}`]] : [];
  const [first] = parts;
  if (first === undefined) return exporting;
  const folder = folderOf(first, parts, exported ?? FOLDER);
  const options = Object.entries(EXPORTED).map(([name, file]) => `--${name} ${quoted(join(folder, file))}`);
  return [...exporting, ["npx upline plan calculate", ...options]];
}

/** A path as a shell takes it. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** A command that can be copied: where it is longer than a line, with a backslash at the end. */
function commandLines(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = "   ";
  for (const word of words) {
    if (line.trim() !== "" && line.length + word.length + " ".length + " \\".length > width) {
      lines.push(`${line} \\`);
      line = "     ";
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

/** What was computed again, for machines. */
export function opinionToJson({ sales, amounts, people, parts }: SecondOpinion): object {
  return { sales, amounts, people, parts: parts.length };
}
