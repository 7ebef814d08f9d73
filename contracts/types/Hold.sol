// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The holds of one distributor in one storage word
/// @notice A hold stops his claims and pushes, never his earning.
///
/// | bits      | field     | meaning                                                  |
/// |-----------|-----------|----------------------------------------------------------|
/// | 0 – 39    | until     | end of the last hold, in seconds; it lapses by itself    |
/// | 40 – 199  | starts[4] | when the last four holds began, the latest lowest        |
/// | 200 – 255 |           | free                                                     |
type Hold is uint256;

using {until, startOf, oldestStart, withHold, withUntil} for Hold global;

uint256 constant HOLD_STARTS = 4;

function until(Hold self) pure returns (uint256) {
    return uint40(Hold.unwrap(self));
}

/// @param index 0: the latest, up to `HOLD_STARTS` − 1.
function startOf(Hold self, uint256 index) pure returns (uint256) {
    return uint40(Hold.unwrap(self) >> (40 * (index + 1)));
}

/// @dev When the fourth hold before the next one began; 0 where there were fewer.
function oldestStart(Hold self) pure returns (uint256) {
    return self.startOf(HOLD_STARTS - 1);
}

function withHold(Hold self, uint256 start, uint256 end) pure returns (Hold) {
    uint256 starts = ((Hold.unwrap(self) >> 40) << 80) & ((1 << 200) - 1);
    return Hold.wrap(starts | (start << 40) | end);
}

function withUntil(Hold self, uint256 end) pure returns (Hold) {
    return Hold.wrap((Hold.unwrap(self) & ~uint256(type(uint40).max)) | end);
}
