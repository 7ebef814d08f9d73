// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IScreen, ScreenAction} from "../../interfaces/IScreen.sol";

/// @title A screen that thinks for long before it refuses
/// @notice Whoever could make it run out of gas by sending little would be let through.
contract CostlyScreen is IScreen {
    uint256 private immutable _cost;

    /// @param cost Gas that it uses up before it answers.
    constructor(uint256 cost) {
        _cost = cost;
    }

    /// @inheritdoc IScreen
    function check(address, ScreenAction) external view returns (bool allowed) {
        uint256 start = gasleft();
        uint256 rounds;
        while (start - gasleft() < _cost) ++rounds;
        return rounds == 0;
    }
}
