// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {ICatalogue} from "../../../contracts/interfaces/ICatalogue.sol";
import {INetwork} from "../../../contracts/interfaces/INetwork.sol";
import {IPlans} from "../../../contracts/interfaces/IPlans.sol";
import {IUpline} from "../../../contracts/interfaces/IUpline.sol";
import {Compression} from "../../../contracts/types/PlanTerms.sol";
import {Deed} from "../Acting.sol";
import {Choices} from "../Choices.sol";

/// @title The company's officers use their powers: plans, ranks, products, pause, roles
abstract contract Governing is Choices {
    uint256 private constant MOST_PRODUCTS = 14;

    // Plans

    /// @notice The planner schedules a plan, sometimes too early or too dear.
    function schedulePlan(uint256 seed) external onTime {
        IPlans.Plan memory plan = _plan(seed);
        uint256 from = clock + notice + _choose(seed, "later", 20 days);
        bool early = _oneIn(8, seed, "early");
        bool dear = _oneIn(8, seed, "dear");
        if (early) from = clock + notice - 1;
        if (dear) plan.rates[15] += uint16(cap + 1);
        bytes memory call = abi.encodeCall(IPlans.schedulePlan, (plan, from, "as published"));
        if (early || dear || _planPending(clock)) {
            _cannot(planner, call, 0);
            return _did(Deed.PlanRefused);
        }
        _mustDo(planner, call);
        _notePlan(plan, from);
        _did(Deed.PlanScheduled);
        _didIf(plan.compression == Compression.Standard, Deed.StandardPlan);
        _didIf(plan.compression == Compression.Dynamic, Deed.DynamicPlan);
    }

    /// @notice The planner withdraws the scheduled plan.
    function cancelPlan(uint256) external onTime {
        bytes memory call = abi.encodeCall(IPlans.cancelPlan, ());
        if (!_planPending(clock)) return _cannot(planner, call, _whyNoPlan());
        _mustDo(planner, call);
        plans.pop();
        _did(Deed.PlanCancelled);
    }

    /// @notice Anybody moves a plan that took over into its place.
    function activatePlan(uint256) external onTime {
        bytes memory call = abi.encodeCall(IPlans.activatePlan, ());
        if (planNextTold == 0 || _planPending(clock)) return _cannot(keeper, call, _whyNoPlan());
        _mustDo(keeper, call);
        _did(Deed.PlanActivated);
    }

    function _whyNoPlan() private view returns (bytes4) {
        return planNextTold == 0 ? IPlans.PlanNotScheduled.selector : IPlans.PlanNotDue.selector;
    }

    // Ranks

    /// @notice The rank officer sets ranks, the same person's twice now and then, or somebody's who has none.
    function setRanks(uint256 seed) external onTime {
        uint256 count = 1 + _choose(seed, "count", 6);
        INetwork.RankChange[] memory changes = new INetwork.RankChange[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 own = uint256(keccak256(abi.encode(seed, i)));
            changes[i].id = uint32(2 + (own % (people.length - 2)));
            changes[i].rank = uint8(_oneIn(2, own, "any") ? _choose(own, "rank", 16) : _choose(own, "low", 4));
        }
        uint256 fault = _choose(seed, "fault", 16);
        if (fault == 0) changes[count - 1].id = 1;
        else if (fault == 1) changes[count - 1].id = uint32(people.length);
        else if (fault == 2) changes[count - 1].rank = 16;
        bytes memory call = abi.encodeCall(INetwork.setRanks, (changes, bytes32(seed)));
        if (fault < 3) {
            _cannot(ranker, call, 0);
            return _did(Deed.RanksRefused);
        }
        _mustDo(ranker, call);
        for (uint256 i = 0; i < count; ++i) _noteRank(changes[i].id, changes[i].rank, clock);
        _did(Deed.RanksSet);
    }

    // Catalogue

    /// @notice The merchant adds a product, or closes or reopens one.
    function changeCatalogue(uint256 seed) external onTime {
        if (articles.length <= MOST_PRODUCTS && _oneIn(3, seed, "add")) {
            _addProduct(_product(seed));
            return _did(Deed.ProductAdded);
        }
        uint256[] memory products = new uint256[](1);
        products[0] = 1 + _choose(seed, "product", articles.length - 1);
        if (_oneIn(2, seed, "reopen")) {
            for (uint256 i = 1; i < articles.length; ++i) if (articles[i].closed) products[0] = i;
        }
        Article storage article = articles[products[0]];
        if (!article.closed && !_oneIn(3, seed, "close")) return;
        _mustDo(merchant, abi.encodeCall(ICatalogue.setProductsClosed, (products, !article.closed)));
        article.closed = !article.closed;
        _did(article.closed ? Deed.ProductClosed : Deed.ProductReopened);
    }

    // Pause and roles

    /// @notice The pause officer stops enrolments and sales for a while; twice as often he lets them go on.
    function setPaused(uint256 seed) external onTime {
        bool paused = _oneIn(4, seed, "paused");
        bytes memory call = abi.encodeCall(IUpline.setPaused, (paused));
        if (paused == pausedNow) return _cannot(pauser, call, IUpline.ProgrammePauseUnchanged.selector);
        _mustDo(pauser, call);
        pausedNow = paused;
        _did(paused ? Deed.Paused : Deed.Resumed);
    }

    /// @notice The admin appoints a deputy, or dismisses him.
    function changeRole(uint256 seed) external onTime {
        address deputy = keeper;
        bytes32 role = RANK_ROLE;
        bool has = IAccessControl(address(core)).hasRole(role, deputy);
        if (!has && !_oneIn(2, seed, "appoint")) return;
        bytes memory call =
            has
                ? abi.encodeCall(IAccessControl.revokeRole, (role, deputy))
                : abi.encodeCall(IAccessControl.grantRole, (role, deputy));
        _mustDo(admin, call);
        _did(has ? Deed.RoleRevoked : Deed.RoleGranted);
    }
}
