// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What happens to a level whose upline is not qualified for it.
/// @dev `None`: nobody gets it. `Standard`: the inactive are removed, an active person whose rank does not open the
/// level uses it up. `Dynamic`: whoever is not qualified for that level is skipped until somebody is.
enum Compression {
    None,
    Standard,
    Dynamic
}

/// @title Everything of a plan but its rates, in one storage word
/// @notice The rates are a word of their own for each family: sixteen rates of 16 bits in basis points.
///
/// | bits      | field        | meaning                                                                    |
/// |-----------|--------------|----------------------------------------------------------------------------|
/// | 0 – 63    | openRank[16] | 4 bits a level: the least rank that opens it; level 0 is the seller        |
/// | 64 – 143  | threshold    | retail volume of a period that makes active in the next; 0: all are active |
/// | 144 – 159 | poolShare    | basis points of the CV                                                     |
/// | 160 – 167 | walk         | the most uplines a sale looks at, 1 to 32                                  |
/// | 168 – 171 | compression  | `Compression`                                                              |
/// | 172 – 174 | families     | one bit a family: 1 unilevel, 2 differential                               |
/// | 175       | personalPays | a seller's purchase from himself pays commissions                          |
/// | 176 – 191 | version      | number of the plan, from 1; 0: no plan                                     |
/// | 192 – 207 | opening      | period in which the programme opened                                       |
/// | 208 – 247 | changeAt     | when the scheduled plan takes over from this one; 0: none is scheduled     |
/// | 248       | paused       | new enrolments and sales are stopped (kept here: a sale reads this word)   |
/// | 249 – 255 |              | always 0, since `sells` compares the whole word                            |
type PlanTerms is uint256;

using {
    openRank,
    openRanks,
    threshold,
    poolShare,
    shareOfPool,
    walk,
    compression,
    paysByRank,
    personalPays,
    version,
    opening,
    changeAt,
    paused,
    sells,
    withChangeAt,
    withPaused,
    withVersion,
    withOpening,
    withoutFamilies
} for PlanTerms global;

uint256 constant FAMILY_UNILEVEL = 1;
uint256 constant FAMILY_DIFFERENTIAL = 2;
uint256 constant MAX_WALK = 32;
/// @dev Levels 0 (the seller) to 15.
uint256 constant LEVELS = 16;
uint256 constant BASIS_POINTS = 10_000;
/// @dev The highest bits of the word, so that one comparison tells.
uint256 constant PLAN_PAUSED = 1 << 248;
uint256 constant PLAN_VERSION = uint256(type(uint16).max) << 176;

function newPlanTerms(
    uint64 ranks,
    uint80 activityThreshold,
    uint16 pool,
    uint8 longestWalk,
    Compression rule,
    uint8 familyBits,
    bool personal
) pure returns (PlanTerms) {
    return
        PlanTerms.wrap(
            uint256(ranks) |
                (uint256(activityThreshold) << 64) |
                (uint256(pool) << 144) |
                (uint256(longestWalk) << 160) |
                (uint256(rule) << 168) |
                (uint256(familyBits) << 172) |
                (personal ? 1 << 175 : 0)
        );
}

function openRank(PlanTerms self, uint256 level) pure returns (uint256) {
    return (PlanTerms.unwrap(self) >> (level << 2)) & 15;
}

/// @dev All of them, level 0 lowest.
function openRanks(PlanTerms self) pure returns (uint256) {
    return uint64(PlanTerms.unwrap(self));
}

function threshold(PlanTerms self) pure returns (uint256) {
    return uint80(PlanTerms.unwrap(self) >> 64);
}

function poolShare(PlanTerms self) pure returns (uint256) {
    return uint16(PlanTerms.unwrap(self) >> 144);
}

/// @dev The pool's part of a sale. Cannot overflow: a CV is below 2^96, a share at most 10,000.
function shareOfPool(PlanTerms self, uint256 cv) pure returns (uint256) {
    unchecked {
        return (cv * self.poolShare()) / BASIS_POINTS;
    }
}

function walk(PlanTerms self) pure returns (uint256) {
    return uint8(PlanTerms.unwrap(self) >> 160);
}

function compression(PlanTerms self) pure returns (Compression) {
    return Compression((PlanTerms.unwrap(self) >> 168) & 15);
}

function paysByRank(PlanTerms self) pure returns (bool) {
    return PlanTerms.unwrap(self) & (FAMILY_DIFFERENTIAL << 172) != 0;
}

/// @dev The plan of a sale that pays no commissions.
function withoutFamilies(PlanTerms self) pure returns (PlanTerms) {
    return PlanTerms.wrap(PlanTerms.unwrap(self) & ~(uint256(7) << 172));
}

function personalPays(PlanTerms self) pure returns (bool) {
    return PlanTerms.unwrap(self) & (1 << 175) != 0;
}

function version(PlanTerms self) pure returns (uint256) {
    return uint16(PlanTerms.unwrap(self) >> 176);
}

function opening(PlanTerms self) pure returns (uint256) {
    return uint16(PlanTerms.unwrap(self) >> 192);
}

function changeAt(PlanTerms self) pure returns (uint256) {
    return uint40(PlanTerms.unwrap(self) >> 208);
}

function paused(PlanTerms self) pure returns (bool) {
    return PlanTerms.unwrap(self) & PLAN_PAUSED != 0;
}

/// @dev There is a plan in force and it is not paused.
function sells(PlanTerms self) pure returns (bool) {
    uint256 word = PlanTerms.unwrap(self);
    return word < PLAN_PAUSED && word & PLAN_VERSION != 0;
}

function withVersion(PlanTerms self, uint256 number) pure returns (PlanTerms) {
    return PlanTerms.wrap((PlanTerms.unwrap(self) & ~PLAN_VERSION) | (number << 176));
}

function withOpening(PlanTerms self, uint256 period) pure returns (PlanTerms) {
    return PlanTerms.wrap((PlanTerms.unwrap(self) & ~(uint256(type(uint16).max) << 192)) | (period << 192));
}

function withChangeAt(PlanTerms self, uint256 time) pure returns (PlanTerms) {
    return PlanTerms.wrap((PlanTerms.unwrap(self) & ~(uint256(type(uint40).max) << 208)) | (time << 208));
}

function withPaused(PlanTerms self, bool isPaused) pure returns (PlanTerms) {
    uint256 word = PlanTerms.unwrap(self);
    return PlanTerms.wrap(isPaused ? word | PLAN_PAUSED : word & ~PLAN_PAUSED);
}
