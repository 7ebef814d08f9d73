// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {INetwork} from "../../../contracts/interfaces/INetwork.sol";
import {IOffers} from "../../../contracts/interfaces/IOffers.sol";
import {IOwnership} from "../../../contracts/interfaces/IOwnership.sol";
import {IPayments} from "../../../contracts/interfaces/IPayments.sol";
import {IPayouts} from "../../../contracts/interfaces/IPayouts.sol";
import {IPlans} from "../../../contracts/interfaces/IPlans.sol";
import {IPointOfSale} from "../../../contracts/interfaces/IPointOfSale.sol";
import {ISales} from "../../../contracts/interfaces/ISales.sol";
import {IVm} from "../../helpers/Test.sol";
import {Offices} from "../Offices.sol";
import {MoneyTold} from "./MoneyTold.sol";
import {PeopleTold} from "./PeopleTold.sol";
import {PowersTold} from "./PowersTold.sol";

/// @title What may follow what: looks at each event before the books take it in, knowing only the events before it
abstract contract Watching is Offices, MoneyTold, PeopleTold, PowersTold {
    uint256 private constant LEAST_DELAY = 7 days;
    uint256 private constant LONGEST_DELAY = 90 days;
    uint256 private constant TIME_TO_FINISH_TOLD = 30 days;
    uint256 private constant LONGEST_HOLD_TOLD = 90 days;
    uint256 private constant MOST_HOLDS_TOLD = 4;
    uint256 private constant TIME_OF_HOLDS_TOLD = 730 days;

    /// @dev Events, and answers to calls, that break a promise, by its number.
    mapping(uint256 number => uint256) internal wrongEvents;
    mapping(uint256 version => uint256) internal planAnnouncedAt;
    uint256 private _screenAnnouncedAt;
    uint256 private _runAnnouncedAt;
    uint256 private _notice;

    function _beginWatching(uint256 notice) internal {
        _notice = notice;
    }

    function _wrongIf(bool condition, uint256 number) private {
        if (condition) ++wrongEvents[number];
    }

    /// @dev A pause stops enrolments and sales, nothing else; the revoker's calls only take away.
    function _watchCall(address who, bytes4 call, bool done, bytes4 why) internal {
        _wrongIf(!done && why == ISales.ProgrammePaused.selector && !_grows(call), 17);
        _wrongIf(done && who == revoker && !_takesAway(call), 20);
    }

    function _grows(bytes4 call) private pure returns (bool) {
        return
            call == INetwork.enrol.selector ||
            call == INetwork.enrolFor.selector ||
            call == ISales.buy.selector ||
            call == ISales.buyFor.selector ||
            call == IOffers.buyWithOffers.selector ||
            call == IPointOfSale.recordSales.selector ||
            call == IPayments.buyWithAuthorization.selector ||
            call == IPayments.buyWithPermit.selector;
    }

    function _takesAway(bytes4 call) private pure returns (bool) {
        return
            call == IAccessControl.revokeRole.selector ||
            call == IAccessControl.renounceRole.selector ||
            call == IPlans.cancelPlan.selector ||
            call == IPlans.cancelRun.selector ||
            call == IPayouts.cancelScreen.selector ||
            call == IPayouts.liftHold.selector;
    }

    function _watch(IVm.Log memory entry, uint256 time) internal {
        bytes32 topic = entry.topics[0];
        bool sale = topic == ISales.SalePlaced.selector || topic == ISales.SaleFinal.selector;
        bool enrolment = topic == INetwork.DistributorEnrolled.selector;
        // The company is there from the start.
        bool grows = sale || (enrolment && lastIdTold != 0);
        _wrongIf(grows && (pausedTold || !openedTold), 17);
        if (enrolment || topic == INetwork.DistributorImported.selector) _watchNewcomer(entry);
        else if (topic == IPayouts.PoolSpent.selector) _wrongIf(runTold == address(0) || !_isActing(runTold), 23);
        else if (topic == IPointOfSale.BatchRecorded.selector) _wrongIf(_word(entry, 1) != batchesTold + 1, 26);
        else if (topic == IOffers.OfferUsed.selector) _watchOffer(_word(entry, 1), _word(entry, 2));
        else if (topic == IPayouts.ClaimSigned.selector || topic == IPayouts.ClaimsCancelled.selector)
            _wrongIf(_word(entry, 2) != claimNonceTold[_claimantOf(entry)], 29);
        else if (topic == IPayouts.HoldPlaced.selector) _watchHold(entry, time);
        else if (topic == IAccessControl.RoleGranted.selector || topic == IAccessControl.RoleRevoked.selector)
            _watchRole(entry.topics);
        _watchOwnership(entry, time);
        if (openedTold) _watchNotice(entry, time);
    }

    function _word(IVm.Log memory entry, uint256 place) private pure returns (uint256) {
        return uint256(entry.topics[place]);
    }

    function _addressIn(IVm.Log memory entry, uint256 place) private pure returns (address) {
        return address(uint160(_word(entry, place)));
    }

    // People

    /// @dev Everybody enters once, in order, with a wallet that was never anybody's.
    function _watchNewcomer(IVm.Log memory entry) private {
        _wrongIf(_word(entry, 1) != lastIdTold + 1, 14);
        _wrongIf(_isTaken(_addressIn(entry, 3)), 15);
    }

    function _isTaken(address wallet) private view returns (bool) {
        return wallet != address(0) && ownerTold[wallet] != 0;
    }

    function _watchOwnership(IVm.Log memory entry, uint256 time) private {
        bytes32 topic = entry.topics[0];
        if (topic == IOwnership.DistributorBound.selector) {
            _wrongIf(walletTold[_word(entry, 1)] != address(0) || _isTaken(_addressIn(entry, 2)), 15);
        } else if (topic == IOwnership.WalletMoved.selector) _watchMove(entry, time);
        else if (topic == IOwnership.GuardianSet.selector) {
            uint256 delay = uint256(bytes32(entry.data));
            bool outside = delay < LEAST_DELAY || delay > LONGEST_DELAY;
            _wrongIf(_addressIn(entry, 3) != address(0) && outside, 27);
            _wrongIf(!_isActing(_addressIn(entry, 2)), 27);
        } else if (topic == IOwnership.RecoveryStarted.selector) {
            GuardTold storage guard = guardTold[_addressIn(entry, 2)];
            _wrongIf(uint256(bytes32(entry.data)) != time + guard.delay || !_isActing(guard.guardian), 27);
        }
    }

    /// @dev Without the owner, only to where the guardian said, after the delay and not for ever.
    function _watchMove(IVm.Log memory entry, uint256 time) private {
        (address from, address to) = (_addressIn(entry, 2), _addressIn(entry, 3));
        _wrongIf(_isTaken(to), 15);
        if (_isAgreed(_word(entry, 1), to)) return;
        GuardTold storage guard = guardTold[from];
        bool inTime = time >= guard.readyAt && time < guard.readyAt + TIME_TO_FINISH_TOLD;
        _wrongIf(guard.to != to || !inTime, 27);
    }

    function _watchHold(IVm.Log memory entry, uint256 time) private {
        uint256 id = _word(entry, 1);
        (, uint256 until) = abi.decode(entry.data, (bytes32, uint256));
        uint256 counting = 0;
        for (uint256 i = 0; i < holdsTold[id].length; ++i) {
            if (time < holdsTold[id][i] + TIME_OF_HOLDS_TOLD) ++counting;
        }
        bool present = heldTold[id] && time < heldUntilTold[id];
        _wrongIf(until > time + LONGEST_HOLD_TOLD || counting >= MOST_HOLDS_TOLD || present || id < 2, 18);
    }

    function _watchOffer(uint256 seller, uint256 nonce) private {
        _wrongIf((offersTold[seller][nonce / 256] >> (nonce % 256)) & 1 == 1, 26);
    }

    // Powers

    /// @dev What was announced after the opening, or before it and not set by then, waits for the whole notice.
    function _watchNotice(IVm.Log memory entry, uint256 time) private {
        bytes32 topic = entry.topics[0];
        if (topic == IPlans.PlanScheduled.selector) {
            planAnnouncedAt[_word(entry, 1)] = time;
            _wrongIf(uint256(bytes32(entry.data)) < time + _notice, 16);
        } else if (topic == IPlans.PlanActivated.selector) {
            _wrongIf(time < planAnnouncedAt[_word(entry, 1)] + _notice, 16);
        } else if (topic == IPayouts.ScreenScheduled.selector) _screenAnnouncedAt = time;
        else if (topic == IPayouts.ScreenSet.selector) _wrongIf(time < _screenAnnouncedAt + _notice, 16);
        else if (topic == IPlans.RunScheduled.selector) _runAnnouncedAt = time;
        else if (topic == IPlans.RunSet.selector) {
            _wrongIf(time < _runAnnouncedAt + _notice, 16);
            _wrongIf(runTold != address(0), 23);
        }
    }

    /// @dev The admin grants; he takes away, the revoker what is operational, and everybody what is his own. The first
    /// role is granted when the programme is created.
    function _watchRole(bytes32[] memory topics) private {
        bytes32 role = topics[1];
        (address account, address sender) = (
            address(uint160(uint256(topics[2]))),
            address(uint160(uint256(topics[3])))
        );
        if (holdersTold[ADMIN_ROLE] == 0) return;
        bool byAdmin = roleTold[ADMIN_ROLE][sender];
        if (topics[0] == IAccessControl.RoleGranted.selector) return _wrongIf(!byAdmin || !_isActing(sender), 19);
        bool operational = role != ADMIN_ROLE && role != REVOKER_ROLE;
        bool byRevoker = operational && roleTold[REVOKER_ROLE][sender];
        _wrongIf(!_isActing(sender) || !(byAdmin || byRevoker || sender == account), 19);
    }

    /// @dev Whether the owner himself agreed to a move of this id to `to`.
    function _isAgreed(uint256 id, address to) internal view virtual returns (bool);
}
