// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What somebody is about to do when the screen is asked about him.
enum ScreenAction {
    Enrol,
    Claim,
    Push,
    Move
}

/// @title Screen: a contract that says who may join or be paid
/// @notice The core asks it with bounded gas. One that reverts, runs out of that gas or answers nothing sensible lets
/// through, and the core says so in an event.
interface IScreen {
    /// @return allowed False refuses.
    function check(address account, ScreenAction action) external view returns (bool allowed);
}
