// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A run contract that does nothing yet
/// @notice Stands for the contract that later pays period bonuses from the pool: an address with code, so that a plan
/// with a pool share can be scheduled. It is deployed before the core knows it and learns the core's address after.
contract MockRun {
    /// @notice The core it serves; zero until {bind}.
    address public core;

    event Bound(address indexed core);

    error MockRunAlreadyBound(address core);

    function bind(address core_) external {
        require(core == address(0), MockRunAlreadyBound(core));
        core = core_;
        emit Bound(core_);
    }
}
