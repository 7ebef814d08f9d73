import { heading, right, type Setting } from "../../../../packages/cli/src/terminal/section.ts";
import { table } from "../../../../packages/cli/src/terminal/table.ts";
import { aligned, grouped, percent } from "../../../../packages/cli/src/terminal/text.ts";
import { formatBasisPoints } from "../../../../packages/protocol/src/index.ts";
import type { Report } from "../../main-job.ts";
import type { LevelSum, MoneyFlow } from "../money.ts";
import type { UnpaidReason } from "../split.ts";

type Line = readonly [name: string, units: bigint, note: string];

/** Where the money went, part by part, and that it adds up. */
export function renderMoney({ money, sold, stage }: Report, setting: Setting): string {
  const { bold, dim } = setting.colours;
  const { decimals, symbol } = stage.programme.unit;
  const amount = (units: bigint) => aligned(units, decimals);
  const row = ([name, units, note]: Line) => [name, amount(units), percent(units, money.paidIn), dim(note)];
  const group = ([name, ...rest]: Line, parts: readonly Line[]) =>
    [[bold(name), ...rest] as const, ...parts.map(([part, ...more]) => [`  ${part}`, ...more] as const)].map(row);
  const rows = [
    ...group(["Paid by customers", money.paidIn, `${grouped(sold.length)} sales`], []),
    ...group(["People", money.people, ""], peopleParts(money)),
    ...group(["Company", money.company, ""], companyParts(money)),
    ...group(["Bonus pool", money.pool, money.pool === 0n ? "the plan has no share for it" : ""], []),
    ...group(["Escrow", money.escrow, money.escrow === 0n ? "every sale is settled" : ""], []),
  ];
  const columns = [{ head: "" }, right(symbol), right("share"), { head: "" }];
  return [heading("Where the money went", setting), table(columns, rows, dim), "", checks(money, setting, amount)].join(
    "\n",
  );
}

function peopleParts({ profit, levels }: MoneyFlow): readonly Line[] {
  const commissions = levels.map(({ level, rate, paid }): Line => [`level ${level}`, paid, levelNote(level, rate)]);
  return [["retail profit", profit, "price − wholesale price, the seller"], ...commissions];
}

function levelNote(level: number, rate: bigint): string {
  return `${formatBasisPoints(rate)} of the CV, ${level === 0 ? "the seller" : ordinal(level)}`;
}

/** `1st upline`, `2nd upline`: those who are qualified, one after the other. */
function ordinal(level: number): string {
  const ending = ["st", "nd", "rd"][level - 1] ?? "th";
  return `${level}${ending} upline`;
}

function companyParts({ beyondCv, withoutRate, levels, rounding }: MoneyFlow): readonly Line[] {
  return [
    ["wholesale − CV", beyondCv, "not commissionable"],
    ["CV without rate", withoutRate, "what the plan's rates leave"],
    ...levels.flatMap(unpaidLines),
    ["rounding", rounding, "levels are rounded down"],
  ];
}

const REASONS: Readonly<Record<UnpaidReason, string>> = {
  noUpline: "no upline but the company",
  inactive: "upline not active",
  rankTooLow: "rank of upline too low",
  noDifference: "rank of upline not above the one below",
};

function unpaidLines({ level, rate, unpaid }: LevelSum): readonly Line[] {
  return [...unpaid]
    .filter(([, units]) => units > 0n)
    .map(([reason, units]) => [`level ${level}`, units, `${formatBasisPoints(rate)}, ${REASONS[reason]}`]);
}

function checks(money: MoneyFlow, { colours }: Setting, amount: (units: bigint) => string): string {
  const { people, company, pool, escrow, paidIn, claimedByCompany, claimedByPeople, left } = money;
  const tick = colours.green("✓");
  const short = (units: bigint) => (units === 0n ? "0" : amount(units));
  const parts = [people, company, pool, escrow].map(short);
  return [
    `  ${tick} ${parts.join(" + ")} = ${amount(paidIn)}, to the unit`,
    `  ${tick} claimed: people ${amount(claimedByPeople)}, company ${amount(claimedByCompany)}; ${short(left)} left`,
  ].join("\n");
}
