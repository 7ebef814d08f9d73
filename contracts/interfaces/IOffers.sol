// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISales} from "./ISales.sol";

/// @title Offers: a seller's own price, signed
interface IOffers {
    /// @notice A price that a seller offers, signed by his present wallet (EIP-712 or ERC-1271).
    /// @param seller Present wallet of the order's seller.
    /// @param buyer The only buyer whom it serves, and then for one sale; zero: anybody, any number of times.
    /// @param product What is offered.
    /// @param unitPrice From the product's wholesale price to its retail price with the programme's markup.
    /// @param maxQuantity The most that one line may have; of an offer to a named buyer, exactly what its line has, so that
    /// nobody else uses it up by buying one piece for him.
    /// @param campaign Campaign that the order must name.
    /// @param nonce A number of the seller's choice; cancelled or used, it ends every offer that has it.
    /// @param deadline Last second at which it can be used.
    struct Offer {
        address seller;
        address buyer;
        uint32 product;
        uint80 unitPrice;
        uint32 maxQuantity;
        uint64 campaign;
        uint256 nonce;
        uint256 deadline;
    }

    /// @notice An offer and the order's line that it prices, counted from 0.
    struct LineOffer {
        uint8 line;
        Offer offer;
        bytes signature;
    }

    /// @notice An offer to a named buyer was used; the sale follows in the journal.
    event OfferUsed(uint256 indexed seller, uint256 indexed nonce);
    /// @notice Offers were cancelled: those whose nonces are the bits of `mask` in `word`, nonce = 256 × word + bit.
    event OffersCancelled(uint256 indexed seller, uint256 indexed word, uint256 mask);

    /// @notice Offers name existing lines in ascending order, each at most once.
    error OfferLineInvalid(uint256 index, uint256 line);
    /// @notice The offer is for another product than its line.
    error OfferProductDiffers(uint256 line, uint256 product, uint256 offered);
    /// @notice The offer is not from the order's seller.
    error OfferSellerDiffers(uint256 line, address wallet, uint256 seller);
    /// @notice The offer is for another campaign than the order's.
    error OfferCampaignDiffers(uint256 line, uint256 campaign, uint256 offered);
    /// @notice The offer is for another buyer.
    error OfferForAnother(uint256 line, address buyer, address expected);
    /// @notice The line has more than the offer allows; for a named buyer, another quantity.
    error OfferQuantityInvalid(uint256 line, uint256 quantity, uint256 offered);
    /// @notice The offer was used or cancelled.
    error OfferEnded(uint256 line, uint256 seller, uint256 nonce);
    /// @notice A seller buys from himself at wholesale, without offers.
    error OfferToOneself(uint256 seller);
    /// @notice Nothing to cancel.
    error OfferMaskEmpty();

    /// @notice Buys at a seller's own prices; lines without an offer are at retail. The caller pays.
    /// @param buyer Whose sale it is.
    /// @param offers In the order of their lines.
    /// @return id The sale's id.
    function buyWithOffers(
        address buyer,
        ISales.Order calldata order,
        LineOffer[] calldata offers
    ) external returns (uint160 id);

    /// @notice What `buyWithOffers` would pay now, or its very error (allowance and funds excepted).
    function quoteWithOffers(
        address buyer,
        ISales.Order calldata order,
        LineOffer[] calldata offers
    ) external view returns (ISales.Quote memory);

    /// @notice Ends offers of the caller by their nonces, 256 × `word` + bit for each bit of `mask`.
    function cancelOffers(uint256 word, uint256 mask) external;

    /// @notice Which nonces of a seller were used or cancelled, one bit each.
    function offerNonces(uint256 seller, uint256 word) external view returns (uint256 used);
}
