// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    GOODS_TERMS,
    ReturnKind,
    ReturnTerms,
    automaticTerms,
    newReturnTerms
} from "../../../contracts/types/ReturnTerms.sol";
import {Fields} from "./Fields.sol";

contract ReturnTermsFuzz is Fields {
    function testFuzz_Fields(uint40 window, bool goods, address arbiter) external pure {
        ReturnKind kind = goods ? ReturnKind.Goods : ReturnKind.Automatic;
        ReturnTerms terms = newReturnTerms(window, kind, arbiter);
        assertEqual("window", terms.window(), window);
        assertEqual("kind", uint256(terms.kind()), goods ? 1 : 0);
        assertEqual("arbiter", uint160(terms.arbiter()), uint160(arbiter));
        uint256 word = _with(_with(_with(0, 0, 40, window), 40, 8, goods ? 1 : 0), 48, 160, uint160(arbiter));
        assertEqual("word", ReturnTerms.unwrap(terms), word);
    }

    /// @dev A product's number below the goods' is its window in hours.
    function testFuzz_AutomaticTerms(uint16 number) external pure {
        number = uint16(between(number, 0, GOODS_TERMS - 1));
        ReturnTerms terms = automaticTerms(number);
        assertEqual("window", terms.window(), uint256(number) * 3_600);
        assertEqual("kind", uint256(terms.kind()), uint256(ReturnKind.Automatic));
        assertEqual("arbiter", uint160(terms.arbiter()), 0);
    }
}
