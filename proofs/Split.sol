// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Placement} from "../contracts/libraries/Placement.sol";
import {PlanWords, Programme} from "../contracts/libraries/Programme.sol";
import {Receipt} from "../contracts/libraries/Receipt.sol";
import {Differential} from "../contracts/plans/Differential.sol";
import {Unilevel} from "../contracts/plans/Unilevel.sol";
import {BASIS_POINTS, Compression, MAX_WALK, PlanTerms} from "../contracts/types/PlanTerms.sol";
import {Ghosts} from "./Ghosts.sol";

/// @title The split of a sale, by every plan that can be scheduled and over every upline
/// @notice Each function asserts what holds for all its arguments and every content of the storage.
contract Split {
    using Placement for Programme;

    Programme internal _p;

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

    /// @dev The cap that the plan in force was scheduled under; none is due.
    function _follow() private view returns (uint256 cap) {
        require(_p.plan.terms.changeAt() == 0);
        cap = _capOf(_p.plan);
    }

    /// @dev The least cap that the plan book would accept a plan under: its worst case, see `PlanBookAccepts`.
    function _capOf(PlanWords storage words) private view returns (uint256 cap) {
        cap = words.terms.poolShare() + Unilevel.worstCase(words.levelRates) + Differential.worstCase(words.rankRates);
        require(cap <= BASIS_POINTS);
        require(words.terms.walk() <= MAX_WALK);
        require((PlanTerms.unwrap(words.terms) >> 168) & 15 <= uint256(type(Compression).max));
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
            assert(Ghosts.credits() == paid && Ghosts.creditsEnd() == sale.creditsEnd);
            assert(Ghosts.reads() <= 1 + MAX_WALK);
        }
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
            assert(Ghosts.balances() == before && Ghosts.creditsEnd() == sale.creditsEnd);
            assert(Ghosts.reads() <= 1 + MAX_WALK);
        }
    }

    function _sale(
        uint256 kind,
        uint256 total,
        uint256 profit,
        uint256 volume
    ) private returns (Placement.Sale memory sale) {
        (sale.kind, sale.total, sale.profit, sale.volume) = (kind, total, profit, volume);
        sale.credits = Receipt.begin(1);
        Ghosts.beginCredits(sale.credits);
    }
}
