// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPlans} from "../../../contracts/interfaces/IPlans.sol";
import {Compression} from "../../../contracts/types/PlanTerms.sol";
import {People} from "./People.sol";

/// @title The ghost's plans: which one is in force, and what it gives to whom
/// @dev A line of people is listed first and paid after, family by family; the core walks it once.
abstract contract Plans is People {
    struct PlanFrom {
        uint256 version;
        uint256 from;
        IPlans.Plan plan;
    }

    /// @dev What the people of a line get, the seller first.
    struct Shares {
        uint256[] line;
        uint256[] byLevel;
        uint256[] byRank;
    }

    uint256 internal constant TOP_LEVEL = 15;

    /// @dev Plans that took or will take over, in order of time. A cancelled one is gone, its number is not used again.
    PlanFrom[] internal plans;
    uint256 internal plansNumbered;
    /// @dev Which run contract may spend from the pool, and which is named and from when it may; zero: none.
    address internal runNow;
    address internal runNext;
    uint256 internal runFrom;
    bool internal openedNow;
    bool internal pausedNow;

    function _notePlan(IPlans.Plan memory plan, uint256 from) internal {
        plans.push(PlanFrom(++plansNumbered, from, plan));
    }

    function _noteOpening(uint256 time) internal {
        openedNow = true;
        _noteOpeningForPeople(time);
    }

    function _planAt(uint256 time) internal view returns (PlanFrom storage) {
        uint256 last = plans.length - 1;
        while (plans[last].from > time) --last;
        return plans[last];
    }

    function _planPending(uint256 time) internal view returns (bool) {
        return plans[plans.length - 1].from > time;
    }

    /// @dev The most that a plan pays of a sale's CV, whoever stands above the seller.
    function _worstCase(IPlans.Plan memory plan) internal pure returns (uint256 most) {
        uint256 best;
        for (uint256 i = 0; i <= TOP_LEVEL; ++i) {
            most += plan.rates[i];
            if (plan.rankRates[i] > best) best = plan.rankRates[i];
        }
        return most + best + plan.poolShare;
    }

    function _part(uint256 volume, uint256 basisPoints) internal pure returns (uint256) {
        return (volume * basisPoints) / 10_000;
    }

    function _shares(
        uint256 seller,
        uint256 volume,
        IPlans.Plan storage plan,
        uint256 period
    ) internal view returns (Shares memory shares) {
        shares.line = _line(seller, plan.walk);
        shares.byLevel = _byLevel(shares.line, volume, plan, period);
        shares.byRank = _byRank(shares.line, volume, plan, period);
    }

    /// @dev Unilevel: level 0 is the seller's and never moves; the others go up the line, compressed as the plan says.
    function _byLevel(
        uint256[] memory line,
        uint256 volume,
        IPlans.Plan storage plan,
        uint256 period
    ) private view returns (uint256[] memory amounts) {
        amounts = new uint256[](line.length);
        if (_isQualified(line[0], 0, plan, period)) amounts[0] = _part(volume, plan.rates[0]);
        uint256[] memory places = _placesToFill(line, plan, period);
        uint256 next = 0;
        for (uint256 level = 1; level <= TOP_LEVEL && next < places.length; ++level) {
            if (plan.compression == Compression.Dynamic) {
                while (next < places.length && !_isQualified(line[places[next]], level, plan, period)) ++next;
            }
            if (next < places.length && _isQualified(line[places[next]], level, plan, period)) {
                amounts[places[next]] = _part(volume, plan.rates[level]);
            }
            ++next;
        }
    }

    /// @dev The places of the line above the seller; the standard compression removes the inactive.
    function _placesToFill(
        uint256[] memory line,
        IPlans.Plan storage plan,
        uint256 period
    ) private view returns (uint256[] memory places) {
        bool removes = plan.compression == Compression.Standard;
        uint256[] memory all = new uint256[](line.length);
        uint256 count;
        for (uint256 i = 1; i < line.length; ++i) {
            if (!removes || _isActive(line[i], plan.threshold, period)) all[count++] = i;
        }
        places = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) places[i] = all[i];
    }

    /// @dev Differential: whoever is active gets what his rate is above the highest below him.
    function _byRank(
        uint256[] memory line,
        uint256 volume,
        IPlans.Plan storage plan,
        uint256 period
    ) private view returns (uint256[] memory amounts) {
        amounts = new uint256[](line.length);
        uint256 highest;
        for (uint256 i = 0; i < line.length; ++i) {
            if (!_isActive(line[i], plan.threshold, period)) continue;
            uint256 own = plan.rankRates[_rankOf(line[i], period)];
            if (own <= highest) continue;
            amounts[i] = _part(volume, own - highest);
            highest = own;
        }
    }

    function _isQualified(
        uint256 id,
        uint256 level,
        IPlans.Plan storage plan,
        uint256 period
    ) internal view returns (bool) {
        return _isActive(id, plan.threshold, period) && _rankOf(id, period) >= plan.openRanks[level];
    }
}
