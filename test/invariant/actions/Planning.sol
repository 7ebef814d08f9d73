// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPlans} from "../../../contracts/interfaces/IPlans.sol";
import {Compression} from "../../../contracts/types/PlanTerms.sol";
import {Choices} from "../Choices.sol";
import {Deed} from "../Deeds.sol";
import {Refusals} from "../Refusals.sol";

/// @title The planner schedules and cancels plans of either family and of both
abstract contract Planning is Choices {
    enum PlanFault {
        None,
        TooEarly,
        TooDear,
        RateTooHigh,
        RankRateTooHigh,
        RankTooHigh,
        NoWalk,
        WalkTooLong,
        TooLate
    }

    uint256 private constant FAULTS = uint256(type(PlanFault).max) + 1;

    /// @notice The planner schedules a plan, sometimes too early, too dear or a senseless one.
    function schedulePlan(uint256 seed) external onTime {
        IPlans.Plan memory plan = _plan(seed);
        PlanFault fault = PlanFault(_oneIn(2, seed, "right") ? 0 : _choose(seed, "fault", FAULTS));
        uint256 from = clock + notice + _choose(seed, "later", 20 days);
        if (fault == PlanFault.TooEarly) from = clock + notice - 1;
        else if (fault == PlanFault.TooLate) from = 2 ** 40;
        _spoilPlan(plan, seed, fault);
        Refusals memory refusals;
        _refusePlan(refusals, plan, from);
        bytes memory call = abi.encodeCall(IPlans.schedulePlan, (plan, from, "as published"));
        (bool done, ) = _try(3, "plan", planner, call, refusals);
        if (!done) return;
        _notePlan(plan, from);
        _did(Deed.PlanScheduled);
        _didIf(plan.compression == Compression.Standard, Deed.StandardPlan);
        _didIf(plan.compression == Compression.Dynamic, Deed.DynamicPlan);
        bool byRank = _paysByRank(plan);
        bool byLevel = _worstCase(plan) - plan.poolShare != _highestRankRate(plan);
        _didIf(byRank && !byLevel, Deed.DifferentialPlan);
        _didIf(byRank && byLevel, Deed.HybridPlan);
    }

    function _spoilPlan(IPlans.Plan memory plan, uint256 seed, PlanFault fault) private view {
        uint256 place = _choose(seed, "place", TOP_LEVEL + 1);
        bool ranks = _oneIn(2, seed, "ranks");
        if (fault == PlanFault.TooDear) (ranks ? plan.rankRates : plan.rates)[place] = uint16(cap + 1);
        else if (fault == PlanFault.RateTooHigh) plan.rates[place] = 10_001;
        else if (fault == PlanFault.RankRateTooHigh) plan.rankRates[place] = 10_001;
        else if (fault == PlanFault.RankTooHigh) plan.openRanks[place] = 16;
        else if (fault == PlanFault.NoWalk) plan.walk = 0;
        else if (fault == PlanFault.WalkTooLong) plan.walk = 33;
    }

    function _refusePlan(Refusals memory refusals, IPlans.Plan memory plan, uint256 from) private view {
        _refuseUnlessInOffice(refusals, PLAN_ROLE, planner);
        refusals.when(_planPending(clock), IPlans.PlanAlreadyScheduled.selector);
        refusals.when(from < clock + notice, IPlans.PlanNoticeTooShort.selector);
        refusals.when(from >= 2 ** 40, IPlans.PlanTooLate.selector);
        bool impossible = false;
        for (uint256 i = 0; i <= TOP_LEVEL; ++i) {
            if (plan.rates[i] > 10_000 || plan.rankRates[i] > 10_000) impossible = true;
            refusals.when(plan.openRanks[i] > 15, IPlans.PlanRankInvalid.selector);
        }
        refusals.when(impossible, IPlans.PlanRateInvalid.selector);
        refusals.when(plan.walk == 0 || plan.walk > 32, IPlans.PlanWalkInvalid.selector);
        refusals.when(plan.poolShare != 0 && runNow == address(0), IPlans.PlanPoolWithoutRun.selector);
        refusals.when(!impossible && _worstCase(plan) > cap, IPlans.PlanAboveCap.selector);
    }

    function _paysByRank(IPlans.Plan memory plan) private pure returns (bool) {
        return _highestRankRate(plan) != 0;
    }

    function _highestRankRate(IPlans.Plan memory plan) private pure returns (uint256 highest) {
        for (uint256 i = 0; i <= TOP_LEVEL; ++i) if (plan.rankRates[i] > highest) highest = plan.rankRates[i];
    }

    /// @notice The planner, or the revoker, withdraws the scheduled plan.
    function cancelPlan(uint256 seed) external onTime {
        address who = _oneIn(3, seed, "revoker") ? revoker : planner;
        Refusals memory refusals;
        _refuseUnlessInOfficeOrRevoker(refusals, PLAN_ROLE, who);
        refusals.when(planNextTold == 0, IPlans.PlanNotScheduled.selector);
        refusals.when(planNextTold != 0 && !_planPending(clock), IPlans.PlanNotDue.selector);
        (bool done, ) = _try(8, "no plan", who, abi.encodeCall(IPlans.cancelPlan, ()), refusals);
        if (!done) return;
        plans.pop();
        _did(Deed.PlanCancelled);
    }

    /// @notice Anybody moves a plan that took over into its place.
    function activatePlan(uint256) external onTime {
        Refusals memory refusals;
        refusals.when(planNextTold == 0, IPlans.PlanNotScheduled.selector);
        refusals.when(planNextTold != 0 && _planPending(clock), IPlans.PlanNotDue.selector);
        (bool done, ) = _try(8, "new plan", keeper, abi.encodeCall(IPlans.activatePlan, ()), refusals);
        _didIf(done, Deed.PlanActivated);
    }
}
