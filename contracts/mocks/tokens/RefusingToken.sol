// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MockToken} from "../MockToken.sol";

/// @title A token that refuses chosen recipients
/// @notice Plays a token whose issuer lets some addresses receive nothing while they may still send: a payout to one
/// of many must not stop the others, and a refund must find another way.
contract RefusingToken is MockToken {
    /// @notice Whether transfers to an address revert.
    mapping(address recipient => bool) public isRefused;

    error RefusingTokenRecipientRefused(address recipient);

    constructor() MockToken("Refusing", "REFUSE", 6) {}

    function setRefused(address recipient, bool refused) external {
        isRefused[recipient] = refused;
    }

    function _update(address from, address to, uint256 value) internal override {
        require(!isRefused[to], RefusingTokenRecipientRefused(to));
        super._update(from, to, value);
    }
}
