// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPlans} from "../../contracts/interfaces/IPlans.sol";
import {Distributor} from "../../contracts/types/Distributor.sol";
import {SaleState} from "../../contracts/types/SaleSlot.sol";
import {Acting} from "./Acting.sol";
import {Receipt, Receipts} from "./Receipts.sol";

/// @title The promises, as questions about the present moment
/// @dev Asked after every action, so the newest sales stand for each sale. What only grows, such as the list of
/// finished sales, is looked at in full at the end of a run, see `Closing`.
abstract contract Promises is Acting {
    uint256 private constant PROMISES = 30;

    function _balances() internal view returns (uint256 sum) {
        for (uint256 id = 1; id < people.length; ++id) sum += core.balanceOf(id);
    }

    /// @notice 1. The token balance covers escrow, all claimable balances, pool and company.
    function solvency() external view {
        uint256 owed = inEscrow + _balances() + core.poolBalance();
        assertEqual("tokens held beyond what came in", token.balanceOf(address(core)), owed + strays);
    }

    /// @notice 2. Each sale's parts add up to its total, and all that came in went out or is still there.
    function conservation() external view {
        for (uint256 i = 0; i < receipts.length; ++i) {
            assertEqual("parts of the sale", _creditsOf(i) + receipts[i].pool + receipts[i].company, receipts[i].total);
        }
        assertEqual("all sales", wentOut + _balances() + core.poolBalance() + escrowTold, cameIn);
    }

    /// @notice 3. Commissions and pool share stay within the cap, in each sale and in each plan.
    function withinCap() external view {
        for (uint256 i = 0; i < receipts.length; ++i) {
            // The seller's profit is in his credit, the company's in its share.
            uint256 profit = receipts[i].seller == THE_COMPANY ? 0 : receipts[i].profit;
            uint256 paid = _creditsOf(i) + receipts[i].pool - profit;
            assertAtMost("commissions and pool", paid * 10_000, cap * _wholesaleOf(i));
        }
        (, IPlans.Plan memory plan) = core.planInForce();
        assertAtMost("worst case of a plan", _worstCase(plan), cap);
        (, , plan) = core.planScheduled();
        assertAtMost("worst case of a plan", _worstCase(plan), cap);
    }

    function _creditsOf(uint256 place) private view returns (uint256 sum) {
        uint256[] storage amounts = receipts[place].amounts;
        for (uint256 i = 0; i < amounts.length; ++i) sum += amounts[i];
    }

    function _wholesaleOf(uint256 place) private view returns (uint256 sum) {
        Receipt memory receipt = receipts[place];
        for (uint256 i = 0; i < Receipts.lineCount(receipt); ++i) {
            (uint256 product, uint256 quantity, ) = Receipts.line(receipt, i);
            sum += quantity * articles[product].terms.wholesale;
        }
    }

    /// @notice 4. A sale is settled or refunded, once: what waits waits, and nothing is finished that did not wait.
    function once() external view {
        _holds(4);
        assertEqual("events that settle wrongly", settledWrongly, 0);
        assertEqual("events that refund wrongly", refundedWrongly, 0);
        for (uint256 i = 0; i < waiting.length; ++i) _checkState(deals[waiting[i]]);
    }

    /// @dev The core, the ghost and the events agree on where a sale stands.
    function _checkState(Deal storage deal) internal view {
        (SaleState state, uint256 time) = core.saleState(deal.id);
        assertEqual("state of a sale", uint256(state), uint256(_stateOf(deal)));
        SaleTold storage told = saleTold[deal.id];
        assertEqual("state in the events", uint256(told.state), uint256(deal.state));
        assertEqual("time in the events", told.until, deal.until);
        if (deal.window != 0) assertEqual("time of a sale's state", time, deal.until);
    }

    /// @notice 5. No credit without a settled sale.
    function onlySalesPay() external view {
        assertEqual("events that settle wrongly", settledWrongly, 0);
        for (uint256 id = 1; id < people.length; ++id) {
            assertEqual("balance", core.balanceOf(id), earnedTold[id] - paidTold[id]);
        }
        assertEqual("pool", core.poolBalance(), poolEarnedTold - poolSpentTold);
    }

    /// @notice 6. No claim and no refund that is due is stopped. At the end of a run everybody leaves, see `Closing`.
    function exit() external view {
        _holds(6);
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

    function _storedDistributor(uint256 id) internal view returns (Distributor) {
        return Distributor.wrap(uint256(vm.load(address(core), _slotOf(id))));
    }

    /// @notice 8. A sale pays exactly the split of its placement.
    function fixedAtPlacement() external view {
        _holds(8);
        for (uint256 id = 1; id < people.length; ++id) assertEqual("balance", core.balanceOf(id), people[id].owed);
        assertEqual("pool", core.poolBalance(), poolOwed);
    }

    /// @notice 9. The events replay to the head and to every balance; to everything else at the end, see `Comparing`.
    function journal() external view {
        assertEqual("head", core.journalHead(), headTold);
        for (uint256 id = 1; id <= lastIdTold; ++id) assertEqual("balance", core.balanceOf(id), balanceTold[id]);
        assertEqual("pool", core.poolBalance(), poolTold);
        assertEqual("last distributor", core.lastDistributorId(), lastIdTold);
        assertEqual("last product", core.lastProduct(), lastProductTold);
        assertEqual("last batch", core.lastBatch(cashier), batchesTold);
    }

    /// @notice 10. Only the owner's action or consent reduces a balance or moves a wallet.
    function authority() external view {
        _holds(10);
        assertEqual("payouts without authority", paidWrongly, 0);
        assertEqual("moves without authority", movedWrongly, 0);
        for (uint256 id = 1; id < people.length; ++id) {
            address wallet = people[id].wallet;
            assertEqual("wallet in the events", uint160(walletTold[id]), uint160(wallet));
            if (wallet == address(0)) continue;
            (uint256 owner, bool current) = core.idOf(wallet);
            assertEqual("whose wallet it is", current ? owner : 0, id);
        }
    }

    /// @notice 11. A quote is what a sale placed in that state pays.
    function preview() external view {
        _holds(11);
    }

    /// @notice Whatever the actions found broken, under its own number, by whichever test came upon it.
    function noneBroken() public view {
        for (uint256 number = 1; number <= PROMISES; ++number) _holds(number);
    }
}
