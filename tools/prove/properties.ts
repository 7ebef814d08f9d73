// What is proved, in which bounds, and a mistake in the contracts for each that the prover must find.
import type { Bug } from "./compile.ts";
import type { Rule } from "./induction.ts";
import { walkRules } from "./rules.ts";

/** A function of a contract in `proofs/` that asserts what must hold. */
export interface Property {
  readonly contract: string;
  readonly name: string;
  readonly says: string;
  readonly bounds: string;
  /** What holds in each round of the loops without a fixed number of rounds. */
  readonly rules: readonly Rule[];
  /** Comparisons are used multiplied by this parameter as well. */
  readonly scale?: string;
  /** Put into the contracts, this makes the property false. */
  readonly bug: Bug;
}

const distributor = (from: string, to: string): Bug => ({ file: "contracts/types/Distributor.sol", from, to });
const type = (name: string, from: string, to: string): Bug => ({ file: `contracts/types/${name}.sol`, from, to });
const placement = (from: string, to: string): Bug => ({ file: "contracts/libraries/Placement.sol", from, to });

const word = (name: string, says: string, bounds: string, bug: Bug): Property => ({
  contract: "DistributorWord",
  name,
  says,
  bounds,
  rules: [],
  bug,
});

const otherWord = (name: string, says: string, bounds: string, bug: Bug): Property => ({
  ...word(name, says, bounds, bug),
  contract: "OtherWords",
});

const split = (contract: string, name: string, says: string, rules: readonly Rule[], bug: Bug): Property => ({
  contract,
  name,
  says,
  bounds: "every plan of worst case ≤ 10,000, walk ≤ 32; every storage; total < 2^96",
  rules,
  scale: "volume",
  bug,
});

const ANY = "every word, every value";
const LATER = `${ANY}, no period before the word's`;
const SPLIT = "parts add up to the total; ≤ cap; no overflow; ≤ 33 people read";

export const PROPERTIES: readonly Property[] = [
  split(
    "FinalSplit",
    "finalByLevel",
    `final sale, levels: ${SPLIT}`,
    walkRules(true, false),
    placement("            paid += upline;", "            paid = upline;"),
  ),
  split(
    "FinalSplit",
    "finalByRank",
    `final sale, ranks and levels: ${SPLIT}`,
    walkRules(true, true),
    placement("            walk.highest = own;", "            walk.highest = 0;"),
  ),
  split(
    "EscrowSplit",
    "escrowByLevel",
    `sale in escrow, levels: ${SPLIT}`,
    walkRules(false, false),
    placement("(Unilevel.nextRate(rates), Unilevel.nextRank(ranks), level + 1)", "(rates, ranks, level)"),
  ),
  split(
    "EscrowSplit",
    "escrowByRank",
    `sale in escrow, ranks and levels: ${SPLIT}`,
    walkRules(false, true),
    placement("paid += amount;\n                if (writes)", "paid = amount;\n                if (writes)"),
  ),
  otherWord(
    "shareOfPool",
    "the pool's share is exact, rounded down, ≤ the CV",
    "share ≤ 10,000, CV < 2^96",
    type("PlanTerms", "(cv * self.poolShare()) / BASIS_POINTS", "(cv * self.poolShare()) / BASIS_POINTS + 1"),
  ),
  word(
    "credited",
    "a credit changes the balance alone, by the amount",
    "every word, balance + amount < 2^96",
    distributor("(amount << BALANCE_OFFSET)", "(amount << (BALANCE_OFFSET - 1))"),
  ),
  word(
    "emptied",
    "emptying takes the balance alone",
    ANY,
    distributor("~(uint256(type(uint96).max) << BALANCE_OFFSET)", "~(uint256(type(uint80).max) << BALANCE_OFFSET)"),
  ),
  word(
    "enrolled",
    "a new distributor's word",
    ANY,
    distributor("(nowPeriod << PERIOD_OFFSET) | ACTIVE_NOW)", "(nowPeriod << PERIOD_OFFSET) | ACTIVE_NEXT)"),
  ),
  word(
    "imported",
    "an imported person's word",
    "rank ≤ 15, no period before the word's",
    distributor("bound ? IMPORTED : IMPORTED | UNBOUND", "bound ? IMPORTED | UNBOUND : IMPORTED"),
  ),
  word(
    "rolled",
    "a word seen from a later period",
    LATER,
    distributor("(word & ((1 << VOLUME_OFFSET) - 1))", "(word & ((1 << PERIOD_OFFSET) - 1))"),
  ),
  word(
    "ranked",
    "a rank counts from the next period on, alone",
    `${LATER}, rank ≤ 15`,
    distributor(
      "uint256 word = Distributor.unwrap(self.rolled(nowPeriod));",
      "uint256 word = Distributor.unwrap(self);",
    ),
  ),
  word(
    "counted",
    "volume adds up, saturates, makes active at the threshold",
    `${LATER}, volume < 2^96`,
    distributor("sum >= threshold ?", "sum > threshold ?"),
  ),
  word(
    "flagged",
    "a flag changes itself alone",
    ANY,
    distributor("on ? word | flag : word & ~flag", "on ? word | flag : word ^ flag"),
  ),
  otherWord(
    "accounts",
    "head and company's share do not touch each other",
    "every word, share + amount < 2^96",
    type("Accounts", "(amount << COMPANY_OFFSET)", "(amount << (COMPANY_OFFSET - 1))"),
  ),
  otherWord(
    "product",
    "a product's word",
    ANY,
    type("Product", "retailPrice | (wholesalePrice << 80)", "wholesalePrice | (retailPrice << 80)"),
  ),
  otherWord(
    "returnTerms",
    "return terms, and the window by number",
    ANY,
    type("ReturnTerms", "number * 1 hours", "number * 1 days"),
  ),
  otherWord("saleSlot", "a sale's slot", ANY, type("SaleSlot", "type(uint256).max << 48", "type(uint256).max << 56")),
  otherWord("hold", "the last four holds", ANY, type("Hold", "((1 << 200) - 1)", "((1 << 160) - 1)")),
  otherWord(
    "planTerms",
    "a plan's terms, and the opening rank of each level",
    ANY,
    type("PlanTerms", "(level << 2)) & 15", "(level << 2)) & 7"),
  ),
  otherWord(
    "laterTerms",
    "version, opening, change and pause change themselves alone",
    "every word without free bits",
    type("PlanTerms", ": word & ~PLAN_PAUSED", ": word"),
  ),
];
