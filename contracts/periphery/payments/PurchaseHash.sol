// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOffers} from "../../interfaces/IOffers.sol";
import {ISales} from "../../interfaces/ISales.sol";
import {Signatures} from "../../libraries/Signatures.sol";

/// @title The EIP-712 form of a purchase, as a wallet shows it
/// @dev Types referred to follow in the order of their names, as EIP-712 asks.
library PurchaseHash {
    string private constant LINE = "Line(uint32 product,uint32 quantity)";
    string private constant LINE_OFFER = "LineOffer(uint8 line,Offer offer)";
    string private constant OFFER =
        "Offer(address seller,address buyer,uint32 product,uint80 unitPrice,uint32 maxQuantity,uint64 campaign,uint256 nonce,uint256 deadline)";
    string private constant PURCHASE =
        "Purchase(address programme,address buyer,uint32 seller,uint64 campaign,bytes32 ref,uint96 maxTotal,Line[] lines,LineOffer[] offers)";
    string private constant TOKEN_PERMISSIONS = "TokenPermissions(address token,uint256 amount)";

    bytes32 private constant LINE_TYPEHASH = keccak256(bytes(LINE));
    bytes32 private constant LINE_OFFER_TYPEHASH = keccak256(abi.encodePacked(LINE_OFFER, OFFER));
    bytes32 private constant PURCHASE_TYPEHASH = keccak256(abi.encodePacked(PURCHASE, LINE, LINE_OFFER, OFFER));

    /// @notice What Permit2 puts behind its own fields.
    string internal constant WITNESS = string.concat(
        "Purchase witness)",
        LINE,
        LINE_OFFER,
        OFFER,
        PURCHASE,
        TOKEN_PERMISSIONS
    );

    /// @notice The struct hash of a purchase. The offers' own signatures are not in it: others over the same terms are as
    /// good.
    function hash(
        address programme,
        address buyer,
        ISales.Order calldata order,
        IOffers.LineOffer[] calldata offers
    ) internal pure returns (bytes32) {
        bytes32 lines = _hashLines(order.lines);
        bytes32 offered = _hashOffers(offers);
        return
            keccak256(
                abi.encode(
                    PURCHASE_TYPEHASH,
                    programme,
                    buyer,
                    order.seller,
                    order.campaign,
                    order.ref,
                    order.maxTotal,
                    lines,
                    offered
                )
            );
    }

    function _hashLines(ISales.Line[] calldata lines) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](lines.length);
        for (uint256 i = 0; i < lines.length; ++i) hashes[i] = keccak256(abi.encode(LINE_TYPEHASH, lines[i]));
        return keccak256(abi.encodePacked(hashes));
    }

    function _hashOffers(IOffers.LineOffer[] calldata offers) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](offers.length);
        for (uint256 i = 0; i < offers.length; ++i) {
            bytes32 offer = keccak256(abi.encode(Signatures.OFFER_TYPEHASH, offers[i].offer));
            hashes[i] = keccak256(abi.encode(LINE_OFFER_TYPEHASH, offers[i].line, offer));
        }
        return keccak256(abi.encodePacked(hashes));
    }
}
