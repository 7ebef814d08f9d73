// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICatalogue} from "../../contracts/interfaces/ICatalogue.sol";
import {INetwork} from "../../contracts/interfaces/INetwork.sol";
import {IPayouts} from "../../contracts/interfaces/IPayouts.sol";
import {IPlans} from "../../contracts/interfaces/IPlans.sol";
import {ISales} from "../../contracts/interfaces/ISales.sol";
import {Distributor} from "../../contracts/types/Distributor.sol";
import {SaleState} from "../../contracts/types/SaleSlot.sol";
import {Acting} from "./Acting.sol";

/// @title The promises, as questions about the present moment
/// @dev Asked after every action, so the newest sale stands for each sale. What only grows, such as the list of
/// finished sales, is looked at in full at the end of a run, see `closeBooks`.
abstract contract Promises is Acting {
    uint256 private constant PROMISES = 12;

    function _balances() private view returns (uint256 sum) {
        for (uint256 id = 1; id < people.length; ++id) sum += core.balanceOf(id);
    }

    /// @notice 1. The token balance covers escrow, all claimable balances, pool and company.
    function solvency() external view {
        uint256 owed = inEscrow + _balances() + core.poolBalance();
        assertEqual("tokens held beyond what came in", token.balanceOf(address(core)), owed + strays);
    }

    /// @notice 2. Each sale's parts add up to its total, and all that came in went out or is still there.
    function conservation() external view {
        uint256 parts = lastReceipt.pool + lastReceipt.company;
        for (uint256 i = 0; i < lastReceipt.amounts.length; ++i) parts += lastReceipt.amounts[i];
        assertEqual("parts of the sale", parts, lastReceipt.total);
        assertEqual("all sales", wentOut + _balances() + core.poolBalance() + escrowTold, cameIn);
    }

    /// @notice 3. Commissions and pool share stay within the cap, in each sale and in each plan.
    function withinCap() external view {
        if (deals.length != 0) {
            uint256 paid = lastReceipt.pool;
            for (uint256 i = 0; i < lastReceipt.amounts.length; ++i) paid += lastReceipt.amounts[i];
            if (lastReceipt.seller != THE_COMPANY) paid -= lastReceipt.profit;
            assertAtMost("commissions and pool", paid * 10_000, cap * deals[deals.length - 1].wholesale);
        }
        (, IPlans.Plan memory plan) = core.planInForce();
        _checkCap(plan);
        (, , plan) = core.planScheduled();
        _checkCap(plan);
    }

    function _checkCap(IPlans.Plan memory plan) private view {
        uint256 most = plan.poolShare;
        for (uint256 level = 0; level < plan.rates.length; ++level) most += plan.rates[level];
        assertAtMost("worst case of a plan", most, cap);
    }

    /// @notice 4. A sale is settled once: what waits waits, what is settled was waiting.
    function once() external view {
        _holds(4);
        assertEqual("events that settle wrongly", settledWrongly, 0);
        for (uint256 i = 0; i < waiting.length; ++i) _checkState(deals[waiting[i]]);
    }

    function _checkState(Deal storage deal) private view {
        SaleState foreseen = SaleState.None;
        if (deal.window != 0) foreseen = deal.status == Status.Paid ? SaleState.Settled : SaleState.Escrowed;
        (SaleState state, uint256 time) = core.saleState(deal.id);
        assertEqual("state of a sale", uint256(state), uint256(foreseen));
        if (foreseen == SaleState.Escrowed) assertEqual("deadline", time, deal.deadline);
        if (foreseen == SaleState.Settled) assertEqual("settled at", time, deal.paidAt);
    }

    /// @notice 5. No credit without a settled sale.
    function onlySalesPay() external view {
        assertEqual("events that settle wrongly", settledWrongly, 0);
        for (uint256 id = 1; id < people.length; ++id) {
            assertEqual("balance", core.balanceOf(id), earnedTold[id] - paidTold[id]);
        }
        assertEqual("pool", core.poolBalance(), poolEarnedTold - poolSpentTold);
    }

    /// @notice 7. A sponsor's id is smaller than one's own, in storage as in the events.
    function acyclic() external view {
        for (uint256 id = 2; id < people.length; ++id) {
            uint256 sponsor = _storedDistributor(id).sponsor();
            assertEqual("sponsor", sponsor, people[id].sponsor);
            assertEqual("sponsor in the event", sponsorTold[id], sponsor);
            assertAtMost("sponsor", sponsor + 1, id);
        }
    }

    /// @notice 8. A sale pays exactly the split of its placement.
    function fixedAtPlacement() external view {
        _holds(8);
        for (uint256 id = 1; id < people.length; ++id) assertEqual("balance", core.balanceOf(id), people[id].owed);
        assertEqual("pool", core.poolBalance(), poolOwed);
    }

    /// @notice 9. The events replay to the head and to every balance.
    function journal() external view {
        assertEqual("head", core.journalHead(), headTold);
        for (uint256 id = 1; id <= lastIdTold; ++id) assertEqual("balance", core.balanceOf(id), balanceTold[id]);
        assertEqual("pool", core.poolBalance(), poolTold);
        assertEqual("last distributor", core.lastDistributorId(), lastIdTold);
        assertEqual("last product", core.lastProduct(), lastProductTold);
    }

    /// @notice 10. Only the owner's action or consent reduces a balance.
    function authority() external view {
        _holds(10);
        assertEqual("payouts without authority", paidWrongly, 0);
    }

    /// @notice 11. A quote is what a sale placed in that state pays.
    function preview() external view {
        _holds(11);
    }

    // The end of a run

    /// @notice Whatever the actions found broken, under its own number, by whichever test came upon it.
    function noneBroken() public view {
        for (uint256 number = 1; number <= PROMISES; ++number) _holds(number);
    }

    /// @notice 6. Rebuilds the rest of the state from events, then settles and claims all there is: everybody gets out
    /// what is his, and what remains is the pool and what nobody asked for.
    function closeBooks() external {
        noneBroken();
        vm.warp(clock);
        _compareState();
        for (uint256 i = 0; i < deals.length; ++i) {
            _checkState(deals[i]);
            if (deals[i].deadline > clock) clock = deals[i].deadline;
        }
        vm.warp(clock);
        _settleAll();
        _claimAll();
        assertEqual("what remains", token.balanceOf(address(core)), core.poolBalance() + strays);
        assertEqual("head", core.journalHead(), headTold);
    }

    function _compareState() private view {
        for (uint256 id = 1; id <= lastIdTold; ++id) {
            (uint256 bound, bool current) = core.idOf(walletTold[id]);
            assertEqual("id of a wallet", current ? bound : 0, id);
            assertEqual("wallet", uint160(walletTold[id]), uint160(people[id].wallet));
            assertTrue("pushed payouts", pushOffTold[id] == people[id].pushOff);
            if (id != THE_COMPANY) _compareDistributor(id, _periodAt(clock));
        }
        for (uint256 number = 1; number <= lastProductTold; ++number) {
            (ICatalogue.ProductTerms memory terms, bool closed) = core.product(number);
            assertTrue("closed product", closed == closedTold[number]);
            bytes32 expected = keccak256(abi.encode(articles[number].terms));
            assertEqual("terms of a product", uint256(keccak256(abi.encode(terms))), uint256(expected));
        }
        (uint256 version, IPlans.Plan memory plan) = core.planInForce();
        assertEqual("plan", version, planNextTold != 0 && planNextFromTold <= clock ? planNextTold : planTold);
        bytes32 known = keccak256(abi.encode(_planAt(clock).plan));
        assertEqual("terms of the plan", uint256(keccak256(abi.encode(plan))), uint256(known));
    }

    /// @dev What the core tells of a distributor against the ghost model.
    function _compareDistributor(uint256 id, uint256 period) private view {
        INetwork.DistributorState memory state = core.distributor(id);
        assertEqual("sponsor", state.sponsor, people[id].sponsor);
        assertEqual("balance", state.balance, people[id].owed);
        assertTrue("active", state.active == _isActive(id, 1, period));
        assertTrue("active next", state.activeNext == _isActive(id, 1, period + 1));
        assertEqual("volume", state.volume, retailSettled[id][period]);
        assertEqual("rank", state.rank, _rankOf(id, period));
        assertEqual("rank next", state.rankNext, _rankOf(id, period + 1));
        assertTrue("pushed payouts", state.pushOff == people[id].pushOff);
    }

    function _storedDistributor(uint256 id) private view returns (Distributor) {
        return Distributor.wrap(uint256(vm.load(address(core), _slotOf(id))));
    }

    function _settleAll() private {
        ISales.Sale[] memory sales = new ISales.Sale[](waiting.length);
        for (uint256 i = 0; i < sales.length; ++i) sales[i] = _written(deals[waiting[i]]);
        _mustDo(keeper, abi.encodeCall(ISales.settleMany, (sales)));
        for (uint256 i = 0; i < sales.length; ++i) _noteSettlement(waiting[i], clock);
        delete waiting;
    }

    function _claimAll() private {
        for (uint256 id = 1; id < people.length; ++id) {
            if (people[id].owed == 0) continue;
            address owner = people[id].wallet;
            if (barred[owner]) token.unBlacklist(owner);
            uint256 amount = abi.decode(_mustDo(owner, abi.encodeCall(IPayouts.claim, ())), (uint256));
            assertEqual("last claim", amount, people[id].owed);
            people[id].owed = 0;
        }
    }
}
