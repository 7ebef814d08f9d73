// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISales} from "../interfaces/ISales.sol";
import {Placement} from "./Placement.sol";

/// @title Receipt: the packed data of `SalePlaced`, written in place
/// @notice Lines and credits are written where the event needs them while the sale is computed, and the head around
/// them at the end, so that nothing is copied. With `abi.encodePacked` a sale would cost 1,900 gas more.
/// @dev All pointers are to memory that `begin` reserved.
library Receipt {
    /// @dev The event's offset and length words.
    uint256 private constant ABI_HEAD = 64;
    uint256 private constant FIXED = 126;
    /// @dev Kind of return, arbiter and threshold, only in the receipt of a sale in escrow.
    uint256 private constant ESCROW = 31;
    uint256 private constant LINE = 18;
    uint256 internal constant CREDIT = 16;

    /// @notice Reserves memory for a receipt.
    /// @return start Where its data begins, after the room for the event's offset and length.
    /// @return lines Where its first line belongs.
    function begin(uint256 lineCount) internal pure returns (uint256 start, uint256 lines) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            start := add(free, ABI_HEAD)
            lines := add(start, add(FIXED, ESCROW))
            // One word more, since each write is a whole word.
            mstore(0x40, add(add(lines, 0x120), mul(lineCount, LINE)))
        }
    }

    /// @notice Reserves words; their contents are not zeroed.
    function words(uint256 count) internal pure returns (uint256 start) {
        assembly ("memory-safe") {
            start := mload(0x40)
            mstore(0x40, add(start, shl(5, count)))
        }
    }

    /// @notice Writes a word and returns the place of the next.
    function writeWord(uint256 place, uint256 word) internal pure returns (uint256) {
        assembly ("memory-safe") {
            mstore(place, word)
        }
        unchecked {
            return place + 32;
        }
    }

    /// @notice Reads back what `writeWord` wrote.
    function readWord(uint256 place) internal pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(place)
        }
    }

    /// @notice Writes product (4 bytes), quantity (4) and unit price (10); returns the place of the next line.
    function writeLine(uint256 place, uint256 product, uint256 quantity, uint256 unitPrice)
        internal
        pure
        returns (uint256)
    {
        assembly ("memory-safe") {
            mstore(place, shl(112, or(or(shl(112, product), shl(80, quantity)), unitPrice)))
        }
        unchecked {
            return place + LINE;
        }
    }

    /// @notice Writes id (4 bytes) and amount (12); returns the place of the next credit.
    function writeCredit(uint256 place, uint256 id, uint256 amount) internal pure returns (uint256) {
        assembly ("memory-safe") {
            mstore(place, shl(128, or(shl(96, id), amount)))
        }
        unchecked {
            return place + CREDIT;
        }
    }

    /// @notice Reads back what `writeCredit` wrote.
    function readCredit(uint256 place) internal pure returns (uint256 id, uint256 amount) {
        assembly ("memory-safe") {
            let credit := shr(128, mload(place))
            id := shr(96, credit)
            amount := and(credit, 0xffffffffffffffffffffffff)
        }
    }

    /// @notice The hash of the credits written so far.
    function creditsHash(Placement.Sale memory sale) internal pure returns (bytes32 hash) {
        uint256 start = sale.credits;
        uint256 end = sale.creditsEnd;
        assembly ("memory-safe") {
            hash := keccak256(start, sub(end, start))
        }
    }

    /// @notice Writes the head around lines and credits.
    /// @return start Where the event's data begins.
    /// @return size How many bytes it has.
    function finish(Placement.Sale memory sale, ISales.Order calldata order)
        internal
        view
        returns (uint256 start, uint256 size)
    {
        uint256 window = sale.terms.window();
        uint256 end = sale.creditsEnd;
        start = sale.receipt;
        // A final sale has no escrow part: its head begins that much later.
        if (window == 0) {
            unchecked {
                start += ESCROW;
            }
        } else {
            uint256 tail = (uint256(sale.terms.kind()) << 240) | (uint256(uint160(sale.terms.arbiter())) << 80)
                | sale.plan.threshold();
            assembly ("memory-safe") {
                mstore(add(start, sub(add(FIXED, ESCROW), 32)), tail)
            }
        }
        _writeHead(sale, order, start, window);
        assembly ("memory-safe") {
            size := sub(end, start)
            // The padding behind the last credit.
            mstore(end, 0)
            mstore(sub(start, 0x20), size)
            mstore(sub(start, 0x40), 0x20)
            start := sub(start, 0x40)
            size := add(0x40, and(add(size, 0x1f), not(0x1f)))
        }
    }

    /// @dev From the end to the beginning: each write spoils what is before its own bytes, which comes next.
    function _writeHead(Placement.Sale memory sale, ISales.Order calldata order, uint256 start, uint256 window)
        private
        view
    {
        uint256 who = (uint256(uint160(msg.sender)) << 96) | (sale.kind << 88)
            | (sale.plan.version() << 72) | (uint256(order.campaign) << 8) | sale.lineCount;
        bytes32 ref = order.ref;
        uint256 rest = (sale.company << 112) | (sale.activityVolume << 32) | window;
        uint256 shares = (sale.profit << 96) | sale.pool;
        uint256 total = sale.total;
        assembly ("memory-safe") {
            mstore(add(start, 94), rest)
            mstore(add(start, 68), shares)
            mstore(add(start, 44), total)
            mstore(add(start, 32), ref)
            mstore(start, who)
        }
    }
}
