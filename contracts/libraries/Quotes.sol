// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISales} from "../interfaces/ISales.sol";
import {Placement} from "./Placement.sol";
import {Programme} from "./Programme.sol";

/// @title Quotes: what a sale placed now would pay, told in words a wallet page shows
/// @dev A linked library; the amounts come from placement's own functions.
library Quotes {
    /// @notice See `ISales.quote`.
    function quote(Programme storage p, address buyer, ISales.Order calldata order, uint256 nowPeriod)
        external
        view
        returns (ISales.Quote memory q)
    {
        Placement.Basket memory basket = Placement.price(p, buyer, order);
        Placement.Split memory s = Placement.split(p, basket, order.seller, nowPeriod, true);
        q.kind = basket.kind;
        q.plan = s.terms.version();
        q.total = basket.total;
        q.profit = basket.profit;
        q.volume = basket.volume;
        q.pool = s.pool;
        q.company = s.company;
        q.activityVolume = s.activityVolume;
        q.window = basket.terms.window();
        q.returnKind = basket.terms.kind();
        q.arbiter = basket.terms.arbiter();
        if (q.window != 0) q.deadline = block.timestamp + q.window;
        q.credits = _credits(s, order.seller);
        q.skipped = _skipped(s);
    }

    function _credits(Placement.Split memory s, uint256 seller)
        private
        pure
        returns (ISales.QuotedCredit[] memory credits)
    {
        uint256 own = s.sellerAmount == 0 ? 0 : 1;
        credits = new ISales.QuotedCredit[](s.count + own);
        if (own == 1) credits[0] = ISales.QuotedCredit(0, seller, s.sellerAmount);
        for (uint256 i = 0; i < s.count; ++i) {
            uint256 packed = s.credits[i];
            credits[i + own] = ISales.QuotedCredit(packed >> 128, uint32(packed >> 96), uint96(packed));
        }
    }

    function _skipped(Placement.Split memory s) private pure returns (ISales.Skipped[] memory skipped) {
        skipped = new ISales.Skipped[](s.skippedCount);
        for (uint256 i = 0; i < s.skippedCount; ++i) {
            uint256 packed = s.skipped[i];
            skipped[i] =
                ISales.Skipped(packed >> 128, uint32(packed >> 96), ISales.SkipReason(uint96(packed)));
        }
    }
}
