// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IScreen, ScreenAction} from "../../interfaces/IScreen.sol";

/// @title A screen that refuses whom it is told to refuse, for each action by itself
contract ListScreen is IScreen {
    mapping(address account => mapping(ScreenAction action => bool refuses)) private _refuses;

    function refuse(address account, ScreenAction action, bool refuses) external {
        _refuses[account][action] = refuses;
    }

    /// @inheritdoc IScreen
    function check(address account, ScreenAction action) external view returns (bool allowed) {
        return !_refuses[account][action];
    }
}
