// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Deployment} from "../helpers/Deployment.sol";
import {Test} from "../helpers/Test.sol";
import {Campaign} from "./Campaign.sol";

/// @title The numbered promises, each after every action of a random campaign
contract UplineInvariants is Test {
    Campaign private _campaign;

    function setUp() external {
        _campaign = Campaign(Deployment.deploy("Campaign.sol:Campaign", ""));
        _campaign.begin(true);
        _target(address(_campaign), _campaign.actions());
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_01_Solvency() external view {
        _campaign.solvency();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_02_Conservation() external view {
        _campaign.conservation();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_03_Cap() external view {
        _campaign.withinCap();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_04_Once() external view {
        _campaign.once();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_05_OnlySalesPay() external view {
        _campaign.onlySalesPay();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_07_Acyclic() external view {
        _campaign.acyclic();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_08_FixedAtPlacement() external view {
        _campaign.fixedAtPlacement();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_09_Journal() external view {
        _campaign.journal();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_10_Authority() external view {
        _campaign.authority();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_11_Preview() external view {
        _campaign.preview();
    }

    /// @dev Runs at the end of every run of every test above.
    function afterInvariant() external view {
        _campaign.noneBroken();
    }
}
