// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICatalogue} from "../../contracts/interfaces/ICatalogue.sol";
import {IPlans} from "../../contracts/interfaces/IPlans.sol";
import {IUpline} from "../../contracts/interfaces/IUpline.sol";
import {Compression} from "../../contracts/types/PlanTerms.sol";
import {ReturnKind} from "../../contracts/types/ReturnTerms.sol";
import {Deed} from "./Acting.sol";
import {Promises} from "./Promises.sol";
import {Stage} from "./Stage.sol";
import {Governing} from "./actions/Governing.sol";
import {Joining} from "./actions/Joining.sol";
import {Paying} from "./actions/Paying.sol";
import {Selling} from "./actions/Selling.sol";
import {Settling} from "./actions/Settling.sol";
import {Stealing} from "./actions/Stealing.sol";

/// @title The one campaign that all invariants share: everything that exists, in any order, as time passes
contract Campaign is Joining, Selling, Paying, Governing, Stealing, Promises {
    uint256 private constant PERSONS = 16;
    uint256 private constant CUSTOMERS = 3;
    uint256 private constant AT_FIRST = 11;

    bytes4[] private _actions;

    constructor()
        Stage(
            PERSONS,
            CUSTOMERS,
            IUpline.Settings({
                token: address(0),
                start: 0,
                periodLength: 0,
                notice: 10 days,
                decisionTime: 14 days,
                rulingTime: 30 days,
                cap: 4_000,
                markup: 2_000,
                openToAll: false
            })
        )
    {}

    /// @notice Opens the programme with products, a plan and the first people; called once.
    function begin() external {
        _begin();
        for (uint256 i = 0; i < 8; ++i) _addProduct(_firstProduct(i));
        _openWith(_firstPlan());
        _enrolLine(AT_FIRST);
        _offerAll();
    }

    function _offerAll() private {
        _offer(Selling.buy.selector, 11);
        _offer(Selling.buyFor.selector, 3);
        _offer(Settling.settle.selector, 3);
        _offer(Settling.settleMany.selector, 3);
        _offer(Campaign.pass.selector, 4);
        _offer(Joining.enrol.selector, 2);
        _offer(Joining.enrolFor.selector, 1);
        _offer(Paying.claim.selector, 1);
        _offer(Paying.claimTo.selector, 1);
        _offer(Paying.push.selector, 2);
        _offer(Paying.setPushOff.selector, 1);
        _offer(Paying.spendPool.selector, 1);
        _offer(Paying.bar.selector, 2);
        _offer(Governing.schedulePlan.selector, 2);
        _offer(Governing.cancelPlan.selector, 1);
        _offer(Governing.activatePlan.selector, 2);
        _offer(Governing.setRanks.selector, 2);
        _offer(Governing.changeCatalogue.selector, 2);
        _offer(Governing.setPaused.selector, 1);
        _offer(Governing.changeRole.selector, 1);
        _offer(Stealing.settleAltered.selector, 1);
        _offer(Stealing.settleFlipped.selector, 1);
        _offer(Stealing.settleAgain.selector, 1);
        _offer(Stealing.claimForeign.selector, 1);
        _offer(Stealing.usurp.selector, 1);
        _offer(Stealing.donate.selector, 1);
    }

    function _offer(bytes4 action, uint256 weight) private {
        for (uint256 i = 0; i < weight; ++i) _actions.push(action);
    }

    function _firstProduct(uint256 i) private pure returns (ICatalogue.ProductTerms memory) {
        uint80 retail = [uint80(2), 7, 9_999, 1_000_000, 12_345_678, 2_000_000, 99_000_000, 1e15][i];
        uint40 window =
            i % 4 == 0
                ? 0
                : i % 4 == 1
                    ? 1 days
                    : 14 days;
        bool goods = i % 4 == 3;
        return
            ICatalogue.ProductTerms({
                retail: retail,
                wholesale: (retail * 3) / 4,
                volume: i == 5 ? 0 : (retail * 2) / 3,
                window: window,
                kind: goods ? ReturnKind.Goods : ReturnKind.Automatic,
                arbiter: goods ? address(0xA4B) : address(0)
            });
    }

    function _firstPlan() private pure returns (IPlans.Plan memory plan) {
        for (uint256 level = 0; level < 16; ++level) plan.rates[level] = uint16(450 - 30 * level);
        plan.rates[15] = 0;
        plan.walk = 32;
        plan.compression = Compression.Dynamic;
        plan.threshold = 3_000_000;
        plan.poolShare = 100;
        plan.openRanks[12] = 1;
    }

    /// @notice Time passes: some hours, to the next deadline, or to the next period.
    function pass(uint256 seed) external onTime {
        uint256 next = clock + 1 + _choose(seed, "seconds", 3 days);
        uint256 how = _choose(seed, "how", 5);
        if (how == 1) next = _periodStart(_periodAt(clock) + 1);
        if (how > 2 && waiting.length != 0) next = deals[waiting[_choose(seed, "deal", waiting.length)]].deadline;
        if (next > clock) clock = next;
    }

    /// @notice What the runner calls; an action that stands here more often is called more often.
    function actions() external view returns (bytes4[] memory) {
        return _actions;
    }

    /// @notice How often something was done in this run.
    function done(Deed deed) external view returns (uint256) {
        return deeds[deed];
    }

    /// @notice How many events of a kind the core wrote in this run.
    function seen(bytes32 topic) external view returns (uint256) {
        return eventsSeen[topic];
    }
}
