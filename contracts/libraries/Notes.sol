// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Notes: what a quote tells of the walk over the upline
/// @dev Words in memory, the first being their number: level (8 bits from 128), id (32 bits from 96), and an amount
/// (96 bits), with a bit of its own where it is paid by rank, or the bit of a reason. Known by their place, so that a sale, which keeps none, passes zero.
library Notes {
    /// @dev Skipped: he is inactive.
    uint256 internal constant INACTIVE = 1 << 192;
    /// @dev Skipped: he is active, but his rank does not open the level.
    uint256 internal constant RANK_TOO_LOW = 1 << 193;
    /// @dev Skipped by rank: the rate of his rank is not above the highest below him.
    uint256 internal constant NO_DIFFERENCE = 1 << 194;
    /// @dev Paid by rank, not by level.
    uint256 internal constant BY_RANK = 1 << 195;

    /// @notice Room for so many notes.
    function begin(uint256 most) internal pure returns (uint256 notes) {
        uint256[] memory room = new uint256[](most + 1);
        assembly ("memory-safe") {
            notes := add(room, 0x20)
        }
    }

    /// @notice Somebody gets an amount, which may be zero.
    function paid(uint256 notes, uint256 level, uint256 id, uint256 amount) internal pure {
        _add(notes, (level << 128) | (id << 96) | amount);
    }

    /// @notice Somebody gets an amount for his rank.
    function paidByRank(uint256 notes, uint256 level, uint256 id, uint256 amount) internal pure {
        _add(notes, BY_RANK | (level << 128) | (id << 96) | amount);
    }

    /// @notice Somebody is active and gets nothing for his rank.
    function noDifference(uint256 notes, uint256 level, uint256 id) internal pure {
        _add(notes, NO_DIFFERENCE | (level << 128) | (id << 96));
    }

    /// @notice Somebody is not qualified for a level.
    function skipped(uint256 notes, uint256 level, uint256 id, bool active) internal pure {
        _add(notes, (level << 128) | (id << 96) | (active ? RANK_TOO_LOW : INACTIVE));
    }

    /// @notice How many there are.
    function count(uint256 notes) internal pure returns (uint256 length) {
        assembly ("memory-safe") {
            length := mload(notes)
        }
    }

    /// @notice The note of a number from 1 on.
    function get(uint256 notes, uint256 index) internal pure returns (uint256 note) {
        assembly ("memory-safe") {
            note := mload(add(notes, shl(5, index)))
        }
    }

    function _add(uint256 notes, uint256 note) private pure {
        assembly ("memory-safe") {
            let length := add(mload(notes), 1)
            mstore(notes, length)
            mstore(add(notes, shl(5, length)), note)
        }
    }
}
