// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC3009} from "@openzeppelin/contracts/interfaces/draft-IERC3009.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IOffers} from "../../interfaces/IOffers.sol";
import {IPayments} from "../../interfaces/IPayments.sol";
import {IPermit2} from "../../interfaces/IPermit2.sol";
import {ISales} from "../../interfaces/ISales.sol";
import {IUpline} from "../../interfaces/IUpline.sol";
import {PurchaseHash} from "./PurchaseHash.sol";

/// @notice The form of ERC-3009 for ERC-1271 wallets, of the stablecoin that most use.
interface IERC3009Bytes {
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external;
}

/// @title Payments by signature for one programme
contract Payments is IPayments {
    using SafeERC20 for IERC20;

    uint256 private constant KEY_SIGNATURE = 65;
    /// @dev Length of the code of a key's account that runs another contract's (EIP-7702).
    uint256 private constant DELEGATION = 23;

    /// @notice The programme.
    IUpline public immutable core;
    /// @notice Its settlement token.
    IERC20 public immutable token;
    /// @notice Uniswap's Permit2; zero where the chain has none.
    IPermit2 public immutable permit2;

    constructor(IUpline programme, IPermit2 permit2_) {
        core = programme;
        token = IERC20(programme.settings().token);
        permit2 = permit2_;
    }

    /// @inheritdoc IPayments
    function buyWithPermit(
        ISales.Order calldata order,
        IOffers.LineOffer[] calldata offers,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (uint160 id) {
        uint256 limit = order.maxTotal;
        uint256 before = _held();
        // solhint-disable-next-line no-empty-blocks
        try IERC20Permit(address(token)).permit(msg.sender, address(this), limit, deadline, v, r, s) {} catch (
            bytes memory reason
        ) {
            // Whoever saw the permit may have used it; then the allowance is there.
            if (token.allowance(msg.sender, address(this)) < limit) _revertAs(reason);
        }
        token.safeTransferFrom(msg.sender, address(this), limit);
        return _buy(msg.sender, order, offers, before);
    }

    /// @inheritdoc IPayments
    function buyWithAuthorization(
        address buyer,
        ISales.Order calldata order,
        IOffers.LineOffer[] calldata offers,
        uint256 validAfter,
        uint256 validBefore,
        bytes calldata signature
    ) external returns (uint160 id) {
        uint256 before = _held();
        bytes32 nonce = PurchaseHash.hash(address(core), buyer, order, offers);
        _receive(buyer, order.maxTotal, validAfter, validBefore, nonce, signature);
        return _buy(buyer, order, offers, before);
    }

    /// @dev 65 bytes are mostly a key's. A contract wallet may have signatures of that length as well, and an account with
    /// code may have a key; if both forms are refused, the one that fits the account says why.
    function _receive(
        address buyer,
        uint256 limit,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) private {
        bytes memory refusal;
        if (signature.length == KEY_SIGNATURE) {
            bool taken;
            (taken, refusal) = _receiveByKey(buyer, limit, validAfter, validBefore, nonce, signature);
            if (taken) return;
            if (buyer.code.length == 0) _revertAs(refusal);
        }
        IERC3009Bytes form = IERC3009Bytes(address(token));
        try form.receiveWithAuthorization(buyer, address(this), limit, validAfter, validBefore, nonce, signature) {
            return;
        } catch (bytes memory reason) {
            bool byKey = buyer.code.length == DELEGATION || reason.length == 0;
            _revertAs(byKey && refusal.length > 0 ? refusal : reason);
        }
    }

    /// @dev In three parts, as every token with ERC-3009 takes it.
    function _receiveByKey(
        address buyer,
        uint256 limit,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) private returns (bool taken, bytes memory refusal) {
        (uint8 v, bytes32 r, bytes32 s) = (uint8(signature[64]), bytes32(signature[:32]), bytes32(signature[32:64]));
        IERC3009 form = IERC3009(address(token));
        try form.receiveWithAuthorization(buyer, address(this), limit, validAfter, validBefore, nonce, v, r, s) {
            taken = true;
        } catch (bytes memory reason) {
            refusal = reason;
        }
    }

    /// @dev Hands on what a call was refused with, as it is.
    function _revertAs(bytes memory reason) private pure {
        assembly ("memory-safe") {
            revert(add(reason, 32), mload(reason))
        }
    }

    /// @inheritdoc IPayments
    function buyWithPermit2(
        address buyer,
        ISales.Order calldata order,
        IOffers.LineOffer[] calldata offers,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external returns (uint160 id) {
        if (address(permit2) == address(0)) revert Permit2NotSupported();
        uint256 limit = order.maxTotal;
        uint256 before = _held();
        permit2.permitWitnessTransferFrom(
            IPermit2.PermitTransferFrom(IPermit2.TokenPermissions(address(token), limit), nonce, deadline),
            IPermit2.SignatureTransferDetails(address(this), limit),
            buyer,
            PurchaseHash.hash(address(core), buyer, order, offers),
            PurchaseHash.WITNESS,
            signature
        );
        return _buy(buyer, order, offers, before);
    }

    /// @inheritdoc IPayments
    function orderHash(
        address buyer,
        ISales.Order calldata order,
        IOffers.LineOffer[] calldata offers
    ) external view returns (bytes32) {
        return PurchaseHash.hash(address(core), buyer, order, offers);
    }

    /// @dev Buys with the limit that has just arrived, and gives back what is left of it. What others sent here by mistake
    /// is not touched, also where a token only pretends to have delivered.
    /// @param before What was here before the buyer paid.
    function _buy(
        address buyer,
        ISales.Order calldata order,
        IOffers.LineOffer[] calldata offers,
        uint256 before
    ) private returns (uint160 id) {
        uint256 limit = order.maxTotal;
        if (_held() != before + limit) revert PaymentNotReceived(_held(), before + limit);
        token.forceApprove(address(core), limit);
        id = offers.length == 0 ? core.buyFor(buyer, order) : core.buyWithOffers(buyer, order, offers);
        uint256 left = _held() - before;
        if (left == 0) return id;
        token.forceApprove(address(core), 0);
        token.safeTransfer(buyer, left);
    }

    function _held() private view returns (uint256) {
        return token.balanceOf(address(this));
    }
}
