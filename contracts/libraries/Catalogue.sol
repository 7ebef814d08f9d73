// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICatalogue} from "../interfaces/ICatalogue.sol";
import {MAX_TERMS, Product, newProduct} from "../types/Product.sol";
import {ReturnKind, ReturnTerms, newReturnTerms} from "../types/ReturnTerms.sol";
import {Journal} from "./Journal.sol";
import {Programme} from "./Programme.sol";

/// @title Catalogue: what is sold
/// @dev A linked library over the core's storage; its events are the core's.
library Catalogue {
    using Journal for Programme;

    /// @notice The longest return window: money does not rest for years, and deadlines stay within 40 bits.
    uint256 public constant MAX_WINDOW = 366 days;

    /// @notice See `ICatalogue.addProducts`.
    function addProducts(
        Programme storage p,
        ICatalogue.ProductTerms[] calldata products,
        bytes32[] calldata skus
    ) external returns (uint256 firstProduct) {
        uint256 count = products.length;
        if (skus.length != count) revert ICatalogue.ProductCodesMissing(skus.length, count);
        firstProduct = uint256(p.counters.products) + 1;
        for (uint256 i = 0; i < count; ++i) {
            ICatalogue.ProductTerms calldata terms = products[i];
            _checkPrices(i, terms);
            uint256 number = ++p.counters.products;
            uint256 termsNumber = _termsNumber(p, i, terms);
            p.products[number] = newProduct(terms.retail, terms.wholesale, terms.volume, termsNumber);
            p.record(ICatalogue.ProductAdded.selector, number, uint256(skus[i]), abi.encode(terms));
        }
    }

    function _checkPrices(uint256 index, ICatalogue.ProductTerms calldata terms) private pure {
        if (terms.retail == 0 || terms.wholesale > terms.retail || terms.volume > terms.wholesale) {
            revert ICatalogue.ProductPricesInvalid(index, terms.retail, terms.wholesale, terms.volume);
        }
    }

    /// @dev Equal terms get equal numbers, so that a basket compares numbers. Number 0 is "final at once".
    function _termsNumber(Programme storage p, uint256 index, ICatalogue.ProductTerms calldata terms)
        private
        returns (uint256 number)
    {
        bool goods = terms.kind == ReturnKind.Goods;
        bool ruled = terms.arbiter != address(0);
        if (goods != ruled || (goods && terms.window == 0)) {
            revert ICatalogue.ProductTermsInvalid(index, terms.window, terms.kind, terms.arbiter);
        }
        if (terms.window > MAX_WINDOW) revert ICatalogue.ProductWindowTooLong(index, terms.window, MAX_WINDOW);
        if (terms.window == 0) return 0;
        ReturnTerms packed = newReturnTerms(terms.window, terms.kind, terms.arbiter);
        number = p.returnTermsNumber[ReturnTerms.unwrap(packed)];
        if (number != 0) return number;
        number = uint256(p.counters.returnTerms) + 1;
        if (number > MAX_TERMS) revert ICatalogue.ProductTermsExhausted(MAX_TERMS);
        p.counters.returnTerms = uint32(number);
        p.returnTermsNumber[ReturnTerms.unwrap(packed)] = number;
        p.returnTerms[number] = packed;
    }

    /// @notice See `ICatalogue.setProductsClosed`.
    function setProductsClosed(Programme storage p, uint256[] calldata products, bool closed) external {
        for (uint256 i = 0; i < products.length; ++i) {
            uint256 number = products[i];
            Product known = _product(p, number);
            if (known.closed() == closed) revert ICatalogue.ProductUnchanged(number, closed);
            p.products[number] = known.withClosed(closed);
            p.record(ICatalogue.ProductClosed.selector, number, abi.encode(closed));
        }
    }

    /// @notice See `ICatalogue.product`.
    function product(Programme storage p, uint256 number)
        external
        view
        returns (ICatalogue.ProductTerms memory terms, bool closed)
    {
        Product known = _product(p, number);
        ReturnTerms packed = p.returnTerms[known.terms()];
        terms = ICatalogue.ProductTerms({
            retail: uint80(known.retail()),
            wholesale: uint80(known.wholesale()),
            volume: uint80(known.volume()),
            window: uint40(packed.window()),
            kind: packed.kind(),
            arbiter: packed.arbiter()
        });
        closed = known.closed();
    }

    function _product(Programme storage p, uint256 number) private view returns (Product known) {
        uint256 last = p.counters.products;
        if (number == 0 || number > last) revert ICatalogue.ProductUnknown(number, last);
        known = p.products[number];
    }
}
