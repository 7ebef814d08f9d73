// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {UplineBase} from "../UplineBase.sol";
import {ISales, SaleKind} from "../interfaces/ISales.sol";
import {IUpline} from "../interfaces/IUpline.sol";
import {Placement} from "../libraries/Placement.sol";
import {Programme} from "../libraries/Programme.sol";
import {Receipt} from "../libraries/Receipt.sol";

/// @title Quotes: what a sale placed now would pay, told as a wallet page shows it
/// @dev A module of the core, see `UplineBase`. The amounts come from placement's own functions.
contract Quotes is UplineBase {
    using Placement for Programme;

    constructor(IUpline.Settings memory s) UplineBase(s) {}

    /// @notice See `ISales.quote`.
    function quote(address buyer, ISales.Order calldata order) external view returns (ISales.Quote memory q) {
        Placement.Sale memory sale = _p.price(buyer, order.seller, order);
        _p.split(sale, order.seller, currentPeriod(), true);
        q.kind = SaleKind(sale.kind);
        q.plan = sale.plan.version();
        q.total = sale.total;
        q.profit = sale.profit;
        q.volume = sale.volume;
        q.pool = sale.pool;
        q.company = sale.company;
        q.activityVolume = sale.activityVolume;
        q.window = sale.terms.window();
        q.returnKind = sale.terms.kind();
        q.arbiter = sale.terms.arbiter();
        if (q.window != 0) q.deadline = block.timestamp + q.window;
        q.credits = _credits(sale, order.seller);
        q.skipped = _skipped(sale);
    }

    /// @dev The seller's credit and every note of an upline who gets something.
    function _credits(Placement.Sale memory sale, uint256 seller)
        private
        pure
        returns (ISales.QuotedCredit[] memory credits)
    {
        uint256 count = (sale.creditsEnd - sale.credits) / Receipt.CREDIT;
        credits = new ISales.QuotedCredit[](count);
        uint256 next;
        if (sale.sellerAmount != 0) credits[next++] = ISales.QuotedCredit(0, seller, sale.sellerAmount);
        for (uint256 i = 0; next < count; ++i) {
            uint256 note = sale.notes[i];
            if (_isSkip(note) || uint96(note) == 0) continue;
            credits[next++] = ISales.QuotedCredit(_levelOf(note), uint32(note >> 96), uint96(note));
        }
    }

    function _skipped(Placement.Sale memory sale) private pure returns (ISales.Skipped[] memory skipped) {
        uint256 count;
        for (uint256 i = 0; i < sale.noteCount; ++i) {
            if (_isSkip(sale.notes[i])) ++count;
        }
        skipped = new ISales.Skipped[](count);
        uint256 next;
        for (uint256 i = 0; next < count; ++i) {
            uint256 note = sale.notes[i];
            if (!_isSkip(note)) continue;
            ISales.SkipReason reason = note & Placement.NOTE_INACTIVE != 0
                ? ISales.SkipReason.Inactive
                : ISales.SkipReason.RankTooLow;
            skipped[next++] = ISales.Skipped(_levelOf(note), uint32(note >> 96), reason);
        }
    }

    function _levelOf(uint256 note) private pure returns (uint256) {
        return uint8(note >> 128);
    }

    function _isSkip(uint256 note) private pure returns (bool) {
        return note & (Placement.NOTE_INACTIVE | Placement.NOTE_RANK_TOO_LOW) != 0;
    }
}
