// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISales, SaleKind} from "../../contracts/interfaces/ISales.sol";
import {ReturnTerms} from "../../contracts/types/ReturnTerms.sol";
import {SaleState} from "../../contracts/types/SaleSlot.sol";
import {Acting} from "./Acting.sol";
import {Refusals} from "./Refusals.sol";

/// @title Looks up placed sales, writes them down as the core wants them, and alters them
abstract contract Filing is Acting {
    uint256 private constant ALTERATIONS = 13;

    /// @dev Mostly something that waits, and of that what is due.
    function _someDeal(uint256 seed) internal view returns (uint256) {
        if (waiting.length == 0 || _oneIn(8, seed, "any")) return _choose(seed, "deal", deals.length);
        uint256 place = _choose(seed, "waiting", waiting.length);
        for (uint256 i = 0; i < waiting.length; ++i) {
            uint256 index = waiting[(place + i) % waiting.length];
            if (deals[index].until <= clock) return index;
        }
        return waiting[place];
    }

    /// @dev Mostly something in one of two states, whose time is over, or is not, as is wished.
    function _someDealIn(
        uint256 seed,
        SaleState state,
        SaleState other,
        bool over
    ) internal view returns (uint256 index) {
        index = _choose(seed, "deal", deals.length);
        if (waiting.length == 0 || _oneIn(8, seed, "any")) return index;
        uint256 place = _choose(seed, "waiting", waiting.length);
        bool found;
        for (uint256 i = 0; i < waiting.length; ++i) {
            uint256 next = waiting[(place + i) % waiting.length];
            Deal storage deal = deals[next];
            if (deal.state != state && deal.state != other) continue;
            if ((deal.until <= clock) == over) return next;
            if (!found) (found, index) = (true, next);
        }
    }

    /// @dev Why a sale cannot be settled now.
    function _refuseSettlement(Refusals memory refusals, uint256 index) internal view {
        SaleState state = _stateOf(deals[index]);
        bool finished = state == SaleState.Settled || state == SaleState.Refunded;
        bool waits = state == SaleState.Escrowed && clock < deals[index].until;
        bool inReturn = state == SaleState.Requested || state == SaleState.Disputed;
        refusals.when(state == SaleState.None, ISales.SaleUnknown.selector);
        refusals.when(finished, ISales.SaleFinished.selector);
        refusals.when(inReturn, ISales.SaleInReturn.selector);
        refusals.when(waits, ISales.SaleNotDue.selector);
    }

    /// @dev Changes one value of a sale, which makes it unknown.
    function _alter(ISales.Sale memory sale, uint256 seed) internal view {
        uint256 which = _choose(seed, "alteration", ALTERATIONS);
        if (which == 0) ++sale.id;
        else if (which == 1) sale.buyer = thief;
        else if (which == 2) sale.payer = thief;
        else if (which == 3) ++sale.seller;
        else if (which == 4) ++sale.total;
        else if (which == 5) sale.terms = _flipped(sale.terms, _choose(seed, "bit", 208));
        else if (which == 6) ++sale.pool;
        else if (which == 7) ++sale.company;
        else if (which == 8) ++sale.activityVolume;
        else if (which == 9) sale.threshold = sale.threshold == 0 ? 1 : 0;
        else if (which == 10) sale.kind = sale.kind == SaleKind.Retail ? SaleKind.Personal : SaleKind.Retail;
        else if (which == 11) sale.credits = bytes.concat(sale.credits, abi.encodePacked(uint32(2), uint96(1)));
        else if (sale.credits.length < 16) sale.credits = abi.encodePacked(uint32(2), uint96(1));
        else sale.credits[_choose(seed, "byte", 16)] ^= bytes1(uint8(1 << _choose(seed, "bit", 8)));
    }

    function _flipped(ReturnTerms terms, uint256 bit) private pure returns (ReturnTerms) {
        return ReturnTerms.wrap(ReturnTerms.unwrap(terms) ^ (1 << bit));
    }
}
