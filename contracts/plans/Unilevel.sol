// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BASIS_POINTS, Compression, LEVELS, PlanTerms} from "../types/PlanTerms.sol";

/// @title Unilevel: a rate for each level of the upline
/// @notice Level 0 is the seller, level 1 his sponsor. Affiliate one- and two-tier plans are this with few levels.
/// @dev Pure: the walk itself is shared by all families, see `Placement`. It shifts a word of rates, and one of opening
/// ranks, so that the level to be filled is always the lowest field; a word of rates that is zero has ended.
library Unilevel {
    /// @notice The rates of the levels after the lowest.
    function nextRate(uint256 rates) internal pure returns (uint256) {
        return rates >> 16;
    }

    /// @notice The opening ranks of the levels after the lowest.
    function nextRank(uint256 ranks) internal pure returns (uint256) {
        return ranks >> 4;
    }

    /// @notice What the lowest level pays on a CV. Cannot overflow: a CV is below 2^96, a rate at most 10,000.
    function amountOf(uint256 rates, uint256 cv) internal pure returns (uint256) {
        unchecked {
            return (cv * uint16(rates)) / BASIS_POINTS;
        }
    }

    /// @notice Whether an upline who is not qualified for a level uses it up all the same.
    function usesUp(PlanTerms terms, bool active) internal pure returns (bool) {
        Compression rule = terms.compression();
        return rule == Compression.None || (active && rule == Compression.Standard);
    }

    /// @notice The rate of a level in basis points.
    function rateOf(uint256 rates, uint256 level) internal pure returns (uint256) {
        return uint16(rates >> (level << 4));
    }

    /// @notice The most that all levels of one sale can pay together, in basis points of the CV.
    function worstCase(uint256 rates) internal pure returns (uint256 sum) {
        for (uint256 level = 0; level < LEVELS; ++level) {
            sum += rateOf(rates, level);
        }
    }
}
