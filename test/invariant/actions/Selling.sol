// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICatalogue} from "../../../contracts/interfaces/ICatalogue.sol";
import {ISales, SaleKind} from "../../../contracts/interfaces/ISales.sol";
import {Acting, Deed} from "../Acting.sol";

/// @title Sales of every kind, each compared with what the ghost model says it pays
abstract contract Selling is Acting {
    uint256 private constant FAULTS = 6;

    /// @notice Somebody buys for himself.
    function buy(uint256 seed) external onTime {
        address buyer = _buyer(seed);
        ISales.Order memory order = _order(seed, buyer);
        _trade(seed, buyer, buyer, order, abi.encodeCall(ISales.buy, (order)));
    }

    /// @notice Somebody pays for what another buys.
    function buyFor(uint256 seed) external onTime {
        address buyer = _buyer(seed);
        address payer = _somebody(seed, "payer");
        ISales.Order memory order = _order(seed, buyer);
        _trade(seed, buyer, payer, order, abi.encodeCall(ISales.buyFor, (buyer, order)));
    }

    function _trade(uint256 seed, address buyer, address payer, ISales.Order memory order, bytes memory call) internal {
        bool refused = _isRefused(buyer, order);
        bool asked = _oneIn(2, seed, "quote");
        (bool quoted, bytes memory quote) = asked
            ? address(core).staticcall(abi.encodeCall(ISales.quote, (buyer, order)))
            : (false, bytes(""));
        uint160 id = headTold;
        (bool ok, bytes memory result) = _as(payer, call);
        if (ok == (refused || barred[payer])) revert NotAsForeseen(ok ? "sale" : "refused sale", 0, result);
        if (asked && refused && !barred[payer]) _checkRefusedQuote(quoted, quote, result);
        if (!ok) return _did(Deed.SaleRefused);
        Deal memory deal = _workOut(buyer, payer, order, clock);
        deal.id = id;
        _promise(8, "sale id", abi.decode(result, (uint160)), id);
        _checkPlacement(deal, order);
        if (asked) _checkQuote(quoted, quote, deal);
        if (deal.window != 0) waiting.push(deals.length);
        _notePlacement(deal);
        _tally(deal, order);
    }

    function _tally(Deal memory deal, ISales.Order memory order) private {
        _didIf(deal.kind == SaleKind.Retail, Deed.RetailSale);
        _didIf(deal.kind == SaleKind.Personal, Deed.PersonalSale);
        _didIf(deal.kind == SaleKind.Distributor, Deed.DistributorSale);
        _didIf(deal.seller == THE_COMPANY, Deed.CompanySale);
        _didIf(deal.buyer != deal.payer, Deed.SalePaidByAnother);
        _didIf(deal.window == 0, Deed.FinalSale);
        _didIf(deal.window != 0, Deed.EscrowedSale);
        _didIf(order.lines.length > 1, Deed.SaleOfSeveralLines);
        _didIf(deal.pool != 0, Deed.SaleWithPool);
        _didIf(deal.ids.length >= 10, Deed.SaleToTenLevels);
        _didIf(planNextTold == deal.plan, Deed.SaleByNextPlan);
        if (deal.threshold == 0) return;
        bool active = _isActive(deal.seller, deal.threshold, _periodAt(clock));
        _didIf(!active, Deed.SaleByTheInactive);
        _didIf(active && people[deal.seller].enrolledIn != _periodAt(clock), Deed.SaleByTheActive);
        _didIf(_rankOf(deal.seller, _periodAt(clock)) != 0, Deed.SaleByTheRanked);
    }

    // Orders

    /// @dev Half of all buyers are customers.
    function _buyer(uint256 seed) internal view returns (address) {
        uint256 customers = wallets.length - 1 - lastPerson;
        if (_oneIn(2, seed, "customer")) return wallets[lastPerson + 1 + _choose(seed, "which", customers)];
        return _somebody(seed, "buyer");
    }

    /// @dev One in eight orders has a fault.
    function _order(uint256 seed, address buyer) internal view returns (ISales.Order memory order) {
        order.seller = uint32(_seller(seed, buyer));
        order.campaign = uint64(seed);
        order.ref = bytes32(seed);
        order.maxTotal = type(uint96).max;
        uint256 count = 1 + _choose(seed, "lines", 3);
        order.lines = new ISales.Line[](count);
        uint256 first = _openProduct(_choose(seed, "product", articles.length - 1), 0);
        order.lines[0] = ISales.Line(uint32(first), uint32(1 + _choose(seed, "quantity", 5)));
        for (uint256 i = 1; i < count; ++i) {
            uint256 other = _openProduct(_choose(seed, i == 1 ? "second" : "third", articles.length - 1), first);
            order.lines[i] = ISales.Line(uint32(other), uint32(i));
        }
        uint256 fault = _choose(seed, "fault", 8 * FAULTS);
        if (fault < FAULTS) _spoil(order, fault);
        else if (_oneIn(2, seed, "exactly")) order.maxTotal = _totalOf(buyer, order);
    }

    function _seller(uint256 seed, address buyer) private view returns (uint256) {
        uint256 own = idOfWallet[buyer];
        if (own != 0 && _oneIn(3, seed, "own")) return own;
        if (_oneIn(3, seed, "active")) return _activeSeller(_choose(seed, "from", people.length));
        return _oneIn(2, seed, "deep") ? people.length - 1 - _choose(seed, "how deep", 3) : _someId(seed, "seller");
    }

    /// @dev The next id, from one on, that is active by what was sold in the period before.
    function _activeSeller(uint256 first) private view returns (uint256 id) {
        uint256 period = _periodAt(clock);
        for (uint256 i = 0; i < people.length; ++i) {
            id = (first + i) % people.length;
            if (activityEarned[id][period]) return id;
        }
        return people.length - 1;
    }

    /// @dev The next open product from a place on, with the return terms of `like` where one is given.
    function _openProduct(uint256 place, uint256 like) private view returns (uint256) {
        uint256 count = articles.length - 1;
        for (uint256 i = 0; i < count; ++i) {
            uint256 number = 1 + ((place + i) % count);
            if (!articles[number].closed && (like == 0 || _sameTerms(number, like))) return number;
        }
        return 1;
    }

    function _sameTerms(uint256 number, uint256 other) private view returns (bool) {
        ICatalogue.ProductTerms storage a = articles[number].terms;
        ICatalogue.ProductTerms storage b = articles[other].terms;
        return a.window == b.window && a.kind == b.kind && a.arbiter == b.arbiter;
    }

    function _spoil(ISales.Order memory order, uint256 fault) private view {
        if (fault == 0) order.seller = uint32(people.length);
        else if (fault == 1) order.lines[0].quantity = 0;
        else if (fault == 2) order.lines[0].product = uint32(articles.length);
        else if (fault == 3) order.lines = new ISales.Line[](0);
        else if (fault == 4) order.maxTotal = 0;
        else order.seller = 0;
    }

    function _totalOf(address buyer, ISales.Order memory order) private view returns (uint96 total) {
        bool wholesale = _kindOf(buyer, order.seller) == SaleKind.Personal;
        for (uint256 i = 0; i < order.lines.length; ++i) {
            ICatalogue.ProductTerms storage terms = articles[order.lines[i].product].terms;
            total += uint96(order.lines[i].quantity) * (wholesale ? terms.wholesale : terms.retail);
        }
    }

    // Comparisons

    /// @dev The placement's event against the ghost model, field by field.
    function _checkPlacement(Deal memory deal, ISales.Order memory order) private {
        _promise(8, "buyer", uint160(lastReceipt.buyer), uint160(deal.buyer));
        _promise(8, "payer", uint160(lastReceipt.payer), uint160(deal.payer));
        _promise(8, "seller", lastReceipt.seller, deal.seller);
        _promise(8, "kind", lastReceipt.kind, uint256(deal.kind));
        _promise(8, "kind of return", lastReceipt.returnKind, uint256(deal.returnKind));
        _promise(8, "arbiter", uint160(lastReceipt.arbiter), uint160(deal.arbiter));
        _promise(8, "window", lastReceipt.window, deal.window);
        _promise(8, "total", lastReceipt.total, deal.total);
        _promise(8, "profit", lastReceipt.profit, deal.profit);
        _promise(8, "pool", lastReceipt.pool, deal.pool);
        _promise(8, "company", lastReceipt.company, deal.company);
        // A final sale has counted already: its event does not say what for.
        _promise(8, "activity volume", lastReceipt.activityVolume, deal.window == 0 ? 0 : deal.activityVolume);
        _promise(8, "threshold", lastReceipt.threshold, deal.window == 0 ? 0 : deal.threshold);
        _promise(8, "plan", lastReceipt.plan, deal.plan);
        _promise(8, "campaign", lastReceipt.campaign, order.campaign);
        _promise(8, "reference", uint256(lastReceipt.ref), uint256(order.ref));
        _promise(8, "lines", uint256(keccak256(lastReceipt.lines)), uint256(keccak256(_linesOf(deal, order))));
        _promise(8, "number of credits", lastReceipt.ids.length, deal.ids.length);
        if (lastReceipt.ids.length != deal.ids.length) return;
        for (uint256 i = 0; i < deal.ids.length; ++i) {
            _promise(8, "id of a credit", lastReceipt.ids[i], deal.ids[i]);
            _promise(8, "amount of a credit", lastReceipt.amounts[i], deal.amounts[i]);
        }
    }

    function _linesOf(Deal memory deal, ISales.Order memory order) private view returns (bytes memory packed) {
        for (uint256 i = 0; i < order.lines.length; ++i) {
            ISales.Line memory line = order.lines[i];
            ICatalogue.ProductTerms storage terms = articles[line.product].terms;
            uint80 unitPrice = deal.kind == SaleKind.Personal ? terms.wholesale : terms.retail;
            packed = abi.encodePacked(packed, line.product, line.quantity, unitPrice);
        }
    }

    function _checkRefusedQuote(bool quoted, bytes memory quote, bytes memory refusal) private {
        _promise(11, "quote of a refused order", quoted ? 1 : 0, 0);
        _promise(11, "error of a quote", uint256(keccak256(quote)), uint256(keccak256(refusal)));
        _did(Deed.QuoteRefused);
    }

    /// @dev The quote of a moment before against what was placed.
    function _checkQuote(bool quoted, bytes memory data, Deal memory deal) private {
        if (!quoted) return _promise(11, "quote of a sale", 0, 1);
        ISales.Quote memory quote = abi.decode(data, (ISales.Quote));
        _promise(11, "kind", uint256(quote.kind), lastReceipt.kind);
        _promise(11, "kind of return", uint256(quote.returnKind), lastReceipt.returnKind);
        _promise(11, "arbiter", uint160(quote.arbiter), uint160(lastReceipt.arbiter));
        _promise(11, "plan", quote.plan, lastReceipt.plan);
        _promise(11, "total", quote.total, lastReceipt.total);
        _promise(11, "profit", quote.profit, lastReceipt.profit);
        _promise(11, "volume", quote.volume, deal.volume);
        _promise(11, "pool", quote.pool, lastReceipt.pool);
        _promise(11, "company", quote.company, lastReceipt.company);
        _promise(11, "activity volume", quote.activityVolume, deal.activityVolume);
        _promise(11, "window", quote.window, lastReceipt.window);
        _promise(11, "deadline", quote.deadline, deal.window == 0 ? 0 : deal.deadline);
        _promise(11, "number of credits", quote.credits.length, lastReceipt.ids.length);
        if (quote.credits.length != lastReceipt.ids.length) return;
        for (uint256 i = 0; i < quote.credits.length; ++i) {
            _promise(11, "id of a credit", quote.credits[i].id, lastReceipt.ids[i]);
            _promise(11, "amount of a credit", quote.credits[i].amount, lastReceipt.amounts[i]);
        }
        _did(Deed.Quoted);
    }
}
