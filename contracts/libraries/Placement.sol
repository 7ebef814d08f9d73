// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICatalogue} from "../interfaces/ICatalogue.sol";
import {INetwork} from "../interfaces/INetwork.sol";
import {ISales, SaleKind} from "../interfaces/ISales.sol";
import {Unilevel} from "../plans/Unilevel.sol";
import {Distributor} from "../types/Distributor.sol";
import {BASIS_POINTS, LEVELS, PlanTerms} from "../types/PlanTerms.sol";
import {Product} from "../types/Product.sol";
import {ReturnTerms} from "../types/ReturnTerms.sol";
import {COMPANY, PlanWords, Programme} from "./Programme.sol";

/// @title Placement: what a sale costs, and to whom each part of it goes
/// @notice `buy` and `quote` both come here, so that a quote is what a sale pays.
library Placement {
    /// @dev A line in the receipt: product (4 bytes), quantity (4), unit price (10).
    uint256 internal constant LINE_SIZE = 18;
    uint256 internal constant MAX_LINES = type(uint16).max;

    /// @dev A basket with its prices.
    /// `lines` is packed as in the receipt.
    struct Basket {
        SaleKind kind;
        uint256 total;
        uint256 profit;
        uint256 volume;
        ReturnTerms terms;
        bytes lines;
    }

    /// @dev Where the money goes. `credits[i]` is level (above bit 128), id (32 bits) and amount (96 bits) of an upline
    /// whose slot holds `slots[i]`; only the first `count` are filled. The seller is apart, since he is written also
    /// for his activity.
    struct Split {
        PlanTerms terms;
        uint256 pool;
        uint256 company;
        uint256 activityVolume;
        uint256 sellerAmount;
        Distributor seller;
        uint256 count;
        uint256[] credits;
        Distributor[] slots;
        uint256 skippedCount;
        uint256[] skipped;
    }

    /// @notice The plan that a sale placed now follows; reverts unless the programme sells.
    function planForSale(Programme storage p) internal view returns (PlanWords storage words, PlanTerms terms) {
        terms = p.plan.terms;
        if (terms.version() == 0) revert ISales.ProgrammeNotOpen();
        if (terms.paused()) revert ISales.ProgrammePaused();
        words = p.plan;
        uint256 changeAt = terms.changeAt();
        if (changeAt != 0 && block.timestamp >= changeAt) {
            words = p.planNext;
            terms = words.terms;
        }
    }

    /// @notice Prices the lines of an order.
    function price(Programme storage p, address buyer, ISales.Order calldata order)
        internal
        view
        returns (Basket memory basket)
    {
        if (buyer == address(0) || buyer == address(this)) revert ISales.BuyerInvalid(buyer);
        basket.kind = _kindOf(p, buyer, order.seller);
        uint256 count = order.lines.length;
        if (count == 0 || count > MAX_LINES) revert ISales.OrderLinesInvalid(count, MAX_LINES);
        basket.lines = _bytesWithRoom(count * LINE_SIZE);
        uint256 termsNumber;
        // No sum can overflow: each of at most 2^16 products of a quantity and a price is below 2^112.
        unchecked {
            for (uint256 i = 0; i < count; ++i) {
                uint256 number = _priceLine(p, order.lines[i], i, basket);
                if (i == 0) termsNumber = number;
                else if (number != termsNumber) {
                    revert ISales.OrderTermsDiffer(i, order.lines[i].product, order.lines[0].product);
                }
            }
        }
        if (basket.total > order.maxTotal) revert ISales.OrderTotalAboveLimit(basket.total, order.maxTotal);
        if (termsNumber != 0) basket.terms = p.returnTerms[termsNumber];
    }

    function _priceLine(Programme storage p, ISales.Line calldata line, uint256 i, Basket memory basket)
        private
        view
        returns (uint256 termsNumber)
    {
        uint256 number = line.product;
        uint256 quantity = line.quantity;
        Product product = p.products[number];
        if (!product.exists()) revert ICatalogue.ProductUnknown(number, p.counters.products);
        if (product.closed()) revert ICatalogue.ProductIsClosed(number);
        if (quantity == 0) revert ISales.OrderQuantityZero(i);
        uint256 wholesale = product.wholesale();
        uint256 unitPrice = basket.kind == SaleKind.Personal ? wholesale : product.retail();
        unchecked {
            basket.total += quantity * unitPrice;
            basket.profit += quantity * (unitPrice - wholesale);
            basket.volume += quantity * product.volume();
            uint256 packed = (number << 112) | (quantity << 80) | unitPrice;
            bytes memory lines = basket.lines;
            // Writes 18 bytes and 14 zeros behind them, which is why there is room.
            assembly ("memory-safe") {
                mstore(add(add(lines, 32), mul(i, LINE_SIZE)), shl(112, packed))
            }
        }
        return product.terms();
    }

    function _kindOf(Programme storage p, address buyer, uint256 seller) private view returns (SaleKind) {
        uint256 buyerId = uint32(p.wallets[buyer]);
        if (buyerId == 0) return SaleKind.Retail;
        return buyerId == seller ? SaleKind.Personal : SaleKind.Distributor;
    }

    /// @notice Splits a basket by the plan in force, looking at each upline once.
    /// @param nowPeriod The present period.
    /// @param trace Whether to note who was skipped; a sale itself does not pay for that.
    function split(Programme storage p, Basket memory basket, uint256 seller, uint256 nowPeriod, bool trace)
        internal
        view
        returns (Split memory s)
    {
        PlanWords storage plan;
        (plan, s.terms) = planForSale(p);
        if (seller != COMPANY) {
            s.seller = p.distributors[seller];
            if (s.seller.sponsor() == 0) revert INetwork.DistributorUnknown(seller, p.counters.distributors);
            s.sellerAmount = basket.profit;
        }
        s.company = basket.total - s.sellerAmount;
        if (basket.kind == SaleKind.Retail) s.activityVolume = basket.volume;
        if (basket.kind == SaleKind.Personal && !s.terms.personalPays()) return s;
        s.pool = basket.volume * s.terms.poolShare() / BASIS_POINTS;
        s.company -= s.pool;
        _commissions(p, s, plan.levelRates, basket.volume, seller, nowPeriod, trace);
    }

    function _commissions(
        Programme storage p,
        Split memory s,
        uint256 rates,
        uint256 cv,
        uint256 id,
        uint256 nowPeriod,
        bool trace
    ) private view {
        if (id == COMPANY) {
            return;
        }
        if (trace) s.skipped = new uint256[](s.terms.walk() + 1);
        PlanTerms terms = s.terms;
        Distributor slot = s.seller;
        // No sum can overflow: a CV is at most a total, below 2^96, and all rates together at most 10,000.
        unchecked {
            uint256 paid;
            {
                (bool active, bool open) = _qualification(terms, slot, 0, nowPeriod);
                if (active && open) paid = cv * Unilevel.rateOf(rates, 0) / BASIS_POINTS;
                else if (trace) _skip(s, 0, id, active);
                s.sellerAmount += paid;
            }
            s.credits = new uint256[](LEVELS);
            s.slots = new Distributor[](LEVELS);
            uint256 count;
            uint256 level = 1;
            for (uint256 left = terms.walk(); left != 0 && !Unilevel.ended(rates, level); --left) {
                id = slot.sponsor();
                if (id == COMPANY) break;
                slot = p.distributors[id];
                (bool active, bool open) = _qualification(terms, slot, level, nowPeriod);
                (uint256 rate, uint256 next) = Unilevel.step(terms, rates, level, active, open);
                if (trace && !(active && open)) _skip(s, level, id, active);
                uint256 amount = cv * rate / BASIS_POINTS;
                if (amount != 0) {
                    s.credits[count] = (level << 128) | (id << 96) | amount;
                    s.slots[count] = slot;
                    ++count;
                    paid += amount;
                }
                level = next;
            }
            s.count = count;
            s.company -= paid;
        }
    }

    function _qualification(PlanTerms terms, Distributor slot, uint256 level, uint256 nowPeriod)
        private
        pure
        returns (bool active, bool open)
    {
        active = terms.threshold() == 0 || slot.isActive(nowPeriod);
        open = slot.rankIn(nowPeriod) >= terms.openRank(level);
    }

    function _skip(Split memory s, uint256 level, uint256 id, bool active) private pure {
        ISales.SkipReason reason = active ? ISales.SkipReason.RankTooLow : ISales.SkipReason.Inactive;
        s.skipped[s.skippedCount++] = (level << 128) | (id << 96) | uint256(reason);
    }

    /// @notice The credits as the receipt and the settlement have them: 16 bytes each, the seller's first.
    function packCredits(Split memory s, uint256 seller) internal pure returns (bytes memory credits) {
        unchecked {
            bool sellerToo = s.sellerAmount != 0;
            credits = _bytesWithRoom((s.count + (sellerToo ? 1 : 0)) << 4);
            uint256 place;
            // Each write leaves 16 zeros behind it, which is why there is room.
            assembly ("memory-safe") {
                place := add(credits, 32)
            }
            if (sellerToo) {
                uint256 own = (seller << 96) | s.sellerAmount;
                assembly ("memory-safe") {
                    mstore(place, shl(128, own))
                    place := add(place, 16)
                }
            }
            for (uint256 i = 0; i < s.count; ++i) {
                uint256 credit = s.credits[i];
                assembly ("memory-safe") {
                    mstore(place, shl(128, credit))
                    place := add(place, 16)
                }
            }
        }
    }

    /// @notice The data of `SalePlaced`, see there.
    function receipt(Basket memory basket, Split memory s, ISales.Order calldata order, bytes memory credits)
        internal
        view
        returns (bytes memory)
    {
        return abi.encode(
            bytes.concat(
                abi.encodePacked(
                    msg.sender,
                    uint8(basket.kind),
                    uint8(basket.terms.kind()),
                    basket.terms.arbiter(),
                    uint96(basket.total),
                    uint96(basket.profit),
                    uint96(s.pool),
                    uint96(s.company)
                ),
                abi.encodePacked(
                    uint80(s.activityVolume),
                    uint80(s.terms.threshold()),
                    uint40(basket.terms.window()),
                    uint24(s.terms.version()),
                    order.campaign,
                    order.ref,
                    uint16(order.lines.length)
                ),
                basket.lines,
                credits
            )
        );
    }

    /// @dev Bytes behind which a whole word may be written without touching anything else.
    function _bytesWithRoom(uint256 size) private pure returns (bytes memory data) {
        data = new bytes(size + 32);
        assembly ("memory-safe") {
            mstore(data, size)
        }
    }
}
