// The downline as a file for a spreadsheet.

import { type CsvValue, csvText, plainAmount } from "../../parts/csv.ts";
import type { LevelledMember } from "./member.ts";
import { type Pause, textInSlices } from "./slices.ts";

/** Heads of the columns; amounts are in whole tokens, to the unit. */
const HEADS: readonly CsvValue[] = [
  "id",
  "sponsor",
  "level",
  "wallet",
  "rank",
  "active",
  "sold_this_period",
  "directs",
  "people_below",
  "sold_below",
];

const csvRow = (row: LevelledMember, decimals: number): readonly CsvValue[] => [
  row.id,
  row.sponsor,
  row.level,
  row.wallet,
  row.rank,
  row.active ? 1 : 0,
  plainAmount(row.periodSold, decimals),
  row.directs,
  row.people,
  plainAmount(row.teamSold, decimals),
];

/** The file's text in pieces, made in slices so that the page answers meanwhile. @param decimals Of the token. */
export async function csvPieces(
  rows: readonly LevelledMember[],
  decimals: number,
  pause?: Pause,
): Promise<readonly string[]> {
  // The mark by which spreadsheets know the encoding stands once, before the heads.
  const line = (row: LevelledMember) => csvText([csvRow(row, decimals)]).slice(1);
  return [csvText([HEADS]), ...(await textInSlices(rows, line, pause))];
}
