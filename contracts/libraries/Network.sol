// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INetwork} from "../interfaces/INetwork.sol";
import {Distributor, MAX_RANK, newDistributor} from "../types/Distributor.sol";
import {Journal} from "./Journal.sol";
import {Placement} from "./Placement.sol";
import {COMPANY, Programme, WALLET_CURRENT} from "./Programme.sol";
import {Signatures} from "./Signatures.sol";

/// @title Network: who joins, under whom, with what rank
/// @dev A linked library over the core's storage; its events are the core's.
library Network {
    using Journal for Programme;

    /// @notice What enrolment needs of the core's immutables.
    struct Context {
        bytes32 domain;
        uint256 nowPeriod;
        bool openToAll;
    }

    /// @notice See `INetwork.enrol`; `newcomer` is the caller.
    function enrol(
        Programme storage p,
        Context calldata context,
        address newcomer,
        INetwork.Invitation calldata invitation,
        bytes calldata signature
    ) external returns (uint256 id) {
        return _enrol(p, context, newcomer, invitation, signature);
    }

    /// @notice See `INetwork.enrolFor`.
    function enrolFor(
        Programme storage p,
        Context calldata context,
        INetwork.Invitation calldata invitation,
        bytes calldata signature,
        address newcomer,
        uint256 deadline,
        bytes calldata consent
    ) external returns (uint256 id) {
        bytes32 structHash =
            keccak256(abi.encode(Signatures.ENROLMENT_TYPEHASH, newcomer, invitation.sponsor, deadline));
        Signatures.check(newcomer, context.domain, structHash, consent, deadline);
        return _enrol(p, context, newcomer, invitation, signature);
    }

    function _enrol(
        Programme storage p,
        Context calldata context,
        address newcomer,
        INetwork.Invitation calldata invitation,
        bytes calldata signature
    ) private returns (uint256 id) {
        Placement.planForSale(p);
        uint256 sponsor = currentId(p, invitation.sponsor);
        if (!context.openToAll) _checkInvitation(context.domain, newcomer, invitation, signature);
        if (newcomer == address(0) || newcomer == address(this)) revert INetwork.WalletInvalid(newcomer);
        uint256 binding = p.wallets[newcomer];
        if (binding != 0) revert INetwork.WalletAlreadyBound(newcomer, uint32(binding));

        id = ++p.counters.distributors;
        p.distributors[id] = newDistributor(sponsor, context.nowPeriod);
        p.wallets[newcomer] = id | WALLET_CURRENT;
        p.record(INetwork.DistributorEnrolled.selector, id, sponsor, uint160(newcomer), "");
    }

    function _checkInvitation(
        bytes32 domain,
        address newcomer,
        INetwork.Invitation calldata invitation,
        bytes calldata signature
    ) private view {
        if (invitation.newcomer != address(0) && invitation.newcomer != newcomer) {
            revert INetwork.InvitationForAnother(newcomer, invitation.newcomer);
        }
        bytes32 structHash = keccak256(
            abi.encode(
                Signatures.INVITATION_TYPEHASH, invitation.sponsor, invitation.newcomer, invitation.deadline
            )
        );
        Signatures.check(invitation.sponsor, domain, structHash, signature, invitation.deadline);
    }

    /// @notice See `INetwork.setRanks`.
    function setRanks(
        Programme storage p,
        uint256 nowPeriod,
        INetwork.RankChange[] calldata changes,
        bytes32 evidence
    ) external {
        uint256[] memory packed = new uint256[](changes.length);
        uint256 last = p.counters.distributors;
        for (uint256 i = 0; i < changes.length; ++i) {
            uint256 id = changes[i].id;
            uint256 rank = changes[i].rank;
            if (id == 0 || id > last) revert INetwork.DistributorUnknown(id, last);
            if (id == COMPANY || rank > MAX_RANK) revert INetwork.RankInvalid(id, rank);
            Distributor slot = p.distributors[id];
            p.distributors[id] = slot.withRank(rank, nowPeriod);
            packed[i] = (id << 8) | rank;
        }
        p.record(INetwork.RanksSet.selector, uint256(evidence), abi.encode(packed));
    }

    /// @notice The distributor whose present wallet this is; reverts where there is none.
    function currentId(Programme storage p, address wallet) internal view returns (uint256) {
        uint256 binding = p.wallets[wallet];
        if (binding & WALLET_CURRENT == 0) revert INetwork.WalletNotBound(wallet, binding);
        return uint32(binding);
    }
}
