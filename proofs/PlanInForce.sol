// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Placement} from "../contracts/libraries/Placement.sol";
import {PlanWords, Programme} from "../contracts/libraries/Programme.sol";
import {Receipt} from "../contracts/libraries/Receipt.sol";
import {Differential} from "../contracts/plans/Differential.sol";
import {Unilevel} from "../contracts/plans/Unilevel.sol";
import {BASIS_POINTS, Compression, MAX_WALK, PlanTerms} from "../contracts/types/PlanTerms.sol";
import {Ghosts} from "./Ghosts.sol";

/// @title A programme whose plan in force is any that can be scheduled
abstract contract PlanInForce {
    Programme internal _p;

    /// @dev The cap that the plan in force was scheduled under; none is due.
    function _follow() internal view returns (uint256 cap) {
        require(_p.plan.terms.changeAt() == 0);
        cap = _capOf(_p.plan);
    }

    /// @dev The least cap that the plan book would accept a plan under: its worst case, see `PlanBook`.
    function _capOf(PlanWords storage words) private view returns (uint256 cap) {
        cap = words.terms.poolShare() + Unilevel.worstCase(words.levelRates) + Differential.worstCase(words.rankRates);
        require(cap <= BASIS_POINTS);
        require(words.terms.walk() <= MAX_WALK);
        require((PlanTerms.unwrap(words.terms) >> 168) & 15 <= uint256(type(Compression).max));
    }

    function _sale(
        uint256 kind,
        uint256 total,
        uint256 profit,
        uint256 volume
    ) internal returns (Placement.Sale memory sale) {
        (sale.kind, sale.total, sale.profit, sale.volume) = (kind, total, profit, volume);
        sale.credits = Receipt.begin(1);
        Ghosts.beginCredits(sale.credits);
    }
}
