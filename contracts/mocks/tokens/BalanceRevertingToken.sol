// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MockToken} from "../MockToken.sol";

/// @title A token whose balances cannot be read on demand
/// @notice Plays an upgraded or broken token: `balanceOf` reverts while told to, though transfers still work.
contract BalanceRevertingToken is MockToken {
    /// @notice Whether `balanceOf` reverts.
    bool public unreadable;

    error BalanceRevertingTokenUnreadable(address account);

    constructor() MockToken("Balance Reverting", "BALREV", 6) {}

    function setUnreadable(bool unreadable_) external {
        unreadable = unreadable_;
    }

    function balanceOf(address account) public view override returns (uint256) {
        require(!unreadable, BalanceRevertingTokenUnreadable(account));
        return super.balanceOf(account);
    }
}
