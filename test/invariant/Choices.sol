// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICatalogue} from "../../contracts/interfaces/ICatalogue.sol";
import {IPlans} from "../../contracts/interfaces/IPlans.sol";
import {Compression} from "../../contracts/types/PlanTerms.sol";
import {ReturnKind} from "../../contracts/types/ReturnTerms.sol";
import {Acting} from "./Acting.sol";

/// @title Plans and products at random, every one of them valid
abstract contract Choices is Acting {
    /// @dev Rates that fall from level to level, ranks that rise, everything within the cap.
    function _plan(uint256 seed) internal view returns (IPlans.Plan memory plan) {
        plan.poolShare = _oneIn(2, seed, "pool") ? uint16(1 + _choose(seed, "share", 700)) : 0;
        plan.walk = uint8(1 + _choose(seed, "walk", 32));
        plan.compression = Compression(_choose(seed, "compression", 3));
        plan.personalPays = _oneIn(2, seed, "personal");
        plan.threshold = [0, 1, 100_000, 3_000_000][_choose(seed, "threshold", 4)];
        uint256 left = cap - plan.poolShare;
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

    /// @dev Prices from one unit to a million tokens, with and without margin, return window and arbiter.
    function _product(uint256 seed) internal pure returns (ICatalogue.ProductTerms memory terms) {
        terms.retail = uint80(1 + _choose(seed, "retail", 10 ** _choose(seed, "size", 12)));
        terms.wholesale = uint80(
            _oneIn(4, seed, "no margin") ? terms.retail : _choose(seed, "whole", terms.retail + 1)
        );
        terms.volume = uint80(_oneIn(2, seed, "full") ? terms.wholesale : _choose(seed, "cv", terms.wholesale + 1));
        terms.window = [0, 1 days, 14 days, 14 days][_choose(seed, "window", 4)];
        if (terms.volume == 0 && terms.window == 0) terms.window = 1 days;
        if (terms.window != 0 && _oneIn(3, seed, "goods")) {
            terms.kind = ReturnKind.Goods;
            terms.arbiter = address(0xA4B);
        }
    }
}
