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

/// @title What holds for whole runs of the campaign
contract RunInvariants is Test {
    uint256 private constant RUNS = 30;
    uint256 private constant CALLS = 100;

    Campaign private _campaign;

    error ActionFailed(bytes call, bytes result);
    error NeverDone(Deed deed);
    error NeverWritten(bytes32 topic);

    function setUp() external {
        _campaign = new Campaign();
        _campaign.begin();
        _target(address(_campaign), _campaign.actions());
    }

    /// @notice There is always money for everybody to leave with; at the end of a run everybody does.
    /// hardhat-config: invariant.failOnRevert = true
    function invariant_06_Exit() external view {
        _campaign.solvency();
    }

    /// @dev Runs at the end of every run of the invariant above.
    function afterInvariant() external {
        _campaign.closeBooks();
    }

    /// @notice In runs as long as those of the invariants everything happens at least once: an action that never works,
    /// or is never refused where it should be, proves nothing.
    function test_EverythingHappens() external {
        uint256[] memory deeds = new uint256[](uint256(type(Deed).max) + 1);
        bytes32[21] memory topics = _topics();
        uint256[] memory events = new uint256[](topics.length);
        for (uint256 i = 0; i < RUNS; ++i) {
            Campaign campaign = new Campaign();
            campaign.begin();
            _run(campaign, i);
            for (uint256 k = 0; k < deeds.length; ++k) deeds[k] += campaign.done(Deed(k));
            for (uint256 k = 0; k < topics.length; ++k) events[k] += campaign.seen(topics[k]);
        }
        for (uint256 k = 0; k < deeds.length; ++k) if (deeds[k] == 0) revert NeverDone(Deed(k));
        for (uint256 k = 0; k < topics.length; ++k) if (events[k] == 0) revert NeverWritten(topics[k]);
    }

    function _run(Campaign campaign, uint256 number) private {
        bytes4[] memory actions = campaign.actions();
        for (uint256 i = 0; i < CALLS; ++i) {
            uint256 seed = uint256(keccak256(abi.encode(number, i)));
            bytes memory call = abi.encodeWithSelector(actions[seed % actions.length], seed);
            (bool ok, bytes memory result) = address(campaign).call(call);
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
}
