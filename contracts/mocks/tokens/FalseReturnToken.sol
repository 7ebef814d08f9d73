// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MockToken} from "../MockToken.sol";

/// @title A token that returns false instead of reverting
/// @notice Plays the older tokens that report failure only by their return value: with too little balance or allowance
/// nothing moves, nothing reverts and the answer is false. It can also be told to fail always.
contract FalseReturnToken is MockToken {
    /// @notice Whether every transfer fails, whatever the balance.
    bool public failing;

    constructor() MockToken("False Return", "FALSE", 6) {}

    function setFailing(bool failing_) external {
        failing = failing_;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        if (failing || balanceOf(msg.sender) < value) return false;
        return super.transfer(to, value);
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        if (failing || balanceOf(from) < value || allowance(from, msg.sender) < value) return false;
        return super.transferFrom(from, to, value);
    }
}
