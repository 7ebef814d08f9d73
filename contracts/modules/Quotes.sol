// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {UplineBase} from "../UplineBase.sol";
import {ISales, SaleKind} from "../interfaces/ISales.sol";
import {IUpline} from "../interfaces/IUpline.sol";
import {Notes} from "../libraries/Notes.sol";
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
        uint256 seller = Orders.seller(order);
        Placement.Sale memory sale;
        sale.kind = _p.kindOf(buyer, seller);
        (sale.total, sale.profit, sale.volume, sale.terms, sale.credits) = _p.price(sale.kind, order);
        // A limit beyond 96 bits, which only raw calldata can hold; a purchase fails at the token's balance.
        if (sale.total > type(uint96).max) revert ISales.OrderTotalAboveLimit(sale.total, type(uint96).max);
        uint256 notes = Notes.begin(MAX_WALK + 1);
        _split(sale, seller, notes);
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

    function _split(Placement.Sale memory sale, uint256 seller, uint256 notes) private {
        uint256 rates;
        uint256 paid;
        (sale.plan, rates, sale.pool) = _p.planFor(sale.kind, sale.volume);
        (sale.creditsEnd, paid) = _p.pay(
            sale.plan,
            rates,
            sale.kind,
            sale.profit,
            sale.volume,
            seller,
            currentPeriod(),
            sale.credits,
            false,
            notes
        );
        sale.company = Placement.rest(sale.total, sale.pool, paid);
    }

    /// @dev The seller's credit, whatever remains beside the others, and every upline's.
    function _credits(
        Placement.Sale memory sale,
        uint256 seller,
        uint256 notes
    ) private pure returns (ISales.QuotedCredit[] memory credits) {
        uint256 count = (sale.creditsEnd - sale.credits) / Receipt.CREDIT;
        credits = new ISales.QuotedCredit[](count);
        uint256 sellers = sale.total - sale.pool - sale.company;
        for (uint256 i = Notes.count(notes); i != 0; --i) {
            uint256 note = Notes.get(notes, i);
            if (_isSkip(note) || uint96(note) == 0) continue;
            credits[--count] = ISales.QuotedCredit(_levelOf(note), uint32(note >> 96), uint96(note));
            sellers -= uint96(note);
        }
        if (count != 0) credits[0] = ISales.QuotedCredit(0, seller, sellers);
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
            ISales.SkipReason reason =
                note & Notes.INACTIVE != 0 ? ISales.SkipReason.Inactive : ISales.SkipReason.RankTooLow;
            skipped[--count] = ISales.Skipped(_levelOf(note), uint32(note >> 96), reason);
        }
    }

    function _levelOf(uint256 note) private pure returns (uint256) {
        return uint8(note >> 128);
    }

    function _isSkip(uint256 note) private pure returns (bool) {
        return note & (Notes.INACTIVE | Notes.RANK_TOO_LOW) != 0;
    }
}
