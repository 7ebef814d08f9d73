// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MockToken} from "../MockToken.sol";

/// @title A token that accepts calls of functions that it does not have
/// @notice Plays wrapped ether and others with a fallback: a permit or an authorization "succeeds" and nothing happens.
contract PhantomToken is MockToken {
    constructor() MockToken("Phantom", "PHANTOM", 6) {}

    fallback() external {}
}
