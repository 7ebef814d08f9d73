// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    Distributor,
    HELD,
    IMPORTED,
    MAX_VOLUME,
    PUSH_OFF,
    RECOVERING,
    UNBOUND,
    importedDistributor,
    newDistributor
} from "../../../contracts/types/Distributor.sol";
import {Fields} from "./Fields.sol";

contract DistributorFuzz is Fields {
    /// @dev Steps of a history, and periods that it can reach.
    uint256 private constant STEPS = 12;
    uint256 private constant PERIODS = 40;

    function _isActive(Distributor slot, uint256 period) private pure returns (bool active) {
        (active, ) = slot.standing(period);
    }

    function _rankIn(Distributor slot, uint256 period) private pure returns (uint256 rank) {
        (, rank) = slot.standing(period);
    }

    function testFuzz_New(uint32 sponsor, uint16 period) external pure {
        Distributor slot = newDistributor(sponsor, period);
        assertEqual("sponsor", slot.sponsor(), sponsor);
        assertEqual("balance", slot.balance(), 0);
        assertEqual("volume", slot.volume(), 0);
        assertEqual("period", slot.period(), period);
        assertTrue("active", _isActive(slot, period));
        assertTrue("not active later", !_isActive(slot, uint256(period) + 1));
        assertEqual("rank", _rankIn(slot, period), 0);
        assertTrue("pushes are on", !slot.has(PUSH_OFF));
        assertEqual(
            "word",
            Distributor.unwrap(slot),
            _with(_with(_with(0, 0, 32, sponsor), 208, 16, period), 224, 1, 1)
        );
    }

    function testFuzz_Fields(uint256 word) external pure {
        Distributor slot = Distributor.wrap(word);
        uint256 period = _field(word, 208, 16);
        assertEqual("sponsor", slot.sponsor(), _field(word, 0, 32));
        assertEqual("balance", slot.balance(), _field(word, 32, 96));
        assertEqual("volume", slot.volume(), _field(word, 128, 80));
        assertEqual("period", slot.period(), period);
        assertTrue("active", _isActive(slot, period) == (_field(word, 224, 1) == 1));
        assertTrue("active next", _isActive(slot, period + 1) == (_field(word, 225, 1) == 1));
        assertTrue("active after that", !_isActive(slot, period + 2));
        assertEqual("rank", _rankIn(slot, period), _field(word, 226, 4));
        assertEqual("rank next", _rankIn(slot, period + 1), _field(word, 230, 4));
        assertEqual("rank for good", _rankIn(slot, period + 9), _field(word, 230, 4));
        uint256[5] memory flags = _flags();
        for (uint256 i = 0; i < flags.length; ++i) {
            assertTrue("flag", slot.has(flags[i]) == (_field(word, 234 + i, 1) == 1));
        }
    }

    function testFuzz_Credited(uint256 word, uint96 held, uint96 added) external pure {
        uint256 amount = between(added, 0, type(uint96).max - held);
        Distributor slot = Distributor.wrap(_with(word, 32, 96, held)).credited(amount);
        assertEqual("word", Distributor.unwrap(slot), _with(word, 32, 96, held + amount));
    }

    function testFuzz_Emptied(uint256 word) external pure {
        assertEqual("word", Distributor.unwrap(Distributor.wrap(word).emptied()), _with(word, 32, 96, 0));
    }

    function testFuzz_WithFlag(uint256 word, uint8 which, bool on) external pure {
        uint256 index = which % 5;
        Distributor slot = Distributor.wrap(word).withFlag(_flags()[index], on);
        assertEqual("word", Distributor.unwrap(slot), _with(word, 234 + index, 1, on ? 1 : 0));
    }

    /// @dev In the order of their bits, the lowest being 234.
    function _flags() private pure returns (uint256[5] memory) {
        return [PUSH_OFF, HELD, UNBOUND, IMPORTED, RECOVERING];
    }

    function testFuzz_Imported(uint32 sponsor, uint16 period, uint8 rank, bool bound) external pure {
        rank %= 16;
        Distributor slot = importedDistributor(sponsor, period, rank, bound);
        uint256 word = _with(_with(_with(0, 0, 32, sponsor), 208, 16, period), 226, 4, rank);
        word = _with(_with(word, 230, 4, rank), 236, 1, bound ? 0 : 1);
        assertEqual("word", Distributor.unwrap(slot), _with(word, 237, 1, 1));
        assertTrue("not active by himself", !_isActive(slot, period));
    }

    /// @dev Within the period that the word speaks of, a rank touches its own four bits.
    function testFuzz_WithRank(uint256 word, uint8 rank) external pure {
        rank %= 16;
        Distributor slot = Distributor.wrap(word).withRank(rank, _field(word, 208, 16));
        assertEqual("word", Distributor.unwrap(slot), _with(word, 230, 4, rank));
    }

    /// @dev Within the period that the word speaks of, volume touches its own bits and the next period's activity.
    function testFuzz_WithVolume(uint256 word, uint80 added, uint80 threshold) external pure {
        uint256 sum = _field(word, 128, 80) + added;
        if (sum > MAX_VOLUME) sum = MAX_VOLUME;
        Distributor slot = Distributor.wrap(word).withVolume(added, threshold, _field(word, 208, 16));
        uint256 expected = _with(word, 128, 80, sum);
        if (sum >= threshold) expected = _with(expected, 225, 1, 1);
        assertEqual("word", Distributor.unwrap(slot), expected);
    }

    /// @dev A volume beyond what the field counts saturates, whatever the period.
    function testFuzz_VolumeSaturates(uint256 added, uint80 before, uint80 threshold) external pure {
        added = between(added, uint256(MAX_VOLUME) - before, type(uint96).max);
        Distributor slot = newDistributor(1, 7).withVolume(before, type(uint80).max, 7).withVolume(added, threshold, 7);
        assertEqual("volume", slot.volume(), MAX_VOLUME);
        assertTrue("active next", _isActive(slot, 8));
        assertTrue("active", _isActive(slot, 7));
        assertEqual("balance", slot.balance(), 0);
    }

    /// @dev Keeps sponsor, balance, push switch and the free bits; moves "next" to "now".
    function testFuzz_Rolled(uint256 word, uint16 later) external pure {
        uint256 period = _field(word, 208, 16);
        uint256 nowPeriod = between(later, period, type(uint16).max);
        Distributor slot = Distributor.wrap(word).rolled(nowPeriod);
        uint256 expected = word;
        if (nowPeriod != period) {
            expected = _with(_with(word, 208, 16, nowPeriod), 128, 80, 0);
            expected = _with(expected, 226, 4, _field(word, 230, 4));
            expected = _with(expected, 224, 1, nowPeriod == period + 1 ? _field(word, 225, 1) : 0);
            expected = _with(expected, 225, 1, 0);
        }
        assertEqual("word", Distributor.unwrap(slot), expected);
    }

    /// @dev A random life over periods against figures kept for each period apart.
    function testFuzz_Life(uint256 seed, uint32 sponsor) external pure {
        uint256[] memory sold = new uint256[](PERIODS);
        bool[] memory active = new bool[](PERIODS);
        uint256[] memory ranks = new uint256[](PERIODS);
        uint256 period = seed % 3;
        active[period] = true;
        Distributor slot = newDistributor(sponsor, period);
        for (uint256 i = 0; i < STEPS; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            period += [0, 0, 1, 2][seed % 4];
            uint256 amount = (seed >> 8) % 1_000;
            if ((seed >> 4) % 2 == 0) {
                uint256 threshold = (seed >> 32) % 1_500;
                slot = slot.withVolume(amount, threshold, period);
                sold[period] += amount;
                if (sold[period] >= threshold) active[period + 1] = true;
            } else {
                slot = slot.withRank(amount % 16, period);
                for (uint256 later = period + 1; later < PERIODS; ++later) ranks[later] = amount % 16;
            }
            for (uint256 p = period; p < period + 4; ++p) {
                assertTrue("active", _isActive(slot, p) == active[p]);
                assertEqual("rank", _rankIn(slot, p), ranks[p]);
            }
            assertEqual("volume", slot.volume(), sold[period]);
            assertEqual("sponsor", slot.sponsor(), sponsor);
            assertEqual("balance", slot.balance(), 0);
        }
    }
}
