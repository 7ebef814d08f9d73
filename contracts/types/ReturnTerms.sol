// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice How a sale can be returned: refunded at once, or goods that the company must first accept.
enum ReturnKind {
    Automatic,
    Goods
}

/// @title Window, kind of return and arbiter in one storage word
/// @notice Products that share them share a number, so that a basket compares numbers and reads this word once.
///
/// | bits      | field   | meaning                                                             |
/// |-----------|---------|---------------------------------------------------------------------|
/// | 0 – 39    | window  | seconds from placement in which the buyer may return; 0: final      |
/// | 40 – 47   | kind    | `ReturnKind`                                                        |
/// | 48 – 207  | arbiter | who rules in a dispute; only for goods                              |
type ReturnTerms is uint256;

using {window, kind, arbiter} for ReturnTerms global;

function newReturnTerms(uint40 secondsOpen, ReturnKind returnKind, address ruler) pure returns (ReturnTerms) {
    return ReturnTerms.wrap(uint256(secondsOpen) | (uint256(returnKind) << 40) | (uint256(uint160(ruler)) << 48));
}

function window(ReturnTerms self) pure returns (uint256) {
    return uint40(ReturnTerms.unwrap(self));
}

function kind(ReturnTerms self) pure returns (ReturnKind) {
    return ReturnKind(uint8(ReturnTerms.unwrap(self) >> 40));
}

function arbiter(ReturnTerms self) pure returns (address) {
    return address(uint160(ReturnTerms.unwrap(self) >> 48));
}
