// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MockToken} from "../MockToken.sol";

/// @title A token that changes balances by itself
/// @notice Plays tokens whose holders own shares of a whole that grows or shrinks, such as staked ether: between two
/// transfers, and without an event, everybody's balance becomes another.
contract RebasingToken is MockToken {
    uint256 private constant ONE = 1_000_000;

    /// @notice Units that a million shares are worth.
    uint256 public index = ONE;

    constructor() MockToken("Rebasing", "REBASE", 6) {}

    function rebase(uint256 index_) external {
        index = index_;
    }

    function sharesOf(address account) public view returns (uint256) {
        return super.balanceOf(account);
    }

    function balanceOf(address account) public view override returns (uint256) {
        return (sharesOf(account) * index) / ONE;
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, (value * ONE) / index);
    }
}
