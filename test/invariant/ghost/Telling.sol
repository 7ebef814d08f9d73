// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPlans} from "../../../contracts/interfaces/IPlans.sol";
import {ISales, SaleKind} from "../../../contracts/interfaces/ISales.sol";
import {Compression} from "../../../contracts/types/PlanTerms.sol";
import {Books} from "./Books.sol";

/// @title What a quote tells beside the amounts: at which level somebody was looked at, and why he was passed over
abstract contract Telling is Books {
    /// @dev `levels` and `byRank` go with the deal's credits.
    struct Told {
        uint256[] levels;
        uint256[] byRank;
        ISales.Skipped[] skipped;
    }

    /// @dev Where the look along the line stands.
    struct Look {
        uint256 level;
        uint256 highest;
        uint256 top;
        uint256 count;
        ISales.Skipped[] skipped;
    }

    function _tell(Deal memory deal, uint256 time) internal view returns (Told memory told) {
        IPlans.Plan storage plan = _planAt(time).plan;
        told.levels = new uint256[](deal.ids.length);
        told.byRank = new uint256[](deal.ids.length);
        bool pays = deal.kind != SaleKind.Personal || plan.personalPays;
        if (!pays || deal.seller == THE_COMPANY) return told;
        uint256 period = _periodAt(time);
        Shares memory shares = _shares(deal.seller, deal.volume, plan, period);
        Look memory look;
        look.top = _worstCase(plan) - plan.poolShare - _sum(plan);
        look.skipped = new ISales.Skipped[](2 * shares.line.length);
        uint256 credit;
        for (uint256 i = 0; i < shares.line.length; ++i) {
            if (credit < deal.ids.length && deal.ids[credit] == shares.line[i]) {
                (told.levels[credit], told.byRank[credit]) = (look.level, shares.byRank[i]);
                ++credit;
            }
            if (!_lookAt(look, shares.line[i], plan, period)) break;
        }
        told.skipped = _cut(look.skipped, look.count);
    }

    /// @dev Goes on as long as somebody can still be paid; behind the last level the uplines are counted.
    function _lookAt(
        Look memory look,
        uint256 id,
        IPlans.Plan storage plan,
        uint256 period
    ) private view returns (bool) {
        bool left = _paysFrom(plan, look.level);
        if (!left && look.highest == look.top) return false;
        bool active = _isActive(id, plan.threshold, period);
        bool moves = true;
        if (!left) {
            if (!active) _skip(look, id, ISales.SkipReason.Inactive);
        } else if (!_isQualified(id, look.level, plan, period)) {
            _skip(look, id, active ? ISales.SkipReason.RankTooLow : ISales.SkipReason.Inactive);
            bool kept = plan.compression == Compression.Standard ? active : plan.compression == Compression.None;
            moves = kept || look.level == 0;
        }
        if (active && look.top != 0) {
            uint256 own = plan.rankRates[_rankOf(id, period)];
            if (own > look.highest) look.highest = own;
            else _skip(look, id, ISales.SkipReason.NoDifference);
        }
        if (moves) ++look.level;
        return true;
    }

    function _skip(Look memory look, uint256 id, ISales.SkipReason reason) private pure {
        look.skipped[look.count++] = ISales.Skipped(look.level, id, reason);
    }

    /// @dev Whether a level from this one on pays anything.
    function _paysFrom(IPlans.Plan storage plan, uint256 level) private view returns (bool) {
        for (uint256 i = level; i <= TOP_LEVEL; ++i) if (plan.rates[i] != 0) return true;
        return false;
    }

    function _sum(IPlans.Plan storage plan) private view returns (uint256 sum) {
        for (uint256 i = 0; i <= TOP_LEVEL; ++i) sum += plan.rates[i];
    }

    function _cut(ISales.Skipped[] memory all, uint256 count) private pure returns (ISales.Skipped[] memory kept) {
        kept = new ISales.Skipped[](count);
        for (uint256 i = 0; i < count; ++i) kept[i] = all[i];
    }
}
