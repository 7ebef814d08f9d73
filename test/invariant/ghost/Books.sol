// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICatalogue} from "../../../contracts/interfaces/ICatalogue.sol";
import {IPlans} from "../../../contracts/interfaces/IPlans.sol";
import {ISales, SaleKind} from "../../../contracts/interfaces/ISales.sol";
import {ReturnKind, ReturnTerms} from "../../../contracts/types/ReturnTerms.sol";
import {SaleState} from "../../../contracts/types/SaleSlot.sol";
import {Market} from "./Market.sol";

/// @title The ghost's books: every sale with all that it pays, where it stands, and what is owed to whom
abstract contract Books is Market {
    /// @dev A sale with all that it pays, as worked out when it was placed. The seller's part comes first. `until` is
    /// the deadline of its state, or when it was finished; a sale without window is settled when it is placed.
    struct Deal {
        uint160 id;
        address buyer;
        address payer;
        uint256 seller;
        SaleKind kind;
        ReturnKind returnKind;
        address arbiter;
        uint256 window;
        uint256 total;
        uint256 wholesale;
        uint256 profit;
        uint256 volume;
        uint256 pool;
        uint256 company;
        uint256 activityVolume;
        uint256 threshold;
        uint256 plan;
        uint256[] ids;
        uint256[] amounts;
        SaleState state;
        uint256 until;
    }

    /// @dev Activity is counted up to here and no further.
    uint256 private constant MOST_ACTIVITY = 2 ** 80 - 1;

    Deal[] internal deals;
    /// @dev Places in `deals` of what is in escrow, a return requested or not.
    uint256[] internal waiting;
    uint256 internal poolOwed;
    uint256 internal inEscrow;

    // What happened

    function _notePlacement(Deal memory deal, uint256 time) internal {
        deals.push(deal);
        inEscrow += deal.total;
        waiting.push(deals.length - 1);
        if (deal.window == 0) _noteSettlement(deals.length - 1, time);
    }

    function _noteState(uint256 index, SaleState state, uint256 until) internal {
        (deals[index].state, deals[index].until) = (state, until);
    }

    function _noteRefund(uint256 index, uint256 time) internal {
        _finish(index);
        _noteState(index, SaleState.Refunded, time);
    }

    function _noteSettlement(uint256 index, uint256 time) internal {
        _finish(index);
        _noteState(index, SaleState.Settled, time);
        Deal storage deal = deals[index];
        poolOwed += deal.pool;
        people[THE_COMPANY].owed += deal.company;
        for (uint256 i = 0; i < deal.ids.length; ++i) people[deal.ids[i]].owed += deal.amounts[i];
        if (deal.activityVolume == 0) return;
        _noteActivity(deal.seller, deal.activityVolume, deal.threshold, _periodAt(time));
    }

    function _finish(uint256 index) private {
        inEscrow -= deals[index].total;
        uint256 place = waiting.length - 1;
        while (waiting[place] != index) --place;
        waiting[place] = waiting[waiting.length - 1];
        waiting.pop();
    }

    // What the rules say

    /// @dev What a sale placed now pays.
    function _workOut(Bargain memory bargain, uint256 time) internal view returns (Deal memory deal) {
        deal.buyer = bargain.buyer;
        deal.payer = bargain.payer;
        deal.seller = bargain.order.seller;
        deal.kind = bargain.recorded ? SaleKind.Recorded : _kindOf(bargain.buyer, deal.seller);
        _price(deal, bargain);
        deal.state = SaleState.Escrowed;
        deal.until = time + deal.window;
        if (deal.kind == SaleKind.Retail)
            deal.activityVolume = deal.volume < MOST_ACTIVITY ? deal.volume : MOST_ACTIVITY;
        PlanFrom storage inForce = _planAt(time);
        deal.plan = inForce.version;
        deal.threshold = inForce.plan.threshold;
        _split(deal, inForce.plan, _periodAt(time));
    }

    function _price(Deal memory deal, Bargain memory bargain) private view {
        ISales.Line[] memory lines = bargain.order.lines;
        for (uint256 i = 0; i < lines.length; ++i) {
            ICatalogue.ProductTerms memory terms = articles[lines[i].product].terms;
            uint256 quantity = lines[i].quantity;
            deal.wholesale += quantity * terms.wholesale;
            deal.volume += quantity * terms.volume;
            deal.window = terms.window;
            deal.returnKind = terms.kind;
            deal.arbiter = terms.arbiter;
        }
        deal.total = _total(bargain);
        deal.profit = deal.total - deal.wholesale;
    }

    /// @dev A seller's purchase from himself may pay nothing; the company as seller keeps all but the pool's part.
    function _split(Deal memory deal, IPlans.Plan storage plan, uint256 period) private view {
        bool pays = deal.kind != SaleKind.Personal || plan.personalPays;
        if (pays) deal.pool = _part(deal.volume, plan.poolShare);
        if (deal.seller != THE_COMPANY) {
            Shares memory shares = _shares(deal.seller, pays ? deal.volume : 0, plan, period);
            (deal.ids, deal.amounts) = _credits(shares, deal.profit);
        }
        deal.company = deal.total - deal.pool;
        for (uint256 i = 0; i < deal.amounts.length; ++i) deal.company -= deal.amounts[i];
    }

    /// @dev One credit a person, in the order of the line, none of nothing.
    function _credits(
        Shares memory shares,
        uint256 profit
    ) private pure returns (uint256[] memory ids, uint256[] memory amounts) {
        uint256 length = shares.line.length;
        uint256 count;
        uint256[] memory sums = new uint256[](length);
        for (uint256 i = 0; i < length; ++i) {
            sums[i] = shares.byLevel[i] + shares.byRank[i] + (i == 0 ? profit : 0);
            if (sums[i] != 0) ++count;
        }
        ids = new uint256[](count);
        amounts = new uint256[](count);
        for (uint256 i = length; i > 0; --i) {
            if (sums[i - 1] == 0) continue;
            --count;
            (ids[count], amounts[count]) = (shares.line[i - 1], sums[i - 1]);
        }
    }

    /// @dev The core keeps no slot for a sale without window.
    function _stateOf(Deal storage deal) internal view returns (SaleState) {
        return deal.window == 0 ? SaleState.None : deal.state;
    }

    /// @dev What settlement and returns are called with, from these figures.
    function _written(Deal memory deal) internal pure returns (ISales.Sale memory sale) {
        sale.id = deal.id;
        sale.buyer = deal.buyer;
        sale.payer = deal.payer;
        sale.seller = uint32(deal.seller);
        sale.kind = deal.kind;
        sale.total = uint96(deal.total);
        uint256 terms = deal.window + uint256(deal.returnKind) * 2 ** 40 + uint256(uint160(deal.arbiter)) * 2 ** 48;
        sale.terms = ReturnTerms.wrap(terms);
        sale.pool = uint96(deal.pool);
        sale.company = uint96(deal.company);
        sale.activityVolume = uint80(deal.activityVolume);
        sale.threshold = uint80(deal.threshold);
        for (uint256 i = 0; i < deal.ids.length; ++i) {
            sale.credits = abi.encodePacked(sale.credits, uint32(deal.ids[i]), uint96(deal.amounts[i]));
        }
    }
}
