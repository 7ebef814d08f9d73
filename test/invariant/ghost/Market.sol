// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICatalogue} from "../../../contracts/interfaces/ICatalogue.sol";
import {INetwork} from "../../../contracts/interfaces/INetwork.sol";
import {IOffers} from "../../../contracts/interfaces/IOffers.sol";
import {ISales, SaleKind} from "../../../contracts/interfaces/ISales.sol";
import {Refusals} from "../Refusals.sol";
import {Plans} from "./Plans.sol";

/// @title The ghost's market: products, prices and offers, and which purchases are refused
abstract contract Market is Plans {
    struct Article {
        ICatalogue.ProductTerms terms;
        bool closed;
    }

    /// @dev An order with the unit price of each line, however it came about.
    struct Bargain {
        address buyer;
        address payer;
        bool recorded;
        ISales.Order order;
        uint256[] prices;
    }

    uint256 private immutable _markup;

    /// @dev Index is the product's number; 0 is none.
    Article[] internal articles;
    /// @dev Offers that were used up or cancelled.
    mapping(uint256 seller => mapping(uint256 nonce => bool)) internal offerEnded;
    uint256 internal batches;

    constructor(uint256 markup) {
        _markup = markup;
    }

    function _beginMarket() internal {
        articles.push();
    }

    function _kindOf(address buyer, uint256 seller) internal view returns (SaleKind) {
        uint256 id = idOfWallet[buyer];
        if (id == 0) return SaleKind.Retail;
        return id == seller ? SaleKind.Personal : SaleKind.Distributor;
    }

    /// @dev A purchase at the catalogue's prices: wholesale for oneself, retail for everybody else.
    function _bargain(
        address buyer,
        address payer,
        ISales.Order memory order
    ) internal view returns (Bargain memory bargain) {
        bargain.buyer = buyer;
        bargain.payer = payer;
        bargain.order = order;
        bargain.prices = new uint256[](order.lines.length);
        bool own = _kindOf(buyer, order.seller) == SaleKind.Personal;
        for (uint256 i = 0; i < order.lines.length; ++i) {
            if (order.lines[i].product >= articles.length) continue;
            ICatalogue.ProductTerms storage terms = articles[order.lines[i].product].terms;
            bargain.prices[i] = own ? terms.wholesale : terms.retail;
        }
    }

    function _total(Bargain memory bargain) internal pure returns (uint256 total) {
        ISales.Line[] memory lines = bargain.order.lines;
        for (uint256 i = 0; i < lines.length; ++i) total += lines[i].quantity * bargain.prices[i];
    }

    /// @dev The most that a seller may ask for a product.
    function _highestPrice(uint256 product) internal view returns (uint256) {
        return (uint256(articles[product].terms.retail) * (10_000 + _markup)) / 10_000;
    }

    // What is refused

    /// @dev Why a purchase or a recorded sale must fail now, the payer's funds apart.
    function _refuseBargain(Refusals memory refusals, Bargain memory bargain) internal view {
        ISales.Order memory order = bargain.order;
        _refuseSelling(refusals);
        bool known = order.seller != 0 && order.seller < people.length;
        refusals.when(!known, INetwork.DistributorUnknown.selector);
        refusals.when(order.lines.length == 0, ISales.OrderLinesInvalid.selector);
        for (uint256 i = 0; i < order.lines.length; ++i) _refuseLine(refusals, bargain, i);
        refusals.when(_total(bargain) > order.maxTotal, ISales.OrderTotalAboveLimit.selector);
    }

    /// @dev Before the opening and in a pause nobody enrols and nothing is sold.
    function _refuseSelling(Refusals memory refusals) internal view {
        refusals.when(!openedNow, ISales.ProgrammeNotOpen.selector);
        refusals.when(pausedNow, ISales.ProgrammePaused.selector);
    }

    function _refuseLine(Refusals memory refusals, Bargain memory bargain, uint256 i) private view {
        ISales.Line memory line = bargain.order.lines[i];
        refusals.when(line.quantity == 0, ISales.OrderQuantityInvalid.selector);
        if (line.product == 0 || line.product >= articles.length) {
            return refusals.when(true, ICatalogue.ProductUnknown.selector);
        }
        Article storage article = articles[line.product];
        refusals.when(article.closed, ICatalogue.ProductIsClosed.selector);
        bool differs = !_sameTerms(line.product, bargain.order.lines[0].product);
        refusals.when(differs, ISales.OrderTermsDiffer.selector);
        uint256 price = bargain.prices[i];
        bool fits = price >= article.terms.wholesale && price <= _highestPrice(line.product);
        refusals.when(!fits, ISales.OrderPriceInvalid.selector);
    }

    /// @dev Window, kind of return and arbiter; an unknown product has other ones.
    function _sameTerms(uint256 number, uint256 other) internal view returns (bool) {
        if (number >= articles.length || other >= articles.length) return false;
        ICatalogue.ProductTerms storage a = articles[number].terms;
        ICatalogue.ProductTerms storage b = articles[other].terms;
        return a.window == b.window && a.kind == b.kind && a.arbiter == b.arbiter;
    }

    /// @dev Why offers cannot price this purchase. Whether they are signed by whom they name is the caller's to know.
    function _refuseOffers(
        Refusals memory refusals,
        Bargain memory bargain,
        IOffers.LineOffer[] memory offers,
        uint256 time
    ) internal view {
        ISales.Order memory order = bargain.order;
        bool own = _kindOf(bargain.buyer, order.seller) == SaleKind.Personal;
        refusals.when(own, IOffers.OfferToOneself.selector);
        for (uint256 i = 0; i < offers.length; ++i) {
            uint256 line = offers[i].line;
            bool inOrder = line < order.lines.length && (i == 0 || line > offers[i - 1].line);
            refusals.when(!inOrder || _isRepeated(offers, i), IOffers.OfferLineInvalid.selector);
            refusals.when(time > offers[i].offer.deadline, INetwork.SignatureExpired.selector);
            if (line < order.lines.length) _refuseOffer(refusals, bargain, order.lines[line], offers[i].offer);
        }
    }

    function _refuseOffer(
        Refusals memory refusals,
        Bargain memory bargain,
        ISales.Line memory line,
        IOffers.Offer memory offer
    ) private view {
        uint256 seller = bargain.order.seller;
        refusals.when(!_isCurrent(offer.seller), INetwork.WalletNotBound.selector);
        refusals.when(idOfWallet[offer.seller] != seller, IOffers.OfferSellerDiffers.selector);
        refusals.when(offer.product != line.product, IOffers.OfferProductDiffers.selector);
        refusals.when(offer.campaign != bargain.order.campaign, IOffers.OfferCampaignDiffers.selector);
        bool named = offer.buyer != address(0);
        refusals.when(named && offer.buyer != bargain.buyer, IOffers.OfferForAnother.selector);
        bool fits = named ? line.quantity == offer.maxQuantity : line.quantity <= offer.maxQuantity;
        refusals.when(!fits, IOffers.OfferQuantityInvalid.selector);
        refusals.when(offerEnded[seller][offer.nonce], IOffers.OfferEnded.selector);
    }

    /// @dev An offer to a named buyer serves one sale, so one line of it.
    function _isRepeated(IOffers.LineOffer[] memory offers, uint256 index) private pure returns (bool) {
        IOffers.Offer memory offer = offers[index].offer;
        for (uint256 i = 0; i < index; ++i) {
            IOffers.Offer memory earlier = offers[i].offer;
            bool named = offer.buyer != address(0) || earlier.buyer != address(0);
            if (named && offer.nonce == earlier.nonce) return true;
        }
        return false;
    }
}
