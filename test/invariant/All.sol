// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Closing} from "./Closing.sol";

/// @title All promises in one campaign, for deep runs
abstract contract All is Closing {
    /// @dev Those that walk over everybody: what one of them finds broken stays so.
    bytes4[] private _inTurn;
    uint256 private _turn;

    function _beginTurns() internal {
        _inTurn = [this.solvency.selector, this.once.selector, this.onlySalesPay.selector];
        _next(this.acyclic.selector, this.fixedAtPlacement.selector, this.journal.selector);
        _next(this.authority.selector, this.escrowIsOpenSales.selector, this.sponsorsForGood.selector);
        _next(this.walletsForGood.selector, this.noticeIsKept.selector, this.holdsAreBounded.selector);
        _next(this.rolesFromTheAdmin.selector, this.fixedForGood.selector, this.nobodyPaysUnasked.selector);
        _next(this.poolOnlyForTheRun.selector, this.unboundKeepTheirs.selector, this.qualificationIsFixed.selector);
        _inTurn.push(this.signaturesServeOnce.selector);
    }

    function _next(bytes4 one, bytes4 other, bytes4 third) private {
        _inTurn.push(one);
        _inTurn.push(other);
        _inTurn.push(third);
    }

    /// @notice After every call what the actions and the events showed, and the newest sales; of the others one after
    /// the other, at the end of a run all.
    function oneAfterTheOther() external {
        noneBroken();
        this.conservation();
        this.withinCap();
        this.thiefGainsNothing();
        this.paymentsKeepNothing();
        _ask(_inTurn[_turn++ % _inTurn.length]);
    }

    function allAtOnce() external {
        for (uint256 i = 0; i < _inTurn.length; ++i) _ask(_inTurn[i]);
    }

    function _ask(bytes4 question) private {
        (bool kept, bytes memory reason) = address(this).call(abi.encodePacked(question));
        if (!kept) _bubble(reason);
    }
}
