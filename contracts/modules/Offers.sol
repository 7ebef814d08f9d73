// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {UplineBase} from "../UplineBase.sol";
import {IOffers} from "../interfaces/IOffers.sol";
import {ISales} from "../interfaces/ISales.sol";
import {IUpline} from "../interfaces/IUpline.sol";
import {Checkout} from "../libraries/Checkout.sol";
import {Journal} from "../libraries/Journal.sol";
import {OfferTerms} from "../libraries/OfferTerms.sol";
import {Placement} from "../libraries/Placement.sol";
import {Programme} from "../libraries/Programme.sol";
import {Tokens} from "../libraries/Tokens.sol";
import {Wallets} from "../libraries/Wallets.sol";

/// @title Offers: purchases at a seller's own prices
/// @dev A module of the core, see `UplineBase`.
contract Offers is UplineBase {
    using Checkout for Programme;
    using Journal for Programme;
    using OfferTerms for Programme;
    using Wallets for Programme;

    constructor(IUpline.Settings memory s) UplineBase(s) {}

    /// @notice See `IModule`.
    function moduleName() external pure returns (bytes32) {
        return "Offers";
    }

    /// @notice See `IOffers.buyWithOffers`.
    function buyWithOffers(
        address buyer,
        ISales.Order calldata order,
        IOffers.LineOffer[] calldata offers
    ) external nonReentrant returns (uint160 id) {
        Placement.Sale memory sale = _p.price(_domainSeparatorV4(), _markup, buyer, order, offers);
        Tokens.pull(_token, sale.total);
        _use(order.seller, offers);
        return _p.complete(sale, buyer, currentPeriod(), order);
    }

    /// @dev Offers to a named buyer serve once.
    function _use(uint256 seller, IOffers.LineOffer[] calldata offers) private {
        for (uint256 i = 0; i < offers.length; ++i) {
            IOffers.Offer calldata offer = offers[i].offer;
            if (offer.buyer == address(0)) continue;
            _p.offerNonces[seller][offer.nonce >> 8] |= 1 << (offer.nonce & 0xff);
            _p.record(IOffers.OfferUsed.selector, seller, offer.nonce, "");
        }
    }

    /// @notice See `IOffers.cancelOffers`.
    function cancelOffers(uint256 word, uint256 mask) external nonReentrant {
        uint256 seller = _p.currentId(msg.sender);
        if (mask == 0) revert IOffers.OfferMaskEmpty();
        _p.offerNonces[seller][word] |= mask;
        _p.record(IOffers.OffersCancelled.selector, seller, word, abi.encode(mask));
    }

    /// @notice See `IOffers.offerNonces`.
    function offerNonces(uint256 seller, uint256 word) external view returns (uint256 used) {
        return _p.offerNonces[seller][word];
    }
}
