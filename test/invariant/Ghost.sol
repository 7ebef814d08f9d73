// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICatalogue} from "../../contracts/interfaces/ICatalogue.sol";
import {IPlans} from "../../contracts/interfaces/IPlans.sol";
import {ISales, SaleKind} from "../../contracts/interfaces/ISales.sol";
import {Compression} from "../../contracts/types/PlanTerms.sol";
import {ReturnKind} from "../../contracts/types/ReturnTerms.sol";

/// @title The ghost model: a programme's books, kept from the rules alone
/// @dev Shares no code with the contracts and is written for reading, not for gas: whole numbers in arrays, one rule a
/// function, every period's figures kept apart instead of rolled on, an upline listed first and paid after.
abstract contract Ghost {
    /// @dev A rank given in a period counts from the next one on.
    struct RankGiven {
        uint256 period;
        uint256 rank;
    }

    struct Person {
        address wallet;
        uint256 sponsor;
        uint256 enrolledIn;
        uint256 owed;
        bool pushOff;
        RankGiven[] ranks;
    }

    struct Article {
        ICatalogue.ProductTerms terms;
        bool closed;
    }

    struct PlanFrom {
        uint256 version;
        uint256 from;
        IPlans.Plan plan;
    }

    enum Status {
        Escrowed,
        Paid
    }

    /// @dev A sale with all that it pays, as worked out when it was placed. The seller's part comes first.
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
        uint256 deadline;
        uint256 paidAt;
        Status status;
    }

    uint256 internal constant THE_COMPANY = 1;
    uint256 internal constant TOP_LEVEL = 15;
    /// @dev Activity is counted up to here and no further.
    uint256 internal constant MOST_ACTIVITY = 2 ** 80 - 1;

    uint256 private immutable _firstSecond;
    uint256 private immutable _periodSeconds;

    /// @dev Index is the id; 0 is nobody.
    Person[] internal people;
    mapping(address wallet => uint256 id) internal idOfWallet;
    mapping(uint256 id => mapping(uint256 period => uint256 volume)) internal retailSettled;
    mapping(uint256 id => mapping(uint256 period => bool active)) internal activityEarned;
    /// @dev Index is the product's number; 0 is none.
    Article[] internal articles;
    /// @dev Plans that took or will take over, in order of time. A cancelled one is gone, its number is not used again.
    PlanFrom[] internal plans;
    uint256 internal plansNumbered;
    bool internal pausedNow;
    Deal[] internal deals;
    uint256 internal poolOwed;
    uint256 internal inEscrow;

    constructor(uint256 firstSecond, uint256 periodSeconds) {
        _firstSecond = firstSecond;
        _periodSeconds = periodSeconds;
    }

    function _beginBooks(address treasury) internal {
        people.push();
        articles.push();
        _noteEnrolment(treasury, 0, _firstSecond);
    }

    function _periodAt(uint256 time) internal view returns (uint256) {
        return (time - _firstSecond) / _periodSeconds;
    }

    function _periodStart(uint256 period) internal view returns (uint256) {
        return _firstSecond + period * _periodSeconds;
    }

    // What happened

    function _noteEnrolment(address wallet, uint256 sponsor, uint256 time) internal {
        Person storage person = people.push();
        person.wallet = wallet;
        person.sponsor = sponsor;
        person.enrolledIn = _periodAt(time);
        idOfWallet[wallet] = people.length - 1;
    }

    function _noteRank(uint256 id, uint256 rank, uint256 time) internal {
        people[id].ranks.push(RankGiven(_periodAt(time), rank));
    }

    function _notePlan(IPlans.Plan memory plan, uint256 from) internal {
        plans.push(PlanFrom(++plansNumbered, from, plan));
    }

    function _notePlacement(Deal memory deal) internal {
        deals.push(deal);
        if (deal.window == 0) _notePayment(deals.length - 1, deal.deadline);
        else inEscrow += deal.total;
    }

    function _noteSettlement(uint256 index, uint256 time) internal {
        inEscrow -= deals[index].total;
        _notePayment(index, time);
    }

    function _notePayment(uint256 index, uint256 time) private {
        Deal storage deal = deals[index];
        deal.status = Status.Paid;
        deal.paidAt = time;
        poolOwed += deal.pool;
        people[THE_COMPANY].owed += deal.company;
        for (uint256 i = 0; i < deal.ids.length; ++i) people[deal.ids[i]].owed += deal.amounts[i];
        if (deal.activityVolume != 0) _noteActivity(deal, _periodAt(time));
    }

    function _noteActivity(Deal storage deal, uint256 period) private {
        uint256 sum = retailSettled[deal.seller][period] + deal.activityVolume;
        retailSettled[deal.seller][period] = sum;
        if (sum >= deal.threshold) activityEarned[deal.seller][period + 1] = true;
    }

    // What the rules say

    function _planAt(uint256 time) internal view returns (PlanFrom storage) {
        uint256 last = plans.length - 1;
        while (plans[last].from > time) --last;
        return plans[last];
    }

    function _planPending(uint256 time) internal view returns (bool) {
        return plans[plans.length - 1].from > time;
    }

    function _isActive(uint256 id, uint256 threshold, uint256 period) internal view returns (bool) {
        return threshold == 0 || people[id].enrolledIn == period || activityEarned[id][period];
    }

    function _rankOf(uint256 id, uint256 period) internal view returns (uint256) {
        RankGiven[] storage given = people[id].ranks;
        for (uint256 i = given.length; i > 0; --i) {
            if (given[i - 1].period < period) return given[i - 1].rank;
        }
        return 0;
    }

    function _kindOf(address buyer, uint256 seller) internal view returns (SaleKind) {
        uint256 id = idOfWallet[buyer];
        if (id == 0) return SaleKind.Retail;
        return id == seller ? SaleKind.Personal : SaleKind.Distributor;
    }

    /// @dev Whether an order that is placed now must fail, the payer's funds apart.
    function _isRefused(address buyer, ISales.Order memory order) internal view returns (bool) {
        if (pausedNow || order.seller == 0 || order.seller >= people.length) return true;
        ICatalogue.ProductTerms memory first;
        uint256 total;
        for (uint256 i = 0; i < order.lines.length; ++i) {
            ISales.Line memory line = order.lines[i];
            if (line.quantity == 0 || line.product == 0 || line.product >= articles.length) return true;
            if (articles[line.product].closed) return true;
            ICatalogue.ProductTerms memory terms = articles[line.product].terms;
            if (i == 0) first = terms;
            if (terms.window != first.window || terms.kind != first.kind) return true;
            if (terms.arbiter != first.arbiter) return true;
            bool wholesale = _kindOf(buyer, order.seller) == SaleKind.Personal;
            total += uint256(line.quantity) * (wholesale ? terms.wholesale : terms.retail);
        }
        return order.lines.length == 0 || total > order.maxTotal;
    }

    /// @dev What a sale placed now pays.
    function _workOut(
        address buyer,
        address payer,
        ISales.Order memory order,
        uint256 time
    ) internal view returns (Deal memory deal) {
        deal.buyer = buyer;
        deal.payer = payer;
        deal.seller = order.seller;
        deal.kind = _kindOf(buyer, order.seller);
        _price(deal, order.lines);
        deal.deadline = time + deal.window;
        if (deal.kind == SaleKind.Retail)
            deal.activityVolume = deal.volume < MOST_ACTIVITY ? deal.volume : MOST_ACTIVITY;
        PlanFrom storage inForce = _planAt(time);
        deal.plan = inForce.version;
        deal.threshold = inForce.plan.threshold;
        _split(deal, inForce.plan, _periodAt(time));
    }

    function _price(Deal memory deal, ISales.Line[] memory lines) private view {
        for (uint256 i = 0; i < lines.length; ++i) {
            ICatalogue.ProductTerms memory terms = articles[lines[i].product].terms;
            uint256 quantity = lines[i].quantity;
            uint256 unitPrice = deal.kind == SaleKind.Personal ? terms.wholesale : terms.retail;
            deal.total += quantity * unitPrice;
            deal.wholesale += quantity * terms.wholesale;
            deal.volume += quantity * terms.volume;
            deal.window = terms.window;
            deal.returnKind = terms.kind;
            deal.arbiter = terms.arbiter;
        }
        deal.profit = deal.total - deal.wholesale;
    }

    function _split(Deal memory deal, IPlans.Plan storage plan, uint256 period) private view {
        bool pays = deal.kind != SaleKind.Personal || plan.personalPays;
        uint256[] memory byLevel = new uint256[](TOP_LEVEL + 1);
        uint256[] memory payees = new uint256[](TOP_LEVEL + 1);
        uint256 sellerPart;
        if (deal.seller != THE_COMPANY) {
            sellerPart = deal.profit;
            if (pays) {
                if (_isQualified(deal.seller, 0, plan, period)) sellerPart += (deal.volume * plan.rates[0]) / 10_000;
                payees = _payees(deal.seller, plan, period);
            }
        }
        for (uint256 level = 1; level <= TOP_LEVEL; ++level) {
            if (payees[level] != 0) byLevel[level] = (deal.volume * plan.rates[level]) / 10_000;
        }
        payees[0] = deal.seller;
        byLevel[0] = sellerPart;
        if (pays) deal.pool = (deal.volume * plan.poolShare) / 10_000;
        (deal.ids, deal.amounts) = _withoutZeros(payees, byLevel);
        deal.company = deal.total - deal.pool;
        for (uint256 i = 0; i < deal.amounts.length; ++i) deal.company -= deal.amounts[i];
    }

    function _isQualified(
        uint256 id,
        uint256 level,
        IPlans.Plan storage plan,
        uint256 period
    ) internal view returns (bool) {
        return _isActive(id, plan.threshold, period) && _rankOf(id, period) >= plan.openRanks[level];
    }

    /// @dev Who gets each level from 1 on; 0 where nobody does.
    function _payees(
        uint256 seller,
        IPlans.Plan storage plan,
        uint256 period
    ) private view returns (uint256[] memory payees) {
        payees = new uint256[](TOP_LEVEL + 1);
        uint256[] memory line = _upline(seller, plan.walk);
        if (plan.compression == Compression.Standard) line = _activeOnly(line, plan.threshold, period);
        uint256 next = 0;
        for (uint256 level = 1; level <= TOP_LEVEL && next < line.length; ++level) {
            if (plan.compression == Compression.Dynamic) {
                while (next < line.length && !_isQualified(line[next], level, plan, period)) ++next;
            }
            if (next < line.length && _isQualified(line[next], level, plan, period)) payees[level] = line[next];
            ++next;
        }
    }

    /// @dev The sponsors above somebody, nearest first, the company not among them, `longest` at most.
    function _upline(uint256 id, uint256 longest) internal view returns (uint256[] memory line) {
        uint256 length;
        uint256 above = people[id].sponsor;
        while (above != THE_COMPANY && length < longest) {
            ++length;
            above = people[above].sponsor;
        }
        line = new uint256[](length);
        above = people[id].sponsor;
        for (uint256 i = 0; i < length; ++i) {
            line[i] = above;
            above = people[above].sponsor;
        }
    }

    function _activeOnly(
        uint256[] memory line,
        uint256 threshold,
        uint256 period
    ) private view returns (uint256[] memory kept) {
        uint256 count;
        uint256[] memory all = new uint256[](line.length);
        for (uint256 i = 0; i < line.length; ++i) {
            if (_isActive(line[i], threshold, period)) all[count++] = line[i];
        }
        kept = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) kept[i] = all[i];
    }

    function _withoutZeros(
        uint256[] memory ids,
        uint256[] memory amounts
    ) private pure returns (uint256[] memory keptIds, uint256[] memory keptAmounts) {
        uint256 count;
        for (uint256 i = 0; i < amounts.length; ++i) if (amounts[i] != 0) ++count;
        keptIds = new uint256[](count);
        keptAmounts = new uint256[](count);
        count = 0;
        for (uint256 i = 0; i < amounts.length; ++i) {
            if (amounts[i] == 0) continue;
            keptIds[count] = ids[i];
            keptAmounts[count++] = amounts[i];
        }
    }
}
