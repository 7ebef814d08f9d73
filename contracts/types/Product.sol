// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title One product in one storage word
/// @notice An immutable version of what is sold; only `closed` ever changes.
///
/// | bits      | field     | meaning                                                                  |
/// |-----------|-----------|--------------------------------------------------------------------------|
/// | 0 – 79    | retail    | price for everybody but the seller himself, in token units, never 0      |
/// | 80 – 159  | wholesale | what the company keeps before commissions, in token units, ≤ retail      |
/// | 160 – 239 | volume    | commissionable volume (CV), in token units, ≤ wholesale                  |
/// | 240 – 254 | terms     | how it is returned, see `ReturnTerms`; 0: final at once                  |
/// | 255       | closed    | no new placements                                                        |
type Product is uint256;

using {retail, wholesale, volume, terms, closed, exists, sells, withClosed} for Product global;

uint256 constant MAX_PRICE = type(uint80).max;
uint256 constant CLOSED = 1 << 255;

function newProduct(
    uint256 retailPrice,
    uint256 wholesalePrice,
    uint256 cv,
    uint256 termsNumber
) pure returns (Product) {
    return Product.wrap(retailPrice | (wholesalePrice << 80) | (cv << 160) | (termsNumber << 240));
}

function retail(Product self) pure returns (uint256) {
    return uint80(Product.unwrap(self));
}

function wholesale(Product self) pure returns (uint256) {
    return uint80(Product.unwrap(self) >> 80);
}

function volume(Product self) pure returns (uint256) {
    return uint80(Product.unwrap(self) >> 160);
}

function terms(Product self) pure returns (uint256) {
    return (Product.unwrap(self) >> 240) & 0x7fff;
}

function closed(Product self) pure returns (bool) {
    return Product.unwrap(self) & CLOSED != 0;
}

function exists(Product self) pure returns (bool) {
    return Product.unwrap(self) != 0;
}

/// @dev Exists and is not closed, in one comparison: `closed` is the highest bit, and a retail price is never 0.
function sells(Product self) pure returns (bool) {
    return int256(Product.unwrap(self)) > 0;
}

function withClosed(Product self, bool isClosed) pure returns (Product) {
    uint256 word = Product.unwrap(self);
    return Product.wrap(isClosed ? word | CLOSED : word & ~CLOSED);
}
