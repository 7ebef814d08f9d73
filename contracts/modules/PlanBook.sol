// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {UplineBase} from "../UplineBase.sol";
import {IPlans} from "../interfaces/IPlans.sol";
import {IUpline} from "../interfaces/IUpline.sol";
import {Journal} from "../libraries/Journal.sol";
import {PlanWords, Programme} from "../libraries/Programme.sol";
import {Differential} from "../plans/Differential.sol";
import {Unilevel} from "../plans/Unilevel.sol";
import {MAX_RANK} from "../types/Distributor.sol";
import {
    BASIS_POINTS,
    FAMILY_DIFFERENTIAL,
    FAMILY_UNILEVEL,
    LEVELS,
    MAX_WALK,
    PlanTerms,
    newPlanTerms
} from "../types/PlanTerms.sol";

/// @title Plan book: opening, which plan is in force, which one is next, and who may spend the pool
/// @dev A module of the core, see `UplineBase`.
contract PlanBook is UplineBase {
    using Journal for Programme;

    constructor(IUpline.Settings memory s) UplineBase(s) {}

    /// @notice See `IModule`.
    function moduleName() external pure returns (bytes32) {
        return "PlanBook";
    }

    /// @notice See `IUpline.open`.
    function open() external nonReentrant onlyRole(DEFAULT_ADMIN_ROLE) {
        if (_p.plan.terms.version() != 0) revert IUpline.ProgrammeAlreadyOpen();
        uint256 version = _p.planNext.terms.version();
        if (version == 0) revert IPlans.PlanNotScheduled();
        _p.planNext.terms = _p.planNext.terms.withOpening(currentPeriod());
        _activate();
        _p.record(IUpline.ProgrammeOpened.selector, version, "");
    }

    /// @notice See `IUpline.setPaused`.
    function setPaused(bool paused) external nonReentrant onlyRole(PAUSE_ROLE) {
        PlanTerms terms = _p.plan.terms;
        if (terms.paused() == paused) revert IUpline.ProgrammePauseUnchanged(paused);
        _p.plan.terms = terms.withPaused(paused);
        _p.record(IUpline.ProgrammePausedSet.selector, uint160(msg.sender), abi.encode(paused));
    }

    /// @notice See `IPlans.schedulePlan`.
    function schedulePlan(
        IPlans.Plan calldata plan,
        uint256 from,
        string calldata document
    ) external nonReentrant onlyRole(PLAN_ROLE) returns (uint256 version) {
        if (_isDue()) _activate();
        uint256 pending = _p.planNext.terms.version();
        if (pending != 0) revert IPlans.PlanAlreadyScheduled(pending, _p.plan.terms.changeAt());
        _check(plan);
        version = ++_p.counters.plans;
        PlanTerms current = _p.plan.terms;
        if (current.version() == 0) {
            from = 0;
        } else {
            // After this second in any case, so that all sales of a second follow one plan.
            uint256 earliest = block.timestamp + (_notice == 0 ? 1 : _notice);
            if (from < earliest) revert IPlans.PlanNoticeTooShort(from, earliest);
            if (from > type(uint40).max) revert IPlans.PlanTooLate(from, type(uint40).max);
            _p.plan.terms = current.withChangeAt(from);
        }
        PlanWords memory words = _pack(plan);
        words.terms = words.terms.withVersion(version).withOpening(current.opening());
        _p.planNext = words;
        _p.record(IPlans.PlanScheduled.selector, version, abi.encode(from, plan, document));
    }

    /// @notice See `IPlans.cancelPlan`.
    function cancelPlan() external nonReentrant onlyRoleOrRevoker(PLAN_ROLE) {
        uint256 version = _p.planNext.terms.version();
        if (version == 0) revert IPlans.PlanNotScheduled();
        PlanTerms current = _p.plan.terms;
        if (_isDue()) revert IPlans.PlanNotDue(block.timestamp, current.changeAt());
        delete _p.planNext;
        _p.plan.terms = current.withChangeAt(0);
        _p.record(IPlans.PlanCancelled.selector, version, "");
    }

    /// @notice See `IPlans.activatePlan`.
    function activatePlan() external nonReentrant {
        uint256 changeAt = _p.plan.terms.changeAt();
        if (changeAt == 0) revert IPlans.PlanNotScheduled();
        if (block.timestamp < changeAt) revert IPlans.PlanNotDue(block.timestamp, changeAt);
        _activate();
    }

    function _isDue() private view returns (bool) {
        uint256 changeAt = _p.plan.terms.changeAt();
        return changeAt != 0 && block.timestamp >= changeAt;
    }

    function _activate() private {
        PlanWords memory words = _p.planNext;
        uint256 version = words.terms.version();
        words.terms = words.terms.withPaused(_p.plan.terms.paused());
        _p.plan = words;
        delete _p.planNext;
        _p.record(IPlans.PlanActivated.selector, version, "");
    }

    function _check(IPlans.Plan calldata plan) private view {
        uint256 worstCase = plan.poolShare;
        for (uint256 level = 0; level < LEVELS; ++level) {
            if (plan.rates[level] > BASIS_POINTS) revert IPlans.PlanRateInvalid(level, plan.rates[level]);
            if (plan.openRanks[level] > MAX_RANK) revert IPlans.PlanRankInvalid(level, plan.openRanks[level]);
            if (plan.rankRates[level] > BASIS_POINTS) revert IPlans.PlanRateInvalid(level, plan.rankRates[level]);
        }
        if (plan.walk == 0 || plan.walk > MAX_WALK) revert IPlans.PlanWalkInvalid(plan.walk, MAX_WALK);
        if (plan.poolShare != 0 && _p.run == address(0)) revert IPlans.PlanPoolWithoutRun(plan.poolShare);
        PlanWords memory words = _pack(plan);
        worstCase += Unilevel.worstCase(words.levelRates) + Differential.worstCase(words.rankRates);
        if (worstCase > _cap) revert IPlans.PlanAboveCap(worstCase, _cap);
    }

    /// @dev A family without rates is none, so that a sale does not read them. Unilevel is the one that costs nothing.
    function _pack(IPlans.Plan calldata plan) private pure returns (PlanWords memory words) {
        uint256 ranks;
        for (uint256 level = 0; level < LEVELS; ++level) {
            words.levelRates |= uint256(plan.rates[level]) << (level << 4);
            words.rankRates |= uint256(plan.rankRates[level]) << (level << 4);
            ranks |= uint256(plan.openRanks[level]) << (level << 2);
        }
        words.terms = newPlanTerms(
            uint64(ranks),
            plan.threshold,
            plan.poolShare,
            plan.walk,
            plan.compression,
            uint8(words.rankRates == 0 ? FAMILY_UNILEVEL : FAMILY_UNILEVEL | FAMILY_DIFFERENTIAL),
            plan.personalPays
        );
    }

    function _unpack(PlanWords memory words) private pure returns (IPlans.Plan memory plan) {
        for (uint256 level = 0; level < LEVELS; ++level) {
            plan.rates[level] = uint16(Unilevel.rateOf(words.levelRates, level));
            plan.openRanks[level] = uint8(words.terms.openRank(level));
            plan.rankRates[level] = uint16(Differential.rateOf(words.rankRates, level));
        }
        plan.threshold = uint80(words.terms.threshold());
        plan.poolShare = uint16(words.terms.poolShare());
        plan.walk = uint8(words.terms.walk());
        plan.compression = words.terms.compression();
        plan.personalPays = words.terms.personalPays();
    }

    /// @notice See `IPlans.planInForce`.
    function planInForce() external view returns (uint256 version, IPlans.Plan memory plan) {
        PlanWords memory words = _isDue() ? _p.planNext : _p.plan;
        return (words.terms.version(), _unpack(words));
    }

    /// @notice See `IPlans.planScheduled`.
    function planScheduled() external view returns (uint256 version, uint256 from, IPlans.Plan memory plan) {
        PlanWords memory words;
        if (!_isDue()) (words, from) = (_p.planNext, _p.plan.terms.changeAt());
        return (words.terms.version(), from, _unpack(words));
    }

    /// @notice See `IPlans.scheduleRun`.
    function scheduleRun(address run) external nonReentrant onlyRole(DEFAULT_ADMIN_ROLE) {
        if (_p.run != address(0)) revert IPlans.RunAlreadySet(_p.run);
        if (run.code.length == 0) revert IPlans.RunInvalid(run);
        uint256 from = block.timestamp + _notice;
        _p.runNext = run;
        _p.runFrom = uint40(from);
        _p.record(IPlans.RunScheduled.selector, uint160(run), abi.encode(from));
    }

    /// @notice See `IPlans.cancelRun`.
    function cancelRun() external nonReentrant onlyRoleOrRevoker(DEFAULT_ADMIN_ROLE) {
        address run = _takeRun();
        _p.record(IPlans.RunCancelled.selector, uint160(run), "");
    }

    /// @notice See `IPlans.setRun`.
    function setRun() external nonReentrant {
        if (_p.run != address(0)) revert IPlans.RunAlreadySet(_p.run);
        bool opened = _p.plan.terms.version() != 0;
        if (opened && block.timestamp < _p.runFrom) revert IPlans.RunNotDue(block.timestamp, _p.runFrom);
        address run = _takeRun();
        _p.run = run;
        _p.record(IPlans.RunSet.selector, uint160(run), "");
    }

    /// @dev The run contract that is named, which it is no longer.
    function _takeRun() private returns (address run) {
        run = _p.runNext;
        if (run == address(0)) revert IPlans.RunInvalid(run);
        (_p.runNext, _p.runFrom) = (address(0), 0);
    }
}
