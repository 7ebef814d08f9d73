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
import {Receipt} from "./Receipt.sol";

/// @title Placement: what a sale costs, and to whom each part of it goes
/// @notice `buy` and `quote` both come here, so that a quote is what a sale pays.
library Placement {
    uint256 internal constant MAX_LINES = type(uint8).max;

    /// @dev A sale on its way. `price` fills the first half, `split` the second.
    struct Sale {
        // A `SaleKind`; a number, since every read of an enum is checked.
        uint256 kind;
        uint256 lineCount;
        uint256 total;
        uint256 profit;
        uint256 volume;
        ReturnTerms terms;
        PlanTerms plan;
        uint256 pool;
        uint256 company;
        uint256 activityVolume;
        uint256 sellerAmount;
        Distributor seller;
        // The receipt under way, see `Receipt`.
        uint256 receipt;
        uint256 credits;
        uint256 creditsEnd;
        // The word of each upline in `credits`, in the same order: a memory pointer to `LEVELS` words.
        uint256 slots;
        // Who was looked at, and why he was skipped or what he gets; filled only for a quote.
        uint256[] notes;
        uint256 noteCount;
    }

    /// @dev In a note: this upline was skipped although he is active.
    uint256 internal constant NOTE_RANK_TOO_LOW = 1 << 193;
    /// @dev In a note: this upline was skipped, he is inactive.
    uint256 internal constant NOTE_INACTIVE = 1 << 192;

    /// @notice The plan that a sale placed now follows; reverts unless the programme sells.
    function planForSale(Programme storage p) internal view returns (PlanTerms terms, uint256 levelRates) {
        terms = p.plan.terms;
        if (terms.version() == 0) revert ISales.ProgrammeNotOpen();
        if (terms.paused()) revert ISales.ProgrammePaused();
        uint256 changeAt = terms.changeAt();
        if (changeAt == 0 || block.timestamp < changeAt) return (terms, p.plan.levelRates);
        PlanWords storage next = p.planNext;
        return (next.terms, next.levelRates);
    }

    /// @notice Prices the lines of an order and writes them into the receipt.
    function price(Programme storage p, address buyer, uint256 seller, ISales.Order calldata order)
        internal
        view
        returns (Sale memory sale)
    {
        if (buyer == address(0) || buyer == address(this)) revert ISales.BuyerInvalid(buyer);
        uint256 kind = _kindOf(p, buyer, seller);
        sale.kind = kind;
        uint256 termsNumber = _priceLines(p, sale, order.lines, kind == uint256(SaleKind.Personal));
        uint256 limit = order.maxTotal;
        if (sale.total > limit) revert ISales.OrderTotalAboveLimit(sale.total, limit);
        if (termsNumber != 0) sale.terms = p.returnTerms[termsNumber];
    }

    /// @dev No sum can overflow: each of at most 255 products of a quantity and a price is below 2^112.
    function _priceLines(Programme storage p, Sale memory sale, ISales.Line[] calldata lines, bool wholesale)
        private
        view
        returns (uint256 termsNumber)
    {
        uint256 count = lines.length;
        if (count == 0 || count > MAX_LINES) revert ISales.OrderLinesInvalid(count, MAX_LINES);
        sale.lineCount = count;
        uint256 place;
        (sale.receipt, place) = Receipt.begin(count);
        uint256 total;
        uint256 profit;
        uint256 volume;
        unchecked {
            for (uint256 i = 0; i < count; ++i) {
                (uint256 number, uint256 quantity) = _line(lines, i);
                Product product = p.productAt(number);
                _checkLine(p, product, number, quantity, i);
                if (i == 0) termsNumber = product.terms();
                else if (product.terms() != termsNumber) _revertTermsDiffer(lines, i, number);
                uint256 unitPrice = product.wholesale();
                if (!wholesale) {
                    uint256 retail = product.retail();
                    profit += quantity * (retail - unitPrice);
                    unitPrice = retail;
                }
                total += quantity * unitPrice;
                volume += quantity * product.volume();
                place = Receipt.writeLine(place, number, quantity, unitPrice);
            }
        }
        (sale.total, sale.profit, sale.volume, sale.credits) = (total, profit, volume, place);
    }

    /// @dev Reads a line without Solidity's checks but one: both numbers have 32 bits.
    function _line(ISales.Line[] calldata lines, uint256 i) private pure returns (uint256 productId, uint256 quantity) {
        assembly ("memory-safe") {
            let line := add(lines.offset, shl(6, i))
            productId := calldataload(line)
            quantity := calldataload(add(line, 32))
        }
        if ((productId | quantity) >> 32 != 0) revert ISales.OrderLineInvalid(i, productId, quantity);
    }

    function _checkLine(Programme storage p, Product product, uint256 number, uint256 quantity, uint256 i)
        private
        view
    {
        if (!product.exists()) revert ICatalogue.ProductUnknown(number, p.counters.products);
        if (product.closed()) revert ICatalogue.ProductIsClosed(number);
        if (quantity == 0) revert ISales.OrderLineInvalid(i, number, quantity);
    }

    function _revertTermsDiffer(ISales.Line[] calldata lines, uint256 i, uint256 number) private pure {
        (uint256 first,) = _line(lines, 0);
        revert ISales.OrderTermsDiffer(i, number, first);
    }

    function _kindOf(Programme storage p, address buyer, uint256 seller) private view returns (uint256) {
        uint256 buyerId = uint32(p.wallets[buyer]);
        if (buyerId == 0) return uint256(SaleKind.Retail);
        return uint256(buyerId == seller ? SaleKind.Personal : SaleKind.Distributor);
    }

    /// @notice Splits a priced sale by the plan in force, looking at each upline once.
    /// @param seller Id of the seller.
    /// @param nowPeriod The present period.
    /// @param trace Whether to note who was looked at; a sale itself does not pay for that.
    function split(Programme storage p, Sale memory sale, uint256 seller, uint256 nowPeriod, bool trace)
        internal
        view
    {
        (PlanTerms plan, uint256 rates) = planForSale(p);
        sale.plan = plan;
        uint256 kind = sale.kind;
        uint256 volume = sale.volume;
        uint256 company = sale.total;
        if (kind == uint256(SaleKind.Retail)) sale.activityVolume = volume;
        if (kind == uint256(SaleKind.Personal) && !plan.personalPays()) rates = 0;
        else sale.pool = plan.shareOfPool(volume);
        // Nothing can overflow: a CV is at most a total, below 2^96, and all shares together at most 10,000.
        unchecked {
            company -= sale.pool;
            if (seller == COMPANY) {
                sale.creditsEnd = sale.credits;
            } else {
                Distributor slot = p.distributorAt(seller);
                if (slot.sponsor() == 0) revert INetwork.DistributorUnknown(seller, p.counters.distributors);
                sale.seller = slot;
                if (trace) sale.notes = new uint256[](plan.walk() + 1);
                company -= _paySeller(sale, plan, seller, rates, nowPeriod, trace);
                company -= _payUpline(p, sale, plan, rates, nowPeriod, trace);
            }
        }
        sale.company = company;
    }

    /// @dev Retail profit, which needs no qualification, and level 0, which does.
    function _paySeller(
        Sale memory sale,
        PlanTerms plan,
        uint256 seller,
        uint256 rates,
        uint256 nowPeriod,
        bool trace
    ) private pure returns (uint256 amount) {
        amount = sale.profit;
        if (rates != 0) {
            (bool active, bool open) = _standing(plan, sale.seller, nowPeriod, 0);
            if (active && open) {
                unchecked {
                    amount += sale.volume * Unilevel.rateOf(rates, 0) / BASIS_POINTS;
                }
            } else if (trace) {
                _note(sale, 0, seller, active ? NOTE_RANK_TOO_LOW : NOTE_INACTIVE);
            }
        }
        sale.sellerAmount = amount;
        uint256 end = sale.credits;
        if (amount != 0) end = Receipt.writeCredit(end, seller, amount);
        sale.creditsEnd = end;
    }

    function _payUpline(
        Programme storage p,
        Sale memory sale,
        PlanTerms plan,
        uint256 rates,
        uint256 nowPeriod,
        bool trace
    ) private view returns (uint256 paid) {
        Distributor slot = sale.seller;
        uint256 volume = sale.volume;
        uint256 slots = Receipt.words(LEVELS);
        sale.slots = slots;
        uint256 end = sale.creditsEnd;
        uint256 level = 1;
        unchecked {
            for (uint256 left = plan.walk(); left != 0 && !Unilevel.ended(rates, level); --left) {
                uint256 id = slot.sponsor();
                if (id == COMPANY) break;
                slot = p.distributorAt(id);
                (bool active, bool open) = _standing(plan, slot, nowPeriod, level);
                if (active && open) {
                    uint256 amount = volume * Unilevel.rateOf(rates, level) / BASIS_POINTS;
                    if (trace) _note(sale, level, id, amount);
                    if (amount != 0) {
                        end = Receipt.writeCredit(end, id, amount);
                        slots = Receipt.writeWord(slots, Distributor.unwrap(slot));
                        paid += amount;
                    }
                    ++level;
                } else {
                    if (trace) _note(sale, level, id, active ? NOTE_RANK_TOO_LOW : NOTE_INACTIVE);
                    if (Unilevel.usesUp(plan, active)) ++level;
                }
            }
        }
        sale.creditsEnd = end;
    }

    function _standing(PlanTerms plan, Distributor slot, uint256 nowPeriod, uint256 level)
        private
        pure
        returns (bool active, bool open)
    {
        uint256 rank;
        (active, rank) = slot.standing(nowPeriod);
        if (!active) active = plan.threshold() == 0;
        open = rank >= plan.openRank(level);
    }

    /// @dev A note: level (8 bits from 128), id (32 bits from 96), amount (96 bits) or the reason's bit.
    function _note(Sale memory sale, uint256 level, uint256 id, uint256 value) private pure {
        sale.notes[sale.noteCount++] = (level << 128) | (id << 96) | value;
    }
}
