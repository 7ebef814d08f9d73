// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPayouts} from "../../../contracts/interfaces/IPayouts.sol";
import {IPlans} from "../../../contracts/interfaces/IPlans.sol";
import {Acting} from "../Acting.sol";
import {Deed} from "../Deeds.sol";
import {Refusals} from "../Refusals.sol";

/// @title The run contract: the admin names it with the notice, anybody sets it, once; then it spends from the pool
abstract contract Running is Acting {
    /// @dev Before the opening there is no notice.
    function _beginRun() internal {
        _mustDo(admin, abi.encodeCall(IPlans.scheduleRun, (run)));
        _mustDo(keeper, abi.encodeCall(IPlans.setRun, ()));
        runNow = run;
    }

    /// @notice The admin names the run contract, or something that is none.
    function scheduleRun(uint256 seed) external onTime {
        _schedule(seed);
    }

    function _schedule(uint256 seed) private {
        address named = _oneIn(6, seed, "codeless") ? thief : run;
        Refusals memory refusals;
        refusals.when(runNow != address(0), IPlans.RunAlreadySet.selector);
        refusals.when(named == thief, IPlans.RunInvalid.selector);
        (bool done, ) = _try(10, "run contract", admin, abi.encodeCall(IPlans.scheduleRun, (named)), refusals);
        if (!done) return;
        (runNext, runFrom) = (named, clock + notice);
        _did(Deed.RunScheduled);
    }

    /// @notice The admin, or the revoker, withdraws the run contract that was named. Where none is and none is set, one
    /// is mostly named, here and below.
    function cancelRun(uint256 seed) external onTime {
        if (_isFree() && !_oneIn(4, seed, "in vain")) return _schedule(seed);
        address who = [admin, revoker, thief][_choose(seed, "who", 3)];
        Refusals memory refusals;
        _refuseUnlessInOfficeOrRevoker(refusals, ADMIN_ROLE, who);
        refusals.when(runNext == address(0), IPlans.RunInvalid.selector);
        (bool done, ) = _try(10, "no run contract", who, abi.encodeCall(IPlans.cancelRun, ()), refusals);
        if (!done) return;
        (runNext, runFrom) = (address(0), 0);
        _did(Deed.RunCancelled);
    }

    /// @notice Anybody sets the run contract that was named.
    function setRun(uint256 seed) external onTime {
        if (_isFree() && !_oneIn(4, seed, "in vain")) return _schedule(seed);
        Refusals memory refusals;
        refusals.when(runNow != address(0), IPlans.RunAlreadySet.selector);
        refusals.when(runNow == address(0) && runNext == address(0), IPlans.RunInvalid.selector);
        refusals.when(clock < runFrom, IPlans.RunNotDue.selector);
        (bool done, ) = _try(10, "new run contract", keeper, abi.encodeCall(IPlans.setRun, ()), refusals);
        if (!done) return;
        (runNow, runNext, runFrom) = (runNext, address(0), 0);
        _did(Deed.RunSet);
    }

    function _isFree() private view returns (bool) {
        return runNow == address(0) && runNext == address(0);
    }

    /// @notice The run contract spends from the pool, or tries to spend more than it holds.
    function spendPool(uint256 seed) external onTime {
        uint256 amount = _oneIn(4, seed, "too much") ? poolOwed + 1 : _choose(seed, "amount", poolOwed + 1);
        address who = _oneIn(8, seed, "thief") ? thief : run;
        Refusals memory refusals;
        refusals.when(who != runNow, IPayouts.PoolNotForCaller.selector);
        refusals.when(amount > poolOwed, IPayouts.PoolTooSmall.selector);
        (bool done, ) = _try(10, "pool", who, abi.encodeCall(IPayouts.spendPool, (vault, amount)), refusals);
        if (!done) return;
        poolOwed -= amount;
        _didIf(amount != 0, Deed.PoolSpent);
    }
}
