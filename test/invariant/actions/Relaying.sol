// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INetwork} from "../../../contracts/interfaces/INetwork.sol";
import {IPayouts} from "../../../contracts/interfaces/IPayouts.sol";
import {Deed} from "../Deeds.sol";
import {Refusals} from "../Refusals.sol";
import {Paying} from "./Paying.sol";

/// @title Owners sign claims, which anybody relays: at once or later, rightly, altered, or after they were taken back
abstract contract Relaying is Paying {
    enum ClaimFault {
        None,
        Expired,
        Forged,
        OtherRecipient,
        OtherAmount,
        OtherDeadline,
        OtherNonce
    }

    /// @dev A claim with the nonce and the values that were really signed.
    struct Paper {
        IPayouts.SignedClaim signed;
        uint256 nonce;
        bool sound;
        bytes signature;
    }

    uint256 private constant FAULTS = uint256(type(ClaimFault).max) + 1;

    /// @dev Claims that were signed and not sent yet.
    Paper[] private _drawer;

    /// @notice An owner signs a claim for somebody to send later.
    function signClaim(uint256 seed) external onTime {
        _drawer.push(_paper(seed));
        _did(Deed.ClaimSigned);
    }

    /// @notice Somebody sends a claim that an owner has signed, just now or a while ago, or one that nobody signed.
    function claimFor(uint256 seed) external onTime {
        Paper memory paper;
        bool old = _drawer.length != 0 && _oneIn(2, seed, "drawer");
        if (old) {
            uint256 place = _choose(seed, "which", _drawer.length);
            paper = _drawer[place];
            _drawer[place] = _drawer[_drawer.length - 1];
            _drawer.pop();
        } else paper = _paper(seed);
        IPayouts.SignedClaim memory signed = paper.signed;
        Refusals memory refusals;
        bool sound = paper.sound && paper.nonce == claimNonces[signed.wallet];
        refusals.when(!sound, INetwork.SignatureInvalid.selector);
        refusals.when(clock > signed.deadline, INetwork.SignatureExpired.selector);
        uint256 owed = people[idOfWallet[signed.wallet]].owed;
        refusals.when(owed < signed.atLeast, IPayouts.PayoutTooSmall.selector);
        if (sound) claimAgreed[signed.wallet][paper.nonce] = signed.recipient;
        bytes memory call = abi.encodeCall(IPayouts.claimFor, (signed, paper.signature));
        bool done = _claim(seed, Claim(_someRelayer(seed), signed.wallet, signed.recipient, call), refusals);
        if (!done) return;
        ++claimNonces[signed.wallet];
        _keep(call);
        _did(old ? Deed.ClaimedByOldSignature : Deed.ClaimedBySignature);
        _didIf(idOfWallet[signed.wallet] == THE_COMPANY, Deed.CompanyClaimedBySignature);
    }

    /// @notice An owner takes back what he signed.
    function cancelClaims(uint256 seed) external onTime {
        address who = _someOwner(seed);
        Refusals memory refusals;
        (bool done, ) = _try(10, "claims taken back", who, abi.encodeCall(IPayouts.cancelClaims, ()), refusals);
        if (!done) return;
        ++claimNonces[who];
        _did(Deed.ClaimsCancelled);
    }

    function _paper(uint256 seed) private view returns (Paper memory paper) {
        address wallet = _someCreditor(seed);
        uint256 owed = people[idOfWallet[wallet]].owed;
        paper.signed = IPayouts.SignedClaim({
            wallet: wallet,
            recipient: _oneIn(2, seed, "own wallet") ? wallet : _somebody(seed, "recipient"),
            atLeast: [0, 0, owed / 2, owed, owed + 1][_choose(seed, "at least", 5)],
            deadline: _oneIn(2, seed, "long") ? clock + _choose(seed, "days", 60 days) : clock
        });
        paper.nonce = claimNonces[wallet];
        ClaimFault fault = ClaimFault(_oneIn(2, seed, "right") ? 0 : _choose(seed, "claim fault", FAULTS));
        if (fault == ClaimFault.Expired) paper.signed.deadline = clock - 1;
        if (_oneIn(16, seed, "nobody")) paper.signed.recipient = address(core);
        // A signature over the next nonce is wrong today and right once the present one is used up.
        if (fault == ClaimFault.OtherNonce) ++paper.nonce;
        paper.sound = fault == ClaimFault.None || fault == ClaimFault.Expired || fault == ClaimFault.OtherNonce;
        address signer = fault == ClaimFault.Forged ? thief : wallet;
        // The thief's own signature for himself is a right one, of somebody who is no distributor.
        if (signer == wallet && fault == ClaimFault.Forged) paper.sound = true;
        paper.signature = _signClaim(signer, paper.signed, paper.nonce);
        if (fault == ClaimFault.OtherRecipient) paper.signed.recipient = thief;
        else if (fault == ClaimFault.OtherAmount) paper.signed.atLeast += 1;
        else if (fault == ClaimFault.OtherDeadline) paper.signed.deadline += 1;
    }
}
