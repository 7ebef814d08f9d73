// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Deployment} from "../helpers/Deployment.sol";
import {Test} from "../helpers/Test.sol";
import {Campaign} from "./Campaign.sol";
import {Deed} from "./Deeds.sol";
import {Expected} from "./Expected.sol";
import {Functions} from "./Functions.sol";

/// @title What holds for whole runs of the campaign
contract RunInvariants is Test, Expected, Functions {
    uint256 private constant RUNS = 80;
    uint256 private constant CALLS = 120;

    Campaign private _campaign;
    Campaign[] private _campaigns;
    Deed[] private _neverDone;
    bytes4[] private _neverRefused;
    bytes32[] private _neverWritten;
    bytes4[] private _neverWorked;
    bytes4[] private _neverGuarded;

    error ActionFailed(bytes call, bytes result);
    /// @notice What never happened: deeds, refusals by their errors, events, functions that did what they are for, and
    /// functions that sent the thief away.
    error Missing(Deed[] deeds, bytes4[] errors, bytes32[] events, bytes4[] functions, bytes4[] guards);

    function setUp() external {
        _campaign = _newCampaign(true);
        _target(address(_campaign), _campaign.actions());
    }

    function _newCampaign(bool withRun) private returns (Campaign campaign) {
        campaign = Campaign(Deployment.deploy("Campaign.sol:Campaign", ""));
        campaign.begin(withRun);
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
        for (uint256 i = 0; i < RUNS; ++i) _campaigns.push(this.play(i));
        for (uint256 deed = 0; deed <= uint256(type(Deed).max); ++deed) {
            if (_sum(abi.encodeCall(Campaign.done, (Deed(deed)))) == 0) _neverDone.push(Deed(deed));
        }
        bytes32[] memory topics = _topics();
        for (uint256 k = 0; k < topics.length; ++k) {
            if (_sum(abi.encodeCall(Campaign.seen, (topics[k]))) == 0) _neverWritten.push(topics[k]);
        }
        _lookForNone(_errors(), Campaign.refused.selector, _neverRefused);
        _lookForNone(_guardedFunctions(), Campaign.worked.selector, _neverWorked);
        _lookForNone(_openFunctions(), Campaign.worked.selector, _neverWorked);
        _lookForNone(_guardedFunctions(), Campaign.guarded.selector, _neverGuarded);
        uint256 missing = _neverDone.length + _neverRefused.length + _neverWritten.length;
        if (missing + _neverWorked.length + _neverGuarded.length == 0) return;
        revert Missing(_neverDone, _neverRefused, _neverWritten, _neverWorked, _neverGuarded);
    }

    /// @dev Adds to `none` what all campaigns together answer a question about with 0.
    function _lookForNone(bytes4[] memory items, bytes4 question, bytes4[] storage none) private {
        for (uint256 k = 0; k < items.length; ++k) {
            if (_sum(abi.encodeWithSelector(question, items[k])) == 0) none.push(items[k]);
        }
    }

    function _sum(bytes memory question) private view returns (uint256 count) {
        for (uint256 i = 0; i < _campaigns.length; ++i) {
            (bool ok, bytes memory answer) = address(_campaigns[i]).staticcall(question);
            if (!ok) revert ActionFailed(question, answer);
            count += abi.decode(answer, (uint256));
        }
    }

    /// @notice A whole run; in every third the run contract is named on the way. By a call of its own, whose memory is
    /// given back.
    function play(uint256 number) external returns (Campaign campaign) {
        campaign = _newCampaign(number % 3 != 0);
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
