// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Journal} from "../../../contracts/libraries/Journal.sol";
import {Programme} from "../../../contracts/libraries/Programme.sol";
import {Accounts} from "../../../contracts/types/Accounts.sol";
import {Test, IVm} from "../../helpers/Test.sol";

/// @title The journal's helper against its formula
contract JournalFuzz is Test {
    using Journal for Programme;
    using Journal for Accounts;

    Programme private _programme;

    function testFuzz_Genesis() external view {
        assertEqual(
            "head",
            Journal.genesis(),
            uint160(uint256(keccak256(abi.encodePacked(block.chainid, uint256(uint160(address(this)))))))
        );
    }

    function testFuzz_Record(
        uint256 before,
        uint40 time,
        bytes32[4] memory topics,
        uint8 count,
        bytes memory data
    ) external {
        count = uint8(between(count, 1, 4));
        _programme.accounts = Accounts.wrap(before);
        vm.warp(time);
        vm.recordLogs();
        if (count == 1) _programme.record(topics[0], data);
        if (count == 2) _programme.record(topics[0], uint256(topics[1]), data);
        if (count == 3) _programme.record(topics[0], uint256(topics[1]), uint256(topics[2]), data);
        if (count == 4) {
            _programme.record(topics[0], uint256(topics[1]), uint256(topics[2]), uint256(topics[3]), data);
        }
        IVm.Log[] memory logs = vm.getRecordedLogs();
        assertEqual("events", logs.length, 1);
        assertEqual("topics", logs[0].topics.length, count);
        for (uint256 i = 0; i < count; ++i) assertEqual("topic", uint256(logs[0].topics[i]), uint256(topics[i]));
        assertEqual("data", uint256(keccak256(logs[0].data)), uint256(keccak256(data)));
        _checkHead(before, time, logs[0].topics, data);
    }

    /// @dev Events that another contract's code wrote are chained without writing them again.
    function testFuzz_Chain(uint256 before, uint40 time, bytes32[4] memory topics) external {
        _programme.accounts = Accounts.wrap(before);
        vm.warp(time);
        vm.recordLogs();
        _programme.chain(topics[0], topics[1], topics[2], topics[3]);
        assertEqual("events", vm.getRecordedLogs().length, 0);
        bytes32[] memory all = new bytes32[](4);
        for (uint256 i = 0; i < 4; ++i) all[i] = topics[i];
        _checkHead(before, time, all, "");
    }

    /// @dev The event of a final sale is hashed in its own memory, with three topics.
    function testFuzz_LogFinal(uint256 before, uint40 time, bytes32[3] memory topics, bytes memory data) external {
        data = bytes.concat(data, new bytes(5 * 32));
        bytes32 dataHash = keccak256(data);
        vm.warp(time);
        vm.recordLogs();
        (uint256 start, uint256 size) = _place(data);
        _programme.accounts = Accounts.wrap(before).logFinal(
            topics[0],
            uint256(topics[1]),
            uint256(topics[2]),
            start,
            size
        );
        IVm.Log memory entry = _theOnlyLog();
        assertEqual("topics", entry.topics.length, 3);
        for (uint256 i = 0; i < 3; ++i) assertEqual("topic", uint256(entry.topics[i]), uint256(topics[i]));
        assertEqual("data", uint256(keccak256(entry.data)), uint256(dataHash));
        _checkHead(before, time, entry.topics, entry.data);
    }

    /// @dev The event of a sale in escrow is hashed in its own memory, with four topics.
    function testFuzz_LogPlaced(uint256 before, uint40 time, bytes32[4] memory topics, bytes memory data) external {
        data = bytes.concat(data, new bytes(6 * 32));
        bytes32 dataHash = keccak256(data);
        vm.warp(time);
        vm.recordLogs();
        (uint256 start, uint256 size) = _place(data);
        _programme.accounts = Accounts.wrap(before).logPlaced(
            topics[0],
            uint256(topics[1]),
            uint256(topics[2]),
            uint256(topics[3]),
            start,
            size
        );
        IVm.Log memory entry = _theOnlyLog();
        assertEqual("topics", entry.topics.length, 4);
        for (uint256 i = 0; i < 4; ++i) assertEqual("topic", uint256(entry.topics[i]), uint256(topics[i]));
        assertEqual("data", uint256(keccak256(entry.data)), uint256(dataHash));
        _checkHead(before, time, entry.topics, entry.data);
    }

    function _place(bytes memory data) private pure returns (uint256 start, uint256 size) {
        // Where the bytes themselves are, behind their length.
        assembly ("memory-safe") {
            start := add(data, 32)
            size := mload(data)
        }
    }

    function _theOnlyLog() private returns (IVm.Log memory) {
        IVm.Log[] memory logs = vm.getRecordedLogs();
        assertEqual("events", logs.length, 1);
        return logs[0];
    }

    function _checkHead(uint256 before, uint256 time, bytes32[] memory topics, bytes memory data) private view {
        bytes32 entry = keccak256(abi.encodePacked(topics.length, topics, keccak256(data)));
        uint256 head = uint160(uint256(keccak256(abi.encodePacked(uint256(uint160(before)), time, entry))));
        assertEqual("head", _programme.accounts.head(), head);
        assertEqual("company", _programme.accounts.company(), before >> 160);
    }
}
