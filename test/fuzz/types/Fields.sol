// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../../helpers/Test.sol";

/// @title Packed words, read and written by arithmetic instead of shifts and masks
abstract contract Fields is Test {
    /// @dev `width` bits from `offset` on.
    function _field(uint256 word, uint256 offset, uint256 width) internal pure returns (uint256) {
        return (word / 2 ** offset) % 2 ** width;
    }

    /// @dev The word with `width` bits from `offset` on replaced.
    function _with(uint256 word, uint256 offset, uint256 width, uint256 value) internal pure returns (uint256) {
        assertAtMost("value of a field", value, 2 ** width - 1);
        return word - _field(word, offset, width) * 2 ** offset + value * 2 ** offset;
    }
}
