// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @dev Inherited first, so that its words come first in storage.
abstract contract Depth {
    uint256[1_000] private _depth;
}

/// @title A token that keeps its balances where nobody looks for them
/// @notice Plays tokens of an unusual storage layout: whoever simulates a transfer cannot give himself balance.
contract DeepToken is Depth, ERC20 {
    constructor() ERC20("Deep", "DEEP") {}

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}
