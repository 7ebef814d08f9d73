// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MockToken} from "../MockToken.sol";

/// @title A token that returns true without moving anything
/// @notice Plays a token whose return value means nothing: while it lies, transfers succeed for the caller and no
/// balance changes. Only a reading of the balance shows it.
contract LiarToken is MockToken {
    /// @notice Whether transfers are only pretended.
    bool public lying;

    constructor() MockToken("Liar", "LIAR", 6) {}

    function setLying(bool lying_) external {
        lying = lying_;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        if (lying) return true;
        return super.transfer(to, value);
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        if (lying) return true;
        return super.transferFrom(from, to, value);
    }
}
