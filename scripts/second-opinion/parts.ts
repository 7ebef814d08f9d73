import { decodeBytes32String } from "ethers";
import type { DistributorRow, Id, SaleRow } from "../../packages/engine/src/index.ts";
import { COMPANY, type PlacedSale, type Plan, type TokenUnit } from "../../packages/protocol/src/index.ts";
import { type History, isRefunded, type SoldSale } from "../local/report/history.ts";
import { Facts, type Member } from "./facts.ts";
import { planDocument } from "./plan-document.ts";
import { type Standing, Standings } from "./standings.ts";

/** The engine's own name for the company. */
export const ENGINE_COMPANY = "company";

/** Sales that follow one plan while nobody's standing changes: what the engine can compute at once. */
export interface Part {
  /** The period in which it begins. */
  readonly period: bigint;
  /** Version of the plan. */
  readonly version: bigint;
  /** The plan as the engine reads it. */
  readonly document: object;
  readonly network: readonly (DistributorRow & { readonly enrolled: number })[];
  readonly sales: readonly (SaleRow & { readonly id: string; readonly time: number })[];
  /** The same sales as the contracts placed them. */
  readonly sold: readonly SoldSale[];
}

/** What a sale is called: its reference, which is the number that the seller has for it. */
export function saleName({ ref }: PlacedSale): string {
  return decodeBytes32String(ref);
}

interface Draft {
  readonly period: bigint;
  readonly version: bigint;
  readonly plan: Plan;
  readonly standings: Map<Member, Standing>;
  readonly sold: SoldSale[];
  /** The last period for which these standings are known to hold. */
  until: bigint;
}

/**
 * Divides the sales that were paid into as few parts as can be computed at once. Standings are constant within a period,
 * as both rank and activity count from the next one on.
 * @param name Of the programme.
 */
export function partsOf(history: History, name: string, unit: TokenUnit): readonly Part[] {
  const facts = new Facts(history);
  const standings = new Standings(history, facts);
  const drafts: Draft[] = [];
  for (const sold of history.sales) {
    if (sold.ending === undefined || isRefunded(sold)) continue;
    draftFor(sold, drafts, facts, standings).sold.push(sold);
  }
  return drafts.map((draft) => partOf(draft, facts, `${name}, plan ${draft.version}`, unit));
}

/** The draft that a sale belongs to: the last one, if plan and standings are still the same. */
function draftFor({ sale, time }: SoldSale, drafts: Draft[], facts: Facts, standings: Standings): Draft {
  const [period, version] = [facts.periodOf(time), sale.plan];
  const last = drafts.at(-1);
  if (last?.version === version && last.until === period) return last;
  const plan = facts.planOf(sale);
  const members = [...facts.members.values()].filter(({ enrolled }) => facts.periodOf(enrolled) <= period);
  const now = new Map(members.map((member) => [member, standings.of(member, period, plan)]));
  if (last?.version === version && [...last.standings].every(([member, before]) => isSame(before, now.get(member)))) {
    // Who joined since is in nobody's upline of before.
    for (const [member, standing] of now) last.standings.set(member, standing);
    last.until = period;
    return last;
  }
  const begun = { period, version, plan, standings: now, sold: [], until: period };
  drafts.push(begun);
  return begun;
}

function isSame(before: Standing, now: Standing | undefined): boolean {
  return before.rank === now?.rank && before.active === now.active;
}

function partOf({ period, version, plan, standings, sold }: Draft, facts: Facts, name: string, unit: TokenUnit): Part {
  const network = [...standings].map(([{ id, sponsor, enrolled }, standing]) => ({
    id: idOf(id),
    sponsor: idOf(sponsor),
    enrolled: Number(enrolled),
    ...standing,
  }));
  const document = planDocument(plan, { name, unit, cap: facts.cap });
  return { period, version, document, network, sales: sold.map((one) => rowOf(one, facts)), sold };
}

function rowOf({ sale, time }: SoldSale, facts: Facts): Part["sales"][number] {
  const { kind, seller, buyer } = sale;
  const { price, wholesale, volume } = facts.basketOf(sale);
  // Of other kinds the buyer's wallet is a distributor's, or whoever paid for somebody that nobody names.
  const bought = kind === "retail" ? { buyer } : {};
  const amounts = { price, wholesale, cv: volume };
  return { id: saleName(sale), seller: idOf(seller), ...bought, kind, ...amounts, time: Number(time) };
}

function idOf(id: bigint): Id {
  return id === COMPANY ? ENGINE_COMPANY : Number(id);
}
