// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Placement} from "../../contracts/libraries/Placement.sol";
import {COMPANY, PlanWords, Programme} from "../../contracts/libraries/Programme.sol";
import {newDistributor} from "../../contracts/types/Distributor.sol";
import {BASIS_POINTS, Compression, FAMILY_UNILEVEL, newPlanTerms} from "../../contracts/types/PlanTerms.sol";
import {Test} from "../helpers/Test.sol";

/// @title Attack: a million sales so small that every share is rounded, to collect the dust
/// @notice They go through the very split of a final sale, over the core's own storage. In the end not a unit is missing or
/// too much, and nobody has more than his rate of all that was sold: what is rounded off is the company's.
contract DustOverAMillionSmallSales is Test {
    using Placement for Programme;

    uint256 private constant SALES = 1_000_000;
    uint256 private constant LINE = 8;
    /// @dev A sale of fewer units than there are basis points: every share of it is rounded.
    uint256 private constant MOST = 9_999;
    uint256 private constant POOL_SHARE = 133;
    /// @dev By level: 9.99 %, 7.77 %, 3.33 % and 0.01 %.
    uint256 private constant RATES = 999 | (777 << 16) | (333 << 32) | (1 << 48);

    Programme private _p;

    /// @dev What was sold, and what became of it.
    struct Sums {
        uint256 total;
        uint256 profit;
        uint256 volume;
        uint256 pool;
        uint256 company;
    }

    function setUp() external {
        _p.plan = PlanWords(
            newPlanTerms(0, 0, uint16(POOL_SHARE), 32, Compression.None, uint8(FAMILY_UNILEVEL), false).withVersion(1),
            RATES,
            0
        );
        for (uint256 id = COMPANY + 1; id <= COMPANY + LINE; ++id) _p.setDistributor(id, newDistributor(id - 1, 0));
    }

    function test_EveryUnitIsSomebodys() external {
        Sums memory sums;
        Placement.Sale memory sale;
        // Where the credits are written; the memory that a sale takes is given back after it.
        bytes memory room = new bytes(4_096);
        uint256 free;
        uint256 credits;
        assembly ("memory-safe") {
            free := mload(0x40)
            credits := add(room, 32)
        }
        uint256 seed = 1;
        for (uint256 i = 0; i < SALES; ++i) {
            seed = _next(seed);
            _sell(sums, sale, credits, seed);
            assembly ("memory-safe") {
                mstore(0x40, free)
            }
        }
        _compare(sums);
    }

    /// @dev One sale of some units, a part of which is commissionable.
    function _sell(Sums memory sums, Placement.Sale memory sale, uint256 credits, uint256 seed) private {
        unchecked {
            sale.total = 1 + (seed % MOST);
            sale.volume = (seed >> 64) % (sale.total + 1);
            sale.profit = (seed >> 128) % (sale.total - sale.volume + 1);
            sale.credits = credits;
            _p.split(sale, COMPANY + 1 + ((seed >> 192) % LINE), 0, true, 0);
            sums.total += sale.total;
            sums.profit += sale.profit;
            sums.volume += sale.volume;
            sums.pool += sale.pool;
            sums.company += sale.company;
        }
    }

    function _compare(Sums memory sums) private view {
        uint256 paid;
        for (uint256 id = COMPANY + 1; id <= COMPANY + LINE; ++id) paid += _p.distributorAt(id).balance();
        assertEqual("balances, pool and company", paid + sums.pool + sums.company, sums.total);
        // Down, level by level and sale by sale: less than a unit each.
        uint256 commissions = (paid - sums.profit) * BASIS_POINTS;
        uint256 rates = 999 + 777 + 333 + 1;
        assertAtMost("commissions", commissions, rates * sums.volume);
        assertAtMost("pool", sums.pool * BASIS_POINTS, POOL_SHARE * sums.volume);
        assertAtMost("the dust of the pool", POOL_SHARE * sums.volume, (sums.pool + SALES) * BASIS_POINTS);
        assertTrue("the company has what was sold but for the exact shares, and the dust", _companysDust(sums, rates));
    }

    function _companysDust(Sums memory sums, uint256 rates) private pure returns (bool) {
        uint256 exact = (rates + POOL_SHARE) * sums.volume;
        return sums.company * BASIS_POINTS >= (sums.total - sums.profit) * BASIS_POINTS - exact;
    }

    /// @dev Numbers that look random and are the same on every run.
    function _next(uint256 seed) private pure returns (uint256 next) {
        assembly ("memory-safe") {
            mstore(0, seed)
            next := keccak256(0, 32)
        }
    }
}
