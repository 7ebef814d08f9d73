// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {ICatalogue} from "../../contracts/interfaces/ICatalogue.sol";
import {INetwork} from "../../contracts/interfaces/INetwork.sol";
import {IPayouts} from "../../contracts/interfaces/IPayouts.sol";
import {IPlans} from "../../contracts/interfaces/IPlans.sol";
import {ISales} from "../../contracts/interfaces/ISales.sol";
import {IUpline} from "../../contracts/interfaces/IUpline.sol";
import {Test} from "../helpers/Test.sol";
import {Deed} from "./Acting.sol";
import {Campaign} from "./Campaign.sol";

/// @title The numbered promises, each after every action of a random campaign
contract UplineInvariants is Test {
    uint256 private constant RUNS = 30;
    uint256 private constant CALLS = 100;

    Campaign private _campaign;

    error ActionFailed(bytes call, bytes result);
    error NeverDone(Deed deed);
    error NeverWritten(bytes32 topic);

    function setUp() public {
        _campaign = new Campaign();
        _campaign.begin();
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

    /// @notice In runs as long as those above, everything happens at least once: an action that never works, or is
    /// never refused where it should be, proves nothing.
    function test_EverythingHappens() external {
        uint256[] memory deeds = new uint256[](uint256(type(Deed).max) + 1);
        bytes32[21] memory topics = _topics();
        uint256[] memory events = new uint256[](topics.length);
        for (uint256 i = 0; i < RUNS; ++i) {
            setUp();
            _run(i);
            for (uint256 k = 0; k < deeds.length; ++k) deeds[k] += _campaign.done(Deed(k));
            for (uint256 k = 0; k < topics.length; ++k) events[k] += _campaign.seen(topics[k]);
        }
        for (uint256 k = 0; k < deeds.length; ++k) if (deeds[k] == 0) revert NeverDone(Deed(k));
        for (uint256 k = 0; k < topics.length; ++k) if (events[k] == 0) revert NeverWritten(topics[k]);
    }

    function _run(uint256 number) private {
        bytes4[] memory actions = _campaign.actions();
        for (uint256 i = 0; i < CALLS; ++i) {
            uint256 seed = uint256(keccak256(abi.encode(number, i)));
            bytes memory call = abi.encodeWithSelector(actions[seed % actions.length], seed);
            (bool ok, bytes memory result) = address(_campaign).call(call);
            if (!ok) revert ActionFailed(call, result);
        }
    }

    /// @dev Every event that the core can write today, in the order of its interfaces.
    function _topics() private pure returns (bytes32[21] memory) {
        return
            [
                IUpline.ProgrammeCreated.selector,
                IUpline.ProgrammeOpened.selector,
                IUpline.ProgrammePausedSet.selector,
                INetwork.DistributorEnrolled.selector,
                INetwork.RanksSet.selector,
                ICatalogue.ProductAdded.selector,
                ICatalogue.ProductClosed.selector,
                IPlans.PlanScheduled.selector,
                IPlans.PlanCancelled.selector,
                IPlans.PlanActivated.selector,
                IPlans.RunScheduled.selector,
                IPlans.RunSet.selector,
                ISales.SalePlaced.selector,
                ISales.SaleFinal.selector,
                ISales.SalesSettled.selector,
                IPayouts.Paid.selector,
                IPayouts.PayoutFailed.selector,
                IPayouts.PushSwitched.selector,
                IPayouts.PoolSpent.selector,
                IAccessControl.RoleGranted.selector,
                IAccessControl.RoleRevoked.selector
            ];
    }

    /// @dev Runs at the end of every run of every test above.
    function afterInvariant() external {
        _campaign.closeBooks();
    }
}
