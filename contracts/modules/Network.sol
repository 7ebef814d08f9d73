// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {UplineBase} from "../UplineBase.sol";
import {INetwork} from "../interfaces/INetwork.sol";
import {IUpline} from "../interfaces/IUpline.sol";
import {Journal} from "../libraries/Journal.sol";
import {Placement} from "../libraries/Placement.sol";
import {COMPANY, Programme, WALLET_CURRENT} from "../libraries/Programme.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Wallets} from "../libraries/Wallets.sol";
import {Distributor, MAX_RANK, newDistributor} from "../types/Distributor.sol";

/// @title Network: who joins, under whom, with what rank
/// @dev A module of the core, see `UplineBase`.
contract Network is UplineBase {
    using Journal for Programme;
    using Placement for Programme;
    using Wallets for Programme;

    constructor(IUpline.Settings memory s) UplineBase(s) {}

    /// @notice See `IModule`.
    function moduleName() external pure returns (bytes32) {
        return "Network";
    }

    /// @notice See `INetwork.enrol`.
    function enrol(
        INetwork.Invitation calldata invitation,
        bytes calldata signature
    ) external nonReentrant returns (uint256 id) {
        return _enrol(_domainSeparatorV4(), msg.sender, invitation, signature);
    }

    /// @notice See `INetwork.enrolFor`.
    function enrolFor(
        INetwork.Invitation calldata invitation,
        bytes calldata signature,
        address newcomer,
        uint256 deadline,
        bytes calldata consent
    ) external nonReentrant returns (uint256 id) {
        if (newcomer == address(0) || newcomer == address(this)) revert INetwork.WalletInvalid(newcomer);
        bytes32 domain = _domainSeparatorV4();
        bytes32 structHash = keccak256(
            abi.encode(Signatures.ENROLMENT_TYPEHASH, newcomer, invitation.sponsor, deadline)
        );
        Signatures.check(newcomer, domain, structHash, consent, deadline);
        return _enrol(domain, newcomer, invitation, signature);
    }

    function _enrol(
        bytes32 domain,
        address newcomer,
        INetwork.Invitation calldata invitation,
        bytes calldata signature
    ) private returns (uint256 id) {
        _p.checkSelling();
        uint256 sponsor = _p.currentId(invitation.sponsor);
        if (!_openToAll) _checkInvitation(domain, newcomer, invitation, signature);
        uint256 binding = _p.wallets[newcomer];
        if (binding != 0) revert INetwork.WalletAlreadyBound(newcomer, uint32(binding));

        id = ++_p.counters.distributors;
        _p.setDistributor(id, newDistributor(sponsor, currentPeriod()));
        _p.wallets[newcomer] = id | WALLET_CURRENT;
        _p.record(INetwork.DistributorEnrolled.selector, id, sponsor, uint160(newcomer), "");
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
            abi.encode(Signatures.INVITATION_TYPEHASH, invitation.sponsor, invitation.newcomer, invitation.deadline)
        );
        Signatures.check(invitation.sponsor, domain, structHash, signature, invitation.deadline);
    }

    /// @notice See `INetwork.setRanks`.
    function setRanks(
        INetwork.RankChange[] calldata changes,
        bytes32 evidence
    ) external nonReentrant onlyRole(RANK_ROLE) {
        uint256 nowPeriod = currentPeriod();
        uint256[] memory packed = new uint256[](changes.length);
        uint256 last = _p.counters.distributors;
        for (uint256 i = 0; i < changes.length; ++i) {
            uint256 id = changes[i].id;
            uint256 rank = changes[i].rank;
            if (id == 0 || id > last) revert INetwork.DistributorUnknown(id, last);
            if (id == COMPANY || rank > MAX_RANK) revert INetwork.RankInvalid(id, rank);
            _p.setDistributor(id, _p.distributorAt(id).withRank(rank, nowPeriod));
            packed[i] = (id << 8) | rank;
        }
        _p.record(INetwork.RanksSet.selector, uint256(evidence), abi.encode(packed));
    }

    /// @notice See `INetwork.distributor`.
    function distributor(uint256 id) external view returns (INetwork.DistributorState memory state) {
        uint256 last = _p.counters.distributors;
        if (id == 0 || id > last) revert INetwork.DistributorUnknown(id, last);
        if (id == COMPANY) {
            (state.balance, state.active, state.activeNext) = (_p.accounts.company(), true, true);
            return state;
        }
        uint256 nowPeriod = currentPeriod();
        Distributor slot = _p.distributorAt(id).rolled(nowPeriod);
        (state.sponsor, state.balance, state.volume) = (slot.sponsor(), slot.balance(), slot.volume());
        (state.active, state.rank) = slot.standing(nowPeriod);
        (state.activeNext, state.rankNext) = slot.standing(nowPeriod + 1);
        state.pushOff = slot.pushOff();
    }
}
