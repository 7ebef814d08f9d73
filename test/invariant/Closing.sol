// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOwnership} from "../../contracts/interfaces/IOwnership.sol";
import {IPayouts} from "../../contracts/interfaces/IPayouts.sol";
import {IReturns} from "../../contracts/interfaces/IReturns.sol";
import {ISales} from "../../contracts/interfaces/ISales.sol";
import {ScreenAction} from "../../contracts/interfaces/IScreen.sol";
import {SaleState} from "../../contracts/types/SaleSlot.sol";
import {Comparing} from "./Comparing.sol";
import {Opinion} from "./FickleScreen.sol";
import {Refusals} from "./Refusals.sol";

/// @title The end of a run: company and arbiter are silent for good, and everybody leaves with what is his
abstract contract Closing is Comparing {
    /// @notice 6. Waits until every deadline and every hold is over; then keepers settle and refund what is due, and
    /// everybody claims. What remains is the pool and what nobody asked for.
    function closeBooks() external {
        compareState();
        for (uint256 i = 0; i < waiting.length; ++i) _wait(deals[waiting[i]].until);
        for (uint256 id = 2; id < people.length; ++id) _wait(people[id].heldUntil);
        vm.warp(clock);
        _settleAll();
        while (waiting.length != 0) _refund(waiting[0]);
        for (uint256 id = 2; id < people.length; ++id) if (_isUnbound(id)) _bindAtLast(id);
        for (uint256 id = 1; id < people.length; ++id) if (people[id].owed != 0) _claimAtLast(id);
        assertEqual("what remains", token.balanceOf(address(core)), core.poolBalance() + strays);
        assertEqual("head", core.journalHead(), headTold);
    }

    function _wait(uint256 time) private {
        if (time > clock) clock = time;
    }

    /// @dev All at once, what is in a return among them: that is passed over.
    function _settleAll() private {
        ISales.Sale[] memory sales = new ISales.Sale[](waiting.length);
        for (uint256 i = 0; i < sales.length; ++i) sales[i] = _written(deals[waiting[i]]);
        _mustDo(keeper, abi.encodeCall(ISales.settleMany, (sales)));
        for (uint256 i = waiting.length; i > 0; --i) {
            if (deals[waiting[i - 1]].state == SaleState.Escrowed) _noteSettlement(waiting[i - 1], clock);
        }
    }

    function _refund(uint256 index) private {
        Deal storage deal = deals[index];
        ISales.Sale memory sale = _written(deal);
        address to = barred[deal.buyer] ? vault : deal.buyer;
        uint256 before = token.balanceOf(to);
        if (to == vault) _mustDo(deal.buyer, abi.encodeCall(IReturns.refundTo, (sale, to)));
        else _mustDo(keeper, abi.encodeCall(IReturns.refund, (sale)));
        assertEqual("last refund", token.balanceOf(to) - before, deal.total);
        _noteRefund(index, clock);
    }

    /// @dev Who has no wallet yet gets a new one, if the company still vouches for him.
    function _bindAtLast(uint256 id) private {
        if (!inOffice[IMPORT_ROLE][importer]) _appoint(IMPORT_ROLE, importer);
        address wallet = vm.addr(FIRST_KEY + 1_000 + id);
        IOwnership.Voucher memory voucher = IOwnership.Voucher(importer, uint32(id), wallet, clock);
        _mustDo(wallet, abi.encodeCall(IOwnership.bind, (voucher, _signVoucher(importer, voucher))));
        _noteBinding(id, wallet);
    }

    /// @dev The screen may refuse him until it reconsiders; where the token does not deliver, he names another address.
    function _claimAtLast(uint256 id) private {
        address owner = people[id].wallet;
        if (_screenRefuses(owner, ScreenAction.Claim)) {
            Refusals memory refusals;
            refusals.when(true, IPayouts.ScreenRefused.selector);
            _try(6, "claim of the refused", owner, abi.encodeCall(IPayouts.claim, ()), refusals);
            screenNow.change(owner, Opinion.Allows);
        }
        bytes memory call = abi.encodeCall(IPayouts.claim, ());
        if (barred[owner]) call = abi.encodeCall(IPayouts.claimTo, (vault));
        uint256 amount = abi.decode(_mustDo(owner, call), (uint256));
        assertEqual("last claim", amount, people[id].owed);
        people[id].owed = 0;
    }
}
