// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICatalogue} from "../interfaces/ICatalogue.sol";
import {INetwork} from "../interfaces/INetwork.sol";
import {ISales, SaleKind} from "../interfaces/ISales.sol";
import {Unilevel} from "../plans/Unilevel.sol";
import {Distributor, MAX_RANK, MAX_VOLUME} from "../types/Distributor.sol";
import {PlanTerms} from "../types/PlanTerms.sol";
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
    uint256 private constant MAX_LINES = type(uint8).max;

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
        if (kind == PERSONAL && !plan.personalPays()) rates = 0;
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
        // Nothing can overflow: a CV is at most a total, below 2^96, and all shares together at most 10,000.
        unchecked {
            paid = profit;
            if (rates != 0) {
                (bool active, bool open) = _standing(plan, slot, nowPeriod, plan.openRanks());
                if (active && open) paid += Unilevel.amountOf(rates, volume);
                else if (notes != 0) Notes.skipped(notes, 0, seller, active);
            }
            if (paid != 0) end = Receipt.writeCredit(end, seller, paid);
            if (writes) {
                Distributor credited = slot.credited(paid);
                if (kind == RETAIL && volume != 0) credited = credited.withVolume(volume, plan.threshold(), nowPeriod);
                p.setDistributor(seller, credited);
            }
        }
        uint256 upline;
        (end, upline) = _payUpline(p, plan, rates, volume, slot, nowPeriod, end, writes, notes);
        unchecked {
            paid += upline;
        }
        return (end, paid);
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
        (active, rank) = slot.standing(nowPeriod);
        if (!active) active = plan.threshold() == 0;
        open = rank >= ranks & MAX_RANK;
    }
}
