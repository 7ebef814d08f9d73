// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {UplineBase} from "../UplineBase.sol";
import {INetwork} from "../interfaces/INetwork.sol";
import {ScreenAction} from "../interfaces/IScreen.sol";
import {IUpline} from "../interfaces/IUpline.sol";
import {Journal} from "../libraries/Journal.sol";
import {Placement} from "../libraries/Placement.sol";
import {COMPANY, Programme, WALLET_CURRENT} from "../libraries/Programme.sol";
import {Screening} from "../libraries/Screening.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Wallets} from "../libraries/Wallets.sol";
import {
    Distributor,
    HELD,
    IMPORTED,
    MAX_RANK,
    PUSH_OFF,
    RECOVERING,
    UNBOUND,
    importedDistributor,
    newDistributor
} from "../types/Distributor.sol";

/// @title Network: who joins, under whom, with what rank
/// @dev A module of the core, see `UplineBase`.
contract Network is UplineBase {
    using Journal for Programme;
    using Placement for Programme;
    using Screening for Programme;
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
        _p.checkFree(newcomer);
        _p.screen(newcomer, ScreenAction.Enrol);
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

    /// @notice See `INetwork.importDistributors`.
    function importDistributors(
        uint256 firstId,
        INetwork.ImportedDistributor[] calldata people
    ) external nonReentrant onlyRole(IMPORT_ROLE) {
        if (_p.plan.terms.version() != 0) revert INetwork.ImportTooLate();
        uint256 expected = uint256(_p.counters.distributors) + 1;
        if (firstId != expected) revert INetwork.ImportOutOfStep(firstId, expected);
        uint256 nowPeriod = currentPeriod();
        for (uint256 i = 0; i < people.length; ++i) {
            _import(firstId + i, people[i], nowPeriod);
        }
        _p.counters.distributors = uint32(firstId + people.length - 1);
    }

    function _import(uint256 id, INetwork.ImportedDistributor calldata person, uint256 nowPeriod) private {
        uint256 sponsor = person.sponsor;
        uint256 rank = person.rank;
        address wallet = person.wallet;
        if (sponsor == 0 || sponsor >= id) revert INetwork.ImportSponsorInvalid(id, sponsor);
        if (rank > MAX_RANK) revert INetwork.RankInvalid(id, rank);
        bool bound = wallet != address(0);
        if (bound) {
            _p.checkFree(wallet);
            _p.wallets[wallet] = id | WALLET_CURRENT;
        }
        _p.setDistributor(id, importedDistributor(sponsor, nowPeriod, rank, bound));
        bytes memory data = abi.encode(person.legacyId, rank);
        _p.record(INetwork.DistributorImported.selector, id, sponsor, uint160(wallet), data);
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
        // Who was imported counts as enrolled in the period of the opening.
        bool opened = _p.plan.terms.version() != 0 && _p.plan.terms.opening() == nowPeriod;
        if (opened && slot.has(IMPORTED)) state.active = true;
        (state.pushOff, state.imported) = (slot.has(PUSH_OFF), slot.has(IMPORTED));
        (state.unbound, state.recovering, state.held) = (slot.has(UNBOUND), slot.has(RECOVERING), slot.has(HELD));
    }
}
