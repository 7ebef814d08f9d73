// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Differential} from "../../../contracts/plans/Differential.sol";
import {Test} from "../../helpers/Test.sol";

/// @title Rates by rank: read, paid and summed up as the plans' page says
contract DifferentialFuzz is Test {
    function testFuzz_RateOf(uint16[16] memory rates) external pure {
        uint256 word = _pack(rates);
        for (uint256 rank = 0; rank < 16; ++rank) assertEqual("rate", Differential.rateOf(word, rank), rates[rank]);
    }

    /// @dev The own rate less the highest below, of the CV, rounded down.
    function testFuzz_AmountOf(uint256 own, uint256 highest, uint96 volume) external pure {
        own = between(own, 0, 10_000);
        highest = between(highest, 0, own);
        uint256 amount = Differential.amountOf(own, highest, volume);
        assertAtMost("amount", amount * 10_000, (own - highest) * uint256(volume));
        assertAtMost("what rounding takes", (own - highest) * uint256(volume) - amount * 10_000, 9_999);
    }

    function testFuzz_WorstCase(uint16[16] memory rates) external pure {
        uint256 most = Differential.worstCase(_pack(rates));
        bool reached = false;
        for (uint256 rank = 0; rank < 16; ++rank) {
            assertAtMost("rate", rates[rank], most);
            if (rates[rank] == most) reached = true;
        }
        assertTrue("is a rate", reached);
    }

    /// @dev However ranks follow each other in a line, all together never get more than the worst case.
    function testFuzz_NeverMoreThanTheWorstCase(
        uint16[16] memory rates,
        uint8[33] memory ranks,
        uint96 volume
    ) external pure {
        for (uint256 rank = 0; rank < 16; ++rank) rates[rank] %= 10_001;
        uint256 word = _pack(rates);
        uint256 highest;
        uint256 paid;
        for (uint256 i = 0; i < ranks.length; ++i) {
            uint256 own = Differential.rateOf(word, ranks[i] % 16);
            if (own <= highest) continue;
            paid += Differential.amountOf(own, highest, volume);
            highest = own;
        }
        assertAtMost("paid", paid * 10_000, Differential.worstCase(word) * uint256(volume));
    }

    /// @dev 16 bits a rank, the lowest first, by arithmetic.
    function _pack(uint16[16] memory rates) private pure returns (uint256 word) {
        for (uint256 rank = 0; rank < 16; ++rank) word += uint256(rates[rank]) * 2 ** (16 * rank);
    }
}
