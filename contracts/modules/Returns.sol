// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {UplineBase} from "../UplineBase.sol";
import {IPayouts} from "../interfaces/IPayouts.sol";
import {IReturns} from "../interfaces/IReturns.sol";
import {ISales, SaleKind} from "../interfaces/ISales.sol";
import {IUpline} from "../interfaces/IUpline.sol";
import {Escrow} from "../libraries/Escrow.sol";
import {Journal} from "../libraries/Journal.sol";
import {Programme} from "../libraries/Programme.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {ReturnKind} from "../types/ReturnTerms.sol";
import {SaleSlot, SaleState} from "../types/SaleSlot.sol";

/// @title Returns: from a request to a refund, or to settlement
/// @dev A module of the core, see `UplineBase`.
contract Returns is UplineBase {
    using SafeERC20 for IERC20;
    using Escrow for Programme;
    using Journal for Programme;

    constructor(IUpline.Settings memory s) UplineBase(s) {}

    /// @notice See `IModule`.
    function moduleName() external pure returns (bytes32) {
        return "Returns";
    }

    /// @notice See `IReturns.requestReturn`.
    function requestReturn(ISales.Sale calldata sale) external nonReentrant {
        _request(sale, _byBuyer(sale));
    }

    /// @notice See `IReturns.requestReturnFor`.
    function requestReturnFor(
        ISales.Sale calldata sale,
        uint256 deadline,
        bytes calldata signature
    ) external nonReentrant {
        SaleSlot slot = _known(sale);
        bytes32 structHash = keccak256(
            abi.encode(Signatures.RETURN_TYPEHASH, sale.buyer, sale.id, sale.total, deadline)
        );
        Signatures.check(sale.buyer, _domainSeparatorV4(), structHash, signature, deadline);
        _request(sale, slot);
    }

    function _request(ISales.Sale calldata sale, SaleSlot slot) private {
        _checkState(sale, slot, SaleState.Escrowed);
        _checkTime(sale, slot);
        if (sale.kind == SaleKind.Recorded || sale.terms.kind() == ReturnKind.Automatic) {
            _payBack(sale, slot, SaleState.Requested);
            return;
        }
        uint256 deadline = block.timestamp + _decisionTime;
        _p.sales[sale.id] = slot.withState(SaleState.Requested, deadline);
        _p.record(IReturns.ReturnRequested.selector, sale.id, abi.encode(deadline));
    }

    /// @notice See `IReturns.withdrawReturn`.
    function withdrawReturn(ISales.Sale calldata sale) external nonReentrant {
        SaleSlot slot = _byBuyer(sale);
        if (slot.state() != SaleState.Disputed) _checkState(sale, slot, SaleState.Requested);
        _checkTime(sale, slot);
        // Due now: it can be settled, and not be returned any more.
        _p.sales[sale.id] = slot.withState(SaleState.Escrowed, block.timestamp);
        _p.record(IReturns.ReturnWithdrawn.selector, sale.id, "");
    }

    /// @notice See `IReturns.acceptReturn`.
    function acceptReturn(ISales.Sale calldata sale) external nonReentrant onlyRole(RETURNS_ROLE) {
        SaleSlot slot = _requested(sale);
        _p.record(IReturns.ReturnAccepted.selector, sale.id, uint160(msg.sender), "");
        _payBack(sale, slot, SaleState.Requested);
    }

    /// @notice See `IReturns.rejectReturn`.
    function rejectReturn(ISales.Sale calldata sale, bytes32 reason) external nonReentrant onlyRole(RETURNS_ROLE) {
        if (reason == 0) revert IReturns.ReturnReasonMissing(sale.id);
        uint256 deadline = block.timestamp + _rulingTime;
        _p.sales[sale.id] = _requested(sale).withState(SaleState.Disputed, deadline);
        _p.record(IReturns.ReturnRejected.selector, sale.id, uint256(reason), abi.encode(deadline));
    }

    function _requested(ISales.Sale calldata sale) private view returns (SaleSlot slot) {
        slot = _known(sale);
        _checkState(sale, slot, SaleState.Requested);
        _checkTime(sale, slot);
    }

    /// @notice See `IReturns.ruleReturn`.
    function ruleReturn(ISales.Sale calldata sale, bool forBuyer) external nonReentrant {
        SaleSlot slot = _known(sale);
        address arbiter = sale.terms.arbiter();
        if (msg.sender != arbiter) revert IReturns.ReturnNotByArbiter(sale.id, msg.sender, arbiter);
        _checkState(sale, slot, SaleState.Disputed);
        _checkTime(sale, slot);
        _p.record(IReturns.ReturnRuled.selector, sale.id, abi.encode(forBuyer));
        if (forBuyer) _payBack(sale, slot, SaleState.Disputed);
        else _settle(sale, slot);
    }

    /// @dev By the same way as any settlement, from a state in which it is due.
    function _settle(ISales.Sale calldata sale, SaleSlot slot) private {
        _p.sales[sale.id] = slot.withState(SaleState.Escrowed, block.timestamp);
        Escrow.Batch memory batch = Escrow.begin(currentPeriod());
        _p.settle(batch, sale);
        _p.finish(batch, abi.encodePacked(sale.id));
    }

    /// @notice See `IReturns.refund`.
    function refund(ISales.Sale calldata sale) external nonReentrant {
        _refundDue(sale, _known(sale), sale.buyer);
    }

    /// @notice See `IReturns.refundTo`.
    function refundTo(ISales.Sale calldata sale, address recipient) external nonReentrant {
        if (recipient == address(0) || recipient == address(this)) revert IPayouts.PayoutRecipientInvalid(recipient);
        _refundDue(sale, _byBuyer(sale), recipient);
    }

    function _refundDue(ISales.Sale calldata sale, SaleSlot slot, address recipient) private {
        if (slot.state() != SaleState.Disputed) _checkState(sale, slot, SaleState.Requested);
        if (block.timestamp < slot.deadline()) {
            revert IReturns.RefundNotDue(sale.id, block.timestamp, slot.deadline());
        }
        if (!_transfer(sale, slot, recipient)) {
            revert IReturns.RefundUndeliverable(sale.id, recipient, sale.total);
        }
    }

    /// @dev Refunds to the buyer. If the token does not deliver, the refund is due in `pending`, whose deadline is now, so
    /// that nobody can decide otherwise any more.
    function _payBack(ISales.Sale calldata sale, SaleSlot slot, SaleState pending) private {
        if (_transfer(sale, slot, sale.buyer)) return;
        _p.sales[sale.id] = slot.withState(pending, block.timestamp);
        _p.record(IReturns.RefundFailed.selector, sale.id, uint160(sale.buyer), abi.encode(sale.total));
    }

    function _transfer(ISales.Sale calldata sale, SaleSlot slot, address recipient) private returns (bool) {
        _p.sales[sale.id] = slot.withState(SaleState.Refunded, block.timestamp);
        if (!IERC20(_token).trySafeTransfer(recipient, sale.total)) return false;
        _p.record(IReturns.SaleRefunded.selector, sale.id, uint160(recipient), abi.encode(sale.total));
        return true;
    }

    /// @notice See `IReturns.saleStatus`.
    function saleStatus(ISales.Sale calldata sale) external view returns (SaleState state, uint256 deadline) {
        SaleSlot slot = _known(sale);
        return (slot.state(), slot.deadline());
    }

    /// @dev The slot of a sale with exactly these values.
    function _known(ISales.Sale calldata sale) private view returns (SaleSlot slot) {
        slot = _p.sales[sale.id];
        if (!slot.matches(Escrow.digestOf(sale)) || slot.state() == SaleState.None) revert ISales.SaleUnknown(sale.id);
    }

    function _byBuyer(ISales.Sale calldata sale) private view returns (SaleSlot slot) {
        slot = _known(sale);
        if (msg.sender != sale.buyer) revert IReturns.ReturnNotByBuyer(sale.id, msg.sender, sale.buyer);
    }

    function _checkState(ISales.Sale calldata sale, SaleSlot slot, SaleState expected) private pure {
        SaleState state = slot.state();
        if (state != expected) revert IReturns.ReturnStateInvalid(sale.id, state, expected);
    }

    function _checkTime(ISales.Sale calldata sale, SaleSlot slot) private view {
        if (block.timestamp >= slot.deadline()) {
            revert IReturns.ReturnTooLate(sale.id, block.timestamp, slot.deadline());
        }
    }
}
