// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISales} from "../interfaces/ISales.sol";
import {PlanTerms} from "../types/PlanTerms.sol";
import {ReturnTerms} from "../types/ReturnTerms.sol";
import {Orders} from "./Orders.sol";
import {Placement} from "./Placement.sol";

/// @title Receipt: the packed data of `SalePlaced` and `SaleFinal`, written in place
/// @notice Lines and credits are written where the event needs them while the sale is computed, and the head before
/// them at the end, so that nothing is copied. With `abi.encodePacked` a sale would cost some 2,000 gas more.
/// @dev All places are in memory that `begin` reserved. The layout is in `ISales`.
library Receipt {
    /// @dev Payer, kind, plan, campaign, number of lines, reference, profit, pool.
    uint256 private constant HEAD = 88;
    /// @dev What only a sale in escrow needs: total to threshold.
    uint256 private constant ESCROW = 69;
    uint256 private constant LINE = 18;
    uint256 internal constant CREDIT = 16;
    /// @dev The seller's and the longest walk's, and a word more, since each write is a whole word.
    uint256 private constant MOST_CREDITS = 0x230;

    /// @notice Reserves memory for a receipt and returns the place of its first line.
    /// @dev Before it is room for the event's offset and length, the head and the escrow part.
    function begin(uint256 lineCount) internal pure returns (uint256 lines) {
        assembly ("memory-safe") {
            lines := add(mload(0x40), 221)
            mstore(0x40, add(add(lines, MOST_CREDITS), mul(lineCount, LINE)))
        }
    }

    /// @notice Writes product (4 bytes), quantity (4) and unit price (10); returns the place of the next line.
    function writeLine(
        uint256 place,
        uint256 product,
        uint256 quantity,
        uint256 unitPrice
    ) internal pure returns (uint256 next) {
        assembly ("memory-safe") {
            mstore(place, shl(112, or(or(shl(112, product), shl(80, quantity)), unitPrice)))
            next := add(place, LINE)
        }
    }

    /// @notice Writes id (4 bytes) and amount (12); returns the place of the next credit.
    function writeCredit(uint256 place, uint256 id, uint256 amount) internal pure returns (uint256 next) {
        assembly ("memory-safe") {
            mstore(place, shl(128, or(shl(96, id), amount)))
            next := add(place, CREDIT)
        }
    }

    /// @notice The hash of the credits between two places.
    function creditsHash(uint256 start, uint256 end) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            hash := keccak256(start, sub(end, start))
        }
    }

    /// @notice Writes what only a sale in escrow needs; returns the number of lines and where the head ends.
    function writeEscrow(
        Placement.Sale memory sale,
        ISales.Order calldata order,
        ReturnTerms terms
    ) internal pure returns (uint256 count, uint256 headEnd) {
        uint256 lines;
        (count, lines) = linesOf(sale.credits, order);
        uint256 sums = (sale.total << 96) | sale.company;
        uint256 activity = (Placement.activityOf(sale.kind, sale.volume) << 80) | sale.plan.threshold();
        uint256 rules = (terms.window() << 168) | (uint256(terms.kind()) << 160) | uint160(terms.arbiter());
        // From the end to the beginning: each word ends where the next part begins, and spoils what is before its own
        // bytes, which is written after it.
        assembly ("memory-safe") {
            mstore(sub(lines, 32), rules)
            mstore(sub(lines, 57), activity)
            mstore(sub(lines, 77), sums)
            headEnd := sub(lines, ESCROW)
        }
    }

    /// @notice How many lines there are, and where they begin, by where they end.
    function linesOf(
        uint256 credits,
        ISales.Order calldata order
    ) internal pure returns (uint256 count, uint256 start) {
        (, count) = Orders.lines(order);
        unchecked {
            start = credits - count * LINE;
        }
    }

    /// @notice Writes the head, and offset and length before it.
    /// @param count How many lines there are.
    /// @param headEnd Where the head ends.
    /// @param end Where the credits end.
    /// @return start Where the event's data begins.
    /// @return size How many bytes it has.
    function finish(
        ISales.Order calldata order,
        uint256 kind,
        PlanTerms plan,
        uint256 profit,
        uint256 pool,
        uint256 count,
        uint256 headEnd,
        uint256 end
    ) internal view returns (uint256 start, uint256 size) {
        uint256 shares = (profit << 96) | pool;
        uint256 what = (kind << 88) | (plan.version() << 72) | (Orders.campaign(order) << 8) | count;
        bytes32 ref = Orders.ref(order);
        assembly ("memory-safe") {
            start := sub(headEnd, HEAD)
            mstore(add(start, 56), shares)
            mstore(add(start, 32), ref)
            mstore(start, or(shl(96, caller()), what))
            size := sub(end, start)
            // The padding behind the last credit.
            mstore(end, 0)
            mstore(sub(start, 0x20), size)
            start := sub(start, 0x40)
            mstore(start, 0x20)
            size := add(0x40, and(add(size, 0x1f), not(0x1f)))
        }
    }
}
