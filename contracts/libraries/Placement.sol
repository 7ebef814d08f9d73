// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICatalogue} from "../interfaces/ICatalogue.sol";
import {INetwork} from "../interfaces/INetwork.sol";
import {ISales, SaleKind} from "../interfaces/ISales.sol";
import {Differential} from "../plans/Differential.sol";
import {Unilevel} from "../plans/Unilevel.sol";
import {Distributor, IMPORTED, MAX_RANK, MAX_VOLUME} from "../types/Distributor.sol";
import {BASIS_POINTS, PlanTerms} from "../types/PlanTerms.sol";
import {Product} from "../types/Product.sol";
import {Notes} from "./Notes.sol";
import {Orders} from "./Orders.sol";
import {COMPANY, PlanWords, Programme} from "./Programme.sol";
import {Receipt} from "./Receipt.sol";

/// @title Placement: what a sale costs, and to whom each part of it goes
/// @notice `buy` and `quote` both come here, so that a quote is what a sale pays.
/// @dev What Solidity would check on every read (enums, short integers) travels as plain words, checked where it
/// comes in.
library Placement {
    uint256 internal constant RETAIL = uint256(SaleKind.Retail);
    uint256 internal constant PERSONAL = uint256(SaleKind.Personal);
    uint256 private constant DISTRIBUTOR = uint256(SaleKind.Distributor);
    uint256 internal constant RECORDED = uint256(SaleKind.Recorded);
    uint256 private constant MAX_LINES = type(uint8).max;
    /// @dev In the place of a line's unit price: the catalogue's.
    uint256 internal constant CATALOGUE_PRICE = type(uint256).max;

    /// @notice What a sale is, where it waits in escrow or is only quoted. A final sale passes the same values on the
    /// stack: in memory they would cost it 300 gas.
    /// @dev `credits` and `creditsEnd` are places in the receipt; `terms` is the number in the products' words.
    struct Sale {
        uint256 kind;
        uint256 total;
        uint256 profit;
        uint256 volume;
        uint256 terms;
        uint256 credits;
        uint256 creditsEnd;
        PlanTerms plan;
        uint256 pool;
        uint256 company;
    }

    /// @notice Where the walk of a plan that pays by rank stands.
    /// @dev Rates by level and opening ranks are shifted so that the lowest is that of the level to be filled.
    struct Walk {
        PlanTerms plan;
        uint256 levelRates;
        uint256 openRanks;
        uint256 rankRates;
        uint256 highest;
        uint256 level;
        uint256 volume;
        uint256 nowPeriod;
        uint256 notes;
    }

    /// @notice Reverts for who cannot be a buyer.
    function checkBuyer(address buyer) internal view {
        if (buyer == address(0) || buyer == address(this)) revert ISales.BuyerInvalid(buyer);
    }

    /// @notice What the seller's activity counts of a sale. It saturates where a distributor's volume does.
    function activityOf(uint256 kind, uint256 volume) internal pure returns (uint256) {
        if (kind != RETAIL) return 0;
        return volume > MAX_VOLUME ? MAX_VOLUME : volume;
    }

    /// @notice What a purchase is, by who buys from whom.
    function kindOf(Programme storage p, address buyer, uint256 seller) internal view returns (uint256) {
        uint256 buyerId = uint32(p.wallets[buyer]);
        if (buyerId == 0) return RETAIL;
        return buyerId == seller ? PERSONAL : DISTRIBUTOR;
    }

    /// @notice Writes the lines into a new receipt and sums them up.
    /// @dev No sum can overflow: each of at most 255 products of a quantity and a price is below 2^112.
    /// @return total What the buyer pays.
    /// @return profit The seller's retail profit in it.
    /// @return volume Its commissionable volume.
    /// @return terms Number of the lines' return terms.
    /// @return end Behind the last line in the receipt: where the credits begin.
    function price(
        Programme storage p,
        uint256 kind,
        ISales.Order calldata order
    ) internal view returns (uint256 total, uint256 profit, uint256 volume, uint256 terms, uint256 end) {
        (uint256 line, uint256 count) = Orders.lines(order);
        unchecked {
            // One comparison for both bounds: none becomes the largest number.
            if (count - 1 >= MAX_LINES) revert ISales.OrderLinesInvalid(count, MAX_LINES);
            end = Receipt.begin(count);
            for (uint256 i = 0; i != count; ++i) {
                (uint256 productId, uint256 quantity) = Orders.line(line, i);
                Product product = _product(p, i, productId, quantity);
                if (i == 0) terms = product.terms();
                else if (product.terms() != terms) _revertTermsDiffer(line, i);
                uint256 unitPrice = product.wholesale();
                if (kind != PERSONAL) {
                    uint256 retail = product.retail();
                    profit += quantity * (retail - unitPrice);
                    unitPrice = retail;
                }
                total += quantity * unitPrice;
                volume += quantity * product.volume();
                end = Receipt.writeLine(end, productId, quantity, unitPrice);
            }
        }
        _checkTotal(total, order);
    }

    /// @notice The same for unit prices that are not all the catalogue's.
    /// @param unitPrices One a line; `CATALOGUE_PRICE`: the product's retail price.
    /// @param markup Basis points above retail that a unit price may reach.
    function priceAt(
        Programme storage p,
        ISales.Order calldata order,
        uint256[] memory unitPrices,
        uint256 markup
    ) internal view returns (uint256 total, uint256 profit, uint256 volume, uint256 terms, uint256 end) {
        (uint256 line, uint256 count) = Orders.lines(order);
        if (count == 0 || count > MAX_LINES) revert ISales.OrderLinesInvalid(count, MAX_LINES);
        end = Receipt.begin(count);
        // As in `price`: no sum can overflow.
        unchecked {
            for (uint256 i = 0; i != count; ++i) {
                (uint256 productId, uint256 quantity) = Orders.line(line, i);
                Product product = _product(p, i, productId, quantity);
                if (i == 0) terms = product.terms();
                else if (product.terms() != terms) _revertTermsDiffer(line, i);
                uint256 unitPrice = _unitPrice(i, product, unitPrices[i], markup);
                total += quantity * unitPrice;
                profit += quantity * (unitPrice - product.wholesale());
                volume += quantity * product.volume();
                end = Receipt.writeLine(end, productId, quantity, unitPrice);
            }
        }
        _checkTotal(total, order);
    }

    /// @dev From wholesale to retail with the markup, never more than a receipt's 80 bits hold.
    function _unitPrice(uint256 i, Product product, uint256 unitPrice, uint256 markup) private pure returns (uint256) {
        if (unitPrice == CATALOGUE_PRICE) return product.retail();
        uint256 highest = (product.retail() * (BASIS_POINTS + markup)) / BASIS_POINTS;
        if (unitPrice < product.wholesale() || unitPrice > highest) {
            revert ISales.OrderPriceInvalid(i, unitPrice, product.wholesale(), highest);
        }
        return unitPrice;
    }

    function _checkTotal(uint256 total, ISales.Order calldata order) private pure {
        uint256 limit = Orders.maxTotal(order);
        if (total > limit) revert ISales.OrderTotalAboveLimit(total, limit);
    }

    /// @dev A product that can be sold now.
    function _product(
        Programme storage p,
        uint256 i,
        uint256 productId,
        uint256 quantity
    ) private view returns (Product product) {
        // One comparison for both bounds: none becomes the largest number.
        unchecked {
            if (quantity - 1 >= type(uint32).max) revert ISales.OrderQuantityInvalid(i, quantity);
        }
        product = p.productAt(productId);
        if (!product.sells()) {
            if (!product.exists()) revert ICatalogue.ProductUnknown(productId, p.counters.products);
            revert ICatalogue.ProductIsClosed(productId);
        }
    }

    function _revertTermsDiffer(uint256 line, uint256 i) private pure {
        (uint256 productId, ) = Orders.line(line, i);
        (uint256 first, ) = Orders.line(line, 0);
        revert ISales.OrderTermsDiffer(i, productId, first);
    }

    /// @notice The plan that a sale follows, the rates that it pays and its part for the pool.
    function planFor(
        Programme storage p,
        uint256 kind,
        uint256 volume
    ) internal view returns (PlanTerms plan, uint256 rates, uint256 pool) {
        (plan, rates) = planForSale(p);
        if (kind == PERSONAL && !plan.personalPays()) (plan, rates) = (plan.withoutFamilies(), 0);
        else pool = plan.shareOfPool(volume);
    }

    /// @notice The terms of the plan in the first slots; reverts where enrolments and sales have not begun or are paused.
    function checkSelling(Programme storage p) internal view returns (PlanTerms terms) {
        terms = p.plan.terms;
        if (!terms.sells()) {
            if (terms.version() == 0) revert ISales.ProgrammeNotOpen();
            revert ISales.ProgrammePaused();
        }
    }

    /// @notice The plan that a sale placed now follows; reverts unless the programme sells.
    function planForSale(Programme storage p) internal view returns (PlanTerms terms, uint256 levelRates) {
        terms = checkSelling(p);
        uint256 changeAt = terms.changeAt();
        if (changeAt == 0 || block.timestamp < changeAt) return (terms, p.plan.levelRates);
        PlanWords storage next = p.planNext;
        return (next.terms, next.levelRates);
    }

    /// @notice The company's part: what nobody else gets. Cannot underflow: all parts are shares of the total.
    function rest(uint256 total, uint256 pool, uint256 paid) internal pure returns (uint256) {
        unchecked {
            return total - pool - paid;
        }
    }

    /// @notice The whole split of a sale whose lines are priced: plan, pool, credits and the company's part.
    /// @param writes Whether the sale is final: each slot is written as it is read.
    /// @param notes What a quote tells of the walk; zero for a sale.
    function split(
        Programme storage p,
        Sale memory sale,
        uint256 seller,
        uint256 nowPeriod,
        bool writes,
        uint256 notes
    ) internal {
        uint256 rates;
        uint256 paid;
        (sale.plan, rates, sale.pool) = planFor(p, sale.kind, sale.volume);
        (sale.creditsEnd, paid) = pay(
            p,
            sale.plan,
            rates,
            sale.kind,
            sale.profit,
            sale.volume,
            seller,
            nowPeriod,
            sale.credits,
            writes,
            notes
        );
        sale.company = rest(sale.total, sale.pool, paid);
    }

    /// @notice Pays the seller and his upline, each looked at once.
    /// @param end Where the credits begin in the receipt.
    /// @param writes Whether the sale is final: each slot is written as it is read.
    /// @param notes What a quote tells of the walk, see `Notes`; zero for a sale.
    /// @return Where the credits end.
    /// @return paid What all of them get.
    function pay(
        Programme storage p,
        PlanTerms plan,
        uint256 rates,
        uint256 kind,
        uint256 profit,
        uint256 volume,
        uint256 seller,
        uint256 nowPeriod,
        uint256 end,
        bool writes,
        uint256 notes
    ) internal returns (uint256, uint256 paid) {
        if (seller == COMPANY) return (end, 0);
        Distributor slot = p.distributorAt(seller);
        if (slot.sponsor() == 0) revert INetwork.DistributorUnknown(seller, p.counters.distributors);
        if (plan.paysByRank()) {
            Walk memory walk = _begin(p, plan, rates, volume, nowPeriod, notes);
            return _payByRank(p, walk, slot, kind, profit, seller, end, writes);
        }
        // Nothing can overflow: a CV is at most a total, below 2^96, and all shares together at most 10,000.
        unchecked {
            paid = profit;
            if (rates != 0) {
                (bool active, bool open) = _standing(plan, slot, nowPeriod, plan.openRanks());
                if (active && open) paid += Unilevel.amountOf(rates, volume);
                else if (notes != 0) Notes.skipped(notes, 0, seller, active);
            }
            if (paid != 0) end = Receipt.writeCredit(end, seller, paid);
            if (writes) _creditSeller(p, seller, slot, paid, kind, volume, plan, nowPeriod);
        }
        uint256 upline;
        (end, upline) = _payUpline(p, plan, rates, volume, slot, nowPeriod, end, writes, notes);
        unchecked {
            paid += upline;
        }
        return (end, paid);
    }

    function _creditSeller(
        Programme storage p,
        uint256 seller,
        Distributor slot,
        uint256 amount,
        uint256 kind,
        uint256 volume,
        PlanTerms plan,
        uint256 nowPeriod
    ) private {
        Distributor credited = slot.credited(amount);
        if (kind == RETAIL && volume != 0) credited = credited.withVolume(volume, plan.threshold(), nowPeriod);
        p.setDistributor(seller, credited);
    }

    /// @dev The plan's rates by rank, in force or scheduled and due.
    function _begin(
        Programme storage p,
        PlanTerms plan,
        uint256 levelRates,
        uint256 volume,
        uint256 nowPeriod,
        uint256 notes
    ) private view returns (Walk memory walk) {
        PlanWords storage words = p.plan.terms.version() == plan.version() ? p.plan : p.planNext;
        walk.plan = plan;
        walk.levelRates = levelRates;
        walk.openRanks = plan.openRanks();
        walk.rankRates = words.rankRates;
        walk.volume = volume;
        walk.nowPeriod = nowPeriod;
        walk.notes = notes;
    }

    /// @dev The same as `pay` for a plan that pays by rank, alone or beside levels: one walk for both.
    function _payByRank(
        Programme storage p,
        Walk memory walk,
        Distributor slot,
        uint256 kind,
        uint256 profit,
        uint256 seller,
        uint256 end,
        bool writes
    ) private returns (uint256, uint256 paid) {
        uint256 top = Differential.worstCase(walk.rankRates);
        // As in `pay`: nothing can overflow.
        unchecked {
            paid = profit + _shareOf(walk, slot, seller);
            if (paid != 0) end = Receipt.writeCredit(end, seller, paid);
            if (writes) _creditSeller(p, seller, slot, paid, kind, walk.volume, walk.plan, walk.nowPeriod);
            for (uint256 left = walk.plan.walk(); left != 0; --left) {
                if (walk.levelRates == 0 && walk.highest == top) break;
                uint256 id = slot.sponsor();
                if (id == COMPANY) break;
                slot = p.distributorAt(id);
                uint256 amount = _shareOf(walk, slot, id);
                if (amount == 0) continue;
                end = Receipt.writeCredit(end, id, amount);
                paid += amount;
                if (writes) p.setDistributor(id, slot.credited(amount));
            }
        }
        return (end, paid);
    }

    /// @dev What one person gets, by level and by rank; moves the walk on.
    function _shareOf(Walk memory walk, Distributor slot, uint256 id) private pure returns (uint256 amount) {
        (bool active, uint256 rank) = _activeAndRank(walk.plan, slot, walk.nowPeriod);
        uint256 level = walk.level;
        bool noted = walk.levelRates != 0;
        if (noted) amount = _levelShare(walk, id, active, rank);
        uint256 own = Differential.rateOf(walk.rankRates, rank);
        if (!active) {
            if (!noted && walk.notes != 0) Notes.skipped(walk.notes, level, id, false);
        } else if (own > walk.highest) {
            uint256 share = Differential.amountOf(own, walk.highest, walk.volume);
            walk.highest = own;
            if (walk.notes != 0) Notes.paidByRank(walk.notes, level, id, share);
            unchecked {
                amount += share;
            }
        } else if (walk.notes != 0) {
            Notes.noDifference(walk.notes, level, id);
        }
        // Where no levels are left, the uplines are counted.
        if (!noted) walk.level = level + 1;
    }

    /// @dev The share of the level to be filled, and the next level where it is filled or used up. Level 0, the
    /// seller's, never moves.
    function _levelShare(
        Walk memory walk,
        uint256 id,
        bool active,
        uint256 rank
    ) private pure returns (uint256 amount) {
        uint256 notes = walk.notes;
        uint256 level = walk.level;
        if (active && rank >= walk.openRanks & MAX_RANK) {
            amount = Unilevel.amountOf(walk.levelRates, walk.volume);
            if (notes != 0) Notes.paid(notes, level, id, amount);
        } else {
            if (notes != 0) Notes.skipped(notes, level, id, active);
            if (level != 0 && !Unilevel.usesUp(walk.plan, active)) return 0;
        }
        walk.levelRates = Unilevel.nextRate(walk.levelRates);
        walk.openRanks = Unilevel.nextRank(walk.openRanks);
        walk.level = level + 1;
    }

    /// @dev Rates and opening ranks are shifted so that the lowest field is that of the level to be filled.
    function _payUpline(
        Programme storage p,
        PlanTerms plan,
        uint256 rates,
        uint256 volume,
        Distributor slot,
        uint256 nowPeriod,
        uint256 end,
        bool writes,
        uint256 notes
    ) private returns (uint256, uint256 paid) {
        uint256 ranks = Unilevel.nextRank(plan.openRanks());
        rates = Unilevel.nextRate(rates);
        uint256 level = 1;
        unchecked {
            for (uint256 left = plan.walk(); left != 0 && rates != 0; --left) {
                uint256 id = slot.sponsor();
                if (id == COMPANY) break;
                slot = p.distributorAt(id);
                (bool active, bool open) = _standing(plan, slot, nowPeriod, ranks);
                if (active && open) {
                    uint256 amount = Unilevel.amountOf(rates, volume);
                    if (notes != 0) Notes.paid(notes, level, id, amount);
                    if (amount != 0) {
                        end = Receipt.writeCredit(end, id, amount);
                        paid += amount;
                        if (writes) p.setDistributor(id, slot.credited(amount));
                    }
                } else {
                    if (notes != 0) Notes.skipped(notes, level, id, active);
                    if (!Unilevel.usesUp(plan, active)) continue;
                }
                (rates, ranks, level) = (Unilevel.nextRate(rates), Unilevel.nextRank(ranks), level + 1);
            }
        }
        return (end, paid);
    }

    /// @param ranks Opening ranks, the lowest of them that of the level in question.
    function _standing(
        PlanTerms plan,
        Distributor slot,
        uint256 nowPeriod,
        uint256 ranks
    ) private pure returns (bool active, bool open) {
        uint256 rank;
        (active, rank) = _activeAndRank(plan, slot, nowPeriod);
        open = rank >= ranks & MAX_RANK;
    }

    function _activeAndRank(
        PlanTerms plan,
        Distributor slot,
        uint256 nowPeriod
    ) private pure returns (bool active, uint256 rank) {
        (active, rank) = slot.standing(nowPeriod);
        // Who was imported counts as enrolled in the period of the opening.
        if (!active) active = plan.threshold() == 0 || (plan.opening() == nowPeriod && slot.has(IMPORTED));
    }
}
