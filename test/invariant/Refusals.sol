// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The errors that the rules allow a call to end with; without any it must succeed
/// @dev Where several faults meet, which of them is found first is nobody's promise.
struct Refusals {
    uint256 count;
    bytes4[40] why;
}

using {when, includes, list} for Refusals global;

/// @dev Adds an error that the call may end with if `condition` holds.
function when(Refusals memory self, bool condition, bytes4 why) pure {
    if (condition && !self.includes(why)) self.why[self.count++] = why;
}

function includes(Refusals memory self, bytes4 why) pure returns (bool) {
    for (uint256 i = 0; i < self.count; ++i) if (self.why[i] == why) return true;
    return false;
}

function list(Refusals memory self) pure returns (bytes4[] memory why) {
    why = new bytes4[](self.count);
    for (uint256 i = 0; i < why.length; ++i) why[i] = self.why[i];
}
