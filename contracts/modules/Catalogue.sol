// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {UplineBase} from "../UplineBase.sol";
import {ICatalogue} from "../interfaces/ICatalogue.sol";
import {IUpline} from "../interfaces/IUpline.sol";
import {Journal} from "../libraries/Journal.sol";
import {Programme} from "../libraries/Programme.sol";
import {Product, newProduct} from "../types/Product.sol";
import {GOODS_TERMS, MAX_GOODS_TERMS, ReturnKind, ReturnTerms, newReturnTerms} from "../types/ReturnTerms.sol";

/// @title Catalogue: what is sold
/// @dev A module of the core, see `UplineBase`.
contract Catalogue is UplineBase {
    using Journal for Programme;

    /// @notice The longest return window: money does not rest for years, and deadlines stay within 40 bits.
    uint256 private constant MAX_WINDOW = 366 days;

    constructor(IUpline.Settings memory s) UplineBase(s) {}

    /// @notice See `IModule`.
    function moduleName() external pure returns (bytes32) {
        return "Catalogue";
    }

    /// @notice See `ICatalogue.addProducts`.
    function addProducts(
        ICatalogue.ProductTerms[] calldata products,
        bytes32[] calldata skus
    ) external nonReentrant onlyRole(CATALOGUE_ROLE) returns (uint256 firstProduct) {
        uint256 count = products.length;
        if (skus.length != count) revert ICatalogue.ProductCodesMissing(skus.length, count);
        firstProduct = uint256(_p.counters.products) + 1;
        for (uint256 i = 0; i < count; ++i) {
            ICatalogue.ProductTerms calldata terms = products[i];
            _checkPrices(i, terms);
            uint256 number = ++_p.counters.products;
            uint256 termsNumber = _termsNumber(i, terms);
            _p.products[number] = newProduct(terms.retail, terms.wholesale, terms.volume, termsNumber);
            _p.record(ICatalogue.ProductAdded.selector, number, uint256(skus[i]), abi.encode(terms));
        }
    }

    function _checkPrices(uint256 index, ICatalogue.ProductTerms calldata terms) private pure {
        if (terms.retail == 0 || terms.wholesale > terms.retail || terms.volume > terms.wholesale) {
            revert ICatalogue.ProductPricesInvalid(index, terms.retail, terms.wholesale, terms.volume);
        }
    }

    /// @dev Equal terms get equal numbers, so that a basket compares numbers.
    function _termsNumber(uint256 index, ICatalogue.ProductTerms calldata terms) private returns (uint256) {
        bool goods = terms.kind == ReturnKind.Goods;
        bool ruled = terms.arbiter != address(0);
        if (goods != ruled || (goods && terms.window == 0)) {
            revert ICatalogue.ProductTermsInvalid(index, terms.window, terms.kind, terms.arbiter);
        }
        if (terms.window > MAX_WINDOW || terms.window % 1 hours != 0) {
            revert ICatalogue.ProductWindowInvalid(index, terms.window, MAX_WINDOW);
        }
        if (!goods) return terms.window / 1 hours;
        return GOODS_TERMS + _goodsTermsNumber(newReturnTerms(terms.window, terms.kind, terms.arbiter));
    }

    /// @dev The mapping holds the number above the list's index, so that zero means unknown.
    function _goodsTermsNumber(ReturnTerms terms) private returns (uint256 index) {
        index = _p.goodsTermsNumber[terms];
        if (index != 0) return index - 1;
        index = _p.counters.goodsTerms;
        if (index == MAX_GOODS_TERMS) revert ICatalogue.ProductTermsExhausted(MAX_GOODS_TERMS);
        _p.counters.goodsTerms = uint16(index + 1);
        _p.goodsTermsNumber[terms] = index + 1;
        _p.goodsTerms[index] = terms;
    }

    /// @notice See `ICatalogue.setProductsClosed`.
    function setProductsClosed(
        uint256[] calldata products,
        bool closed
    ) external nonReentrant onlyRole(CATALOGUE_ROLE) {
        for (uint256 i = 0; i < products.length; ++i) {
            uint256 number = products[i];
            Product known = _product(number);
            if (known.closed() == closed) revert ICatalogue.ProductUnchanged(number, closed);
            _p.products[number] = known.withClosed(closed);
            _p.record(ICatalogue.ProductClosed.selector, number, abi.encode(closed));
        }
    }

    /// @notice See `ICatalogue.product`.
    function product(uint256 number) external view returns (ICatalogue.ProductTerms memory terms, bool closed) {
        Product known = _product(number);
        ReturnTerms packed = _p.termsAt(known.terms());
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

    function _product(uint256 number) private view returns (Product known) {
        uint256 last = _p.counters.products;
        if (number == 0 || number > last) revert ICatalogue.ProductUnknown(number, last);
        known = _p.products[number];
    }
}
