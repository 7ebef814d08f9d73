// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Compression} from "../types/PlanTerms.sol";

/// @title The commission plan: the rule that turns a sale into amounts
/// @notice A plan never changes; a programme has numbered plans, one in force and at most one scheduled.
interface IPlans {
    /// @notice A plan of two families, either of which may be all zeros: unilevel, of which affiliate one- and two-tier
    /// plans are settings, and differential. With both it is a hybrid, under one cap.
    /// @param rates Unilevel: basis points of the CV by level: 0 the seller, 1 his sponsor, up to 15.
    /// @param openRanks The least rank that opens each level.
    /// @param rankRates Differential: basis points of the CV by rank, 0 to 15. Each active person of the line gets his
    /// rate less the highest below him, the seller his own; an inactive one gets nothing and raises nothing.
    /// @param threshold Settled retail volume of a period that makes active in the next; 0: everybody is active.
    /// @param poolShare Basis points of the CV for the bonus pool.
    /// @param walk The most uplines a sale looks at, 1 to 32.
    /// @param compression What happens to a level whose upline is not qualified for it.
    /// @param personalPays Whether a seller's purchase from himself pays commissions and pool share.
    struct Plan {
        uint16[16] rates;
        uint8[16] openRanks;
        uint16[16] rankRates;
        uint80 threshold;
        uint16 poolShare;
        uint8 walk;
        Compression compression;
        bool personalPays;
    }

    /// @notice A plan was scheduled.
    /// @param version Number of the plan.
    /// @param from When it takes over; 0: when the programme opens.
    /// @param plan Its terms.
    /// @param document The plan as its authors published it.
    event PlanScheduled(uint256 indexed version, uint256 from, Plan plan, string document);
    /// @notice The scheduled plan will not take over.
    event PlanCancelled(uint256 indexed version);
    /// @notice The storage of the plan in force now holds this plan. It has paid since its `from` already.
    event PlanActivated(uint256 indexed version);
    /// @notice The contract that may spend the pool was named.
    event RunScheduled(address indexed run, uint256 from);
    /// @notice The contract that was named will not be set.
    event RunCancelled(address indexed run);
    /// @notice The contract that may spend the pool was set, for good.
    event RunSet(address indexed run);

    /// @notice The plan's worst case over every upline, with its pool share, is above the cap (basis points).
    error PlanAboveCap(uint256 worstCase, uint256 cap);
    /// @notice Basis points of one rate or share go up to 10,000. `index` is the level, or the rank.
    error PlanRateInvalid(uint256 index, uint256 rate);
    /// @notice Ranks go from 0 to 15.
    error PlanRankInvalid(uint256 level, uint256 rank);
    /// @notice The longest walk is 1 to 32 uplines.
    error PlanWalkInvalid(uint256 walk, uint256 limit);
    /// @notice A pool share needs a contract that may spend the pool.
    error PlanPoolWithoutRun(uint256 poolShare);
    /// @notice The plan takes over too early: `earliest` leaves the notice.
    error PlanNoticeTooShort(uint256 from, uint256 earliest);
    /// @notice The plan would take over later than `latest`, which is as far as time is counted.
    error PlanTooLate(uint256 from, uint256 latest);
    /// @notice A plan is scheduled already, to take over at `from` (0: when the programme opens); cancel it first.
    error PlanAlreadyScheduled(uint256 version, uint256 from);
    /// @notice No plan is scheduled, or none to take over from another.
    error PlanNotScheduled();
    /// @notice The scheduled plan is not in force yet, or is so already.
    error PlanNotDue(uint256 time, uint256 from);
    /// @notice The contract that may spend the pool is set already, once and for good.
    error RunAlreadySet(address run);
    /// @notice The run contract has no code, or none is scheduled.
    error RunInvalid(address run);
    /// @notice The run contract can be set only from `from` on.
    error RunNotDue(uint256 time, uint256 from);

    /// @notice Schedules a plan. Only the plan role. Before opening without notice.
    /// @param plan Its terms.
    /// @param from When it takes over: after at least the programme's notice. Ignored before opening.
    /// @param document The plan as its authors published it, so that nobody needs another source.
    /// @return version Number of the plan.
    function schedulePlan(
        Plan calldata plan,
        uint256 from,
        string calldata document
    ) external returns (uint256 version);

    /// @notice Withdraws the scheduled plan before it takes over. Only the plan role, or the revoker.
    function cancelPlan() external;

    /// @notice Moves a scheduled plan that is in force into the slots of the plan in force, which makes sales 2,100 gas
    /// cheaper. Anybody may call it; it changes no amount.
    function activatePlan() external;

    /// @notice Names the contract that may spend the bonus pool, to be set after the notice, before the opening at once.
    /// Only the admin.
    function scheduleRun(address run) external;

    /// @notice Withdraws the contract that was named. Only the admin, or the revoker.
    function cancelRun() external;

    /// @notice Sets the named contract, once and for good. Anybody may call it.
    function setRun() external;

    /// @notice The plan that a sale placed now would follow.
    function planInForce() external view returns (uint256 version, Plan memory plan);

    /// @notice The scheduled plan and when it takes over; version zero where there is none.
    function planScheduled() external view returns (uint256 version, uint256 from, Plan memory plan);
}
