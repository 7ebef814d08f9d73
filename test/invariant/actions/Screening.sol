// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPayouts} from "../../../contracts/interfaces/IPayouts.sol";
import {Acting} from "../Acting.sol";
import {Deed} from "../Deeds.sol";
import {FickleScreen, Opinion} from "../FickleScreen.sol";
import {Refusals} from "../Refusals.sol";

/// @title The admin names screens with the notice; the screens change their opinions at any time
abstract contract Screening is Acting {
    FickleScreen[] private _screens;

    function _beginScreens() internal {
        for (uint256 i = 0; i < 2; ++i) _screens.push(new FickleScreen());
        // Before the opening there is no notice.
        _mustDo(admin, abi.encodeCall(IPayouts.scheduleScreen, (address(_screens[0]))));
        _mustDo(keeper, abi.encodeCall(IPayouts.setScreen, ()));
        screenNow = _screens[0];
    }

    /// @notice The admin names a screen, or none.
    function scheduleScreen(uint256 seed) external onTime {
        bool removes = _oneIn(3, seed, "none");
        FickleScreen screen = removes ? FickleScreen(address(0)) : _screens[_choose(seed, "which", _screens.length)];
        bool codeless = !removes && _oneIn(6, seed, "codeless");
        if (codeless) screen = FickleScreen(thief);
        Refusals memory refusals;
        bool invalid = codeless || (removes && address(screenNow) == address(0));
        refusals.when(invalid, IPayouts.ScreenInvalid.selector);
        bytes memory call = abi.encodeCall(IPayouts.scheduleScreen, (address(screen)));
        (bool done, ) = _try(6, "screen", admin, call, refusals);
        if (!done) return;
        (screenNext, screenFrom) = (screen, clock + notice);
        _did(Deed.ScreenScheduled);
    }

    /// @notice The admin, or the revoker, withdraws the screen that was named.
    function cancelScreen(uint256 seed) external onTime {
        address who = _oneIn(3, seed, "revoker") ? revoker : admin;
        Refusals memory refusals;
        _refuseUnlessInOfficeOrRevoker(refusals, ADMIN_ROLE, who);
        refusals.when(screenFrom == 0, IPayouts.ScreenNotScheduled.selector);
        (bool done, ) = _try(6, "no screen", who, abi.encodeCall(IPayouts.cancelScreen, ()), refusals);
        if (!done) return;
        (screenNext, screenFrom) = (FickleScreen(address(0)), 0);
        _did(Deed.ScreenCancelled);
    }

    /// @notice Anybody sets the screen that was named.
    function setScreen(uint256) external onTime {
        Refusals memory refusals;
        refusals.when(screenFrom == 0, IPayouts.ScreenNotScheduled.selector);
        refusals.when(clock < screenFrom, IPayouts.ScreenNotDue.selector);
        (bool done, ) = _try(6, "new screen", keeper, abi.encodeCall(IPayouts.setScreen, ()), refusals);
        if (!done) return;
        _did(address(screenNext) == address(0) ? Deed.ScreenRemoved : Deed.ScreenSet);
        (screenNow, screenNext, screenFrom) = (screenNext, FickleScreen(address(0)), 0);
    }

    /// @notice The screen gives up its opinion on somebody, or forms one.
    function changeOpinion(uint256 seed) external onTime {
        uint256 first = _choose(seed, "whom", wallets.length);
        for (uint256 i = 0; i < wallets.length; ++i) {
            address account = wallets[(first + i) % wallets.length];
            if (_opinionOn(account) != Opinion.Allows) return _opine(seed, account);
        }
        _opine(seed, wallets[first]);
    }
}
