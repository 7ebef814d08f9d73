// Bugs that a dishonest company could build into the core. All are planted in one build, which would else take minutes
// each; the block's beneficiary, which a test network lets one choose, says which of them is awake.

/** The beneficiary that wakes the first bug; the others follow. */
export const FIRST_BENEFICIARY = 0xb0b00001n;

/** One change of the sources. */
export interface Change {
  readonly file: string;
  /** A piece of the source that is there once. */
  readonly before: string;
  readonly after: string;
}

/** The bugs, in their order. */
export const BUGS = [
  "wrong level's rate",
  "rounding up",
  "skipped upline",
  "credit without a sale",
  "double settlement",
  "hidden transfer",
  "plan applied late",
  "rank that counts at once",
] as const;
export type Bug = (typeof BUGS)[number];

const PLACEMENT = "contracts/libraries/Placement.sol";
const ESCROW = "contracts/libraries/Escrow.sol";
const PAYOUT = "contracts/libraries/Payout.sol";
const TERMS = "contracts/types/PlanTerms.sol";

/** Whether a bug is awake, in Solidity. */
const awake = (bug: Bug) => `planted(${BUGS.indexOf(bug)})`;

const IMPORT = "import {BASIS_POINTS, PlanTerms} from";

export const CHANGES: readonly Change[] = [
  {
    file: TERMS,
    before: "uint256 constant BASIS_POINTS",
    after: `function planted(uint256 bug) view returns (bool) {
    return uint160(address(block.coinbase)) == ${FIRST_BENEFICIARY} + bug;
}

uint256 constant BASIS_POINTS`,
  },
  { file: PLACEMENT, before: IMPORT, after: "import {BASIS_POINTS, PlanTerms, planted} from" },
  {
    file: PLACEMENT,
    before: `                if (active && open) {
                    uint256 amount = Unilevel.amountOf(rates, volume);`,
    after: `                if (${awake("skipped upline")} && level == 1) continue;
                if (active && open) {
                    uint256 amount = Unilevel.amountOf(${awake("wrong level's rate")} ? rates >> 16 : rates, volume);
                    if (${awake("rounding up")} && (uint16(rates) * volume) % BASIS_POINTS != 0) ++amount;`,
  },
  {
    file: PLACEMENT,
    before: "        if (seller == COMPANY) return (end, 0);",
    after: `        if (seller == COMPANY) return (end, 0);
        if (${awake("credit without a sale")}) {
            uint256 friend = p.counters.distributors;
            p.setDistributor(friend, p.distributorAt(friend).credited(1_000_000));
        }`,
  },
  {
    file: PLACEMENT,
    before: "        if (changeAt == 0 || block.timestamp < changeAt) return",
    after: `        if (changeAt != 0 && ${awake("plan applied late")}) changeAt += 3 days;
        if (changeAt == 0 || block.timestamp < changeAt) return`,
  },
  {
    file: PLACEMENT,
    before: "        (active, rank) = slot.standing(nowPeriod);",
    after: `        (active, rank) = slot.standing(nowPeriod);
        if (${awake("rank that counts at once")}) (, rank) = slot.standing(nowPeriod + 1);`,
  },
  {
    file: ESCROW,
    before: "import {Accounts} from",
    after: 'import {planted} from "../types/PlanTerms.sol";\nimport {Accounts} from',
  },
  {
    file: ESCROW,
    before: "if (!slot.isEscrowed()) return",
    after: `if (!slot.isEscrowed() && !${awake("double settlement")}) return`,
  },
  {
    file: PAYOUT,
    before: "import {Journal} from",
    after: 'import {planted} from "../types/PlanTerms.sol";\nimport {Journal} from',
  },
  {
    file: PAYOUT,
    before: "        IERC20(token).safeTransfer(recipient, amount);",
    after: `        IERC20(token).safeTransfer(recipient, amount);
        if (${awake("hidden transfer")}) IERC20(token).safeTransfer(msg.sender, amount);`,
  },
];
