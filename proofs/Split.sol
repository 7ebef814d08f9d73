// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Placement} from "../contracts/libraries/Placement.sol";
import {PlanWords, Programme} from "../contracts/libraries/Programme.sol";
import {Receipt} from "../contracts/libraries/Receipt.sol";
import {Differential} from "../contracts/plans/Differential.sol";
import {Unilevel} from "../contracts/plans/Unilevel.sol";
import {BASIS_POINTS, MAX_WALK} from "../contracts/types/PlanTerms.sol";
import {Ghosts} from "./Ghosts.sol";

/// @title The split of a sale, by every plan that can be scheduled and over every upline
/// @notice Each function asserts what holds for all its arguments and every content of the storage.
contract Split {
    using Placement for Programme;

    Programme internal _p;

    /// @notice A final sale: balances grow by what is paid, the parts add up to the total, commissions and pool share
    /// are within the cap.
    function finalSale(
        uint8 kind,
        uint96 total,
        uint96 profit,
        uint96 volume,
        uint32 seller,
        uint16 period,
        uint16 cap
    ) external {
        require(total >= uint256(profit) + volume);
        _requireAccepted(_p.plan, cap);
        _requireAccepted(_p.planNext, cap);
        require(_p.plan.terms.version() != _p.planNext.terms.version());
        uint256 before = Ghosts.balances();
        require(before < 2 ** 96 && before + total < 2 ** 96);
        uint256 read = Ghosts.reads();
        Placement.Sale memory sale = _sale(kind, total, profit, volume);
        _p.split(sale, seller, period, true, 0);
        unchecked {
            uint256 paid = Ghosts.balances() - before;
            assert(paid + sale.pool + sale.company == total);
            assert((paid + sale.pool) * BASIS_POINTS <= uint256(profit) * BASIS_POINTS + uint256(cap) * volume);
            assert(Ghosts.credits() == paid && Ghosts.creditsEnd() == sale.creditsEnd);
            assert(Ghosts.reads() - read <= 1 + MAX_WALK);
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

    /// @dev What the plan book checks before it schedules a plan, see `PlanBookAccepts`.
    function _requireAccepted(PlanWords storage words, uint256 cap) private view {
        uint256 worstCase = words.terms.poolShare() +
            Unilevel.worstCase(words.levelRates) +
            Differential.worstCase(words.rankRates);
        require(worstCase <= cap && cap <= BASIS_POINTS);
        require(words.terms.walk() <= MAX_WALK);
    }
}
