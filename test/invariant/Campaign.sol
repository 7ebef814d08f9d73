// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICatalogue} from "../../contracts/interfaces/ICatalogue.sol";
import {IPlans} from "../../contracts/interfaces/IPlans.sol";
import {ISales} from "../../contracts/interfaces/ISales.sol";
import {IUpline} from "../../contracts/interfaces/IUpline.sol";
import {Compression} from "../../contracts/types/PlanTerms.sol";
import {ReturnKind} from "../../contracts/types/ReturnTerms.sol";
import {All} from "./All.sol";
import {Deed} from "./Deeds.sol";
import {Stage} from "./Stage.sol";
import {Appointing} from "./actions/Appointing.sol";
import {Authorizing} from "./actions/Authorizing.sol";
import {Governing} from "./actions/Governing.sol";
import {Holding} from "./actions/Holding.sol";
import {Importing} from "./actions/Importing.sol";
import {Joining} from "./actions/Joining.sol";
import {Moving} from "./actions/Moving.sol";
import {Offering} from "./actions/Offering.sol";
import {Paying} from "./actions/Paying.sol";
import {Planning} from "./actions/Planning.sol";
import {Recording} from "./actions/Recording.sol";
import {Recovering} from "./actions/Recovering.sol";
import {Relaying} from "./actions/Relaying.sol";
import {Replaying} from "./actions/Replaying.sol";
import {Returning} from "./actions/Returning.sol";
import {Running} from "./actions/Running.sol";
import {Screening} from "./actions/Screening.sol";
import {Selling} from "./actions/Selling.sol";
import {Settling} from "./actions/Settling.sol";
import {Stealing} from "./actions/Stealing.sol";
import {Usurping} from "./actions/Usurping.sol";

/// @title The one campaign that all invariants share: everything that exists, in any order, as time passes
contract Campaign is
    Joining,
    Importing,
    Recovering,
    Selling,
    Offering,
    Authorizing,
    Recording,
    Settling,
    Returning,
    Relaying,
    Holding,
    Running,
    Screening,
    Planning,
    Governing,
    Appointing,
    Stealing,
    Usurping,
    Replaying,
    All
{
    uint256 private constant PERSONS = 48;
    uint256 private constant CUSTOMERS = 3;
    uint256 private constant IMPORTED = 7;
    uint256 private constant AT_FIRST = 8;

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

    /// @notice Brings a network along, opens the programme with products, a plan, a screen, and the first people; called
    /// once.
    /// @param withRun Whether the run contract is set before the opening, so that plans may have a pool share at once.
    function begin(bool withRun) external {
        _begin();
        if (withRun) _beginRun();
        _importLine(IMPORTED);
        _beginScreens();
        for (uint256 i = 0; i < 8; ++i) _addProduct(_firstProduct(i));
        _knock();
        _openWith(_firstPlan(withRun));
        _enrolLine(AT_FIRST);
        _offerSales();
        _offerPeople();
        _offerPayouts();
        _offerPowers();
        _offerThefts();
        _beginTurns();
    }

    /// @dev Before the opening nothing is sold.
    function _knock() private {
        ISales.Order memory order;
        order.seller = 1;
        order.maxTotal = type(uint96).max;
        order.lines = new ISales.Line[](1);
        order.lines[0] = ISales.Line(1, 1);
        address customer = wallets[PERSONS + 1];
        _sell(0, _bargain(customer, customer, order), abi.encodeCall(ISales.buy, (order)));
    }

    function _offerSales() private {
        _offer(Campaign.pass.selector, 20);
        _offer(Selling.buy.selector, 28);
        _offer(Selling.buyFor.selector, 7);
        _offer(Authorizing.buyWithAuthorization.selector, 5);
        _offer(Authorizing.buyWithPermit.selector, 4);
        _offer(Offering.buyWithOffers.selector, 16);
        _offer(Offering.buyAgain.selector, 5);
        _offer(Offering.cancelOffers.selector, 3);
        _offer(Recording.recordSales.selector, 7);
        _offer(Settling.settle.selector, 5);
        _offer(Settling.settleMany.selector, 5);
        _offer(Returning.requestReturn.selector, 8);
        _offer(Returning.requestReturnFor.selector, 4);
        _offer(Returning.withdrawReturn.selector, 5);
        _offer(Returning.acceptReturn.selector, 5);
        _offer(Returning.rejectReturn.selector, 5);
        _offer(Returning.ruleReturn.selector, 12);
        _offer(Returning.refund.selector, 9);
        _offer(Returning.refundTo.selector, 6);
    }

    function _offerPeople() private {
        _offer(Joining.enrol.selector, 5);
        _offer(Joining.enrolFor.selector, 3);
        _offer(Importing.bind.selector, 4);
        _offer(Importing.bindFor.selector, 2);
        _offer(Importing.importLate.selector, 1);
        _offer(Moving.proposeWallet.selector, 4);
        _offer(Moving.acceptWallet.selector, 4);
        _offer(Moving.moveWalletFor.selector, 3);
        _offer(Recovering.setGuardian.selector, 6);
        _offer(Recovering.startRecovery.selector, 7);
        _offer(Recovering.stopRecovery.selector, 4);
        _offer(Recovering.finishRecovery.selector, 7);
    }

    function _offerPayouts() private {
        _offer(Paying.claim.selector, 8);
        _offer(Paying.claimTo.selector, 5);
        _offer(Relaying.signClaim.selector, 3);
        _offer(Relaying.claimFor.selector, 6);
        _offer(Relaying.cancelClaims.selector, 1);
        _offer(Paying.push.selector, 7);
        _offer(Paying.setPushOff.selector, 4);
        _offer(Running.spendPool.selector, 2);
        _offer(Running.scheduleRun.selector, 1);
        _offer(Running.cancelRun.selector, 2);
        _offer(Running.setRun.selector, 4);
        _offer(Paying.bar.selector, 4);
        _offer(Holding.placeHold.selector, 5);
        _offer(Holding.liftHold.selector, 2);
        _offer(Screening.scheduleScreen.selector, 3);
        _offer(Screening.cancelScreen.selector, 1);
        _offer(Screening.setScreen.selector, 4);
        _offer(Screening.changeOpinion.selector, 4);
    }

    function _offerPowers() private {
        _offer(Planning.schedulePlan.selector, 8);
        _offer(Planning.cancelPlan.selector, 2);
        _offer(Planning.activatePlan.selector, 3);
        _offer(Governing.setRanks.selector, 3);
        _offer(Governing.addProducts.selector, 4);
        _offer(Governing.setProductsClosed.selector, 4);
        _offer(Governing.setPaused.selector, 3);
        _offer(Appointing.grantRole.selector, 5);
        _offer(Appointing.revokeRole.selector, 3);
        _offer(Appointing.renounceRole.selector, 1);
    }

    function _offerThefts() private {
        _offer(Stealing.settleAltered.selector, 1);
        _offer(Stealing.settleFlipped.selector, 1);
        _offer(Stealing.settlePadded.selector, 2);
        _offer(Stealing.settleAgain.selector, 1);
        _offer(Usurping.usurp.selector, 3);
        _offer(Usurping.pilfer.selector, 4);
        _offer(Replaying.replay.selector, 3);
        _offer(Stealing.donate.selector, 1);
    }

    function _offer(bytes4 action, uint256 weight) private {
        for (uint256 i = 0; i < weight; ++i) _actions.push(action);
    }

    function _firstProduct(uint256 i) private pure returns (ICatalogue.ProductTerms memory) {
        uint80 retail = [uint80(2), 7, 9_999, 1_000_000, 12_345_678, 2_000_000, 99_000_000, 1e15][i];
        uint40 window = [uint40(0), 1 days, 14 days, 14 days][i % 4];
        bool goods = i % 4 > 1;
        return
            ICatalogue.ProductTerms({
                retail: retail,
                wholesale: (retail * 3) / 4,
                volume: i == 5 || i == 0 ? 0 : (retail * 2) / 3,
                window: window,
                kind: goods ? ReturnKind.Goods : ReturnKind.Automatic,
                arbiter: goods ? (i == 6 ? otherArbiter : arbiter) : address(0)
            });
    }

    function _firstPlan(bool withPool) private pure returns (IPlans.Plan memory plan) {
        for (uint256 level = 0; level < 15; ++level) plan.rates[level] = uint16(350 - 20 * level);
        for (uint256 rank = 2; rank < 16; ++rank) plan.rankRates[rank] = uint16(30 * rank);
        plan.walk = 32;
        plan.compression = Compression.Dynamic;
        plan.threshold = 3_000_000;
        if (withPool) plan.poolShare = 100;
        plan.openRanks[12] = 1;
    }

    /// @notice Time passes: some hours, to the next period, or to or just before something that is due.
    function pass(uint256 seed) external onTime {
        uint256 next;
        uint256 how = _choose(seed, "how", 10);
        if (how == 0) next = _periodStart(_periodAt(clock) + 1);
        else if (how < 5 && waiting.length != 0) next = deals[waiting[_choose(seed, "deal", waiting.length)]].until;
        else if (how < 8) next = _dueForSomebody(_choose(seed, "whom", people.length));
        else if (how == 8) next = _announced();
        if (next != 0 && _oneIn(8, seed, "just before")) --next;
        if (next <= clock) next = clock + 1 + _choose(seed, "seconds", 3 days);
        clock = next;
    }

    /// @dev When the plan, run contract or screen that is announced takes over.
    function _announced() private view returns (uint256) {
        if (_planPending(clock)) return plans[plans.length - 1].from;
        return runNext == address(0) ? screenFrom : runFrom;
    }

    /// @dev When a recovery can be finished or a hold ends, of the next person of whom there is either.
    function _dueForSomebody(uint256 first) private view returns (uint256) {
        for (uint256 i = 0; i < people.length; ++i) {
            Person storage person = people[(first + i) % people.length];
            if (person.guard.readyAt > clock) return person.guard.readyAt;
            if (person.heldUntil > clock) return person.heldUntil;
        }
        return 0;
    }

    /// @notice What the runner calls; an action that stands here more often is called more often.
    function actions() external view returns (bytes4[] memory) {
        return _actions;
    }

    /// @notice How often something was done in this run.
    function done(Deed deed) external view returns (uint256) {
        return deeds[deed];
    }

    /// @notice How often the core refused something for nothing but this error in this run.
    function refused(bytes4 why) external view returns (uint256) {
        return refusedFor[why];
    }

    /// @notice How often a function of the core did what it was called for in this run.
    function worked(bytes4 call) external view returns (uint256) {
        return succeeded[call];
    }

    /// @notice How often a function of the core sent the thief away in this run.
    function guarded(bytes4 call) external view returns (uint256) {
        return thiefSentAway[call];
    }

    /// @notice How many events of a kind the core wrote in this run.
    function seen(bytes32 topic) external view returns (uint256) {
        return eventsSeen[topic];
    }
}
