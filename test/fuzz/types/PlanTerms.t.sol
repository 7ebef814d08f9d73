// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Compression, PlanTerms, newPlanTerms} from "../../../contracts/types/PlanTerms.sol";
import {Fields} from "./Fields.sol";

contract PlanTermsFuzz is Fields {
    function testFuzz_Fields(
        uint64 ranks,
        uint80 threshold,
        uint16 pool,
        uint8 walk,
        uint8 rule,
        uint8 families,
        bool personal
    ) external pure {
        rule %= 3;
        families %= 8;
        PlanTerms terms = newPlanTerms(ranks, threshold, pool, walk, Compression(rule), families, personal);
        for (uint256 level = 0; level < 16; ++level) {
            assertEqual("rank that opens", terms.openRank(level), _field(ranks, 4 * level, 4));
        }
        assertEqual("all of them", terms.openRanks(), ranks);
        assertEqual("threshold", terms.threshold(), threshold);
        assertEqual("pool share", terms.poolShare(), pool);
        assertEqual("walk", terms.walk(), walk);
        assertEqual("compression", uint256(terms.compression()), rule);
        assertTrue("pays by rank", terms.paysByRank() == (families & 2 != 0));
        assertTrue("personal pays", terms.personalPays() == personal);
        assertEqual("version", terms.version(), 0);
        assertEqual("change", terms.changeAt(), 0);
        assertTrue("not paused", !terms.paused());
        uint256 word = _with(_with(_with(0, 0, 64, ranks), 64, 80, threshold), 144, 16, pool);
        word = _with(_with(_with(word, 160, 8, walk), 168, 4, rule), 172, 4, families);
        assertEqual("word", PlanTerms.unwrap(terms), _with(word, 175, 1, personal ? 1 : 0));
    }

    function testFuzz_WithVersion(uint256 word, uint16 version) external pure {
        PlanTerms terms = PlanTerms.wrap(word).withVersion(version);
        assertEqual("word", PlanTerms.unwrap(terms), _with(word, 176, 16, version));
        assertEqual("version", terms.version(), version);
    }

    function testFuzz_WithOpening(uint256 word, uint16 period) external pure {
        PlanTerms terms = PlanTerms.wrap(word).withOpening(period);
        assertEqual("word", PlanTerms.unwrap(terms), _with(word, 192, 16, period));
        assertEqual("opening", terms.opening(), period);
    }

    function testFuzz_WithoutFamilies(uint256 word) external pure {
        PlanTerms terms = PlanTerms.wrap(word);
        assertTrue("pays by rank", terms.paysByRank() == (_field(word, 173, 1) == 1));
        assertEqual("word", PlanTerms.unwrap(terms.withoutFamilies()), _with(word, 172, 3, 0));
        assertTrue("pays by rank no more", !terms.withoutFamilies().paysByRank());
    }

    function testFuzz_WithChangeAt(uint256 word, uint40 time) external pure {
        PlanTerms terms = PlanTerms.wrap(word).withChangeAt(time);
        assertEqual("word", PlanTerms.unwrap(terms), _with(word, 208, 40, time));
        assertEqual("time", terms.changeAt(), time);
    }

    function testFuzz_WithPaused(uint256 word, bool paused) external pure {
        PlanTerms terms = PlanTerms.wrap(word).withPaused(paused);
        assertEqual("word", PlanTerms.unwrap(terms), _with(word, 248, 1, paused ? 1 : 0));
        assertTrue("paused", terms.paused() == paused);
    }

    /// @dev The pause is the highest bit of a plan's word.
    function testFuzz_Sells(uint256 word, uint16 version, bool paused) external pure {
        PlanTerms terms = PlanTerms.wrap(word % 2 ** 248).withVersion(version).withPaused(paused);
        assertTrue("sells", terms.sells() == (version != 0 && !paused));
    }

    function testFuzz_ShareOfPool(uint16 share, uint96 cv) external pure {
        share = uint16(between(share, 0, 10_000));
        PlanTerms terms = newPlanTerms(0, 0, share, 1, Compression.None, 1, false);
        assertEqual("share", terms.shareOfPool(cv), (uint256(cv) * share) / 10_000);
    }
}
