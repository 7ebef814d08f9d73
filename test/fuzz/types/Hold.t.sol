// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {HOLD_STARTS, Hold} from "../../../contracts/types/Hold.sol";
import {Fields} from "./Fields.sol";

contract HoldFuzz is Fields {
    function testFuzz_Fields(uint256 word) external pure {
        Hold hold = Hold.wrap(word);
        assertEqual("until", hold.until(), _field(word, 0, 40));
        for (uint256 i = 0; i < HOLD_STARTS; ++i) {
            assertEqual("start", hold.startOf(i), _field(word, 40 * (i + 1), 40));
        }
        assertEqual("oldest", hold.oldestStart(), _field(word, 160, 40));
    }

    /// @dev The latest start comes first, the fourth before it is forgotten.
    function testFuzz_WithHold(uint256 word, uint40 start, uint40 end) external pure {
        Hold hold = Hold.wrap(word).withHold(start, end);
        uint256 expected = _with(_with(0, 0, 40, end), 40, 40, start);
        expected = _with(expected, 80, 120, _field(word, 40, 120));
        assertEqual("word", Hold.unwrap(hold), expected);
    }

    function testFuzz_WithUntil(uint256 word, uint40 end) external pure {
        assertEqual("word", Hold.unwrap(Hold.wrap(word).withUntil(end)), _with(word, 0, 40, end));
    }
}
