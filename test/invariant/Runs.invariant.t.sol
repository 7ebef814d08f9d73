// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Deployment} from "../helpers/Deployment.sol";
import {Test} from "../helpers/Test.sol";
import {Campaign} from "./Campaign.sol";
import {Deed} from "./Deeds.sol";
import {Expected} from "./Expected.sol";

/// @title What holds for whole runs of the campaign
contract RunInvariants is Test, Expected {
    uint256 private constant RUNS = 80;
    uint256 private constant CALLS = 100;

    Campaign private _campaign;
    Deed[] private _neverDone;
    bytes4[] private _neverRefused;
    bytes32[] private _neverWritten;

    error ActionFailed(bytes call, bytes result);
    /// @notice What never happened: deeds, refusals by their errors, events.
    error Missing(Deed[] deeds, bytes4[] errors, bytes32[] events);

    function setUp() external {
        _campaign = _newCampaign();
        _target(address(_campaign), _campaign.actions());
    }

    function _newCampaign() private returns (Campaign campaign) {
        campaign = Campaign(Deployment.deploy("Campaign.sol:Campaign", ""));
        campaign.begin();
    }

    /// @notice Nothing but one's own hold, a refusing screen or the token itself stops a claim, nothing but the token a
    /// refund that is due; and there is always money for everybody to leave with, which at the end of a run everybody
    /// does.
    /// hardhat-config: invariant.failOnRevert = true
    function invariant_06_Exit() external view {
        _campaign.exit();
        _campaign.solvency();
    }

    /// @dev Runs at the end of every run of the invariant above.
    function afterInvariant() external {
        _campaign.closeBooks();
    }

    /// @notice In runs as long as those of the invariants everything happens at least once: an action that never works,
    /// or is never refused where it should be, proves nothing.
    function test_EverythingHappens() external {
        Campaign[] memory campaigns = new Campaign[](RUNS);
        for (uint256 i = 0; i < RUNS; ++i) campaigns[i] = this.play(i);
        for (uint256 deed = 0; deed <= uint256(type(Deed).max); ++deed) {
            uint256 count = 0;
            for (uint256 i = 0; i < RUNS; ++i) count += campaigns[i].done(Deed(deed));
            if (count == 0) _neverDone.push(Deed(deed));
        }
        bytes4[] memory errors = _errors();
        for (uint256 k = 0; k < errors.length; ++k) {
            uint256 count = 0;
            for (uint256 i = 0; i < RUNS; ++i) count += campaigns[i].refused(errors[k]);
            if (count == 0) _neverRefused.push(errors[k]);
        }
        bytes32[] memory topics = _topics();
        for (uint256 k = 0; k < topics.length; ++k) {
            uint256 count = 0;
            for (uint256 i = 0; i < RUNS; ++i) count += campaigns[i].seen(topics[k]);
            if (count == 0) _neverWritten.push(topics[k]);
        }
        if (_neverDone.length + _neverRefused.length + _neverWritten.length == 0) return;
        revert Missing(_neverDone, _neverRefused, _neverWritten);
    }

    /// @notice A whole run. By a call of its own, whose memory is given back.
    function play(uint256 number) external returns (Campaign campaign) {
        campaign = _newCampaign();
        bytes4[] memory actions = campaign.actions();
        for (uint256 i = 0; i < CALLS; ++i) {
            uint256 seed = uint256(keccak256(abi.encode(number, i)));
            bytes memory call = abi.encodeWithSelector(actions[seed % actions.length], seed);
            (bool ok, bytes memory result) = address(campaign).call(call);
            if (!ok) revert ActionFailed(call, result);
        }
        campaign.compareState();
    }
}
