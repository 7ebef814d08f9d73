// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Accounts} from "../../../contracts/types/Accounts.sol";
import {Fields} from "./Fields.sol";

contract AccountsFuzz is Fields {
    function testFuzz_Fields(uint256 word) external pure {
        assertEqual("head", Accounts.wrap(word).head(), _field(word, 0, 160));
        assertEqual("company", Accounts.wrap(word).company(), _field(word, 160, 96));
    }

    function testFuzz_WithHead(uint256 word, uint160 next) external pure {
        assertEqual("word", Accounts.unwrap(Accounts.wrap(word).withHead(next)), _with(word, 0, 160, next));
    }

    function testFuzz_WithCompanyAdded(uint160 head, uint96 held, uint96 added) external pure {
        uint256 amount = between(added, 0, type(uint96).max - held);
        Accounts accounts = Accounts.wrap(_with(head, 160, 96, held)).withCompanyAdded(amount);
        assertEqual("word", Accounts.unwrap(accounts), _with(head, 160, 96, held + amount));
    }

    function testFuzz_WithCompanyEmptied(uint256 word) external pure {
        assertEqual("word", Accounts.unwrap(Accounts.wrap(word).withCompanyEmptied()), _with(word, 160, 96, 0));
    }
}
