// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INetwork} from "../../../contracts/interfaces/INetwork.sol";
import {IOwnership} from "../../../contracts/interfaces/IOwnership.sol";
import {IPayouts} from "../../../contracts/interfaces/IPayouts.sol";
import {ScreenAction} from "../../../contracts/interfaces/IScreen.sol";
import {Acting} from "../Acting.sol";
import {Deed} from "../Deeds.sol";
import {Refusals} from "../Refusals.sol";

/// @title Distributors, and the company, move to other wallets in two steps
abstract contract Moving is Acting {
    /// @notice An owner proposes a wallet to move to, or withdraws the proposal.
    function proposeWallet(uint256 seed) external onTime {
        _propose(seed);
    }

    function _propose(uint256 seed) private {
        address who = _someMover(seed);
        address to = _destination(seed);
        if (_oneIn(8, seed, "withdraw")) to = address(0);
        bool withdrawn = to == address(0);
        Refusals memory refusals;
        refusals.when(!_isCurrent(who), INetwork.WalletNotBound.selector);
        if (!withdrawn) _refuseWallet(refusals, to);
        (bool done, ) = _try(10, "proposal", who, abi.encodeCall(IOwnership.proposeWallet, (to)), refusals);
        if (!done) return;
        people[idOfWallet[who]].proposed = to;
        _did(withdrawn ? Deed.ProposalWithdrawn : Deed.WalletProposed);
    }

    /// @dev Now and then the treasury, or somebody whose wallet is about to be recovered.
    function _someMover(uint256 seed) private view returns (address) {
        if (_oneIn(8, seed, "company")) return people[THE_COMPANY].wallet;
        if (_oneIn(3, seed, "recovered")) {
            for (uint256 id = 2; id < people.length; ++id) if (people[id].guard.readyAt != 0) return people[id].wallet;
        }
        return _someOwner(seed);
    }

    /// @notice The new wallet accepts what was proposed, or somebody tries to accept what was not proposed to him. Where
    /// nothing was, somebody mostly proposes.
    function acceptWallet(uint256 seed) external onTime {
        (bool any, uint256 id) = _proposing(seed);
        if (!any && !_oneIn(8, seed, "in vain")) return _propose(seed);
        address from =
            _oneIn(10, seed, "former") && formerWallets.length != 0 ? _formerWallet(seed) : people[id].wallet;
        address proposed = _isCurrent(from) ? people[idOfWallet[from]].proposed : address(0);
        address who = proposed;
        if (who == address(0) || _oneIn(6, seed, "thief")) who = thief;
        Refusals memory refusals;
        refusals.when(!_isCurrent(from), INetwork.WalletNotBound.selector);
        refusals.when(who != proposed, IOwnership.WalletNotProposed.selector);
        refusals.when(idOfWallet[who] != 0, INetwork.WalletAlreadyBound.selector);
        _refuseMove(refusals, from, who);
        (bool done, ) = _try(10, "move", who, abi.encodeCall(IOwnership.acceptWallet, (from)), refusals);
        if (!done) return _didIf(who == thief, Deed.ThiefStopped);
        _didIf(people[id].guard.readyAt != 0, Deed.RecoveryEndedByOwner);
        _noteMove(id, who);
        _did(id == THE_COMPANY ? Deed.CompanyMoved : Deed.WalletMoved);
        _didIf(pausedNow, Deed.MovedInPause);
    }

    /// @notice Somebody sends a move that both wallets signed, or one of them did not.
    function moveWalletFor(uint256 seed) external onTime {
        (address from, address to) = (_someMover(seed), _destination(seed));
        uint256 deadline = _oneIn(8, seed, "late") ? clock - 1 : clock;
        bool forged = _oneIn(6, seed, "forged");
        bool unasked = keyOf[to] == 0 || _oneIn(6, seed, "unasked");
        bytes memory consent = _signMove(forged ? thief : from, from, to, deadline);
        bytes memory acceptance = _signMove(unasked ? thief : to, from, to, deadline);
        Refusals memory refusals;
        refusals.when(!_isCurrent(from), INetwork.WalletNotBound.selector);
        refusals.when(deadline < clock, INetwork.SignatureExpired.selector);
        refusals.when((forged && from != thief) || unasked, INetwork.SignatureInvalid.selector);
        _refuseWallet(refusals, to);
        _refuseMove(refusals, from, to);
        if (refusals.count == 0) moveAgreed[from] = to;
        bytes memory call = abi.encodeCall(IOwnership.moveWalletFor, (from, to, deadline, consent, acceptance));
        (bool done, ) = _try(10, "signed move", _someRelayer(seed), call, refusals);
        if (!done) return;
        _noteMove(idOfWallet[from], to);
        _keep(call);
        _did(Deed.MovedBySignature);
        _didIf(pausedNow, Deed.MovedInPause);
    }

    /// @dev Else whom the screen refuses would claim from another wallet.
    function _refuseMove(Refusals memory refusals, address from, address to) internal view {
        bool refused = _screenRefuses(from, ScreenAction.Move) || _screenRefuses(to, ScreenAction.Move);
        refusals.when(refused, IPayouts.ScreenRefused.selector);
    }

    /// @dev A wallet that is bound once stays so; neither nobody nor the core can be a distributor.
    function _refuseWallet(Refusals memory refusals, address wallet) internal view {
        bool nobody = wallet == address(0) || wallet == address(core);
        refusals.when(nobody, INetwork.WalletInvalid.selector);
        refusals.when(idOfWallet[wallet] != 0, INetwork.WalletAlreadyBound.selector);
    }

    /// @dev A free wallet, mostly; else somebody's, a former one or the core.
    function _destination(uint256 seed) internal view returns (address) {
        uint256 fault = _choose(seed, "destination", 12);
        if (fault == 0) return address(core);
        if (fault == 1) return wallets[_choose(seed, "taken", lastPerson)];
        if (fault == 2 && formerWallets.length != 0) return _formerWallet(seed);
        return _someFree(seed);
    }

    /// @dev Somebody who proposed, if there is anybody.
    function _proposing(uint256 seed) private view returns (bool any, uint256 id) {
        uint256 first = _choose(seed, "proposing", people.length - 1);
        for (uint256 i = 1; i < people.length; ++i) {
            id = 1 + ((first + i) % (people.length - 1));
            if (people[id].proposed != address(0)) return (true, id);
        }
        id = idOfWallet[_walletOf(1 + first)];
    }
}
