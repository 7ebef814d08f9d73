// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Compression, LEVELS, PlanTerms} from "../types/PlanTerms.sol";

/// @title Unilevel: a rate for each level of the upline
/// @notice Level 0 is the seller, level 1 his sponsor. Affiliate one- and two-tier plans are this with few levels.
/// @dev Pure: the walk itself is shared by all families, see `Placement`.
library Unilevel {
    /// @notice Whether an upline who is not qualified for a level uses it up all the same.
    function usesUp(PlanTerms terms, bool active) internal pure returns (bool) {
        Compression rule = terms.compression();
        return rule == Compression.None || (active && rule == Compression.Standard);
    }

    /// @notice Whether no level from this one on pays anything.
    function ended(uint256 rates, uint256 level) internal pure returns (bool) {
        return level >= LEVELS || rates >> (level << 4) == 0;
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
