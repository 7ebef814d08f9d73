// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Product, newProduct} from "../../../contracts/types/Product.sol";
import {Fields} from "./Fields.sol";

contract ProductFuzz is Fields {
    function testFuzz_Fields(uint80 retail, uint80 wholesale, uint80 volume, uint16 terms) external pure {
        terms = uint16(between(terms, 0, 2 ** 15 - 1));
        Product product = newProduct(retail, wholesale, volume, terms);
        assertEqual("retail", product.retail(), retail);
        assertEqual("wholesale", product.wholesale(), wholesale);
        assertEqual("volume", product.volume(), volume);
        assertEqual("terms", product.terms(), terms);
        assertTrue("open", !product.closed());
        uint256 word = _with(_with(_with(_with(0, 0, 80, retail), 80, 80, wholesale), 160, 80, volume), 240, 15, terms);
        assertEqual("word", Product.unwrap(product), word);
    }

    function testFuzz_WithClosed(uint256 word, bool closed) external pure {
        Product product = Product.wrap(word).withClosed(closed);
        assertEqual("word", Product.unwrap(product), _with(word, 255, 1, closed ? 1 : 0));
        assertTrue("closed", product.closed() == closed);
        assertEqual("terms", product.terms(), _field(word, 240, 15));
    }

    /// @dev A product is told by its price, which is never 0.
    function testFuzz_Sells(uint80 retail, uint80 wholesale, uint16 terms, bool closed) external pure {
        terms = uint16(between(terms, 0, 2 ** 15 - 1));
        Product product = newProduct(between(retail, 1, type(uint80).max), wholesale, 0, terms).withClosed(closed);
        assertTrue("exists", product.exists());
        assertTrue("sells", product.sells() == !closed);
    }

    function test_NothingDoesNotSell() external pure {
        assertTrue("exists", !Product.wrap(0).exists());
        assertTrue("sells", !Product.wrap(0).sells());
    }
}
