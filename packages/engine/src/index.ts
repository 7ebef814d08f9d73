export { FAMILIES } from "./families/index.ts";
export { matrixCapacity } from "./families/matrix-places.ts";
export { keccak256, keccakOfText } from "./hash/keccak.ts";
export { type Id, normalId } from "./input/ids.ts";
export { type DistributorRow, Network, type NetworkColumns, type NetworkOptions } from "./input/network.ts";
export { InputInvalid, type InputProblem } from "./input/problems.ts";
export { type SaleKind, type SaleRow, Sales, type SalesColumns, type Subject } from "./input/sales.ts";
export { type LineBatch, NO_LEVEL, type Sink } from "./lines/batch.ts";
export { type CallDistributor, explain } from "./lines/explain.ts";
export { LINE_KINDS, type Line, type LineKind, type Skipped, SOURCE_KINDS, type SourceKind } from "./lines/line.ts";
export type { Reason } from "./lines/reasons.ts";
export { fromUnits, toUnits } from "./money/decimal.ts";
export { AmountStore } from "./money/store.ts";
export { canonicalJson } from "./plan/canonical.ts";
export { checkPlan, type PlanCheck, PlanInvalid, type PlanOptions, readPlan } from "./plan/check.ts";
export type { PlanDocument } from "./plan/document.ts";
export { jsonSchema } from "./plan/json-schema.ts";
export type { Plan } from "./plan/plan.ts";
export { worstCase } from "./plan/worst-case.ts";
export { type CalculateOptions, calculate, type PeriodInput } from "./run/calculate.ts";
export { type Claim, MerkleTree } from "./run/merkle.ts";
export { type Qualified, qualifiedIn } from "./run/qualified.ts";
export type { BonusResult, PeriodResult } from "./run/result.ts";
export type { Period } from "./run/run.ts";
export { calculateSale, type SaleResult, type Standing } from "./run/sale.ts";
export type { PeriodState } from "./run/state.ts";
export { nearest } from "./schema/nearest.ts";
export { type Issue, item, member, type Severity } from "./schema/report.ts";
export type { Json, JsonSchema } from "./schema/schema.ts";
export { type Distribution, distributionOf } from "./simulation/distribution.ts";
export {
  inventMarket,
  type Market,
  type MarketPeriod,
  type MarketSettings,
  USUAL_MARKET,
} from "./simulation/market.ts";
export {
  type BonusSum,
  type Comparison,
  comparePlans,
  type Simulation,
  type SimulationPeriod,
  simulate,
} from "./simulation/simulate.ts";
