// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Placement} from "../contracts/libraries/Placement.sol";
import {Programme} from "../contracts/libraries/Programme.sol";
import {BASIS_POINTS, MAX_WALK} from "../contracts/types/PlanTerms.sol";
import {Ghosts} from "./Ghosts.sol";
import {PlanInForce} from "./PlanInForce.sol";

/// @title The split of a sale in escrow, by every plan that can be scheduled and over every upline
/// @notice Each function asserts what holds for all its arguments and every content of the storage.
contract EscrowSplit is PlanInForce {
    using Placement for Programme;

    /// @notice A sale that waits in escrow, by a plan with levels only: no balance changes, and the credits that its digest
    /// fixes, pool and company's part add up to the total, within the cap.
    function escrowByLevel(
        uint8 kind,
        uint96 total,
        uint96 profit,
        uint96 volume,
        uint32 seller,
        uint16 period
    ) external {
        require(!_p.plan.terms.paysByRank());
        _escrow(_follow(), kind, total, profit, volume, seller, period);
    }

    /// @notice The same by a plan with ranks, with or without levels.
    function escrowByRank(
        uint8 kind,
        uint96 total,
        uint96 profit,
        uint96 volume,
        uint32 seller,
        uint16 period
    ) external {
        require(_p.plan.terms.paysByRank());
        _escrow(_follow(), kind, total, profit, volume, seller, period);
    }

    function _escrow(
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
        Placement.Sale memory sale = _sale(kind, total, profit, volume);
        _p.split(sale, seller, period, false, 0);
        unchecked {
            uint256 credits = Ghosts.credits();
            assert(credits + sale.pool + sale.company == total);
            assert((credits + sale.pool) * BASIS_POINTS <= profit * BASIS_POINTS + cap * volume);
            assert(sale.company <= total);
            assert(Ghosts.balances() == before && Ghosts.creditsEnd() == sale.creditsEnd);
            assert(Ghosts.reads() <= 1 + MAX_WALK);
        }
    }
}
