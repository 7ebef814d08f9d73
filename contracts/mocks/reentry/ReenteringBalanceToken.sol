// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MockToken} from "../MockToken.sol";
import {Reenterer} from "./Reenterer.sol";

/// @title A token that calls back when it is asked for a balance
/// @notice Unless the guard refuses every call it tells no balance, so that nothing is sold.
contract ReenteringBalanceToken is Reenterer, MockToken {
    error ReenteringBalanceTokenUnguarded();

    constructor() MockToken("Reentering", "REENT", 6) {}

    function balanceOf(address account) public view override returns (uint256) {
        if (msg.sender != account || msg.sender.code.length == 0) return super.balanceOf(account);
        if (!_guarded()) revert ReenteringBalanceTokenUnguarded();
        return super.balanceOf(account);
    }
}
