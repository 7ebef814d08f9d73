// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MockToken} from "../MockToken.sol";

/// @title A token that calls back
/// @notice Plays tokens with hooks (ERC-777 and the like): while a transfer runs, it calls a configured callee with
/// configured data, once, and records what came of it. The callee sees the token as its caller; to come as somebody
/// else, let it be a wallet that the token may use.
contract ReentrantToken is MockToken {
    /// @notice When the call happens: before or after the balances have moved.
    enum Moment {
        Never,
        BeforeMove,
        AfterMove
    }

    Moment public moment;
    address public callee;
    bytes public data;

    /// @notice How many calls were made since the token was armed last: 0 or 1.
    uint256 public calls;
    /// @notice Whether the call succeeded.
    bool public succeeded;
    /// @notice What the call returned, or its error.
    bytes public returnData;

    constructor() MockToken("Reentrant", "REENT", 6) {}

    /// @notice Sets the call that the next transfer makes, and forgets the last one's result.
    function arm(address target_, bytes calldata data_, Moment moment_) external {
        (callee, data, moment) = (target_, data_, moment_);
        (calls, succeeded, returnData) = (0, false, "");
    }

    function _update(address from, address to, uint256 value) internal override {
        bool isTransfer = from != address(0) && to != address(0);
        if (isTransfer && moment == Moment.BeforeMove) _callBack();
        super._update(from, to, value);
        if (isTransfer && moment == Moment.AfterMove) _callBack();
    }

    function _callBack() private {
        moment = Moment.Never; // once: a call that transfers would otherwise call back for ever
        (bool success, bytes memory returned) = callee.call(data);
        (calls, succeeded, returnData) = (calls + 1, success, returned);
    }
}
