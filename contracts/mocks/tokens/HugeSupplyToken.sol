// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MockToken} from "../MockToken.sol";

/// @title A token with every unit there can be
/// @notice Plays tokens with an absurd supply: 2^256 - 1 units belong to one holder from the start, so that amounts
/// and balances can pass every width they are stored in (2^96 above all). Nothing is left to mint.
contract HugeSupplyToken is MockToken {
    constructor(address holder) MockToken("Huge Supply", "HUGE", 18) {
        _mint(holder, type(uint256).max);
    }
}
