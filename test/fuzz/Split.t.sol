// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICatalogue} from "../../contracts/interfaces/ICatalogue.sol";
import {INetwork} from "../../contracts/interfaces/INetwork.sol";
import {IPlans} from "../../contracts/interfaces/IPlans.sol";
import {ISales} from "../../contracts/interfaces/ISales.sol";
import {IUpline} from "../../contracts/interfaces/IUpline.sol";
import {ReturnKind} from "../../contracts/types/ReturnTerms.sol";
import {Choices} from "../invariant/Choices.sol";
import {Stage} from "../invariant/Stage.sol";
import {Selling} from "../invariant/actions/Selling.sol";

/// @title Sales in a long line of people with random ranks and activity, by random plans, against the ghost model
contract SplitFuzz is Selling, Choices {
    uint256 private constant LINE = 36;
    uint256 private constant CUSTOMERS = 2;
    uint256 private constant SALES = 3;
    /// @dev CV of the product that makes its seller active in the next period.
    uint256 private constant ENOUGH = 1_000;
    /// @dev The core counts tokens in 96 bits.
    uint256 private constant MOST_TOKENS = 2 ** 96 - 1;
    /// @dev What a sale of one line reads beside people: plan, rates, next plan, wallet, product, accounts, pool.
    uint256 private constant OTHER_WORDS = 9;

    constructor()
        Stage(
            LINE,
            CUSTOMERS,
            IUpline.Settings({
                token: address(0),
                start: 0,
                periodLength: 0,
                notice: 0,
                decisionTime: 14 days,
                rulingTime: 30 days,
                cap: 10_000,
                markup: 2_000,
                openToAll: false
            })
        )
    {}

    function setUp() external {
        _begin();
        _addProduct(
            ICatalogue.ProductTerms(1_500, uint80(ENOUGH), uint80(ENOUGH), 0, ReturnKind.Automatic, address(0))
        );
        IPlans.Plan memory plan;
        plan.threshold = uint80(ENOUGH);
        plan.walk = 1;
        _openWith(plan);
        _enrolLine(LINE);
    }

    /// @notice Any plan, any ranks and activity, any kind of sale and depth: placed, quoted and settled as the rules say.
    function testFuzz_PaysAsTheRulesSay(uint256 seed) external {
        _shuffle(seed);
        _follow(_plan(seed));
        for (uint256 i = 0; i < SALES; ++i) {
            _addProduct(_product(uint256(keccak256(abi.encode(seed, i)))));
        }
        for (uint256 i = 0; i < SALES; ++i) {
            uint256 own = uint256(keccak256(abi.encode(i, seed)));
            address buyer = _buyer(own);
            ISales.Order memory order = _order(own, buyer);
            _trade(own, buyer, wallets[0], order, abi.encodeCall(ISales.buyFor, (buyer, order)));
        }
        _settleAndCompare();
    }

    /// @notice Amounts up to what the fields hold: no part spills into another.
    function testFuzz_LargeAmounts(uint256 seed) external {
        IPlans.Plan memory plan = _plan(seed);
        plan.threshold = 0;
        _follow(plan);
        ICatalogue.ProductTerms memory terms = _product(seed);
        terms.retail = uint80(between(uint256(keccak256(abi.encode(seed))), 2 ** 70, type(uint80).max));
        terms.wholesale = terms.retail - uint80(seed % 2 ** 70);
        terms.volume = terms.wholesale;
        _addProduct(terms);
        uint256 most = MOST_TOKENS / terms.retail;
        ISales.Order memory order = _orderOne(2 + _choose(seed, "seller", LINE));
        order.lines[0] = ISales.Line(uint32(articles.length - 1), uint32(1 + _choose(seed, "quantity", most)));
        address buyer = wallets[LINE + 1];
        token.mint(buyer, MOST_TOKENS);
        _trade(seed, buyer, buyer, order, abi.encodeCall(ISales.buy, (order)));
        assertEqual("sales", deals.length, 1);
        _settleAndCompare();
    }

    function _settleAndCompare() private {
        clock += 14 days;
        vm.warp(clock);
        for (uint256 i = 0; i < waiting.length; ++i) {
            _mustDo(keeper, abi.encodeCall(ISales.settle, (_written(deals[waiting[i]]))));
            _noteSettlement(waiting[i], clock);
        }
        _holds(8);
        _holds(11);
        for (uint256 id = 1; id < people.length; ++id) assertEqual("balance", core.balanceOf(id), people[id].owed);
        assertEqual("pool", core.poolBalance(), poolOwed);
        assertEqual("head", core.journalHead(), headTold);
    }

    /// @notice A quote names who was passed over, and why, in the order of the line.
    function testFuzz_NamesWhoWasSkipped(uint256 seed) external {
        _shuffle(seed);
        IPlans.Plan memory plan = _plan(seed);
        _follow(plan);
        uint256 seller = 2 + _choose(seed, "seller", LINE);
        ISales.Quote memory quote = core.quote(wallets[LINE + 1], _orderOne(seller));
        uint256 nearest = seller + 1;
        for (uint256 i = 0; i < quote.skipped.length; ++i) {
            ISales.Skipped memory skipped = quote.skipped[i];
            // In a line everybody's sponsor has the next smaller id.
            assertAtMost("order of the line", skipped.id + 1, nearest);
            nearest = skipped.id;
            assertTrue("level 0 is the seller's", (skipped.level == 0) == (skipped.id == seller));
            assertAtMost("distance", seller - skipped.id, plan.walk);
            bool active = _isActive(skipped.id, plan.threshold, _periodAt(clock));
            bool open = _rankOf(skipped.id, _periodAt(clock)) >= plan.openRanks[skipped.level];
            assertTrue("is skipped though qualified", !(active && open));
            assertTrue("reason", (skipped.reason == ISales.SkipReason.Inactive) == !active);
            for (uint256 k = 0; k < quote.credits.length; ++k) {
                bool profit = quote.credits[k].id == seller && quote.profit != 0;
                assertTrue("is paid though skipped", quote.credits[k].id != skipped.id || profit);
            }
        }
    }

    /// @notice 12. A sale looks at no more uplines than the plan's longest walk, however deep the line is.
    function testFuzz_12_BoundedWork(uint256 seed) external {
        _shuffle(seed);
        IPlans.Plan memory plan = _plan(seed);
        _follow(plan);
        uint256 seller = 2 + _choose(seed, "seller", LINE);
        vm.record();
        _mustDo(wallets[LINE + 1], abi.encodeCall(ISales.buy, (_orderOne(seller))));
        (bytes32[] memory reads, bytes32[] memory writes) = vm.accesses(address(core));
        vm.stopRecord();
        assertAtMost("people read", _different(reads, true), 1 + uint256(plan.walk));
        assertAtMost("people written", _different(writes, true), 16);
        assertAtMost("other words read", _different(reads, false), OTHER_WORDS);
    }

    /// @dev How many different words of people, or of everything else.
    function _different(bytes32[] memory slots, bool ofPeople) private view returns (uint256 count) {
        for (uint256 i = 0; i < slots.length; ++i) {
            bool person = slots[i] >= _slotOf(1) && slots[i] <= _slotOf(people.length);
            if (person != ofPeople) continue;
            bool seen = false;
            for (uint256 k = 0; k < i && !seen; ++k) seen = slots[k] == slots[i];
            if (!seen) ++count;
        }
    }

    function _orderOne(uint256 seller) private pure returns (ISales.Order memory order) {
        order.seller = uint32(seller);
        order.maxTotal = type(uint96).max;
        order.lines = new ISales.Line[](1);
        order.lines[0] = ISales.Line(1, 1);
    }

    /// @dev Gives everybody a rank, and about half of all activity, for the next period, and goes there.
    function _shuffle(uint256 seed) private {
        INetwork.RankChange[] memory changes = new INetwork.RankChange[](LINE);
        for (uint256 i = 0; i < LINE; ++i) {
            uint256 own = uint256(keccak256(abi.encode(seed, "rank", i)));
            changes[i] = INetwork.RankChange(uint32(2 + i), uint8(own % 4 == 0 ? own % 16 : own % 5));
            _noteRank(2 + i, changes[i].rank, clock);
        }
        _mustDo(ranker, abi.encodeCall(INetwork.setRanks, (changes, 0)));
        uint256 asleep = 1 + _choose(seed, "asleep", 4);
        for (uint256 id = 2; id <= LINE + 1; ++id) {
            if (_oneIn(1 + asleep, uint256(keccak256(abi.encode(seed, id))), "active")) _activate(id);
        }
        clock = _periodStart(_periodAt(clock) + 1) + (seed % PERIOD);
        vm.warp(clock);
    }

    function _activate(uint256 id) private {
        address customer = wallets[LINE + 1];
        ISales.Order memory order = _orderOne(id);
        _mustDo(customer, abi.encodeCall(ISales.buy, (order)));
        Deal memory deal = _workOut(customer, customer, order, clock);
        _notePlacement(deal);
    }

    function _follow(IPlans.Plan memory plan) private {
        // Without notice, but never in the second in which it is scheduled.
        _mustDo(planner, abi.encodeCall(IPlans.schedulePlan, (plan, clock + 1, "")));
        clock += 1;
        vm.warp(clock);
        _notePlan(plan, clock);
    }
}
