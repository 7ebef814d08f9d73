/** Why somebody was passed over on the way, or an amount went to nobody. */
export const REASONS = [
  "none",
  "inactive",
  "rank",
  "company",
  "walk",
  "capPerson",
  "capCompany",
  "capBonus",
  "rounding",
  "notQualified",
  "emptyPool",
  "guarantee",
  "near",
] as const;
export type Reason = (typeof REASONS)[number];

/** The number of a reason in the columns of a batch. */
export function reasonNumber(reason: Reason): number {
  return REASONS.indexOf(reason);
}

export const NONE = reasonNumber("none");
/** He was not active. */
export const INACTIVE = reasonNumber("inactive");
/** His rank does not open the level, or is not the one asked for. */
export const RANK = reasonNumber("rank");
/** Nobody was left above: the company is next. */
export const COMPANY = reasonNumber("company");
/** The plan's longest walk ended. */
export const WALK = reasonNumber("walk");
export const CAP_PERSON = reasonNumber("capPerson");
export const CAP_COMPANY = reasonNumber("capCompany");
export const CAP_BONUS = reasonNumber("capBonus");
export const ROUNDING = reasonNumber("rounding");
/** His side volume, or another figure that the bonus asks for, was too small. */
export const NOT_QUALIFIED = reasonNumber("notQualified");
export const GUARANTEE = reasonNumber("guarantee");
export const EMPTY_POOL = reasonNumber("emptyPool");
/** The source is so near below him that he is not paid on it. */
export const NEAR = reasonNumber("near");
