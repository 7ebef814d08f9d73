// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INetwork} from "../../../contracts/interfaces/INetwork.sol";
import {IPayouts} from "../../../contracts/interfaces/IPayouts.sol";
import {IReturns} from "../../../contracts/interfaces/IReturns.sol";
import {ISales, SaleKind} from "../../../contracts/interfaces/ISales.sol";
import {ReturnKind} from "../../../contracts/types/ReturnTerms.sol";
import {SaleState} from "../../../contracts/types/SaleSlot.sol";
import {Deed} from "../Deeds.sol";
import {Filing} from "../Filing.sol";
import {Refusals} from "../Refusals.sol";

/// @title Buyers return what they bought; the company, the arbiter and the time decide
abstract contract Returning is Filing {
    /// @dev A step of a return: who takes it, and why it may be refused.
    struct Step {
        uint256 index;
        address who;
        ISales.Sale sale;
        Refusals refusals;
    }

    /// @notice A buyer returns a sale, now and then too late or somebody else's.
    function requestReturn(uint256 seed) external onTime {
        _request(seed);
    }

    /// @notice Somebody sends what a buyer signed to return a sale, or what he did not sign like that.
    function requestReturnFor(uint256 seed) external onTime {
        if (deals.length == 0) return;
        uint256 index = _someDealIn(seed, SaleState.Escrowed, SaleState.Escrowed, _oneIn(6, seed, "late"));
        Deal storage deal = deals[index];
        Step memory step = _step(seed, index, _someRelayer(seed));
        uint256 deadline = _oneIn(8, seed, "expired") ? clock - 1 : clock + _choose(seed, "hours", 1 days);
        bool forged = keyOf[deal.buyer] == 0 || _oneIn(6, seed, "forged");
        uint256 amount = deal.total + (_oneIn(8, seed, "more") ? 1 : 0);
        address signer = forged ? thief : deal.buyer;
        bytes memory signature = _signReturn(signer, deal.buyer, deal.id, uint96(amount), deadline);
        step.refusals.when(deadline < clock, INetwork.SignatureExpired.selector);
        step.refusals.when(forged || amount != deal.total, INetwork.SignatureInvalid.selector);
        _refuseState(step, SaleState.Escrowed, SaleState.Escrowed, true);
        bytes memory call = abi.encodeCall(IReturns.requestReturnFor, (step.sale, deadline, signature));
        if (!_returned(step, call)) return;
        _keep(call);
        _did(Deed.ReturnedBySignature);
    }

    function _request(uint256 seed) private {
        if (deals.length == 0) return;
        uint256 index = _someDealIn(seed, SaleState.Escrowed, SaleState.Escrowed, _oneIn(6, seed, "late"));
        Deal storage deal = deals[index];
        Step memory step = _step(seed, index, _oneIn(8, seed, "stranger") ? _somebody(seed, "who") : deal.buyer);
        _refuseStranger(step);
        _refuseState(step, SaleState.Escrowed, SaleState.Escrowed, true);
        _returned(step, abi.encodeCall(IReturns.requestReturn, (step.sale)));
    }

    /// @dev Requests a return, which ends the sale at once or waits for the company.
    function _returned(Step memory step, bytes memory call) private returns (bool) {
        Deal storage deal = deals[step.index];
        uint256 before = token.balanceOf(deal.buyer);
        if (!_take(4, "request", step, call)) return false;
        if (deal.kind != SaleKind.Recorded && deal.returnKind == ReturnKind.Goods) {
            _noteState(step.index, SaleState.Requested, clock + decisionTime);
            _did(Deed.ReturnRequested);
        } else if (_payBack(step.index, SaleState.Requested, before)) {
            _did(deal.kind == SaleKind.Recorded ? Deed.CancelledByFunder : Deed.ReturnedAtOnce);
        }
        return true;
    }

    /// @notice A buyer gives a return up. Where nothing is that far, the step before is mostly taken, here and below.
    function withdrawReturn(uint256 seed) external onTime {
        if (deals.length == 0) return;
        uint256 index = _someDealIn(seed, SaleState.Requested, SaleState.Disputed, _oneIn(6, seed, "late"));
        if (!_isThatFar(seed, index, SaleState.Requested, SaleState.Disputed)) return _request(seed);
        SaleState state = deals[index].state;
        address who = _oneIn(6, seed, "stranger") ? _somebody(seed, "who") : deals[index].buyer;
        Step memory step = _step(seed, index, who);
        _refuseStranger(step);
        _refuseState(step, SaleState.Requested, SaleState.Disputed, true);
        if (!_take(4, "withdrawal", step, abi.encodeCall(IReturns.withdrawReturn, (step.sale)))) return;
        _noteState(index, SaleState.Escrowed, clock);
        _did(state == SaleState.Disputed ? Deed.DisputeWithdrawn : Deed.ReturnWithdrawn);
    }

    /// @notice The clerk accepts a return.
    function acceptReturn(uint256 seed) external onTime {
        if (deals.length == 0) return;
        (bool any, Step memory step) = _clerksStep(seed);
        if (!any) return _request(seed);
        address buyer = deals[step.index].buyer;
        uint256 before = token.balanceOf(buyer);
        if (!_take(6, "acceptance", step, abi.encodeCall(IReturns.acceptReturn, (step.sale)))) return;
        _payBack(step.index, SaleState.Requested, before);
        _did(Deed.ReturnAccepted);
    }

    /// @notice The clerk rejects a return.
    function rejectReturn(uint256 seed) external onTime {
        if (deals.length != 0) _reject(seed);
    }

    function _reject(uint256 seed) private {
        (bool any, Step memory step) = _clerksStep(seed);
        if (!any) return _request(seed);
        bytes32 reason = _oneIn(10, seed, "no reason") ? bytes32(0) : bytes32("reason");
        step.refusals.when(reason == 0, IReturns.ReturnReasonMissing.selector);
        if (!_take(4, "rejection", step, abi.encodeCall(IReturns.rejectReturn, (step.sale, reason)))) return;
        _noteState(step.index, SaleState.Disputed, clock + rulingTime);
        _did(Deed.ReturnRejected);
    }

    /// @notice The arbiter rules, or somebody else tries to.
    function ruleReturn(uint256 seed) external onTime {
        if (deals.length == 0) return;
        uint256 index = _someDealIn(seed, SaleState.Disputed, SaleState.Disputed, _oneIn(6, seed, "late"));
        if (!_isThatFar(seed, index, SaleState.Disputed, SaleState.Disputed)) return _reject(seed);
        Deal storage deal = deals[index];
        address ruler = deal.arbiter == address(0) ? arbiter : deal.arbiter;
        Step memory step = _step(seed, index, _oneIn(6, seed, "other") ? otherArbiter : ruler);
        if (!_isUnknown(step)) {
            step.refusals.when(step.who != deal.arbiter, IReturns.ReturnNotByArbiter.selector);
        }
        _refuseState(step, SaleState.Disputed, SaleState.Disputed, true);
        bool forBuyer = _oneIn(2, seed, "for the buyer");
        uint256 before = token.balanceOf(deal.buyer);
        if (!_take(6, "ruling", step, abi.encodeCall(IReturns.ruleReturn, (step.sale, forBuyer)))) return;
        if (forBuyer) _payBack(index, SaleState.Disputed, before);
        else _noteSettlement(index, clock);
        _did(forBuyer ? Deed.RuledForBuyer : Deed.RuledForCompany);
    }

    /// @notice Anybody refunds what company or arbiter left undecided, or what could not be delivered before.
    function refund(uint256 seed) external onTime {
        if (deals.length == 0) return;
        uint256 index = _someDealIn(seed, SaleState.Requested, SaleState.Disputed, !_oneIn(6, seed, "early"));
        if (!_isThatFar(seed, index, SaleState.Requested, SaleState.Disputed)) return _reject(seed);
        address buyer = deals[index].buyer;
        Step memory step = _step(seed, index, keeper);
        _refuseRefund(step, buyer);
        uint256 before = token.balanceOf(buyer);
        SaleState state = deals[index].state;
        if (!_take(6, "refund", step, abi.encodeCall(IReturns.refund, (step.sale)))) return;
        _arrive(index, buyer, before);
        _did(state == SaleState.Disputed ? Deed.RefundedAfterDispute : Deed.RefundedAfterSilence);
    }

    /// @notice The buyer has a refund that is due sent elsewhere.
    function refundTo(uint256 seed) external onTime {
        if (deals.length == 0) return;
        uint256 index = _someDealIn(seed, SaleState.Requested, SaleState.Disputed, !_oneIn(6, seed, "early"));
        if (!_isThatFar(seed, index, SaleState.Requested, SaleState.Disputed)) return _reject(seed);
        address to = [vault, vault, address(0), address(core), deals[index].buyer][_choose(seed, "to", 5)];
        address who = _oneIn(6, seed, "thief") ? thief : deals[index].buyer;
        Step memory step = _step(seed, index, who);
        _refuseStranger(step);
        _refuseRefund(step, to);
        bool nobody = to == address(0) || to == address(core);
        step.refusals.when(nobody, IPayouts.PayoutRecipientInvalid.selector);
        uint256 before = token.balanceOf(to);
        if (!_take(6, "refund elsewhere", step, abi.encodeCall(IReturns.refundTo, (step.sale, to)))) return;
        _arrive(index, to, before);
        _did(Deed.RefundedElsewhere);
    }

    // Steps

    /// @dev Whether a sale is in one of two states, so that a step from there makes sense, or is tried in vain.
    function _isThatFar(uint256 seed, uint256 index, SaleState state, SaleState other) private view returns (bool) {
        SaleState own = deals[index].state;
        return own == state || own == other || _oneIn(8, seed, "in vain");
    }

    /// @dev The sale as it was placed, or altered, which nobody knows. Meanwhile the token's issuer may bar the buyer.
    function _step(uint256 seed, uint256 index, address who) private returns (Step memory step) {
        (step.index, step.who) = (index, who);
        address buyer = deals[index].buyer;
        if (_oneIn(12, seed, "barred") && idOfWallet[buyer] != THE_COMPANY) _bar(buyer);
        step.sale = _written(deals[index]);
        bool altered = _oneIn(12, seed, "altered");
        if (altered) _alter(step.sale, seed);
        step.refusals.when(altered || deals[index].window == 0, ISales.SaleUnknown.selector);
    }

    function _clerksStep(uint256 seed) private returns (bool any, Step memory step) {
        uint256 index = _someDealIn(seed, SaleState.Requested, SaleState.Requested, _oneIn(6, seed, "late"));
        any = _isThatFar(seed, index, SaleState.Requested, SaleState.Requested);
        if (!any) return (any, step);
        step = _step(seed, index, _oneIn(10, seed, "thief") ? thief : clerk);
        _refuseUnlessInOffice(step.refusals, RETURNS_ROLE, step.who);
        _refuseState(step, SaleState.Requested, SaleState.Requested, true);
    }

    function _isUnknown(Step memory step) private pure returns (bool) {
        return step.refusals.includes(ISales.SaleUnknown.selector);
    }

    function _refuseStranger(Step memory step) private view {
        if (_isUnknown(step)) return;
        step.refusals.when(step.who != deals[step.index].buyer, IReturns.ReturnNotByBuyer.selector);
    }

    function _refuseState(Step memory step, SaleState state, SaleState other, bool inTime) private view {
        if (_isUnknown(step)) return;
        Deal storage deal = deals[step.index];
        bool fits = deal.state == state || deal.state == other;
        step.refusals.when(!fits, IReturns.ReturnStateInvalid.selector);
        if (!fits) return;
        bool over = clock >= deal.until;
        step.refusals.when(inTime && over, IReturns.ReturnTooLate.selector);
        step.refusals.when(!inTime && !over, IReturns.RefundNotDue.selector);
    }

    function _refuseRefund(Step memory step, address to) private view {
        _refuseState(step, SaleState.Requested, SaleState.Disputed, false);
        if (!_isUnknown(step)) step.refusals.when(barred[to], IReturns.RefundUndeliverable.selector);
    }

    function _take(uint256 number, bytes32 what, Step memory step, bytes memory call) private returns (bool done) {
        (done, ) = _try(number, what, step.who, call, step.refusals);
    }

    // Refunds

    /// @dev Refunds to the buyer; if the token does not deliver, the refund is due from now on.
    function _payBack(uint256 index, SaleState pending, uint256 before) private returns (bool) {
        address buyer = deals[index].buyer;
        if (barred[buyer]) {
            _noteState(index, pending, clock);
            _did(Deed.RefundFailed);
            return false;
        }
        _arrive(index, buyer, before);
        return true;
    }

    function _arrive(uint256 index, address to, uint256 before) private {
        _promise(6, "refund that arrived", token.balanceOf(to) - before, deals[index].total);
        _noteRefund(index, clock);
        _didIf(pausedNow, Deed.RefundedInPause);
    }
}
