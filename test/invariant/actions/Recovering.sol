// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INetwork} from "../../../contracts/interfaces/INetwork.sol";
import {IOwnership} from "../../../contracts/interfaces/IOwnership.sol";
import {Deed} from "../Deeds.sol";
import {Refusals} from "../Refusals.sol";
import {Moving} from "./Moving.sol";

/// @title Owners name guardians, who recover lost wallets; thieves try the same
abstract contract Recovering is Moving {
    /// @notice An owner names a guardian, who may turn out a thief, or removes him.
    function setGuardian(uint256 seed) external onTime {
        _name(seed);
    }

    function _name(uint256 seed) private {
        address who = _someOwner(seed);
        uint256 id = idOfWallet[who];
        address guardian = [wallets[0], _somebody(seed, "guardian"), thief, address(0)][_choose(seed, "which", 4)];
        uint256 delay = 7 days + _choose(seed, "delay", 20 days);
        uint256 fault = _choose(seed, "fault", 16);
        if (fault == 0) delay = 7 days - 1;
        else if (fault == 1) delay = 90 days + 1;
        else if (fault == 2) guardian = who;
        else if (fault == 3) guardian = address(core);
        Refusals memory refusals;
        refusals.when(!_isCurrent(who), INetwork.WalletNotBound.selector);
        bool invalid = id == THE_COMPANY || guardian == who || guardian == address(core);
        refusals.when(invalid, IOwnership.GuardianInvalid.selector);
        refusals.when(guardian != address(0) && fault < 2, IOwnership.GuardianDelayInvalid.selector);
        (bool done, ) = _try(10, "guardian", who, abi.encodeCall(IOwnership.setGuardian, (guardian, delay)), refusals);
        if (!done) return;
        if (people[id].guard.readyAt != 0) _did(Deed.RecoveryVetoed);
        people[id].guard = Guard(guardian, guardian == address(0) ? 0 : delay, address(0), 0);
        _did(guardian == address(0) ? Deed.GuardianRemoved : Deed.GuardianNamed);
    }

    /// @notice A guardian begins a recovery, or somebody who is none tries to. Where nobody has a guardian, somebody
    /// mostly names one.
    function startRecovery(uint256 seed) external onTime {
        _start(seed);
    }

    function _start(uint256 seed) private {
        (bool any, address from) = _wardOf(seed, false);
        if (!any && !_oneIn(8, seed, "in vain")) return _name(seed);
        Guard memory guard = _guardOf(from);
        address who = _oneIn(5, seed, "thief") || guard.guardian == address(0) ? thief : guard.guardian;
        address to = _destination(seed);
        Refusals memory refusals;
        refusals.when(!_isCurrent(from), INetwork.WalletNotBound.selector);
        refusals.when(who != guard.guardian, IOwnership.GuardianExpected.selector);
        // A guardian who left his wallet is none by it any more.
        refusals.when(idOfWallet[who] != 0 && !_isCurrent(who), INetwork.WalletNotBound.selector);
        bool pending = guard.readyAt != 0 && clock < guard.readyAt + TIME_TO_FINISH;
        refusals.when(pending, IOwnership.RecoveryPending.selector);
        _refuseWallet(refusals, to);
        (bool done, ) = _try(10, "recovery", who, abi.encodeCall(IOwnership.startRecovery, (from, to)), refusals);
        if (!done) return _didIf(who == thief, Deed.ThiefStopped);
        Guard storage own = people[idOfWallet[from]].guard;
        (own.to, own.readyAt) = (to, clock + own.delay);
        _did(Deed.RecoveryStarted);
    }

    /// @notice The wallet vetoes a recovery, or the guardian gives it up, or a stranger tries to stop it. Where there is
    /// none, one is mostly begun.
    function stopRecovery(uint256 seed) external onTime {
        (bool any, address from) = _wardOf(seed, true);
        if (!any && !_oneIn(8, seed, "in vain")) return _start(seed);
        Guard memory guard = _guardOf(from);
        address who = [from, guard.guardian, thief][_choose(seed, "who", 3)];
        if (who == address(0)) who = keeper;
        Refusals memory refusals;
        refusals.when(!_isCurrent(from), INetwork.WalletNotBound.selector);
        refusals.when(who != from && who != guard.guardian, IOwnership.GuardianExpected.selector);
        refusals.when(guard.readyAt == 0, IOwnership.RecoveryNotPending.selector);
        (bool done, ) = _try(10, "end of a recovery", who, abi.encodeCall(IOwnership.stopRecovery, (from)), refusals);
        if (!done) return;
        Guard storage own = people[idOfWallet[from]].guard;
        (own.to, own.readyAt) = (address(0), 0);
        _did(who == from ? Deed.RecoveryVetoed : Deed.RecoveryGivenUp);
    }

    /// @notice The new wallet finishes a recovery, or tries to too early, or a thief tries to. Where there is none, one
    /// is mostly begun.
    function finishRecovery(uint256 seed) external onTime {
        (bool any, address from) = _wardOf(seed, true);
        if (!any && !_oneIn(8, seed, "in vain")) return _start(seed);
        Guard memory guard = _guardOf(from);
        // Now and then nobody does until it has lapsed.
        uint256 end = guard.readyAt == 0 ? 0 : guard.readyAt + TIME_TO_FINISH;
        if (end > clock && _oneIn(10, seed, "nobody")) vm.warp(clock = end);
        bool steals = guard.to == address(0) || _oneIn(5, seed, "thief");
        address who = steals ? thief : guard.to;
        Refusals memory refusals;
        refusals.when(!_isCurrent(from), INetwork.WalletNotBound.selector);
        refusals.when(guard.readyAt == 0 || who != guard.to, IOwnership.RecoveryNotPending.selector);
        refusals.when(guard.readyAt != 0 && clock < guard.readyAt, IOwnership.RecoveryNotReady.selector);
        bool lapsed = guard.readyAt != 0 && clock >= guard.readyAt + TIME_TO_FINISH;
        refusals.when(lapsed, IOwnership.RecoveryLapsed.selector);
        refusals.when(idOfWallet[who] != 0, INetwork.WalletAlreadyBound.selector);
        _refuseMove(refusals, from, who);
        (bool done, ) = _try(10, "recovery's end", who, abi.encodeCall(IOwnership.finishRecovery, (from)), refusals);
        if (!done) return _didIf(steals, Deed.ThiefStopped);
        _noteMove(idOfWallet[from], who);
        _did(Deed.RecoveryFinished);
        _didIf(pausedNow, Deed.MovedInPause);
    }

    function _guardOf(address wallet) private view returns (Guard memory guard) {
        if (_isCurrent(wallet)) guard = people[idOfWallet[wallet]].guard;
    }

    /// @dev Mostly a wallet with a guardian, or, as wished, one whose recovery is pending, if there is any.
    function _wardOf(uint256 seed, bool pending) private view returns (bool any, address wallet) {
        if (formerWallets.length != 0 && _oneIn(12, seed, "former")) return (true, _formerWallet(seed));
        uint256 first = _choose(seed, "ward", people.length - 1);
        for (uint256 i = 0; i < people.length - 1; ++i) {
            Person storage person = people[1 + ((first + i) % (people.length - 1))];
            if (pending ? person.guard.readyAt != 0 : person.guard.guardian != address(0)) return (true, person.wallet);
        }
        wallet = _walletOf(1 + first);
    }
}
