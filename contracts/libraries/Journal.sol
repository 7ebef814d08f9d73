// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Accounts} from "../types/Accounts.sol";
import {Programme} from "./Programme.sol";

/// @title Writes events and hashes the very same bytes, so that event and journal cannot diverge
/// @dev No external call may lie between reading the accounts word and storing what these functions return.
library Journal {
    /// @notice The head before the first event.
    function genesis() internal view returns (uint160) {
        return uint160(uint256(keccak256(abi.encode(block.chainid, address(this)))));
    }

    /// @notice Emits an event of one topic and stores the new head.
    function record(Programme storage p, bytes32 t0, bytes memory data) internal {
        p.accounts = log(p.accounts, 1, t0, 0, 0, 0, data);
    }

    /// @notice Emits an event of two topics and stores the new head.
    function record(Programme storage p, bytes32 t0, uint256 t1, bytes memory data) internal {
        p.accounts = log(p.accounts, 2, t0, bytes32(t1), 0, 0, data);
    }

    /// @notice Emits an event of three topics and stores the new head.
    function record(Programme storage p, bytes32 t0, uint256 t1, uint256 t2, bytes memory data) internal {
        p.accounts = log(p.accounts, 3, t0, bytes32(t1), bytes32(t2), 0, data);
    }

    /// @notice Emits an event of four topics and stores the new head.
    function record(Programme storage p, bytes32 t0, uint256 t1, uint256 t2, uint256 t3, bytes memory data) internal {
        p.accounts = log(p.accounts, 4, t0, bytes32(t1), bytes32(t2), bytes32(t3), data);
    }

    /// @notice Stores the head after an event without data that OpenZeppelin emitted itself, four topics.
    function chain(Programme storage p, bytes32 t0, bytes32 t1, bytes32 t2, bytes32 t3) internal {
        p.accounts = _chained(p.accounts, 4, t0, t1, t2, t3, keccak256(""));
    }

    /// @notice Emits an event and returns the accounts word with the new head, for the caller to store.
    function log(
        Accounts accounts,
        uint256 count,
        bytes32 t0,
        bytes32 t1,
        bytes32 t2,
        bytes32 t3,
        bytes memory data
    ) internal returns (Accounts) {
        bytes32 dataHash;
        // Solidity has no way to log bytes as they are.
        assembly ("memory-safe") {
            let start := add(data, 32)
            let size := mload(data)
            dataHash := keccak256(start, size)
            switch count
            case 1 {
                log1(start, size, t0)
            }
            case 2 {
                log2(start, size, t0, t1)
            }
            case 3 {
                log3(start, size, t0, t1, t2)
            }
            default {
                log4(start, size, t0, t1, t2, t3)
            }
        }
        return _chained(accounts, count, t0, t1, t2, t3, dataHash);
    }

    /// @notice The event of a final sale, three topics. Its data, of at least five words, is spoilt: a sale is what is
    /// done most, and is hashed where its memory already is.
    function logFinal(
        Accounts accounts,
        bytes32 t0,
        uint256 t1,
        uint256 t2,
        uint256 start,
        uint256 size
    ) internal returns (Accounts) {
        bytes32 entry;
        assembly ("memory-safe") {
            log3(start, size, t0, t1, t2)
            let dataHash := keccak256(start, size)
            mstore(start, 3)
            mstore(add(start, 0x20), t0)
            mstore(add(start, 0x40), t1)
            mstore(add(start, 0x60), t2)
            mstore(add(start, 0x80), dataHash)
            entry := keccak256(start, 0xa0)
        }
        return _next(accounts, entry, start);
    }

    /// @notice The event of a sale in escrow, four topics. Its data, of at least six words, is spoilt.
    function logPlaced(
        Accounts accounts,
        bytes32 t0,
        uint256 t1,
        uint256 t2,
        uint256 t3,
        uint256 start,
        uint256 size
    ) internal returns (Accounts) {
        bytes32 entry;
        assembly ("memory-safe") {
            log4(start, size, t0, t1, t2, t3)
            let dataHash := keccak256(start, size)
            mstore(start, 4)
            mstore(add(start, 0x20), t0)
            mstore(add(start, 0x40), t1)
            mstore(add(start, 0x60), t2)
            mstore(add(start, 0x80), t3)
            mstore(add(start, 0xa0), dataHash)
            entry := keccak256(start, 0xc0)
        }
        return _next(accounts, entry, start);
    }

    /// @dev The next head; `scratch` is three words that nobody needs any more.
    function _next(Accounts accounts, bytes32 entry, uint256 scratch) private view returns (Accounts) {
        uint160 head = accounts.head();
        assembly ("memory-safe") {
            mstore(scratch, head)
            mstore(add(scratch, 0x20), timestamp())
            mstore(add(scratch, 0x40), entry)
            head := and(keccak256(scratch, 0x60), 0xffffffffffffffffffffffffffffffffffffffff)
        }
        return accounts.withHead(head);
    }

    function _chained(
        Accounts accounts,
        uint256 count,
        bytes32 t0,
        bytes32 t1,
        bytes32 t2,
        bytes32 t3,
        bytes32 dataHash
    ) private view returns (Accounts) {
        bytes32 entry;
        uint256 free;
        assembly ("memory-safe") {
            free := mload(0x40)
            mstore(free, count)
            mstore(add(free, 0x20), t0)
            mstore(add(free, 0x40), t1)
            mstore(add(free, 0x60), t2)
            mstore(add(free, 0x80), t3)
            // Overwrites the first unused topic, so that the hash of the data follows the last one.
            mstore(add(free, shl(5, add(count, 1))), dataHash)
            entry := keccak256(free, shl(5, add(count, 2)))
        }
        return _next(accounts, entry, free);
    }
}
