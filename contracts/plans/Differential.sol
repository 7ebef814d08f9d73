// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BASIS_POINTS} from "../types/PlanTerms.sol";

/// @title Differential: each gets what his rate is above the highest below him
/// @notice Rates go by rank, 0 to 15. The seller starts with his own; an inactive person gets nothing and does not raise
/// the highest rate below the next one. So all of a line together get the highest rate of the line, never more.
/// @dev Pure: the walk itself is shared by all families, see `Placement`.
library Differential {
    uint256 private constant RANKS = 16;

    /// @notice The rate of a rank in basis points.
    function rateOf(uint256 rates, uint256 rank) internal pure returns (uint256) {
        return uint16(rates >> (rank << 4));
    }

    /// @notice What a rate above the highest below pays on a CV. Cannot overflow: a CV is below 2^96, a rate at most
    /// 10,000.
    function amountOf(uint256 own, uint256 highest, uint256 cv) internal pure returns (uint256) {
        unchecked {
            return ((own - highest) * cv) / BASIS_POINTS;
        }
    }

    /// @notice The most that a sale can pay by rank: the highest rate of any, in basis points of the CV.
    function worstCase(uint256 rates) internal pure returns (uint256 highest) {
        for (uint256 rank = 0; rank < RANKS; ++rank) {
            uint256 rate = rateOf(rates, rank);
            if (rate > highest) highest = rate;
        }
    }
}
