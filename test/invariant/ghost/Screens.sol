// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ScreenAction} from "../../../contracts/interfaces/IScreen.sol";
import {FickleScreen, Opinion} from "../FickleScreen.sol";

/// @title The ghost's screens: which one is asked, which one is next, and whom they refuse
abstract contract Screens {
    /// @dev The zero address: none. `screenFrom` zero: none is scheduled.
    FickleScreen internal screenNow;
    FickleScreen internal screenNext;
    uint256 internal screenFrom;

    function _opinionOn(address account) internal view returns (Opinion) {
        return address(screenNow) == address(0) ? Opinion.Allows : screenNow.opinionOn(account);
    }

    function _screenRefuses(address account, ScreenAction action) internal view returns (bool) {
        Opinion opinion = _opinionOn(account);
        if (opinion == Opinion.RefusesEnrolments) return action == ScreenAction.Enrol;
        if (opinion == Opinion.RefusesClaims) return action == ScreenAction.Claim;
        if (opinion == Opinion.RefusesPushes) return action == ScreenAction.Push;
        return opinion == Opinion.Refuses;
    }

    /// @dev Whether the screen gives no answer on an account, which lets it through.
    function _screenIsSilent(address account) internal view returns (bool) {
        return _opinionOn(account) >= Opinion.Reverts;
    }
}
