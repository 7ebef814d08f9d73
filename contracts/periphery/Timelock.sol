// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

/// @title The timelock that administers a programme
/// @notice OpenZeppelin's, unchanged: what the admin does is public for the delay before it happens.
contract Timelock is TimelockController {
    /// @param delay Seconds between proposal and execution.
    /// @param proposers Who may propose and cancel.
    /// @param executors Who may execute; the zero address: anybody.
    constructor(
        uint256 delay,
        address[] memory proposers,
        address[] memory executors
    ) TimelockController(delay, proposers, executors, address(0)) {}
}
