// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISales} from "../interfaces/ISales.sol";

/// @title Orders: an order's fields, read from calldata without Solidity's checks
/// @dev Solidity checks an order's place in calldata on every read, some 500 gas a sale. None of it is needed here:
/// what lies beyond the calldata reads as zeros, which are no product, and each field is masked or bounded where it is
/// used. The fields' order is that of `ISales.Order`.
library Orders {
    /// @notice Id of the seller.
    function seller(ISales.Order calldata order) internal pure returns (uint256 id) {
        assembly ("memory-safe") {
            id := and(calldataload(order), 0xffffffff)
        }
    }

    /// @notice Number of the campaign.
    function campaign(ISales.Order calldata order) internal pure returns (uint256 id) {
        assembly ("memory-safe") {
            id := and(calldataload(add(order, 0x20)), 0xffffffffffffffff)
        }
    }

    /// @notice The shop's reference.
    function ref(ISales.Order calldata order) internal pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := calldataload(add(order, 0x40))
        }
    }

    /// @notice The most that the buyer pays; may be above 96 bits, a total is not.
    function maxTotal(ISales.Order calldata order) internal pure returns (uint256 units) {
        assembly ("memory-safe") {
            units := calldataload(add(order, 0x60))
        }
    }

    /// @notice Where the lines begin, and how many the order claims to have.
    function lines(ISales.Order calldata order) internal pure returns (uint256 first, uint256 count) {
        assembly ("memory-safe") {
            let length := add(order, calldataload(add(order, 0x80)))
            count := calldataload(length)
            first := add(length, 0x20)
        }
    }

    /// @notice Product and quantity of a line; the quantity may be above 32 bits.
    function line(uint256 first, uint256 i) internal pure returns (uint256 productId, uint256 quantity) {
        assembly ("memory-safe") {
            let place := add(first, shl(6, i))
            productId := and(calldataload(place), 0xffffffff)
            quantity := calldataload(add(place, 0x20))
        }
    }
}
