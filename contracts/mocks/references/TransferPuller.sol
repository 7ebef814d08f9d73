// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title The least that any sale costs
/// @notice What the gas report calls the floor: a transaction that pulls a price and does nothing else. The token's
/// answer is not even looked at.
contract TransferPuller {
    IERC20 private immutable _token;

    constructor(IERC20 token) {
        _token = token;
    }

    function pull(uint256 amount) external {
        _token.transferFrom(msg.sender, address(this), amount);
    }
}
