// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SaleSlot, SaleState, newSaleSlot} from "../../../contracts/types/SaleSlot.sol";
import {Fields} from "./Fields.sol";

contract SaleSlotFuzz is Fields {
    uint256 private constant STATES = uint256(type(SaleState).max) + 1;

    function testFuzz_Fields(uint8 state, uint40 deadline, bytes32 digest) external pure {
        state = uint8(state % STATES);
        SaleSlot slot = newSaleSlot(SaleState(state), deadline, digest);
        assertEqual("state", uint256(slot.state()), state);
        assertTrue("escrowed", slot.isEscrowed() == (SaleState(state) == SaleState.Escrowed));
        assertEqual("deadline", slot.deadline(), deadline);
        assertTrue("matches", slot.matches(digest));
        uint256 word = _with(_with(uint256(digest), 0, 8, state), 8, 40, deadline);
        assertEqual("word", SaleSlot.unwrap(slot), word);
    }

    function testFuzz_WithState(uint40 deadline, bytes32 digest, uint8 next, uint40 time) external pure {
        next = uint8(next % STATES);
        SaleSlot slot = newSaleSlot(SaleState.Escrowed, deadline, digest).withState(SaleState(next), time);
        uint256 expected = SaleSlot.unwrap(newSaleSlot(SaleState(next), time, digest));
        assertEqual("word", SaleSlot.unwrap(slot), expected);
        assertTrue("matches", slot.matches(digest));
    }

    /// @dev The upper 208 bits decide, every one of them.
    function testFuzz_MatchesNothingElse(uint40 deadline, bytes32 digest, uint8 bit) external pure {
        SaleSlot slot = newSaleSlot(SaleState.Escrowed, deadline, digest);
        bytes32 other = digest ^ bytes32(uint256(1) << bit);
        assertTrue("matches", slot.matches(other) == (bit < 48));
    }
}
