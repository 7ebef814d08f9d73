// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Where a sale stands. `None`: never placed in escrow (a final sale needs no slot).
enum SaleState {
    None,
    Escrowed,
    Requested,
    Disputed,
    Settled,
    Refunded
}

/// @title One escrowed sale in one storage word
///
/// | bits      | field    | meaning                                                                              |
/// |-----------|----------|--------------------------------------------------------------------------------------|
/// | 0 – 7     | state    | `SaleState`                                                                          |
/// | 8 – 47    | deadline | of the present state, in seconds; of a finished sale: when it was finished           |
/// | 48 – 255  | digest   | upper 208 bits of the hash over all that the sale pays, see `ISales.Sale`            |
type SaleSlot is uint256;

using {state, isEscrowed, deadline, matches, withState} for SaleSlot global;

uint256 constant DIGEST_MASK = type(uint256).max << 48;

function newSaleSlot(SaleState saleState, uint256 time, bytes32 digest) pure returns (SaleSlot) {
    return SaleSlot.wrap((uint256(digest) & DIGEST_MASK) | (time << 8) | uint256(saleState));
}

function state(SaleSlot self) pure returns (SaleState) {
    return SaleState(uint8(SaleSlot.unwrap(self)));
}

/// @dev Without the check that comes with every enum.
function isEscrowed(SaleSlot self) pure returns (bool) {
    return uint8(SaleSlot.unwrap(self)) == uint8(SaleState.Escrowed);
}

function deadline(SaleSlot self) pure returns (uint256) {
    return uint40(SaleSlot.unwrap(self) >> 8);
}

/// @dev Whether `digest` is the one that this sale was placed with.
function matches(SaleSlot self, bytes32 digest) pure returns (bool) {
    return (SaleSlot.unwrap(self) ^ uint256(digest)) & DIGEST_MASK == 0;
}

function withState(SaleSlot self, SaleState next, uint256 time) pure returns (SaleSlot) {
    return newSaleSlot(next, time, bytes32(SaleSlot.unwrap(self)));
}
