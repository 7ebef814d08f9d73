// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IUpline} from "./IUpline.sol";

/// @title What the core asks of a module when it is deployed
interface IModule {
    /// @notice Which module this is, as text.
    function moduleName() external view returns (bytes32);

    /// @notice The settings that it was deployed with.
    function settings() external view returns (IUpline.Settings memory);
}
