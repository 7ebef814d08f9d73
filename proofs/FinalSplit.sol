// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Placement} from "../contracts/libraries/Placement.sol";
import {Programme} from "../contracts/libraries/Programme.sol";
import {BASIS_POINTS, MAX_WALK} from "../contracts/types/PlanTerms.sol";
import {Ghosts} from "./Ghosts.sol";
import {PlanInForce} from "./PlanInForce.sol";

/// @title The split of a final sale, by every plan that can be scheduled and over every upline
/// @notice Each function asserts what holds for all its arguments and every content of the storage.
contract FinalSplit is PlanInForce {
    using Placement for Programme;

    /// @notice A final sale by a plan with levels only: balances grow by what is paid, the parts add up to the total,
    /// commissions and pool share are within the cap, no more uplines are read than the longest walk.
    function finalByLevel(
        uint8 kind,
        uint96 total,
        uint96 profit,
        uint96 volume,
        uint32 seller,
        uint16 period
    ) external {
        require(!_p.plan.terms.paysByRank());
        _final(_follow(), kind, total, profit, volume, seller, period);
    }

    /// @notice The same by a plan with ranks, with or without levels.
    function finalByRank(
        uint8 kind,
        uint96 total,
        uint96 profit,
        uint96 volume,
        uint32 seller,
        uint16 period
    ) external {
        require(_p.plan.terms.paysByRank());
        _final(_follow(), kind, total, profit, volume, seller, period);
    }

    function _final(
        uint256 cap,
        uint256 kind,
        uint256 total,
        uint256 profit,
        uint256 volume,
        uint256 seller,
        uint256 period
    ) private {
        require(total >= profit + volume);
        uint256 before = Ghosts.balances();
        require(before + total < 2 ** 96);
        Placement.Sale memory sale = _sale(kind, total, profit, volume);
        _p.split(sale, seller, period, true, 0);
        unchecked {
            uint256 paid = uint128(Ghosts.balances() - before);
            assert(paid + sale.pool + sale.company == total);
            assert((paid + sale.pool) * BASIS_POINTS <= profit * BASIS_POINTS + cap * volume);
            assert(sale.company <= total);
            assert(Ghosts.credits() == paid && Ghosts.creditsEnd() == sale.creditsEnd);
            assert(Ghosts.reads() <= 1 + MAX_WALK);
        }
    }
}
