// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReturnKind, ReturnTerms} from "../types/ReturnTerms.sol";
import {SaleState} from "../types/SaleSlot.sol";

/// @notice What a sale is, derived from who buys from whom, never declared.
/// @dev `Retail`: the buyer's wallet never belonged to a distributor. `Personal`: the seller buys from himself, at the
/// wholesale price. `Distributor`: another distributor buys. `Recorded`: the company recorded a sale made elsewhere.
enum SaleKind {
    Retail,
    Personal,
    Distributor,
    Recorded
}

/// @title Sales: money in, split at placement, paid at the end of the return window
interface ISales {
    /// @notice A product and how many of it.
    struct Line {
        uint32 product;
        uint32 quantity;
    }

    /// @notice What a buyer asks for. All lines share window, kind of return and arbiter.
    /// @param seller Id of the distributor who sells.
    /// @param campaign Number of the campaign, or zero.
    /// @param ref The shop's order number or a hash of it; not unique.
    /// @param maxTotal The most that the buyer pays, in token units.
    struct Order {
        uint32 seller;
        uint64 campaign;
        bytes32 ref;
        uint96 maxTotal;
        Line[] lines;
    }

    /// @notice All that a sale in escrow pays, fixed at its placement. The sale's slot holds the upper 208 bits of
    ///
    ///     keccak256(core ‖ chain id ‖ the eleven words from `id` to `threshold` ‖ keccak256(credits))
    ///
    /// so whoever settles passes these values, and no other are accepted.
    /// @param id The journal's head just before the placement's event.
    /// @param buyer Whose sale it is: kind, return and refund are his.
    /// @param payer Who paid.
    /// @param seller Id of the distributor who sold.
    /// @param kind What the sale is.
    /// @param total All that was paid, in token units.
    /// @param terms Return window, kind of return and arbiter, packed as `ReturnTerms` says.
    /// @param pool The bonus pool's part.
    /// @param company The company's part.
    /// @param activityVolume What settlement counts for the seller's activity.
    /// @param threshold Volume at which the seller is active in the next period, by this sale's plan.
    /// @param credits The distributors' parts, 16 bytes each: id (32 bits), amount (96 bits). The seller's, his retail
    /// profit and his level 0 in one, comes first where he has one.
    struct Sale {
        uint160 id;
        address buyer;
        address payer;
        uint32 seller;
        SaleKind kind;
        uint96 total;
        ReturnTerms terms;
        uint96 pool;
        uint96 company;
        uint80 activityVolume;
        uint80 threshold;
        bytes credits;
    }

    /// @notice A distributor's part of a quoted sale.
    /// @param level Level 0 is the seller. Of an upline: the level that was to be filled when the walk came to him; in a
    /// plan without levels, or behind the last one, the uplines are counted.
    /// @param amount All that he gets.
    /// @param differential What of it he gets for his rank.
    struct QuotedCredit {
        uint256 level;
        uint256 id;
        uint256 amount;
        uint256 differential;
    }

    /// @notice Why an upline was passed over.
    /// @dev `Inactive`: not active in this period. `RankTooLow`: the rank does not open this level. `NoDifference`: the
    /// rate of the rank is not above the highest below him, so nothing is paid by rank.
    enum SkipReason {
        Inactive,
        RankTooLow,
        NoDifference
    }

    /// @notice An upline, or the seller at level 0, who was looked at and not qualified for the level.
    struct Skipped {
        uint256 level;
        uint256 id;
        SkipReason reason;
    }

    /// @notice What a sale placed now would pay.
    /// @param plan Number of the plan.
    /// @param activityVolume What counts for the seller's activity, if he is a distributor.
    /// @param deadline When it could be settled; zero where it is final at once.
    struct Quote {
        SaleKind kind;
        uint256 plan;
        uint256 total;
        uint256 profit;
        uint256 volume;
        uint256 pool;
        uint256 company;
        uint256 activityVolume;
        uint256 window;
        ReturnKind returnKind;
        address arbiter;
        uint256 deadline;
        QuotedCredit[] credits;
        Skipped[] skipped;
    }

    /// @notice What became of one sale of a batch.
    /// @dev `InReturn`: a return was requested and not withdrawn.
    enum SettleResult {
        Settled,
        NotDue,
        Finished,
        Unknown,
        InReturn
    }

    /// @notice A sale was placed and its money is in escrow. Every byte of an event costs the buyer gas, so `receipt` is
    /// packed, without padding, in this order:
    ///
    /// | bytes | field            |     | bytes | field                                                 |
    /// |-------|------------------|-----|-------|-------------------------------------------------------|
    /// | 20    | payer            |     | 12    | total                                                 |
    /// | 1     | kind             |     | 12    | company                                               |
    /// | 2     | plan version     |     | 10    | activityVolume                                        |
    /// | 8     | campaign         |     | 10    | threshold                                             |
    /// | 1     | number of lines  |     | 4     | window                                                |
    /// | 32    | ref              |     | 1     | returnKind                                            |
    /// | 12    | profit           |     | 20    | arbiter                                               |
    /// | 12    | pool             |     | 18    | each line: product (4), quantity (4), unit price (10) |
    /// |       |                  |     | 16    | each credit: id (4), amount (12)                      |
    ///
    /// @param id The journal's head just before this event.
    /// @param buyer Whose sale it is.
    /// @param seller Id of the distributor who sold.
    event SalePlaced(uint160 indexed id, address indexed buyer, uint256 indexed seller, bytes receipt);
    /// @notice A sale without return window was placed and paid. Nobody will ever refer to it again, so its id, the
    /// journal's head just before, is not logged, and `receipt` leaves out what `SalePlaced` has from total to arbiter:
    /// the total is the sum of the lines, the company's part what remains of it beside pool and credits.
    event SaleFinal(address indexed buyer, uint256 indexed seller, bytes receipt);
    /// @notice Sales were settled: every credit, the pool's and the company's part of each, as placed, is paid.
    /// @param ids Their ids, 20 bytes each, packed.
    event SalesSettled(bytes ids);

    /// @notice Sales begin with `open()`.
    error ProgrammeNotOpen();
    /// @notice New enrolments and sales are paused.
    error ProgrammePaused();
    /// @notice An order has at least one line and at most `limit`.
    error OrderLinesInvalid(uint256 lines, uint256 limit);
    /// @notice A line has at least one of its product, and fewer than 2^32.
    error OrderQuantityInvalid(uint256 line, uint256 quantity);
    /// @notice All lines share window, kind of return and arbiter; send several orders.
    error OrderTermsDiffer(uint256 line, uint256 product, uint256 firstProduct);
    /// @notice A unit price goes from wholesale to retail with the programme's markup.
    error OrderPriceInvalid(uint256 line, uint256 unitPrice, uint256 lowest, uint256 highest);
    /// @notice The order costs more than the buyer allows.
    error OrderTotalAboveLimit(uint256 total, uint256 maxTotal);
    /// @notice The zero address and the core itself cannot buy.
    error BuyerInvalid(address buyer);
    /// @notice The token does not tell its balances.
    error TokenUnreadable(address token);
    /// @notice The token delivered another amount than asked: it is not a token for this programme.
    error TokenAmountWrong(uint256 received, uint256 expected);
    /// @notice The core would hold more than it can count.
    error TokenBalanceTooLarge(uint256 balance, uint256 limit);
    /// @notice No sale in escrow with exactly these values.
    error SaleUnknown(uint160 id);
    /// @notice The sale was settled or refunded before.
    error SaleFinished(uint160 id, SaleState state);
    /// @notice A return of the sale was requested; nothing about it settles unless it is withdrawn or ruled against.
    error SaleInReturn(uint160 id, SaleState state, uint256 deadline);
    /// @notice The sale's return window is still open.
    error SaleNotDue(uint160 id, uint256 time, uint256 deadline);

    /// @notice Buys for oneself. The caller must have approved the core for the total.
    /// @return id The sale's id.
    function buy(Order calldata order) external returns (uint160 id);

    /// @notice Buys for somebody else; the caller pays, the sale is the buyer's.
    function buyFor(address buyer, Order calldata order) external returns (uint160 id);

    /// @notice What `buyFor(buyer, order)` would pay now, or its very error (allowance and funds excepted).
    function quote(address buyer, Order calldata order) external view returns (Quote memory);

    /// @notice Settles a sale whose window is over. Anybody may call it.
    function settle(Sale calldata sale) external;

    /// @notice Settles what can be settled and passes over the rest, so that two callers never collide.
    /// Cheapest in the order of sellers: neighbours that share uplines write each upline once.
    /// @return results One a sale, in the same order.
    function settleMany(Sale[] calldata sales) external returns (SettleResult[] memory results);

    /// @notice Where a sale stands.
    /// @return state Its state; `None` also for a sale that was final at once.
    /// @return deadline Of the present state; of a finished sale: when it was finished.
    function saleState(uint160 id) external view returns (SaleState state, uint256 deadline);
}
