// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOffers} from "../interfaces/IOffers.sol";
import {ISales} from "../interfaces/ISales.sol";
import {Placement} from "./Placement.sol";
import {Programme} from "./Programme.sol";
import {Signatures} from "./Signatures.sol";
import {Wallets} from "./Wallets.sol";

/// @title Offer terms: whether offers fit their order, and the unit prices that they make
/// @notice Purchase and quote both come here. Nothing is written: a purchase marks what it used afterwards.
library OfferTerms {
    using Placement for Programme;
    using Wallets for Programme;

    /// @notice What an order with offers is and costs; its split comes later.
    /// @param domain The core's EIP-712 domain separator.
    /// @param markup Basis points above retail that a unit price may reach.
    function price(
        Programme storage p,
        bytes32 domain,
        uint256 markup,
        address buyer,
        ISales.Order calldata order,
        IOffers.LineOffer[] calldata offers
    ) internal view returns (Placement.Sale memory sale) {
        Placement.checkBuyer(buyer);
        sale.kind = p.kindOf(buyer, order.seller);
        if (sale.kind == Placement.PERSONAL) revert IOffers.OfferToOneself(order.seller);
        uint256[] memory prices = _unitPrices(p, domain, buyer, order, offers);
        (sale.total, sale.profit, sale.volume, sale.terms, sale.credits) = p.priceAt(order, prices, markup);
    }

    /// @dev The unit price of each line of an order: its offer's, or the catalogue's.
    function _unitPrices(
        Programme storage p,
        bytes32 domain,
        address buyer,
        ISales.Order calldata order,
        IOffers.LineOffer[] calldata offers
    ) private view returns (uint256[] memory prices) {
        uint256 lines = order.lines.length;
        prices = new uint256[](lines);
        for (uint256 i = 0; i < lines; ++i) prices[i] = Placement.CATALOGUE_PRICE;
        uint256 next;
        for (uint256 i = 0; i < offers.length; ++i) {
            uint256 line = offers[i].line;
            if (line < next || line >= lines) revert IOffers.OfferLineInvalid(i, line);
            next = line + 1;
            _check(p, buyer, order, line, offers[i].offer);
            _checkRepeat(offers, i);
            _checkSignature(domain, offers[i]);
            prices[line] = offers[i].offer.unitPrice;
        }
    }

    function _check(
        Programme storage p,
        address buyer,
        ISales.Order calldata order,
        uint256 line,
        IOffers.Offer calldata offer
    ) private view {
        ISales.Line calldata wanted = order.lines[line];
        uint256 seller = order.seller;
        if (p.currentId(offer.seller) != seller) revert IOffers.OfferSellerDiffers(line, offer.seller, seller);
        if (offer.product != wanted.product) {
            revert IOffers.OfferProductDiffers(line, wanted.product, offer.product);
        }
        if (offer.campaign != order.campaign) {
            revert IOffers.OfferCampaignDiffers(line, order.campaign, offer.campaign);
        }
        if (offer.buyer != address(0) && offer.buyer != buyer) {
            revert IOffers.OfferForAnother(line, buyer, offer.buyer);
        }
        bool fits =
            offer.buyer == address(0) ? wanted.quantity <= offer.maxQuantity : wanted.quantity == offer.maxQuantity;
        if (!fits) revert IOffers.OfferQuantityInvalid(line, wanted.quantity, offer.maxQuantity);
        if (p.offerNonces[seller][offer.nonce >> 8] & (1 << (offer.nonce & 0xff)) != 0) {
            revert IOffers.OfferEnded(line, seller, offer.nonce);
        }
    }

    /// @dev An offer to a named buyer serves one sale, so one line of it. All are of one seller.
    function _checkRepeat(IOffers.LineOffer[] calldata offers, uint256 index) private pure {
        uint256 nonce = offers[index].offer.nonce;
        bool named = offers[index].offer.buyer != address(0);
        for (uint256 i = 0; i < index; ++i) {
            IOffers.Offer calldata earlier = offers[i].offer;
            if (earlier.nonce == nonce && (named || earlier.buyer != address(0))) {
                revert IOffers.OfferLineInvalid(index, offers[index].line);
            }
        }
    }

    function _checkSignature(bytes32 domain, IOffers.LineOffer calldata used) private view {
        IOffers.Offer calldata offer = used.offer;
        bytes32 structHash = keccak256(abi.encode(Signatures.OFFER_TYPEHASH, offer));
        Signatures.check(offer.seller, domain, structHash, used.signature, offer.deadline);
    }
}
