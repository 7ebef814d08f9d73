// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Compression, LEVELS, PlanTerms} from "../types/PlanTerms.sol";

/// @title Unilevel: a rate for each level of the upline
/// @notice Level 0 is the seller, level 1 his sponsor. Affiliate one- and two-tier plans are this with few levels.
/// @dev Pure: a step looks at one upline; the walk itself is shared by all families, see `Placement`.
library Unilevel {
    /// @notice What one upline gets, and the level that the next one is looked at for.
    /// @param rates One word: 16 bits a level, basis points.
    /// @param level The level that is to be filled.
    /// @param active Whether this upline is active.
    /// @param open Whether his rank opens the level.
    /// @return rate His rate, zero where he is not qualified.
    /// @return next The level after him.
    function step(PlanTerms terms, uint256 rates, uint256 level, bool active, bool open)
        internal
        pure
        returns (uint256 rate, uint256 next)
    {
        if (active && open) return (rateOf(rates, level), level + 1);
        Compression rule = terms.compression();
        bool usedUp = rule == Compression.None || (rule == Compression.Standard && active);
        return (0, usedUp ? level + 1 : level);
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
