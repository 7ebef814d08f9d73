// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVm} from "../../helpers/Test.sol";
import {Watching} from "./Watching.sol";

/// @title The books that an outsider keeps from events alone: hashes every event and takes in what it says
abstract contract Replay is Watching {
    uint160 internal headTold;
    mapping(bytes32 topic => uint256 count) internal eventsSeen;

    error EventUnknown(bytes32 topic);

    function _beginReplay(address core, uint256 notice) internal {
        headTold = uint160(uint256(keccak256(abi.encode(block.chainid, core))));
        _beginWatching(notice);
    }

    /// @dev By the formula in `IJournal`.
    function _replay(IVm.Log memory entry, uint256 time) internal {
        bytes32 hash = keccak256(abi.encodePacked(entry.topics.length, entry.topics, keccak256(entry.data)));
        uint160 before = headTold;
        headTold = uint160(uint256(keccak256(abi.encode(before, time, hash))));
        ++eventsSeen[entry.topics[0]];
        _watch(entry, time);
        if (_tellOfMoney(entry, before, time) || _tellOfPeople(entry, time) || _tellOfPowers(entry)) return;
        revert EventUnknown(entry.topics[0]);
    }
}
