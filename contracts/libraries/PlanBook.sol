// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPlans} from "../interfaces/IPlans.sol";
import {Unilevel} from "../plans/Unilevel.sol";
import {MAX_RANK} from "../types/Distributor.sol";
import {
    BASIS_POINTS, FAMILY_UNILEVEL, LEVELS, MAX_WALK, PlanTerms, newPlanTerms
} from "../types/PlanTerms.sol";
import {Journal} from "./Journal.sol";
import {PlanWords, Programme} from "./Programme.sol";

/// @title Plan book: which plan is in force, which one is next, and who may spend the pool
/// @dev A linked library over the core's storage; its events are the core's.
library PlanBook {
    using Journal for Programme;

    /// @notice See `IPlans.schedulePlan`.
    function schedule(
        Programme storage p,
        IPlans.Plan calldata plan,
        uint256 from,
        string calldata document,
        uint256 notice,
        uint256 cap
    ) external returns (uint256 version) {
        if (_isDue(p)) _activate(p);
        uint256 pending = p.planNext.terms.version();
        if (pending != 0) revert IPlans.PlanAlreadyScheduled(pending, p.plan.terms.changeAt());
        _check(p, plan, cap);
        version = ++p.counters.plans;
        PlanTerms current = p.plan.terms;
        if (current.version() == 0) {
            from = block.timestamp;
        } else {
            uint256 earliest = block.timestamp + notice;
            if (from < earliest || from > type(uint40).max) revert IPlans.PlanNoticeTooShort(from, earliest);
            p.plan.terms = current.withChangeAt(from);
        }
        (PlanTerms terms, uint256 rates) = _pack(plan);
        p.planNext = PlanWords({terms: terms.withVersion(version), levelRates: rates, rankRates: 0});
        p.record(IPlans.PlanScheduled.selector, version, abi.encode(from, plan, document));
    }

    /// @notice See `IPlans.cancelPlan`.
    function cancel(Programme storage p) external {
        uint256 version = p.planNext.terms.version();
        if (version == 0) revert IPlans.PlanNotScheduled();
        PlanTerms current = p.plan.terms;
        if (_isDue(p)) revert IPlans.PlanNotDue(block.timestamp, current.changeAt());
        delete p.planNext;
        p.plan.terms = current.withChangeAt(0);
        p.record(IPlans.PlanCancelled.selector, version, "");
    }

    /// @notice See `IPlans.activatePlan`.
    function activate(Programme storage p) external {
        if (!_isDue(p)) revert IPlans.PlanNotDue(block.timestamp, p.plan.terms.changeAt());
        _activate(p);
    }

    /// @notice Puts the first plan in force, at opening.
    function activateFirst(Programme storage p) external returns (uint256 version) {
        version = p.planNext.terms.version();
        if (version == 0) revert IPlans.PlanNotScheduled();
        _activate(p);
    }

    function _isDue(Programme storage p) private view returns (bool) {
        uint256 changeAt = p.plan.terms.changeAt();
        return changeAt != 0 && block.timestamp >= changeAt;
    }

    function _activate(Programme storage p) private {
        PlanWords memory words = p.planNext;
        uint256 version = words.terms.version();
        words.terms = words.terms.withPaused(p.plan.terms.paused());
        p.plan = words;
        delete p.planNext;
        p.record(IPlans.PlanActivated.selector, version, "");
    }

    function _check(Programme storage p, IPlans.Plan calldata plan, uint256 cap) private view {
        uint256 worstCase = plan.poolShare;
        for (uint256 level = 0; level < LEVELS; ++level) {
            if (plan.rates[level] > BASIS_POINTS) revert IPlans.PlanRateInvalid(level, plan.rates[level]);
            if (plan.openRanks[level] > MAX_RANK) revert IPlans.PlanRankInvalid(level, plan.openRanks[level]);
        }
        if (plan.walk == 0 || plan.walk > MAX_WALK) revert IPlans.PlanWalkInvalid(plan.walk, MAX_WALK);
        if (plan.poolShare != 0 && p.run == address(0)) revert IPlans.PlanPoolWithoutRun(plan.poolShare);
        (, uint256 rates) = _pack(plan);
        worstCase += Unilevel.worstCase(rates);
        if (worstCase > cap) revert IPlans.PlanAboveCap(worstCase, cap);
    }

    function _pack(IPlans.Plan calldata plan) private pure returns (PlanTerms terms, uint256 rates) {
        uint256 ranks;
        for (uint256 level = 0; level < LEVELS; ++level) {
            rates |= uint256(plan.rates[level]) << (level << 4);
            ranks |= uint256(plan.openRanks[level]) << (level << 2);
        }
        terms = newPlanTerms(
            uint64(ranks),
            plan.threshold,
            plan.poolShare,
            plan.walk,
            plan.compression,
            uint8(FAMILY_UNILEVEL),
            plan.personalPays
        );
    }

    function _unpack(PlanWords memory words) private pure returns (IPlans.Plan memory plan) {
        for (uint256 level = 0; level < LEVELS; ++level) {
            plan.rates[level] = uint16(Unilevel.rateOf(words.levelRates, level));
            plan.openRanks[level] = uint8(words.terms.openRank(level));
        }
        plan.threshold = uint80(words.terms.threshold());
        plan.poolShare = uint16(words.terms.poolShare());
        plan.walk = uint8(words.terms.walk());
        plan.compression = words.terms.compression();
        plan.personalPays = words.terms.personalPays();
    }

    /// @notice See `IPlans.planInForce`.
    function inForce(Programme storage p) external view returns (uint256 version, IPlans.Plan memory plan) {
        PlanWords memory words = _isDue(p) ? p.planNext : p.plan;
        return (words.terms.version(), _unpack(words));
    }

    /// @notice See `IPlans.planScheduled`.
    function scheduled(Programme storage p)
        external
        view
        returns (uint256 version, uint256 from, IPlans.Plan memory plan)
    {
        PlanWords memory words;
        if (!_isDue(p)) (words, from) = (p.planNext, p.plan.terms.changeAt());
        return (words.terms.version(), from, _unpack(words));
    }

    /// @notice See `IPlans.scheduleRun`.
    function scheduleRun(Programme storage p, address run, uint256 notice) external {
        if (p.run != address(0)) revert IPlans.RunAlreadySet(p.run);
        if (run.code.length == 0) revert IPlans.RunInvalid(run);
        uint256 from = p.plan.terms.version() == 0 ? block.timestamp : block.timestamp + notice;
        p.runNext = run;
        p.runFrom = uint40(from);
        p.record(IPlans.RunScheduled.selector, uint160(run), abi.encode(from));
    }

    /// @notice See `IPlans.setRun`.
    function setRun(Programme storage p) external {
        address run = p.runNext;
        if (p.run != address(0)) revert IPlans.RunAlreadySet(p.run);
        if (run == address(0)) revert IPlans.RunInvalid(run);
        if (block.timestamp < p.runFrom) revert IPlans.RunNotDue(block.timestamp, p.runFrom);
        p.run = run;
        p.runNext = address(0);
        p.runFrom = 0;
        p.record(IPlans.RunSet.selector, uint160(run), "");
    }
}
