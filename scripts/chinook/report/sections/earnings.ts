import { stripVTControlCharacters } from "node:util";
import { heading, right, type Setting } from "../../../../packages/cli/src/terminal/section.ts";
import { type Column, table } from "../../../../packages/cli/src/terminal/table.ts";
import { aligned, grouped } from "../../../../packages/cli/src/terminal/text.ts";
import type { Report } from "../../main-job.ts";
import type { Earnings } from "../earnings.ts";

/** A column, and what it says of a distributor and below all of them. */
interface Field extends Column {
  readonly of: (entry: Earnings) => string;
  readonly sum?: string;
}

/** Who earned what: one table where it fits, else two. */
export function renderEarnings({ earnings, stage }: Report, setting: Setting): string {
  const { decimals, symbol } = stage.programme.unit;
  const amount = (units: bigint) => (units === 0n ? "–" : aligned(units, decimals));
  const money = (head: string, of: (entry: Earnings) => bigint): Field => ({
    ...right(head),
    of: (entry) => amount(of(entry)),
    sum: amount(earnings.reduce((sum, entry) => sum + of(entry), 0n)),
  });
  const id: Field = { ...right("id"), of: (entry) => `${entry.id}`, sum: "all" };
  const levels = paidLevels(earnings).map((level) =>
    money(`level ${level}`, (entry) => entry.commissions[level] ?? 0n),
  );
  const parts = [money("profit", ({ profit }) => profit), ...levels];
  const earned = money("earned", ({ total }) => total);
  const set = (fields: readonly Field[]) => tableOf(fields, earnings, setting);

  const title = heading(`Earnings by distributor, in ${symbol}`, setting);
  const whole = set([id, ...STANDING, ...parts, earned]);
  const fits = whole.split("\n").every((line) => stripVTControlCharacters(line).length <= setting.width);
  return [title, fits ? whole : `${set([id, ...STANDING, earned])}\n\n${set([id, ...parts, earned])}`].join("\n");
}

const STANDING: readonly Field[] = [
  { head: "title", of: ({ title }) => title },
  { ...right("rank"), of: ({ rank }) => `${rank}` },
  { ...right("sponsor"), of: ({ sponsor }) => `${sponsor}` },
  { ...right("sales"), of: ({ sales }) => (sales === 0 ? "–" : grouped(sales)) },
];

/** The levels at which anybody earned; the money flow says what became of the others. */
function paidLevels(earnings: readonly Earnings[]): readonly number[] {
  const levels = earnings[0]?.commissions.map((_, level) => level) ?? [];
  return levels.filter((level) => earnings.some(({ commissions }) => (commissions[level] ?? 0n) > 0n));
}

function tableOf(fields: readonly Field[], earnings: readonly Earnings[], { colours }: Setting): string {
  const rows = earnings.map((entry) => fields.map(({ of }) => of(entry)));
  const sums = fields.map(({ sum = "" }) => colours.bold(sum));
  return table(fields, [...rows, sums], colours.dim);
}
