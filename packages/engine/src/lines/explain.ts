import { familyOf } from "../families/index.ts";
import type { Id } from "../input/ids.ts";
import { fromUnits } from "../money/decimal.ts";
import type { Plan } from "../plan/plan.ts";
import type { Line } from "./line.ts";
import type { Reason } from "./reasons.ts";

/** Words for the parts of a line. */
export interface Phrases {
  /** An amount with the currency. */
  money(units: bigint | undefined): string;
  /** Basis points as per cent. */
  percent(rate: number | undefined): string;
  /** The name of a rank, by its number in the ladder. */
  rank(number: bigint | undefined): string;
  /** The sale or distributor that the line comes from. */
  readonly source: string;
  /** The distributor that the line comes from; empty where it comes from none. */
  readonly from: string;
}

const WHY: Readonly<Record<Reason, string>> = {
  none: "",
  inactive: "was not active",
  rank: "is not of the rank that is needed",
  company: "nobody but the company is above",
  walk: "the plan looks no further up",
  capPerson: "the plan limits what one person may be paid in a period",
  capCompany: "the plan limits what all may be paid together, and everybody gets the same share less",
  capBonus: "the plan limits this bonus",
  rounding: "amounts are rounded line by line",
  notQualified: "did not qualify",
  guarantee: "the next above is guaranteed a minimum, and this is what was short of it",
  near: "is too near: what is paid begins further down",
  emptyPool: "nobody had a share of the pool",
};

/** What distributors call each other, for explanations; left out: their ids. */
export type CallDistributor = (id: Id) => string;

/**
 * Says why a line has its amount, and why it is not more, in plain English.
 * @param plan The plan that the line was computed with.
 */
export function explain(line: Line, plan: Plan, call: CallDistributor = (id) => `distributor ${id}`): string {
  const phrases = phrasesFor(line, plan, call);
  return [...what(line, plan, phrases, call), ...passedOver(line, plan, call)].join(" ");
}

function phrasesFor(line: Line, plan: Plan, call: CallDistributor): Phrases {
  const { code } = plan.document.currency;
  const { kind, id } = line.source;
  return {
    // A family asks only for facts and rates that its own lines have.
    money: (units) => `${fromUnits(units as bigint, plan.decimals)} ${code}`,
    percent: (rate) => `${fromUnits(BigInt(rate as number), 2)} %`,
    rank: (number) => rankText(Number(number), plan),
    source: sourceText(kind, id, call),
    from: kind === "distributor" ? call(id as Id) : "",
  };
}

/** A line of another plan may have a rank that this one's ladder has not. */
function rankText(number: number, plan: Plan): string {
  const name = plan.document.ranks[number]?.name;
  return name === undefined ? `number ${number}` : `"${name}"`;
}

function sourceText(kind: Line["source"]["kind"], id: Id | undefined, call: CallDistributor): string {
  if (kind === "distributor") return `the sales of ${call(id as Id)}`;
  return kind === "none" ? "the period" : `${kind} ${id}`;
}

function what(line: Line, plan: Plan, phrases: Phrases, call: CallDistributor): string[] {
  const { money, percent, source } = phrases;
  const name = plan.document.bonuses.find(({ id }) => id === line.bonus)?.name ?? line.bonus;
  const amount = money(line.amount);
  const level =
    line.level === undefined ? "" : line.level === 0 ? " (the seller's own level)" : ` (level ${line.level})`;
  const usual =
    line.rate === undefined ? `from ${source}` : `${percent(line.rate)} of ${money(line.base)} from ${source}`;
  switch (line.kind) {
    case "remainder":
      return [`${amount} of "${name}" stay with the company: ${WHY[line.reason]}.`];
    case "breakage":
      return [`${amount} of "${name}"${level} go to nobody: ${usual}; ${lost(line, plan, call)}.`];
    case "adjustment":
      return [`${money(-line.amount)} are taken from ${money(line.base)}: ${WHY[line.reason]}.`];
    default: {
      const sentence = familyOf(line.family).sentence?.(line, phrases) ?? usual;
      const kind = line.kind === "product" ? " in goods" : "";
      return [`${call(line.beneficiary)} gets ${amount}${kind} of "${name}"${level}: ${sentence}.`];
    }
  }
}

function lost(line: Line, plan: Plan, call: CallDistributor): string {
  const last = line.skipped.at(-1);
  const reason = why(line.reason, line, plan);
  return last?.reason === line.reason ? `${call(last.distributor)} ${reason}` : reason;
}

/** What is said of a reason, with what the bonus says of it. A line of another plan may be of no bonus of this one. */
function why(reason: Reason, { bonus: wanted, family }: Line, plan: Plan): string {
  const bonus = plan.document.bonuses.find((one) => one.id === wanted && one.family === family);
  return `${WHY[reason]}${(bonus && familyOf(family).whyNot?.(bonus, reason)) ?? ""}`;
}

function passedOver(line: Line, plan: Plan, call: CallDistributor): string[] {
  const before = line.kind === "breakage" ? line.skipped.slice(0, -1) : line.skipped;
  if (before.length === 0) return [];
  return [
    `Passed over before: ${before.map(({ distributor, reason }) => `${call(distributor)} ${why(reason, line, plan)}`).join(", ")}.`,
  ];
}
