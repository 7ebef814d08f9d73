// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOffers} from "./IOffers.sol";
import {ISales} from "./ISales.sol";

/// @title Payments by signature: a buyer without an approval, or without ether, signs once
/// @notice Has no role and keeps nothing: it takes what the buyer signed for, buys for him at the core, and gives him back
/// what the order did not cost, all in one transaction. The sale is the buyer's, so is a refund; nobody who sends it can
/// change anything about it. Amounts in token units.
interface IPayments {
    /// @notice The token did not deliver what the buyer signed for.
    error PaymentNotReceived(uint256 held, uint256 expected);
    /// @notice This contract was deployed for a chain, or a programme, without Permit2.
    error Permit2NotSupported();

    /// @notice Buys for the caller, who signed an EIP-2612 permit over the order's `maxTotal` instead of approving first. A
    /// permit that somebody else has used before serves as well.
    /// @return id The sale's id.
    function buyWithPermit(
        ISales.Order calldata order,
        IOffers.LineOffer[] calldata offers,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (uint160 id);

    /// @notice Buys for whoever signed an ERC-3009 `ReceiveWithAuthorization` over the order's `maxTotal` to this contract,
    /// whose nonce is `orderHash(buyer, order, offers)`. Anybody may send it.
    /// @param signature 65 bytes of a key, or what an ERC-1271 wallet accepts.
    function buyWithAuthorization(
        address buyer,
        ISales.Order calldata order,
        IOffers.LineOffer[] calldata offers,
        uint256 validAfter,
        uint256 validBefore,
        bytes calldata signature
    ) external returns (uint160 id);

    /// @notice Buys for whoever signed a Permit2 transfer of the order's `maxTotal` with the purchase as its witness, and
    /// approved Permit2 once. Anybody may send it.
    /// @param nonce An unused nonce of the buyer's at Permit2.
    function buyWithPermit2(
        address buyer,
        ISales.Order calldata order,
        IOffers.LineOffer[] calldata offers,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external returns (uint160 id);

    /// @notice The hash of a purchase, the EIP-712 struct hash of
    ///
    ///     Purchase(address programme,address buyer,uint32 seller,uint64 campaign,bytes32 ref,uint96 maxTotal,
    ///              Line[] lines,LineOffer[] offers)
    function orderHash(
        address buyer,
        ISales.Order calldata order,
        IOffers.LineOffer[] calldata offers
    ) external view returns (bytes32);
}
