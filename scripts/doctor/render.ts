import type { coloursFor } from "../../packages/cli/src/terminal/style.ts";
import { table } from "../../packages/cli/src/terminal/table.ts";
import { wrapped } from "../../packages/cli/src/terminal/text.ts";
import { AREAS, type Area, type Check } from "./check.ts";
import type { Examination } from "./examine.ts";

const TITLES: Readonly<Record<Area, string>> = {
  code: "Code",
  settings: "Settings and plan",
  powers: "Powers and delays",
  scheduled: "What is scheduled",
  token: "Settlement token",
  journal: "Journal",
  money: "Money",
};

type Colours = ReturnType<typeof coloursFor>;

/** The table of checks for a person. @param width Characters in a line. */
export function renderExamination(examination: Examination, colours: Colours, width: number): string {
  const { core, chainId, block, checks } = examination;
  const sections = AREAS.flatMap((area) => {
    const own = checks.filter((check) => check.area === area);
    return own.length === 0 ? [] : ["", colours.bold(TITLES[area]), renderChecks(own, colours, width)];
  });
  return [
    `Programme ${core} on chain ${chainId}, as of block ${block}`,
    ...sections,
    "",
    summary(examination, colours),
  ].join("\n");
}

/** Characters of a row that are neither subject nor detail: indent, mark and gaps. */
const AROUND = 7;

function renderChecks(checks: readonly Check[], colours: Colours, width: number): string {
  const marks = { ok: colours.green("✓"), finding: colours.red("✗"), unchecked: colours.yellow("–") };
  const room = width - AROUND - Math.max(...checks.map(({ subject }) => subject.length));
  const rows = checks.map(({ subject, verdict, detail }) => [marks[verdict], subject, wrapped(detail, room, "")]);
  return table([{ head: "" }, { head: "" }, { head: "" }], rows, colours.dim);
}

function summary({ checks, findings, unchecked }: Examination, { green, red, yellow }: Colours): string {
  const looked = `${checks.length} checks`;
  const open = unchecked === 0 ? "" : yellow(`, ${unchecked} could not be checked`);
  if (findings > 0) return red(`✗ ${looked}, ${findings} ${findings === 1 ? "finding" : "findings"}`) + open;
  return green(`✓ ${looked}, no finding`) + open;
}
