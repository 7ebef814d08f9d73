// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReturnKind} from "../types/ReturnTerms.sol";

/// @title The catalogue: what is sold
/// @notice A product is an immutable version: a changed price is a new product.
interface ICatalogue {
    /// @notice What a product is, in token units and seconds.
    /// @param retail Price for everybody but the seller himself; above 0.
    /// @param wholesale What the company receives before commissions; ≤ retail.
    /// @param volume Commissionable volume; ≤ wholesale.
    /// @param window Seconds from placement in which the buyer may return it, delivery included, in whole
    /// hours; 0: final at once.
    /// @param kind How it is returned.
    /// @param arbiter Who rules in a dispute over goods; zero for the automatic kind.
    struct ProductTerms {
        uint80 retail;
        uint80 wholesale;
        uint80 volume;
        uint40 window;
        ReturnKind kind;
        address arbiter;
    }

    /// @notice A product was added. `sku` is the company's own code or a hash of it.
    event ProductAdded(uint256 indexed product, bytes32 indexed sku, ProductTerms terms);
    /// @notice A product was closed to new placements, or reopened.
    event ProductClosed(uint256 indexed product, bool closed);

    /// @notice There is no product of that number.
    error ProductUnknown(uint256 product, uint256 lastProduct);
    /// @notice The product is closed to new placements.
    error ProductIsClosed(uint256 product);
    /// @notice Prices must satisfy volume ≤ wholesale ≤ retail and retail > 0.
    error ProductPricesInvalid(uint256 index, uint256 retail, uint256 wholesale, uint256 volume);
    /// @notice Goods need a window and an arbiter; the automatic kind has none.
    error ProductTermsInvalid(uint256 index, uint256 window, ReturnKind kind, address arbiter);
    /// @notice There are as many codes as products.
    error ProductCodesMissing(uint256 codes, uint256 products);
    /// @notice A return window is a number of whole hours, at most `limit` seconds.
    error ProductWindowInvalid(uint256 index, uint256 window, uint256 limit);
    /// @notice The product is closed, or open, already.
    error ProductUnchanged(uint256 product, bool closed);
    /// @notice All numbers for goods' return terms are taken.
    error ProductTermsExhausted(uint256 limit);

    /// @notice Adds products in the order given. Only the catalogue role.
    /// @param products What they are.
    /// @param skus The company's codes, one a product.
    /// @return firstProduct Number of the first; the others follow it.
    function addProducts(
        ProductTerms[] calldata products,
        bytes32[] calldata skus
    ) external returns (uint256 firstProduct);

    /// @notice Closes products to new placements, or reopens them. Only the catalogue role.
    function setProductsClosed(uint256[] calldata products, bool closed) external;

    /// @notice The terms of a product, and whether it is closed.
    function product(uint256 number) external view returns (ProductTerms memory terms, bool closed);

    /// @notice The number of the product added last.
    function lastProduct() external view returns (uint256);
}
