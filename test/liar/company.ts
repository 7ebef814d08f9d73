import type { CheckName } from "../../packages/auditor/src/index.ts";
import type { EscrowedSale } from "../../packages/protocol/src/index.ts";
import { FINAL, type Market, type Member, UNIT } from "../helpers/market.ts";
import { DAY, plan } from "../helpers/programme.ts";

/** A programme whose core is another than the published one, and who is in it. */
export interface Lying {
  readonly market: Market;
  /** Five distributors, each the sponsor of the next, all of rank 0. */
  readonly line: readonly [Member, Member, Member, Member, Member];
}

/** One change of the contracts, which is made where the core is told so. */
export interface PlantedBug {
  /** As in "a company whose core …". */
  readonly name: string;
  /** Where the change is made: the file, a text that is there once, and what in it is changed. */
  readonly at: readonly [file: string, around: string, changed: string];
  readonly becomes: string;
  readonly kind: "expression" | "statement";
  /** Does what the bug is about. */
  act(lying: Lying): Promise<unknown>;
  /** Who finds it beside the check of the code: the check, its finding, and what the finding says. */
  readonly found: readonly (readonly [check: CheckName, code: string, says: RegExp])[];
}

const PLACEMENT = "contracts/libraries/Placement.sol";

/** A sale of the last of the line, whose CV is 50 tokens. */
const sell = ({ market, line: [, , , , last] }: Lying) => market.buy(last, FINAL);

export const PLANTED: readonly PlantedBug[] = [
  {
    name: "pays a level by the next level's rate",
    at: [PLACEMENT, "uint256 amount = Unilevel.amountOf(rates, volume);", "Unilevel.amountOf(rates, volume)"],
    becomes: "Unilevel.amountOf(Unilevel.nextRate(rates), volume)",
    kind: "expression",
    act: sell,
    found: [["amounts", "credit-differs", /sale 1\b.*level 1\b.*4000000.*2500000/s]],
  },
  {
    name: "rounds up",
    at: ["contracts/plans/Unilevel.sol", "(cv * uint16(rates)) / BASIS_POINTS", "(cv * uint16(rates)) / BASIS_POINTS"],
    becomes: "(cv * uint16(rates) + BASIS_POINTS - 1) / BASIS_POINTS",
    kind: "expression",
    act: ({ market, line: [, , , , last] }) => market.buy(last, UNIT, { quantity: 333n }),
    found: [["amounts", "credit-differs", /sale 1\b.*33\b.*34\b/s]],
  },
  {
    name: "skips the seller's sponsor",
    at: [PLACEMENT, "rates != 0; --left) {\n                uint256 id = slot.sponsor();", "slot.sponsor()"],
    becomes: "(level == 1 ? p.distributorAt(slot.sponsor()).sponsor() : slot.sponsor())",
    kind: "expression",
    act: sell,
    found: [["amounts", "credit-differs", /sale 1\b/]],
  },
  {
    name: "credits somebody without a sale",
    at: ["contracts/Upline.sol", "_p.addToPool(pool);", "_p.addToPool(pool);"],
    becomes: "_p.addToPool(pool); _p.setDistributor(2, _p.distributorAt(2).credited(1_000_000));",
    kind: "statement",
    act: sell,
    found: [["storage", "word-differs", /distributor 2 .*balance 2000000 instead of 1000000/]],
  },
  {
    name: "settles a sale twice",
    at: [
      "contracts/libraries/Escrow.sol",
      "setSaleAt(place, slot.withState(SaleState.Settled, block.timestamp));",
      "setSaleAt(place, slot.withState(SaleState.Settled, block.timestamp));",
    ],
    becomes: "setSaleAt(place, slot);",
    kind: "statement",
    async act({ market, line: [, , , , last] }) {
      const sale: EscrowedSale = await market.escrow(last);
      await market.passWindows();
      await market.settle(sale);
      await market.settle(sale);
    },
    found: [
      ["amounts", "sale-state-wrong", /was settled, and it is settled, not escrowed/],
      ["storage", "word-differs", /distributor 6 .*balance 70000000 instead of 35000000/],
    ],
  },
  {
    name: "pays a stranger beside a claim",
    at: [
      "contracts/libraries/Payout.sol",
      "IERC20(token).safeTransfer(recipient, amount);",
      "IERC20(token).safeTransfer(recipient, amount);",
    ],
    becomes: "IERC20(token).safeTransfer(recipient, amount); IERC20(token).safeTransfer(address(0xbeef), 1_000);",
    kind: "statement",
    async act(lying) {
      await sell(lying);
      await lying.market.core.connect(lying.line[3].wallet).claim();
    },
    found: [["money", "money-missing", /holds 95999000 .* owes 96000000/]],
  },
  {
    name: "goes by the old plan for a day longer",
    at: [PLACEMENT, "block.timestamp < changeAt) return", "block.timestamp < changeAt"],
    becomes: `block.timestamp < changeAt + ${DAY}`,
    kind: "expression",
    async act(lying) {
      await lying.market.setPlan(plan({ rates: [500, 400] }));
      await sell(lying);
    },
    found: [["amounts", "credit-differs", /sale 1\b/]],
  },
  {
    name: "counts a rank at once",
    at: [
      PLACEMENT,
      "(active, rank) = slot.standing(nowPeriod);\n        // Who",
      "(active, rank) = slot.standing(nowPeriod);",
    ],
    becomes: "(active, rank) = slot.standing(nowPeriod); (, rank) = slot.standing(nowPeriod + 1);",
    kind: "statement",
    async act(lying) {
      const { market, line } = lying;
      await market.setPlan(plan({ openRanks: [0, 3, 3] }));
      await market.setRanks([line[3], 3]);
      await sell(lying);
    },
    found: [["amounts", "credit-without-claim", /sale 1, distributor 5.*credits .* 4000000 .*recomputed it is 0/]],
  },
];
