// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {IOffers} from "../../../contracts/interfaces/IOffers.sol";
import {IPayments} from "../../../contracts/interfaces/IPayments.sol";
import {ISales} from "../../../contracts/interfaces/ISales.sol";
import {Deed} from "../Deeds.sol";
import {Placing} from "../Placing.sol";
import {Refusals} from "../Refusals.sol";

/// @title Buyers pay by a signature, without an approval, or without ether by somebody who relays it
abstract contract Authorizing is Placing {
    enum PaymentFault {
        None,
        Expired,
        TooEarly,
        Forged,
        OtherOrder,
        OtherBuyer
    }

    /// @dev What is signed for, and from when until when.
    struct Cheque {
        address buyer;
        ISales.Order order;
        uint256 validAfter;
        uint256 validBefore;
        bytes signature;
    }

    uint256 private constant FAULTS = uint256(type(PaymentFault).max) + 1;
    IOffers.LineOffer[] private _noOffers;
    /// @dev The same purchase by the same buyer is signed for once.
    mapping(bytes32 order => bool) private _isCashed;

    /// @notice Somebody sends a purchase that the buyer signed for (ERC-3009), or altered it before.
    function buyWithAuthorization(uint256 seed) external onTime {
        Refusals memory refusals;
        Cheque memory cheque = _write(refusals, seed);
        Bargain memory bargain = _bargain(cheque.buyer, address(payments), cheque.order);
        _refuseBargain(refusals, bargain);
        bytes memory call = abi.encodeCall(
            IPayments.buyWithAuthorization,
            (cheque.buyer, cheque.order, _noOffers, cheque.validAfter, cheque.validBefore, cheque.signature)
        );
        Counter memory counter = Counter(address(payments), _someRelayer(seed), cheque.buyer);
        if (!_tradeAt(counter, bargain, call, "", refusals)) return;
        _isCashed[payments.orderHash(cheque.buyer, cheque.order, _noOffers)] = true;
        _keepAt(address(payments), call);
        _did(Deed.PaidByAuthorization);
    }

    function _write(Refusals memory refusals, uint256 seed) private view returns (Cheque memory cheque) {
        PaymentFault fault = PaymentFault(_oneIn(2, seed, "right") ? 0 : _choose(seed, "payment fault", FAULTS));
        cheque.buyer = _buyer(seed);
        cheque.order = _limited(seed, cheque.buyer);
        (cheque.validAfter, cheque.validBefore) = (clock - 1, clock + 1);
        if (fault == PaymentFault.Expired) cheque.validBefore = clock;
        if (fault == PaymentFault.TooEarly) cheque.validAfter = clock;
        bool untimely = fault == PaymentFault.Expired || fault == PaymentFault.TooEarly;
        refusals.when(untimely, ERC3009.ERC3009InvalidAuthorizationTime.selector);
        address signer = fault == PaymentFault.Forged ? thief : cheque.buyer;
        bytes32 hash = payments.orderHash(cheque.buyer, cheque.order, _noOffers);
        uint256[2] memory times = [cheque.validAfter, cheque.validBefore];
        cheque.signature = _signReceive(signer, cheque.buyer, address(payments), cheque.order.maxTotal, times, hash);
        if (fault == PaymentFault.OtherOrder) cheque.order.campaign ^= 1;
        else if (fault == PaymentFault.OtherBuyer) cheque.buyer = thief;
        bool altered = fault > PaymentFault.TooEarly;
        refusals.when(_isCashed[hash], ERC3009.ERC3009UsedAuthorization.selector);
        refusals.when(altered, ERC3009.ERC3009InvalidSignature.selector);
    }

    /// @dev An order whose limit the buyer can pay: what he signs for is taken first, what is left comes back.
    function _limited(uint256 seed, address buyer) private view returns (ISales.Order memory order) {
        order = _order(seed, buyer);
        if (order.maxTotal != type(uint96).max) return order;
        uint256 total = _total(_bargain(buyer, address(payments), order));
        order.maxTotal = uint96(total + _choose(seed, "more", 1e6));
    }

    /// @notice A buyer signs a permit instead of approving; somebody may have used it before him.
    function buyWithPermit(uint256 seed) external onTime {
        address buyer = _buyer(seed);
        ISales.Order memory order = _limited(seed, buyer);
        bool forged = _oneIn(6, seed, "forged");
        uint256 limit = order.maxTotal;
        uint256[2] memory once = [token.nonces(buyer), clock];
        (uint8 v, bytes32 r, bytes32 s) = _signPermit(forged ? thief : buyer, buyer, address(payments), limit, once);
        if (!forged && !barred[buyer] && _oneIn(4, seed, "used before")) {
            vm.prank(thief);
            token.permit(buyer, address(payments), limit, clock, v, r, s);
            _did(Deed.PermitUsedBefore);
        }
        // What an order that was refused left allowed serves the next.
        bool allowed = !forged || token.allowance(buyer, address(payments)) >= limit;
        Bargain memory bargain = _bargain(buyer, address(payments), order);
        Refusals memory refusals;
        refusals.when(!allowed, ERC20Permit.ERC2612InvalidSigner.selector);
        _refuseBargain(refusals, bargain);
        bytes memory call = abi.encodeCall(IPayments.buyWithPermit, (order, _noOffers, clock, v, r, s));
        if (_tradeAt(Counter(address(payments), buyer, buyer), bargain, call, "", refusals)) _did(Deed.PaidByPermit);
    }
}
