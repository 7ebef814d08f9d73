// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INetwork} from "../../../contracts/interfaces/INetwork.sol";
import {IPayouts} from "../../../contracts/interfaces/IPayouts.sol";
import {ScreenAction} from "../../../contracts/interfaces/IScreen.sol";
import {Acting} from "../Acting.sol";
import {Deed} from "../Deeds.sol";
import {Refusals} from "../Refusals.sol";

/// @title People join by signed invitations, themselves or by a signed consent
abstract contract Joining is Acting {
    enum Fault {
        Expired,
        ForAnother,
        Forged,
        ByFormerWallet
    }

    /// @notice Somebody enrols with an invitation, or tries to with a wrong one.
    function enrol(uint256 seed) external onTime {
        address newcomer = _newcomer(seed);
        Refusals memory refusals;
        (INetwork.Invitation memory invitation, bytes memory signature) = _invite(refusals, seed, newcomer);
        bytes memory call = abi.encodeCall(INetwork.enrol, (invitation, signature));
        _enrol(refusals, newcomer, call, newcomer, invitation.sponsor, Deed.Enrolled);
    }

    /// @notice A keeper enrols somebody who signed for it, or tries to with somebody else's signature.
    function enrolFor(uint256 seed) external onTime {
        address newcomer = _newcomer(seed);
        Refusals memory refusals;
        (INetwork.Invitation memory invitation, bytes memory signature) = _invite(refusals, seed, newcomer);
        bool consents = !_oneIn(4, seed, "consent");
        bool late = _oneIn(8, seed, "late");
        uint256 deadline = late ? clock - 1 : clock;
        address signer = consents ? newcomer : thief;
        bytes memory consent = _signEnrolment(signer, newcomer, invitation.sponsor, deadline);
        refusals.when(!consents, INetwork.SignatureInvalid.selector);
        refusals.when(late, INetwork.SignatureExpired.selector);
        bytes memory call = abi.encodeCall(INetwork.enrolFor, (invitation, signature, newcomer, deadline, consent));
        _enrol(refusals, keeper, call, newcomer, invitation.sponsor, Deed.EnrolledByConsent);
    }

    function _enrol(
        Refusals memory refusals,
        address caller,
        bytes memory call,
        address newcomer,
        address sponsor,
        Deed deed
    ) private {
        if (_oneIn(10, uint160(newcomer) + clock, "screened")) _opine(clock, newcomer);
        _refuseSelling(refusals);
        refusals.when(idOfWallet[newcomer] != 0, INetwork.WalletAlreadyBound.selector);
        refusals.when(_screenRefuses(newcomer, ScreenAction.Enrol), IPayouts.ScreenRefused.selector);
        (bool done, bytes memory result) = _try(0, "enrolment", caller, call, refusals);
        if (!done) return;
        _noteEnrolment(newcomer, idOfWallet[sponsor], clock);
        assertEqual("id of the newcomer", abi.decode(result, (uint256)), people.length - 1);
        _did(deed);
    }

    /// @dev Whoever has no wallet in the network yet, or now and then somebody who is enrolled.
    function _newcomer(uint256 seed) private view returns (address) {
        address free = _someFree(seed);
        bool again = free == address(0) || _oneIn(8, seed, "again");
        return again ? wallets[_choose(seed, "who", lastPerson + 1)] : free;
    }

    /// @dev Half of all join under whoever came last, so that long lines grow.
    function _invite(
        Refusals memory refusals,
        uint256 seed,
        address newcomer
    ) private view returns (INetwork.Invitation memory invitation, bytes memory signature) {
        invitation.sponsor = _walletOf(_oneIn(2, seed, "last") ? people.length - 1 : _someId(seed, "sponsor"));
        invitation.deadline = clock;
        if (_oneIn(2, seed, "named")) invitation.newcomer = newcomer;
        uint256 fault = _choose(seed, "fault", 16);
        if (fault == uint256(Fault.Expired)) invitation.deadline = clock - 1;
        else if (fault == uint256(Fault.ForAnother)) invitation.newcomer = thief;
        else if (fault == uint256(Fault.ByFormerWallet) && formerWallets.length != 0) {
            invitation.sponsor = _formerWallet(seed);
        }
        bool forged = fault == uint256(Fault.Forged);
        signature = _signInvitation(forged ? thief : invitation.sponsor, invitation);
        refusals.when(fault == uint256(Fault.Expired), INetwork.SignatureExpired.selector);
        refusals.when(fault == uint256(Fault.ForAnother), INetwork.InvitationForAnother.selector);
        refusals.when(forged, INetwork.SignatureInvalid.selector);
        refusals.when(!_isCurrent(invitation.sponsor), INetwork.WalletNotBound.selector);
    }
}
