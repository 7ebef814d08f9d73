// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INetwork} from "../../../contracts/interfaces/INetwork.sol";
import {Acting, Deed} from "../Acting.sol";

/// @title People join by signed invitations, themselves or by a signed consent
abstract contract Joining is Acting {
    enum Fault {
        Expired,
        ForAnother,
        Forged,
        WalletBound,
        Nothing
    }

    /// @notice Somebody enrols with an invitation, or tries to with a wrong one.
    function enrol(uint256 seed) external onTime {
        address newcomer = _newcomer(seed);
        (INetwork.Invitation memory invitation, bytes memory signature, bool right) = _invite(seed, newcomer);
        bytes memory call = abi.encodeCall(INetwork.enrol, (invitation, signature));
        _enrol(newcomer, call, newcomer, invitation.sponsor, right, Deed.Enrolled);
    }

    /// @notice A keeper enrols somebody who signed for it, or tries to with somebody else's signature.
    function enrolFor(uint256 seed) external onTime {
        address newcomer = _newcomer(seed);
        (INetwork.Invitation memory invitation, bytes memory signature, bool right) = _invite(seed, newcomer);
        bool consents = !_oneIn(4, seed, "consent");
        uint256 signer = consents ? placeOf[newcomer] : placeOf[invitation.sponsor];
        bytes memory consent = _signEnrolment(signer, newcomer, invitation.sponsor, clock);
        bytes memory call = abi.encodeCall(INetwork.enrolFor, (invitation, signature, newcomer, clock, consent));
        _enrol(keeper, call, newcomer, invitation.sponsor, right && consents, Deed.EnrolledByConsent);
    }

    function _enrol(
        address caller,
        bytes memory call,
        address newcomer,
        address sponsor,
        bool right,
        Deed deed
    ) private {
        if (!right || pausedNow || idOfWallet[newcomer] != 0) {
            _cannot(caller, call, 0);
            return _did(Deed.EnrolmentRefused);
        }
        uint256 id = abi.decode(_mustDo(caller, call), (uint256));
        _noteEnrolment(newcomer, idOfWallet[sponsor], clock);
        assertEqual("id of the newcomer", id, people.length - 1);
        _did(deed);
    }

    /// @dev Whoever comes next, or now and then somebody who is enrolled.
    function _newcomer(uint256 seed) private view returns (address) {
        uint256 next = people.length - 1;
        if (next > lastPerson || _oneIn(6, seed, "again")) next = _choose(seed, "who", lastPerson + 1);
        return wallets[next];
    }

    /// @dev Half of all join under whoever came last, so that long lines grow.
    function _invite(
        uint256 seed,
        address newcomer
    ) private view returns (INetwork.Invitation memory invitation, bytes memory signature, bool right) {
        uint256 sponsor = _oneIn(2, seed, "last") ? people.length - 1 : _someId(seed, "sponsor");
        invitation.sponsor = people[sponsor].wallet;
        invitation.deadline = clock;
        if (_oneIn(2, seed, "named")) invitation.newcomer = newcomer;
        uint256 signer = placeOf[invitation.sponsor];
        uint256 fault = _choose(seed, "fault", 8);
        if (fault == uint256(Fault.Expired)) invitation.deadline = clock - 1;
        else if (fault == uint256(Fault.ForAnother)) invitation.newcomer = thief;
        else if (fault == uint256(Fault.Forged)) ++signer;
        signature = _signInvitation(signer, invitation);
        right = fault > uint256(Fault.Forged);
    }
}
