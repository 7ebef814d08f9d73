// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @title What calls back when it is asked by a static call
/// @notice Nothing can be recorded in a static call. So whoever inherits this gives his good answer only if the guard
/// against re-entry refused every call that was tried.
abstract contract Reenterer {
    /// @dev Zeros enough for the arguments of any function: their offsets point back to the beginning, and all is empty.
    uint256 private constant ARGUMENTS = 2_048;

    address private _callee;
    bytes4[] private _functions;

    /// @notice Sets the functions that are tried whenever somebody asks.
    function arm(address callee, bytes4[] calldata functions) external {
        (_callee, _functions) = (callee, functions);
    }

    /// @dev Whether the guard refused every call. False if there is none to try.
    function _guarded() internal view returns (bool) {
        address callee = _callee;
        bytes4[] memory functions = _functions;
        bytes memory data = new bytes(4 + ARGUMENTS);
        for (uint256 i = 0; i < functions.length; ++i) {
            if (!_refused(callee, functions[i], data)) return false;
        }
        return functions.length != 0;
    }

    function _refused(address callee, bytes4 selector, bytes memory data) private view returns (bool) {
        bytes4 refusal;
        bool success;
        // The same memory for every call: a screen has little gas.
        assembly ("memory-safe") {
            mstore(add(data, 32), selector)
            success := staticcall(gas(), callee, add(data, 32), mload(data), 0, 4)
            if eq(returndatasize(), 4) {
                refusal := mload(0)
            }
        }
        return !success && bytes4(refusal) == ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector;
    }
}
