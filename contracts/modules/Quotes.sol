// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {UplineBase} from "../UplineBase.sol";
import {IOffers} from "../interfaces/IOffers.sol";
import {ISales, SaleKind} from "../interfaces/ISales.sol";
import {IUpline} from "../interfaces/IUpline.sol";
import {Notes} from "../libraries/Notes.sol";
import {OfferTerms} from "../libraries/OfferTerms.sol";
import {Orders} from "../libraries/Orders.sol";
import {Placement} from "../libraries/Placement.sol";
import {Programme} from "../libraries/Programme.sol";
import {Receipt} from "../libraries/Receipt.sol";
import {MAX_WALK} from "../types/PlanTerms.sol";
import {ReturnTerms} from "../types/ReturnTerms.sol";

/// @title Quotes: what a sale placed now would pay, told as a wallet page shows it
/// @dev A module of the core, see `UplineBase`. The amounts come from placement's own functions.
contract Quotes is UplineBase {
    using Placement for Programme;

    /// @dev One by level and one by rank for the seller and each of the longest walk.
    uint256 private constant MOST_NOTES = 2 * (MAX_WALK + 1);

    constructor(IUpline.Settings memory s) UplineBase(s) {}

    /// @notice See `IModule`.
    function moduleName() external pure returns (bytes32) {
        return "Quotes";
    }

    /// @notice See `ISales.quote`.
    /// @dev Not a view for Solidity, since a sale comes the same way and writes; a quote does not, and the core calls
    /// it only from its own view.
    function quote(address buyer, ISales.Order calldata order) external returns (ISales.Quote memory q) {
        Placement.checkBuyer(buyer);
        Placement.Sale memory sale;
        sale.kind = _p.kindOf(buyer, Orders.seller(order));
        (sale.total, sale.profit, sale.volume, sale.terms, sale.credits) = _p.price(sale.kind, order);
        return _quote(sale, Orders.seller(order));
    }

    /// @notice See `IOffers.quoteWithOffers`.
    /// @dev Not a view for Solidity, as above.
    function quoteWithOffers(
        address buyer,
        ISales.Order calldata order,
        IOffers.LineOffer[] calldata offers
    ) external returns (ISales.Quote memory) {
        return _quote(OfferTerms.price(_p, _domainSeparatorV4(), _markup, buyer, order, offers), order.seller);
    }

    function _quote(Placement.Sale memory sale, uint256 seller) private returns (ISales.Quote memory q) {
        // A limit beyond 96 bits, which only raw calldata can hold; a purchase fails at the token's balance.
        if (sale.total > type(uint96).max) revert ISales.OrderTotalAboveLimit(sale.total, type(uint96).max);
        uint256 notes = Notes.begin(MOST_NOTES);
        _p.split(sale, seller, currentPeriod(), false, notes);
        ReturnTerms terms = _p.termsAt(sale.terms);
        q.kind = SaleKind(sale.kind);
        q.plan = sale.plan.version();
        q.total = sale.total;
        q.profit = sale.profit;
        q.volume = sale.volume;
        q.pool = sale.pool;
        q.company = sale.company;
        q.activityVolume = Placement.activityOf(sale.kind, sale.volume);
        q.window = terms.window();
        q.returnKind = terms.kind();
        q.arbiter = terms.arbiter();
        if (q.window != 0) q.deadline = block.timestamp + q.window;
        q.credits = _credits(sale, seller, notes);
        q.skipped = _skipped(notes);
    }

    /// @dev From the end: every upline's, by level and by rank in one, and the seller's, whatever remains beside them.
    function _credits(
        Placement.Sale memory sale,
        uint256 seller,
        uint256 notes
    ) private pure returns (ISales.QuotedCredit[] memory credits) {
        uint256 place = (sale.creditsEnd - sale.credits) / Receipt.CREDIT;
        credits = new ISales.QuotedCredit[](place);
        uint256 sellers = sale.total - sale.pool - sale.company;
        uint256 byRank;
        for (uint256 i = Notes.count(notes); i != 0; --i) {
            uint256 note = Notes.get(notes, i);
            (uint256 id, uint256 amount) = (uint32(note >> 96), uint96(note));
            if (_isSkip(note) || amount == 0) continue;
            uint256 differential = note & Notes.BY_RANK == 0 ? 0 : amount;
            if (id == seller) {
                byRank += differential;
                continue;
            }
            if (place == credits.length || credits[place].id != id) --place;
            ISales.QuotedCredit memory credit = credits[place];
            (credit.level, credit.id) = (_levelOf(note), id);
            credit.amount += amount;
            credit.differential += differential;
            sellers -= amount;
        }
        if (place != 0) credits[0] = ISales.QuotedCredit(0, seller, sellers, byRank);
    }

    function _skipped(uint256 notes) private pure returns (ISales.Skipped[] memory skipped) {
        uint256 count;
        for (uint256 i = 1; i <= Notes.count(notes); ++i) {
            if (_isSkip(Notes.get(notes, i))) ++count;
        }
        skipped = new ISales.Skipped[](count);
        for (uint256 i = Notes.count(notes); count != 0; --i) {
            uint256 note = Notes.get(notes, i);
            if (!_isSkip(note)) continue;
            skipped[--count] = ISales.Skipped(_levelOf(note), uint32(note >> 96), _reasonOf(note));
        }
    }

    function _reasonOf(uint256 note) private pure returns (ISales.SkipReason) {
        if (note & Notes.INACTIVE != 0) return ISales.SkipReason.Inactive;
        return note & Notes.RANK_TOO_LOW != 0 ? ISales.SkipReason.RankTooLow : ISales.SkipReason.NoDifference;
    }

    function _levelOf(uint256 note) private pure returns (uint256) {
        return uint8(note >> 128);
    }

    function _isSkip(uint256 note) private pure returns (bool) {
        return note & (Notes.INACTIVE | Notes.RANK_TOO_LOW | Notes.NO_DIFFERENCE) != 0;
    }
}
