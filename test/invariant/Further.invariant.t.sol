// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Deployment} from "../helpers/Deployment.sol";
import {Test} from "../helpers/Test.sol";
import {Campaign} from "./Campaign.sol";

/// @title The further promises, each after every action of a random campaign whose run contract is named on the way
contract FurtherInvariants is Test {
    Campaign private _campaign;

    function setUp() external {
        _campaign = Campaign(Deployment.deploy("Campaign.sol:Campaign", ""));
        _campaign.begin(false);
        _target(address(_campaign), _campaign.actions());
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_13_EscrowIsOpenSales() external view {
        _campaign.escrowIsOpenSales();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_14_SponsorsForGood() external view {
        _campaign.sponsorsForGood();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_15_WalletsForGood() external view {
        _campaign.walletsForGood();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_16_NoticeIsKept() external {
        _campaign.noticeIsKept();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_17_PauseStopsOnlyGrowth() external view {
        _campaign.pauseStopsOnlyGrowth();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_18_HoldsAreBounded() external {
        _campaign.holdsAreBounded();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_19_RolesFromTheAdmin() external view {
        _campaign.rolesFromTheAdmin();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_20_RevokerOnlyTakesAway() external view {
        _campaign.revokerOnlyTakesAway();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_21_FixedForGood() external view {
        _campaign.fixedForGood();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_22_NobodyPaysUnasked() external view {
        _campaign.nobodyPaysUnasked();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_23_PoolOnlyForTheRun() external view {
        _campaign.poolOnlyForTheRun();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_24_UnboundKeepTheirs() external view {
        _campaign.unboundKeepTheirs();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_25_QualificationIsFixed() external {
        _campaign.qualificationIsFixed();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_26_UsedOnce() external view {
        _campaign.usedOnce();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_27_RecoveryWaits() external view {
        _campaign.recoveryWaits();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_28_ThiefGainsNothing() external view {
        _campaign.thiefGainsNothing();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_29_SignaturesServeOnce() external view {
        _campaign.signaturesServeOnce();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_30_PaymentsKeepNothing() external view {
        _campaign.paymentsKeepNothing();
    }

    /// @dev Runs at the end of every run of every test above.
    function afterInvariant() external view {
        _campaign.noneBroken();
    }
}
