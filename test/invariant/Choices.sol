// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICatalogue} from "../../contracts/interfaces/ICatalogue.sol";
import {IPlans} from "../../contracts/interfaces/IPlans.sol";
import {Compression} from "../../contracts/types/PlanTerms.sol";
import {ReturnKind} from "../../contracts/types/ReturnTerms.sol";
import {Acting} from "./Acting.sol";

/// @title Plans and products at random, every one of them valid
abstract contract Choices is Acting {
    /// @dev A plan of either family or of both, within the cap: rates that fall from level to level, ranks that open
    /// them, rates that mostly rise from rank to rank.
    function _plan(uint256 seed) internal view returns (IPlans.Plan memory plan) {
        plan.poolShare = _oneIn(2, seed, "pool") ? uint16(_choose(seed, "share", cap / 5)) : 0;
        plan.walk = uint8(1 + _choose(seed, "walk", 32));
        plan.compression = Compression(_choose(seed, "compression", 3));
        plan.personalPays = _oneIn(2, seed, "personal");
        plan.threshold = [0, 1, 100_000, 3_000_000][_choose(seed, "threshold", 4)];
        uint256 left = cap - plan.poolShare;
        uint256 families = _choose(seed, "families", 8);
        if (families == 0) return plan;
        if (families > 3) left -= _chooseRankRates(plan, seed, families > 5 ? left : left / 2);
        if (families < 6) _chooseRates(plan, seed, left);
    }

    function _chooseRates(IPlans.Plan memory plan, uint256 seed, uint256 left) private pure {
        uint256 levels = 1 + _choose(seed, "levels", 16);
        uint256 rank;
        for (uint256 level = 0; level < levels; ++level) {
            uint256 own = uint256(keccak256(abi.encode(seed, level)));
            uint256 rate = level == levels - 1 && _oneIn(2, seed, "full") ? left : own % (left / 2 + 1);
            plan.rates[level] = uint16(rate);
            left -= rate;
            if (rank < 15 && (own >> 128) % 5 == 0) ++rank;
            plan.openRanks[level] = uint8(rank);
        }
    }

    /// @return highest What is the most that they pay, all together.
    function _chooseRankRates(
        IPlans.Plan memory plan,
        uint256 seed,
        uint256 left
    ) private pure returns (uint256 highest) {
        uint256 first = _choose(seed, "first rank", 5);
        for (uint256 rank = first; rank < 16; ++rank) {
            uint256 own = uint256(keccak256(abi.encode(seed, "rank", rank)));
            if (own % 7 == 0) continue;
            uint256 rate = own % 11 == 0 ? own % (left + 1) : (left * (rank - first + ((own >> 128) % 3))) / 18;
            plan.rankRates[rank] = uint16(rate);
            if (rate > highest) highest = rate;
        }
    }

    /// @dev Prices from one unit to a million tokens, with and without margin and CV, return window and arbiter.
    function _product(uint256 seed) internal pure returns (ICatalogue.ProductTerms memory terms) {
        terms.retail = uint80(1 + _choose(seed, "retail", 10 ** _choose(seed, "size", 12)));
        terms.wholesale = uint80(
            _oneIn(4, seed, "no margin") ? terms.retail : _choose(seed, "whole", terms.retail + 1)
        );
        terms.volume = uint80(_oneIn(2, seed, "full") ? terms.wholesale : _choose(seed, "cv", terms.wholesale + 1));
        if (_oneIn(8, seed, "no volume")) terms.volume = 0;
        terms.window = [0, 1 days, 14 days, 14 days][_choose(seed, "window", 4)];
        if (terms.window != 0 && _oneIn(2, seed, "goods")) {
            terms.kind = ReturnKind.Goods;
            terms.arbiter = _oneIn(3, seed, "arbiter") ? address(0xA4C) : address(0xA4B);
        }
    }
}
