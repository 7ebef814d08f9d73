import { item, type Plan } from "@upline/engine";
import type { Gaps } from "./plan-not-on-chain.ts";
import { DAY, type ProgrammeTerms, RANKS } from "./programme-terms.ts";

/** How long a unit of time is; a month of the calendar has no one length. */
const DAYS: Readonly<Record<string, number>> = { day: 1, week: 7 };
/** The threshold of activity has 80 bits. */
const THRESHOLD_LIMIT = 2n ** 80n;

/** Checks everything of a plan but its bonuses. */
export function checkFrame(plan: Plan, programme: ProgrammeTerms, gaps: Gaps): void {
  const { currency, ranks, caps } = plan.document;
  const { decimals } = programme.currency;
  if (plan.refused) gaps.add("$", "pays for people instead of products; expected a plan that is not refused");
  gaps.unless(
    currency.decimals === decimals,
    "$.currency.decimals",
    currency.decimals,
    `${decimals}, as the token has`,
  );
  checkRounding(plan, gaps);
  checkActivity(plan, programme, gaps);
  if (ranks.length > RANKS) gaps.add("$.ranks", `has ${ranks.length} items; expected at most ${RANKS}`);
  for (const [index, { requires }] of ranks.entries()) {
    if (requires === undefined) continue;
    const why = "has no on-chain form; expected ranks without rules, as the holder of the rank role sets them";
    gaps.add(`${item("$.ranks", index)}.requires`, why);
  }
  for (const [index, { kind }] of caps.entries()) {
    gaps.add(item("$.caps", index), `is a cap "${kind}"; expected none: what a placed sale pays is never lowered`);
  }
}

function checkRounding({ document, rounding }: Plan, gaps: Gaps): void {
  gaps.unless(rounding.unit === 1n, "$.rounding.unit", document.rounding.unit, "none: the contracts round to the unit");
  gaps.unless(rounding.mode === "down", "$.rounding.mode", rounding.mode, '"down", as the contracts round');
}

/** On-chain, who enrolled in a period or sold enough to customers in the one before is active. */
function checkActivity(plan: Plan, programme: ProgrammeTerms, gaps: Gaps): void {
  const { activity } = plan.document;
  if (activity === undefined) return;
  const retail = "customerVolume: only retail sales make active on-chain";
  gaps.unless(activity.ownVolume === undefined, "$.activity.ownVolume", activity.ownVolume, retail);
  gaps.unless(activity.purchases === undefined, "$.activity.purchases", activity.purchases, retail);
  if (thresholdOf(plan) === 0n) return;
  gaps.unless(
    activity.in === "previous",
    "$.activity.in",
    activity.in,
    '"previous", the period whose sales are settled',
  );
  const fits = thresholdOf(plan) < THRESHOLD_LIMIT;
  gaps.unless(fits, "$.activity.customerVolume", activity.customerVolume, "less than 2^80 token units");
  checkPeriod(plan, programme, gaps);
}

/** The period decides who is active, and nothing else of a plan on-chain. */
function checkPeriod({ document }: Plan, { periodLength }: ProgrammeTerms, gaps: Gaps): void {
  if (periodLength === undefined) return;
  const { unit, count } = document.period;
  const days = DAYS[unit];
  const same = days !== undefined && days * count * DAY === periodLength;
  gaps.unless(same, "$.period", { unit, count }, `${periodLength / DAY} days, as the programme's periods have`);
}

/** The retail volume that makes active, in token units. */
export function thresholdOf(plan: Plan): bigint {
  return plan.units(plan.document.activity?.customerVolume ?? "0");
}
