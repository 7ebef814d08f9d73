// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICatalogue} from "../../contracts/interfaces/ICatalogue.sol";
import {INetwork} from "../../contracts/interfaces/INetwork.sol";
import {IPlans} from "../../contracts/interfaces/IPlans.sol";
import {IReturns} from "../../contracts/interfaces/IReturns.sol";
import {ISales} from "../../contracts/interfaces/ISales.sol";
import {IUpline} from "../../contracts/interfaces/IUpline.sol";
import {ReturnKind} from "../../contracts/types/ReturnTerms.sol";
import {Choices} from "../invariant/Choices.sol";
import {Refusals} from "../invariant/Refusals.sol";
import {Stage} from "../invariant/Stage.sol";
import {Importing} from "../invariant/actions/Importing.sol";
import {Offering} from "../invariant/actions/Offering.sol";
import {Recording} from "../invariant/actions/Recording.sol";
import {Running} from "../invariant/actions/Running.sol";
import {Selling} from "../invariant/actions/Selling.sol";

/// @title Sales in a long line of people with random ranks and activity, by random plans of both families, against the
/// ghost model
contract SplitFuzz is Importing, Selling, Offering, Recording, Running, Choices {
    uint256 private constant LINE = 36;
    uint256 private constant IMPORTED = 5;
    uint256 private constant CUSTOMERS = 2;
    uint256 private constant SALES = 4;
    /// @dev CV of the product that makes its seller active in the next period.
    uint256 private constant ENOUGH = 1_000;
    /// @dev The same product, final at once and with a window.
    uint256 private constant FINAL = 1;
    uint256 private constant ESCROWED = 2;
    uint256 private constant WINDOW = 14 days;
    /// @dev The core counts tokens in 96 bits.
    uint256 private constant MOST_TOKENS = 2 ** 96 - 1;
    /// @dev What a sale of one line uses beside people: both plans' three words, wallet, product, accounts, pool, its own.
    uint256 private constant OTHER_WORDS = 11;
    /// @dev Levels and ranks that a sale can pay: no more people get anything.
    uint256 private constant MOST_CREDITS = 32;

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
        _beginRun();
        _importLine(IMPORTED);
        ICatalogue.ProductTerms memory terms = ICatalogue.ProductTerms(
            1_500,
            uint80(ENOUGH),
            uint80(ENOUGH),
            0,
            ReturnKind.Automatic,
            address(0)
        );
        _addProduct(terms);
        terms.window = uint40(WINDOW);
        _addProduct(terms);
        IPlans.Plan memory plan;
        plan.threshold = uint80(ENOUGH);
        plan.walk = 1;
        _openWith(plan);
        _enrolLine(LINE - IMPORTED);
    }

    /// @notice Any plan, any ranks and activity, any kind of sale, price and depth: placed, quoted and settled as the
    /// rules say.
    function testFuzz_PaysAsTheRulesSay(uint256 seed) external {
        _shuffle(seed);
        _follow(_plan(seed));
        for (uint256 i = 0; i < SALES; ++i) _addProduct(_product(uint256(keccak256(abi.encode(seed, i)))));
        for (uint256 i = 0; i < SALES; ++i) {
            uint256 own = uint256(keccak256(abi.encode(i, seed)));
            if (i == 0) this.buyWithOffers(own);
            else if (i == 1) this.recordSales(own);
            else this.buyFor(own);
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
        ISales.Order memory order = _orderOne(2 + _choose(seed, "seller", LINE), articles.length - 1);
        order.lines[0].quantity = uint32(1 + _choose(seed, "quantity", most));
        address buyer = wallets[LINE + 1];
        token.mint(buyer, MOST_TOKENS);
        assertTrue("bought", _buyAndAsk(buyer, order));
        _settleAndCompare();
    }

    /// @notice A quote says who gets what for which level and rank, and who was passed over, and why.
    function testFuzz_QuotesWhoAndWhy(uint256 seed) external {
        _shuffle(seed);
        _follow(_plan(seed));
        bool own = _oneIn(4, seed, "own");
        uint256 seller = 2 + _choose(seed, "seller", LINE);
        address buyer = own ? _walletOf(seller) : wallets[LINE + 1];
        assertTrue("bought", _buyAndAsk(buyer, _orderOne(seller, FINAL)));
        _holds(8);
        _holds(11);
        assertAtMost("people who get something", receipts[0].ids.length, MOST_CREDITS);
    }

    /// @notice 12. A sale looks at no more uplines than the plan's longest walk, however deep the line is; its settlement
    /// at nobody but those it pays and the seller, and its return at nobody.
    function testFuzz_12_BoundedWork(uint256 seed) external {
        _shuffle(seed);
        IPlans.Plan memory plan = _plan(seed);
        _follow(plan);
        uint256 seller = 2 + _choose(seed, "seller", LINE);
        address buyer = wallets[LINE + 1];
        _measure(1 + uint256(plan.walk), MOST_CREDITS + 1);
        assertTrue("bought", _buyAndAsk(buyer, _orderOne(seller, FINAL)));
        _compareWork("final sale");
        _measure(1 + uint256(plan.walk), 0);
        assertTrue("bought", _buyAndAsk(buyer, _orderOne(seller, ESCROWED)));
        _compareWork("sale in escrow");
        ISales.Sale memory sale = _written(deals[deals.length - 1]);
        bool returned = _oneIn(2, seed, "return");
        _measure(returned ? 0 : receipts[0].ids.length + 1, returned ? 0 : receipts[0].ids.length + 1);
        if (!returned) vm.warp(clock += WINDOW);
        if (returned) _mustDo(buyer, abi.encodeCall(IReturns.requestReturn, (sale)));
        else _mustDo(keeper, abi.encodeCall(ISales.settle, (sale)));
        _compareWork("its end");
    }

    // What a call uses

    uint256 private _mostRead;
    uint256 private _mostWritten;

    function _measure(uint256 mostRead, uint256 mostWritten) private {
        (_mostRead, _mostWritten) = (mostRead, mostWritten);
        vm.record();
    }

    function _compareWork(string memory what) private {
        (bytes32[] memory reads, bytes32[] memory writes) = vm.accesses(address(core));
        vm.stopRecord();
        assertAtMost(string.concat(what, ": people read"), _different(reads, true), _mostRead);
        assertAtMost(string.concat(what, ": people written"), _different(writes, true), _mostWritten);
        assertAtMost(string.concat(what, ": other words read"), _different(reads, false), OTHER_WORDS);
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

    // Steps

    function _buyAndAsk(address buyer, ISales.Order memory order) private returns (bool) {
        Refusals memory none;
        bytes memory question = abi.encodeCall(ISales.quote, (buyer, order));
        return _trade(_bargain(buyer, buyer, order), abi.encodeCall(ISales.buy, (order)), question, none);
    }

    function _orderOne(uint256 seller, uint256 product) private pure returns (ISales.Order memory order) {
        order.seller = uint32(seller);
        order.maxTotal = type(uint96).max;
        order.lines = new ISales.Line[](1);
        order.lines[0] = ISales.Line(uint32(product), 1);
    }

    function _settleAndCompare() private {
        vm.warp(clock += WINDOW);
        while (waiting.length != 0) {
            uint256 index = waiting[waiting.length - 1];
            _mustDo(keeper, abi.encodeCall(ISales.settle, (_written(deals[index]))));
            _noteSettlement(index, clock);
        }
        _holds(8);
        _holds(11);
        for (uint256 id = 1; id < people.length; ++id) assertEqual("balance", core.balanceOf(id), people[id].owed);
        assertEqual("pool", core.poolBalance(), poolOwed);
        assertEqual("head", core.journalHead(), headTold);
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
        ISales.Order memory order = _orderOne(id, FINAL);
        _mustDo(customer, abi.encodeCall(ISales.buy, (order)));
        Deal memory deal = _workOut(_bargain(customer, customer, order), clock);
        deal.id = newIds[0];
        _notePlacement(deal, clock);
    }

    function _follow(IPlans.Plan memory plan) private {
        // Without notice, but never in the second in which it is scheduled.
        _mustDo(planner, abi.encodeCall(IPlans.schedulePlan, (plan, clock + 1, "")));
        clock += 1;
        vm.warp(clock);
        _notePlan(plan, clock);
    }
}
