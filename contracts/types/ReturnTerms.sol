// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice How a sale can be returned: refunded at once, or goods that the company must first accept.
enum ReturnKind {
    Automatic,
    Goods
}

/// @title Window, kind of return and arbiter in one word
/// @notice A product names its terms in 15 bits, so that a basket compares numbers. Below `GOODS_TERMS` the number is
/// the window itself, in hours, of the automatic kind: a purchase reads no other word for it. From `GOODS_TERMS` on it
/// is a number in the core's list of goods terms, each one word:
///
/// | bits      | field   | meaning                                                             |
/// |-----------|---------|---------------------------------------------------------------------|
/// | 0 – 39    | window  | seconds from placement in which the buyer may return; 0: final      |
/// | 40 – 47   | kind    | `ReturnKind`                                                        |
/// | 48 – 207  | arbiter | who rules in a dispute; only for goods                              |
type ReturnTerms is uint256;

using {window, kind, arbiter} for ReturnTerms global;

uint256 constant GOODS_TERMS = 1 << 14;
/// @dev How many different goods terms there can be.
uint256 constant MAX_GOODS_TERMS = GOODS_TERMS;

function newReturnTerms(uint256 secondsOpen, ReturnKind returnKind, address ruler) pure returns (ReturnTerms) {
    return ReturnTerms.wrap(secondsOpen | (uint256(returnKind) << 40) | (uint256(uint160(ruler)) << 48));
}

/// @dev The terms of a number below `GOODS_TERMS`.
function automaticTerms(uint256 number) pure returns (ReturnTerms) {
    return ReturnTerms.wrap(number * 1 hours);
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
