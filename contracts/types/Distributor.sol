// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title One distributor in one storage word
/// @notice Everything a sale reads and writes about a person shares a slot, so that an upline costs one cold read and
/// one write. All "now" fields speak of `period`; in any later period the "next" fields have taken their place.
///
/// | bits      | field      | meaning                                                                         |
/// |-----------|------------|---------------------------------------------------------------------------------|
/// | 0 – 31    | sponsor    | id of the sponsor; never 0 for an enrolled distributor, so the slot is never 0  |
/// | 32 – 127  | balance    | claimable, in token units                                                       |
/// | 128 – 207 | volume     | retail volume settled in `period`, in token units, saturating                   |
/// | 208 – 223 | period     | the period that the fields around it speak of                                   |
/// | 224       | activeNow  | active in `period`                                                              |
/// | 225       | activeNext | active in `period + 1`                                                          |
/// | 226 – 229 | rankNow    | rank in `period`                                                                |
/// | 230 – 233 | rankNext   | rank from `period + 1` on                                                       |
/// | 234       | pushOff    | the owner wants no pushed payouts                                               |
/// | 235       | held       | a hold was placed; until when is in a word of its own                           |
/// | 236       | unbound    | imported without a wallet, and not yet bound to one                             |
/// | 237       | imported   | imported: counts as enrolled in the period in which the programme opened        |
/// | 238       | recovering | his guardian has begun a recovery: nothing is pushed                            |
/// | 239 – 255 |            | free                                                                            |
type Distributor is uint256;

using {
    sponsor,
    balance,
    volume,
    period,
    standing,
    has,
    rolled,
    credited,
    emptied,
    withRank,
    withVolume,
    withFlag
} for Distributor global;

uint256 constant BALANCE_OFFSET = 32;
uint256 constant VOLUME_OFFSET = 128;
uint256 constant PERIOD_OFFSET = 208;
uint256 constant ACTIVE_NOW = 1 << 224;
uint256 constant ACTIVE_NEXT = 1 << 225;
uint256 constant RANK_NOW_OFFSET = 226;
uint256 constant RANK_NEXT_OFFSET = 230;
uint256 constant PUSH_OFF = 1 << 234;
uint256 constant HELD = 1 << 235;
uint256 constant UNBOUND = 1 << 236;
uint256 constant IMPORTED = 1 << 237;
uint256 constant RECOVERING = 1 << 238;
uint256 constant MAX_VOLUME = type(uint80).max;
/// @dev Ranks are 0 to 15, so that sixteen opening ranks and sixteen rates fit a word each.
uint256 constant MAX_RANK = 15;

/// @dev Someone who enrols is active in the period of the enrolment.
function newDistributor(uint256 sponsorId, uint256 nowPeriod) pure returns (Distributor) {
    return Distributor.wrap(sponsorId | (nowPeriod << PERIOD_OFFSET) | ACTIVE_NOW);
}

/// @dev Someone who was in the company's network before the programme opened.
function importedDistributor(
    uint256 sponsorId,
    uint256 nowPeriod,
    uint256 rank,
    bool bound
) pure returns (Distributor) {
    uint256 flags = bound ? IMPORTED : IMPORTED | UNBOUND;
    uint256 ranks = (rank << RANK_NOW_OFFSET) | (rank << RANK_NEXT_OFFSET);
    return Distributor.wrap(sponsorId | (nowPeriod << PERIOD_OFFSET) | ranks | flags);
}

function sponsor(Distributor self) pure returns (uint256) {
    return uint32(Distributor.unwrap(self));
}

function balance(Distributor self) pure returns (uint256) {
    return uint96(Distributor.unwrap(self) >> BALANCE_OFFSET);
}

function volume(Distributor self) pure returns (uint256) {
    return uint80(Distributor.unwrap(self) >> VOLUME_OFFSET);
}

function period(Distributor self) pure returns (uint256) {
    return uint16(Distributor.unwrap(self) >> PERIOD_OFFSET);
}

/// @dev Activity and rank at once, for the walk of a sale. `nowPeriod` is never before the word's own period: time does
/// not run backwards.
function standing(Distributor self, uint256 nowPeriod) pure returns (bool active, uint256 rank) {
    uint256 word = Distributor.unwrap(self);
    uint256 own = uint16(word >> PERIOD_OFFSET);
    if (nowPeriod == own) return (word & ACTIVE_NOW != 0, (word >> RANK_NOW_OFFSET) & MAX_RANK);
    unchecked {
        return (nowPeriod == own + 1 && word & ACTIVE_NEXT != 0, (word >> RANK_NEXT_OFFSET) & MAX_RANK);
    }
}

/// @dev Whether one of the flags from bit 234 on is set.
function has(Distributor self, uint256 flag) pure returns (bool) {
    return Distributor.unwrap(self) & flag != 0;
}

/// @dev The same distributor seen from `nowPeriod`: "next" becomes "now", the volume starts anew.
function rolled(Distributor self, uint256 nowPeriod) pure returns (Distributor) {
    if (nowPeriod == self.period()) return self;
    uint256 word = Distributor.unwrap(self);
    (bool isActiveNow, uint256 rank) = self.standing(nowPeriod);
    uint256 active = isActiveNow ? ACTIVE_NOW : 0;
    uint256 kept = (word & ((1 << VOLUME_OFFSET) - 1)) | (word & (type(uint256).max << 234));
    return
        Distributor.wrap(
            kept | (nowPeriod << PERIOD_OFFSET) | active | (rank << RANK_NOW_OFFSET) | (rank << RANK_NEXT_OFFSET)
        );
}

/// @dev Cannot carry into the neighbouring field: a balance is part of the tokens held, which are below 2^96.
function credited(Distributor self, uint256 amount) pure returns (Distributor) {
    unchecked {
        return Distributor.wrap(Distributor.unwrap(self) + (amount << BALANCE_OFFSET));
    }
}

function emptied(Distributor self) pure returns (Distributor) {
    return Distributor.wrap(Distributor.unwrap(self) & ~(uint256(type(uint96).max) << BALANCE_OFFSET));
}

/// @dev The rank counts from the next period on.
function withRank(Distributor self, uint256 rank, uint256 nowPeriod) pure returns (Distributor) {
    uint256 word = Distributor.unwrap(self.rolled(nowPeriod));
    return Distributor.wrap((word & ~(MAX_RANK << RANK_NEXT_OFFSET)) | (rank << RANK_NEXT_OFFSET));
}

/// @dev Counts settled retail volume; reaching the threshold makes active in the next period.
function withVolume(Distributor self, uint256 added, uint256 threshold, uint256 nowPeriod) pure returns (Distributor) {
    Distributor seen = self.rolled(nowPeriod);
    uint256 sum;
    // Both are volumes of money that was paid, below 2^97 together.
    unchecked {
        sum = seen.volume() + added;
    }
    if (sum > MAX_VOLUME) sum = MAX_VOLUME;
    uint256 word = (Distributor.unwrap(seen) & ~(MAX_VOLUME << VOLUME_OFFSET)) | (sum << VOLUME_OFFSET);
    return Distributor.wrap(sum >= threshold ? word | ACTIVE_NEXT : word);
}

/// @dev The flags from bit 234 on are no one's period: they stay as they are.
function withFlag(Distributor self, uint256 flag, bool on) pure returns (Distributor) {
    uint256 word = Distributor.unwrap(self);
    return Distributor.wrap(on ? word | flag : word & ~flag);
}
