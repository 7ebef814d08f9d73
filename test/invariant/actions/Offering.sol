// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INetwork} from "../../../contracts/interfaces/INetwork.sol";
import {IOffers} from "../../../contracts/interfaces/IOffers.sol";
import {ISales} from "../../../contracts/interfaces/ISales.sol";
import {ICatalogue} from "../../../contracts/interfaces/ICatalogue.sol";
import {Deed} from "../Deeds.sol";
import {Placing} from "../Placing.sol";
import {Refusals} from "../Refusals.sol";

/// @title Sellers sign their own prices; buyers use them, once or often, rightly or not
abstract contract Offering is Placing {
    enum OfferFault {
        None,
        Expired,
        Forged,
        ByAnother,
        ByFormerWallet,
        ForAnother,
        OtherProduct,
        OtherCampaign,
        TooMany,
        TooCheap,
        TooDear,
        Ended,
        LineBeyond,
        LineAgain
    }

    uint256 private constant FAULTS = uint256(type(OfferFault).max) + 1;
    uint256 private constant NONCES = 600;

    /// @dev Purchases with rightly signed offers, to be tried again, and nonces that have ended, by seller.
    bytes[] private _used;
    mapping(uint256 seller => uint256[]) private _endedNonces;

    /// @notice Somebody buys at a seller's own prices.
    function buyWithOffers(uint256 seed) external onTime {
        address buyer = _buyer(seed);
        ISales.Order memory order = _order(seed, buyer);
        OfferFault fault = OfferFault(_oneIn(2, seed, "right") ? 0 : _choose(seed, "offer fault", FAULTS));
        IOffers.LineOffer[] memory offers = _offers(seed, buyer, order, fault);
        Refusals memory refusals;
        refusals.when(offers.length != 0 && fault == OfferFault.Forged, INetwork.SignatureInvalid.selector);
        bool done = _buyAt(seed, buyer, _somebody(seed, "payer"), order, offers, refusals);
        if (done) _used.push(abi.encode(buyer, order, offers));
    }

    /// @notice Somebody tries offers again that were used before, perhaps for less or by another buyer.
    function buyAgain(uint256 seed) external onTime {
        if (_used.length == 0) return;
        (address buyer, ISales.Order memory order, IOffers.LineOffer[] memory offers) = abi.decode(
            _used[_used.length - 1 - _choose(seed, "which", _used.length < 4 ? _used.length : 4)],
            (address, ISales.Order, IOffers.LineOffer[])
        );
        if (_oneIn(2, seed, "another")) buyer = _buyer(seed);
        for (uint256 i = 0; i < order.lines.length; ++i) order.lines[i].quantity = 1;
        Refusals memory refusals;
        bool open = offers.length != 0 && offers[0].offer.buyer == address(0);
        bool done = _buyAt(seed, buyer, buyer, order, offers, refusals);
        _didIf(done && open, Deed.SoldBySameOpenOffer);
    }

    /// @notice A seller cancels some offers, or tries to cancel none.
    function cancelOffers(uint256 seed) external onTime {
        address who = _someOwner(seed);
        uint256 seller = idOfWallet[who];
        uint256 word = _choose(seed, "word", 3);
        uint256 mask = _oneIn(8, seed, "none") ? 0 : 1 << _choose(seed, "bit", 88);
        Refusals memory refusals;
        refusals.when(!_isCurrent(who), INetwork.WalletNotBound.selector);
        refusals.when(mask == 0, IOffers.OfferMaskEmpty.selector);
        (bool done, ) = _try(10, "cancellation", who, abi.encodeCall(IOffers.cancelOffers, (word, mask)), refusals);
        if (!done) return;
        for (uint256 bit = 0; bit < 256; ++bit) if ((mask >> bit) & 1 == 1) _end(seller, 256 * word + bit);
        _did(Deed.OffersCancelled);
    }

    function _end(uint256 seller, uint256 nonce) private {
        offerEnded[seller][nonce] = true;
        _endedNonces[seller].push(nonce);
    }

    function _buyAt(
        uint256 seed,
        address buyer,
        address payer,
        ISales.Order memory order,
        IOffers.LineOffer[] memory offers,
        Refusals memory refusals
    ) private returns (bool done) {
        Bargain memory bargain = _bargain(buyer, payer, order);
        for (uint256 i = 0; i < offers.length; ++i) {
            if (offers[i].line < order.lines.length) bargain.prices[offers[i].line] = offers[i].offer.unitPrice;
        }
        _refuseBargain(refusals, bargain);
        _refuseOffers(refusals, bargain, offers, clock);
        bytes memory question;
        if (_oneIn(2, seed, "quote")) question = abi.encodeCall(IOffers.quoteWithOffers, (buyer, order, offers));
        bytes memory call = abi.encodeCall(IOffers.buyWithOffers, (buyer, order, offers));
        done = _trade(bargain, call, question, refusals);
        if (done) _useUp(bargain, offers);
    }

    /// @dev An offer to a named buyer serves one sale.
    function _useUp(Bargain memory bargain, IOffers.LineOffer[] memory offers) private {
        for (uint256 i = 0; i < offers.length; ++i) {
            IOffers.Offer memory offer = offers[i].offer;
            bool named = offer.buyer != address(0);
            if (named) _end(bargain.order.seller, offer.nonce);
            _did(named ? Deed.SoldByNamedOffer : Deed.SoldByOpenOffer);
            _didIf(offer.unitPrice < articles[offer.product].terms.retail, Deed.SoldBelowRetail);
            _didIf(offer.unitPrice > articles[offer.product].terms.retail, Deed.SoldAboveRetail);
        }
    }

    // Offers

    /// @dev For one line or more, the last of them with the fault.
    function _offers(
        uint256 seed,
        address buyer,
        ISales.Order memory order,
        OfferFault fault
    ) private view returns (IOffers.LineOffer[] memory offers) {
        uint256 count = order.lines.length == 0 ? 0 : 1 + _choose(seed, "offers", order.lines.length);
        offers = new IOffers.LineOffer[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 own = uint256(keccak256(abi.encode(seed, i)));
            OfferFault spoiled = i + 1 == count ? fault : OfferFault.None;
            offers[i].line = uint8(i);
            offers[i].offer = _offer(own, buyer, order, i);
            address signer = _spoilOffer(own, offers, i, spoiled);
            offers[i].signature = _signOffer(signer, offers[i].offer);
        }
    }

    function _offer(
        uint256 seed,
        address buyer,
        ISales.Order memory order,
        uint256 line
    ) private view returns (IOffers.Offer memory offer) {
        ISales.Line memory wanted = order.lines[line];
        uint256 seller = order.seller < people.length && order.seller != 0 ? order.seller : THE_COMPANY;
        offer.seller = _walletOf(seller);
        offer.buyer = _oneIn(2, seed, "named") ? buyer : address(0);
        offer.product = wanted.product;
        offer.unitPrice = _unitPrice(seed, wanted);
        bool any = offer.buyer == address(0) && _oneIn(2, seed, "any quantity");
        offer.maxQuantity = any ? type(uint32).max : wanted.quantity;
        offer.campaign = order.campaign;
        offer.nonce = _choose(seed, "nonce", NONCES);
        offer.deadline = _oneIn(2, seed, "long") ? clock + 60 days : clock;
    }

    /// @dev Often the least or the most that there may be.
    function _unitPrice(uint256 seed, ISales.Line memory line) private view returns (uint80) {
        (uint256 least, uint256 most) = (_wholesale(line), _highest(line));
        uint256 how = _choose(seed, "price", 4);
        if (how == 0) return uint80(least);
        return uint80(how == 1 ? most : least + _choose(seed, "between", most - least + 1));
    }

    /// @return signer Who signs the offer.
    function _spoilOffer(
        uint256 seed,
        IOffers.LineOffer[] memory offers,
        uint256 i,
        OfferFault fault
    ) private view returns (address signer) {
        IOffers.Offer memory offer = offers[i].offer;
        uint256 seller = idOfWallet[offer.seller];
        if (fault == OfferFault.Expired) offer.deadline = clock - 1;
        else if (fault == OfferFault.ByAnother) offer.seller = _walletOf(_someId(seed, "other seller"));
        else if (fault == OfferFault.ByFormerWallet && formerWallets.length != 0) offer.seller = _formerWallet(seed);
        else if (fault == OfferFault.ForAnother) offer.buyer = thief;
        else if (fault == OfferFault.OtherProduct) ++offer.product;
        else if (fault == OfferFault.OtherCampaign) offer.campaign ^= 1;
        else if (fault == OfferFault.TooMany && offer.maxQuantity != 0) offer.maxQuantity = 0;
        else if (fault == OfferFault.TooCheap && offer.unitPrice != 0) offer.unitPrice = _cheaper(offer);
        else if (fault == OfferFault.TooDear) offer.unitPrice = type(uint80).max;
        else if (fault == OfferFault.LineBeyond) offers[i].line = 255;
        else if (fault == OfferFault.LineAgain && i != 0) _repeat(seed, offers, i);
        else if (fault == OfferFault.Ended && _endedNonces[seller].length != 0) {
            offer.nonce = _endedNonces[seller][_choose(seed, "ended", _endedNonces[seller].length)];
        }
        return fault == OfferFault.Forged ? thief : offer.seller;
    }

    function _cheaper(IOffers.Offer memory offer) private view returns (uint80) {
        ICatalogue.ProductTerms memory terms;
        if (offer.product < articles.length) terms = articles[offer.product].terms;
        return terms.wholesale == 0 ? offer.unitPrice : terms.wholesale - 1;
    }

    /// @dev The same line twice, or the same nonce of a named offer.
    function _repeat(uint256 seed, IOffers.LineOffer[] memory offers, uint256 i) private pure {
        if (_oneIn(2, seed, "line")) offers[i].line = offers[i - 1].line;
        else offers[i].offer.nonce = offers[i - 1].offer.nonce;
    }
}
