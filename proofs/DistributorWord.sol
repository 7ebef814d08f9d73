// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    ACTIVE_NEXT,
    ACTIVE_NOW,
    Distributor,
    IMPORTED,
    MAX_RANK,
    MAX_VOLUME,
    PUSH_OFF,
    RECOVERING,
    UNBOUND,
    importedDistributor,
    newDistributor
} from "../contracts/types/Distributor.sol";

/// @title A distributor's word: what is packed comes back, and its neighbours stay as they are
/// @notice Each function asserts what holds for all its arguments.
contract DistributorWord {
    /// @dev All flags from bit 234 on, free bits included.
    uint256 private constant FLAGS = 234;

    /// @notice A new word has what it was made of.
    function enrolled(uint32 sponsor, uint16 period) external pure {
        Distributor word = newDistributor(sponsor, period);
        assert(word.sponsor() == sponsor && word.period() == period);
        assert(word.balance() == 0 && word.volume() == 0);
        (bool active, uint256 rank) = word.standing(period);
        assert(active && rank == 0);
        assert(Distributor.unwrap(word) >> FLAGS == 0);
    }

    /// @notice The same for an imported person.
    function imported(uint32 sponsor, uint16 period, uint8 given, bool bound, uint16 later) external pure {
        require(later >= period);
        uint256 rank = given & MAX_RANK;
        Distributor word = importedDistributor(sponsor, period, rank, bound);
        assert(word.sponsor() == sponsor && word.period() == period);
        assert(word.balance() == 0 && word.volume() == 0);
        (bool active, uint256 standing) = word.standing(later);
        assert(!active && standing == rank);
        assert(word.has(IMPORTED) && word.has(UNBOUND) == !bound);
    }

    /// @notice A credit changes the balance by the amount, and nothing else, while the balance stays below 2^96.
    function credited(uint256 any, uint96 amount) external pure {
        Distributor word = Distributor.wrap(any);
        require(word.balance() + amount < 2 ** 96);
        Distributor next = word.credited(amount);
        assert(next.balance() == word.balance() + amount);
        assert(next.sponsor() == word.sponsor());
        assert(Distributor.unwrap(next) >> 128 == any >> 128);
    }

    /// @notice Emptying takes the balance, and nothing else.
    function emptied(uint256 any) external pure {
        Distributor next = Distributor.wrap(any).emptied();
        assert(next.balance() == 0);
        assert(next.sponsor() == Distributor.wrap(any).sponsor());
        assert(Distributor.unwrap(next) >> 128 == any >> 128);
    }

    /// @notice Seen from a later period: "next" is "now", the volume is zero, all else is as it was.
    function rolled(uint256 any, uint16 later) external pure {
        Distributor word = Distributor.wrap(any);
        require(later >= word.period());
        Distributor next = word.rolled(later);
        assert(next.period() == later);
        assert(uint128(Distributor.unwrap(next)) == uint128(any));
        assert(Distributor.unwrap(next) >> FLAGS == any >> FLAGS);
        assert(next.volume() == (later == word.period() ? word.volume() : 0));
        _sameStanding(word, next, later);
    }

    /// @dev Who looks at both in the period finds the same.
    function _sameStanding(Distributor word, Distributor next, uint256 period) private pure {
        (bool active, uint256 rank) = word.standing(period);
        (bool nextActive, uint256 nextRank) = next.standing(period);
        assert(active == nextActive && rank == nextRank);
    }

    /// @notice A rank counts from the next period on; now, and all else, is as it was.
    function ranked(uint256 any, uint8 given, uint16 period) external pure {
        uint256 rank = given & MAX_RANK;
        Distributor word = Distributor.wrap(any);
        require(period >= word.period() && period < type(uint16).max);
        Distributor next = word.withRank(rank, period);
        assert(uint128(Distributor.unwrap(next)) == uint128(any));
        assert(Distributor.unwrap(next) >> FLAGS == any >> FLAGS);
        _sameStanding(word, next, period);
        (, uint256 later) = next.standing(uint256(period) + 1);
        assert(later == rank);
        (bool before, ) = word.standing(uint256(period) + 1);
        (bool afterwards, ) = next.standing(uint256(period) + 1);
        assert(before == afterwards);
    }

    /// @notice Volume adds up, saturates, and makes active in the next period exactly where it reaches the threshold.
    function counted(uint256 any, uint96 added, uint80 threshold, uint16 period) external pure {
        Distributor word = Distributor.wrap(any);
        require(period >= word.period());
        Distributor seen = word.rolled(period);
        Distributor next = word.withVolume(added, threshold, period);
        uint256 sum = seen.volume() + added;
        if (sum > MAX_VOLUME) sum = MAX_VOLUME;
        assert(next.volume() == sum && next.period() == period);
        assert(uint128(Distributor.unwrap(next)) == uint128(any));
        assert(Distributor.unwrap(next) >> 226 == Distributor.unwrap(seen) >> 226);
        assert(_bit(next, ACTIVE_NOW) == _bit(seen, ACTIVE_NOW));
        assert(_bit(next, ACTIVE_NEXT) == (_bit(seen, ACTIVE_NEXT) || sum >= threshold));
    }

    function _bit(Distributor word, uint256 bit) private pure returns (bool) {
        return Distributor.unwrap(word) & bit != 0;
    }

    /// @notice A flag changes itself alone.
    function flagged(uint256 any, bool on) external pure {
        Distributor word = Distributor.wrap(any);
        Distributor next = word.withFlag(PUSH_OFF, on);
        assert(next.has(PUSH_OFF) == on);
        assert(Distributor.unwrap(next) << 22 == any << 22);
        assert(Distributor.unwrap(next) >> 235 == any >> 235);
        Distributor second = word.withFlag(RECOVERING, on);
        assert(second.has(RECOVERING) == on && second.has(PUSH_OFF) == word.has(PUSH_OFF));
    }
}
