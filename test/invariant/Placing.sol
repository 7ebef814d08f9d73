// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISales, SaleKind} from "../../contracts/interfaces/ISales.sol";
import {TestStablecoin} from "../../contracts/mocks/TestStablecoin.sol";
import {Deed} from "./Deeds.sol";
import {Ordering} from "./Ordering.sol";
import {Receipt} from "./Receipts.sol";
import {Refusals} from "./Refusals.sol";

/// @title Places sales and compares each, and its quote, with what the ghost model says it pays
abstract contract Placing is Ordering {
    /// @dev What a sale is asked with, and what became of the question.
    struct Question {
        bytes call;
        bool answered;
        bytes answer;
    }

    /// @dev Where a purchase is made, who sends it, and whose tokens pay for it.
    struct Counter {
        address target;
        address sender;
        address purse;
    }

    /// @dev Buys, if the rules allow, and takes the sale into the books.
    /// @param question The call of a quote; empty: nobody asked.
    function _trade(
        Bargain memory bargain,
        bytes memory call,
        bytes memory question,
        Refusals memory refusals
    ) internal returns (bool) {
        return _tradeAt(Counter(address(core), bargain.payer, bargain.payer), bargain, call, question, refusals);
    }

    function _tradeAt(
        Counter memory counter,
        Bargain memory bargain,
        bytes memory call,
        bytes memory question,
        Refusals memory refusals
    ) internal returns (bool) {
        Question memory asked = _ask(question);
        bool refused = refusals.count != 0;
        refusals.when(barred[counter.purse], TestStablecoin.TestStablecoinBlacklisted.selector);
        (bool done, bytes memory result) = _tryAt(counter.target, 0, "purchase", counter.sender, call, refusals);
        if (refused && !barred[counter.purse]) _checkRefusedQuote(asked, result);
        if (!done) return false;
        assertEqual("sales of a purchase", newIds.length, 1);
        _promise(8, "sale id", abi.decode(result, (uint160)), newIds[0]);
        _take(bargain, 0, asked);
        return true;
    }

    /// @dev Compares a placed sale with the ghost model's and takes it into the books.
    /// @param place Of its receipt among those of the last call.
    function _take(Bargain memory bargain, uint256 place, Question memory asked) internal {
        Deal memory deal = _workOut(bargain, clock);
        deal.id = newIds[place];
        Receipt memory receipt = receipts[place];
        _checkPlacement(deal, receipt);
        _checkContents(deal, receipt, bargain);
        _checkQuote(asked, deal, receipt);
        _tally(deal, bargain.order);
        _notePlacement(deal, clock);
    }

    function _ask(bytes memory question) private view returns (Question memory asked) {
        asked.call = question;
        if (question.length != 0) (asked.answered, asked.answer) = address(core).staticcall(question);
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
        _didIf(deal.volume == 0, Deed.SaleWithoutVolume);
        _didIf(deal.ids.length >= 10, Deed.SaleToTenPeople);
        _didIf(planNextTold == deal.plan, Deed.SaleByNextPlan);
        _didIf(idOfWallet[deal.buyer] != 0 && !_isCurrent(deal.buyer), Deed.BuyerWithFormerWallet);
        for (uint256 i = 0; i < deal.ids.length; ++i) _didIf(_isUnbound(deal.ids[i]), Deed.SaleToTheUnbound);
        if (deal.threshold == 0) return;
        uint256 period = _periodAt(clock);
        bool active = _isActive(deal.seller, deal.threshold, period);
        bool enrolled = people[deal.seller].enrolledIn == period;
        _didIf(!active, Deed.SaleByTheInactive);
        _didIf(active && !enrolled, Deed.SaleByTheActive);
        _didIf(enrolled && people[deal.seller].imported, Deed.SaleByTheImported);
        _didIf(_rankOf(deal.seller, period) != 0, Deed.SaleByTheRanked);
    }

    // Comparisons

    /// @dev The placement's event against the ghost model, field by field.
    function _checkPlacement(Deal memory deal, Receipt memory receipt) private {
        _promise(8, "buyer", uint160(receipt.buyer), uint160(deal.buyer));
        _promise(8, "payer", uint160(receipt.payer), uint160(deal.payer));
        _promise(8, "seller", receipt.seller, deal.seller);
        _promise(8, "kind", receipt.kind, uint256(deal.kind));
        _promise(8, "kind of return", receipt.returnKind, uint256(deal.returnKind));
        _promise(8, "arbiter", uint160(receipt.arbiter), uint160(deal.arbiter));
        _promise(8, "window", receipt.window, deal.window);
        _promise(8, "total", receipt.total, deal.total);
        _promise(8, "profit", receipt.profit, deal.profit);
        _promise(8, "pool", receipt.pool, deal.pool);
        _promise(8, "company", receipt.company, deal.company);
        // A final sale has counted already: its event does not say what for.
        _promise(8, "activity volume", receipt.activityVolume, deal.window == 0 ? 0 : deal.activityVolume);
        _promise(8, "threshold", receipt.threshold, deal.window == 0 ? 0 : deal.threshold);
        _promise(8, "plan", receipt.plan, deal.plan);
    }

    function _checkContents(Deal memory deal, Receipt memory receipt, Bargain memory bargain) private {
        _promise(8, "campaign", receipt.campaign, bargain.order.campaign);
        _promise(8, "reference", uint256(receipt.ref), uint256(bargain.order.ref));
        _promise(8, "lines", uint256(keccak256(receipt.lines)), uint256(keccak256(_linesOf(bargain))));
        _promise(8, "number of credits", receipt.ids.length, deal.ids.length);
        if (receipt.ids.length != deal.ids.length) return;
        for (uint256 i = 0; i < deal.ids.length; ++i) {
            _promise(8, "id of a credit", receipt.ids[i], deal.ids[i]);
            _promise(8, "amount of a credit", receipt.amounts[i], deal.amounts[i]);
        }
    }

    function _linesOf(Bargain memory bargain) private pure returns (bytes memory packed) {
        ISales.Line[] memory lines = bargain.order.lines;
        for (uint256 i = 0; i < lines.length; ++i) {
            packed = abi.encodePacked(packed, lines[i].product, lines[i].quantity, uint80(bargain.prices[i]));
        }
    }

    function _checkRefusedQuote(Question memory asked, bytes memory refusal) private {
        if (asked.call.length == 0) return;
        _promise(11, "quote of a refused order", asked.answered ? 1 : 0, 0);
        _promise(11, "error of a quote", uint256(keccak256(asked.answer)), uint256(keccak256(refusal)));
        _did(Deed.QuoteRefused);
    }

    /// @dev The quote of a moment before against what was placed.
    function _checkQuote(Question memory asked, Deal memory deal, Receipt memory receipt) private {
        if (asked.call.length == 0) return;
        if (!asked.answered) return _promise(11, "quote of a sale", 0, 1);
        ISales.Quote memory quote = abi.decode(asked.answer, (ISales.Quote));
        _promise(11, "kind", uint256(quote.kind), receipt.kind);
        _promise(11, "kind of return", uint256(quote.returnKind), receipt.returnKind);
        _promise(11, "arbiter", uint160(quote.arbiter), uint160(receipt.arbiter));
        _promise(11, "plan", quote.plan, receipt.plan);
        _promise(11, "total", quote.total, receipt.total);
        _promise(11, "profit", quote.profit, receipt.profit);
        _promise(11, "volume", quote.volume, deal.volume);
        _promise(11, "pool", quote.pool, receipt.pool);
        _promise(11, "company", quote.company, receipt.company);
        _promise(11, "activity volume", quote.activityVolume, deal.activityVolume);
        _promise(11, "window", quote.window, receipt.window);
        _promise(11, "deadline", quote.deadline, deal.window == 0 ? 0 : deal.until);
        _checkQuotedPeople(quote, deal, receipt);
        _did(Deed.Quoted);
    }

    /// @dev Who gets how much, for what, and who was passed over why.
    function _checkQuotedPeople(ISales.Quote memory quote, Deal memory deal, Receipt memory receipt) private {
        Told memory told = _tell(deal, clock);
        _promise(11, "number of credits", quote.credits.length, receipt.ids.length);
        _promise(11, "number of the skipped", quote.skipped.length, told.skipped.length);
        if (halted) return;
        bool byLevel;
        bool byRank;
        for (uint256 i = 0; i < quote.credits.length; ++i) {
            ISales.QuotedCredit memory credit = quote.credits[i];
            _promise(11, "id of a credit", credit.id, receipt.ids[i]);
            _promise(11, "amount of a credit", credit.amount, receipt.amounts[i]);
            _promise(11, "level of a credit", credit.level, told.levels[i]);
            _promise(11, "credit by rank", credit.differential, told.byRank[i]);
            if (credit.differential != 0) byRank = true;
            if (credit.level != 0 && credit.amount != credit.differential) byLevel = true;
        }
        for (uint256 i = 0; i < quote.skipped.length; ++i) {
            _promise(11, "id of the skipped", quote.skipped[i].id, told.skipped[i].id);
            _promise(11, "level of the skipped", quote.skipped[i].level, told.skipped[i].level);
            _promise(11, "reason", uint256(quote.skipped[i].reason), uint256(told.skipped[i].reason));
        }
        _didIf(byLevel, Deed.SaleByLevels);
        _didIf(byRank, Deed.SaleByRanks);
        _didIf(byLevel && byRank, Deed.SaleByBoth);
        _didIf(quote.skipped.length != 0, Deed.QuoteOfTheSkipped);
    }
}
