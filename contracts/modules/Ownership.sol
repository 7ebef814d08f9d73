// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {UplineBase} from "../UplineBase.sol";
import {IOwnership} from "../interfaces/IOwnership.sol";
import {ScreenAction} from "../interfaces/IScreen.sol";
import {IUpline} from "../interfaces/IUpline.sol";
import {Journal} from "../libraries/Journal.sol";
import {COMPANY, Guardianship, Programme, WALLET_CURRENT} from "../libraries/Programme.sol";
import {Screening} from "../libraries/Screening.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Wallets} from "../libraries/Wallets.sol";
import {Distributor, RECOVERING, UNBOUND} from "../types/Distributor.sol";

/// @title Ownership: wallets move, are recovered, and are bound to imported ids
/// @dev A module of the core, see `UplineBase`.
contract Ownership is UplineBase {
    using Journal for Programme;
    using Screening for Programme;
    using Wallets for Programme;

    /// @dev Long enough for an owner to notice, short enough to help.
    uint256 private constant MIN_DELAY = 7 days;
    uint256 private constant MAX_DELAY = 90 days;

    constructor(IUpline.Settings memory s) UplineBase(s) {}

    /// @notice See `IModule`.
    function moduleName() external pure returns (bytes32) {
        return "Ownership";
    }

    /// @notice See `IOwnership.proposeWallet`.
    function proposeWallet(address to) external nonReentrant {
        uint256 id = _p.currentId(msg.sender);
        if (to != address(0)) _p.checkFree(to);
        _p.proposals[msg.sender] = to;
        _p.record(IOwnership.WalletProposed.selector, id, uint160(msg.sender), uint160(to), "");
    }

    /// @notice See `IOwnership.acceptWallet`.
    function acceptWallet(address from) external nonReentrant {
        uint256 id = _p.currentId(from);
        address proposed = _p.proposals[from];
        if (proposed != msg.sender) revert IOwnership.WalletNotProposed(from, msg.sender, proposed);
        _move(id, from, msg.sender);
    }

    /// @notice See `IOwnership.moveWalletFor`.
    function moveWalletFor(
        address from,
        address to,
        uint256 deadline,
        bytes calldata consent,
        bytes calldata acceptance
    ) external nonReentrant {
        uint256 id = _p.currentId(from);
        bytes32 domain = _domainSeparatorV4();
        bytes32 structHash = keccak256(abi.encode(Signatures.MOVE_TYPEHASH, from, to, deadline));
        Signatures.check(from, domain, structHash, consent, deadline);
        Signatures.check(to, domain, structHash, acceptance, deadline);
        _move(id, from, to);
    }

    /// @dev From then on nothing counts that the former wallet proposed or named, since both go by the wallet.
    function _move(uint256 id, address from, address to) private {
        _p.checkFree(to);
        // Else whom the screen refuses would claim from another wallet.
        _p.screen(from, ScreenAction.Move);
        _p.screen(to, ScreenAction.Move);
        _p.wallets[from] = id;
        _p.wallets[to] = id | WALLET_CURRENT;
        _setRecovering(id, false);
        _p.record(IOwnership.WalletMoved.selector, id, uint160(from), uint160(to), "");
    }

    function _setRecovering(uint256 id, bool on) private {
        Distributor slot = _p.distributorAt(id);
        if (slot.has(RECOVERING) != on) _p.setDistributor(id, slot.withFlag(RECOVERING, on));
    }

    /// @notice See `IOwnership.setGuardian`.
    function setGuardian(address guardian, uint256 delay) external nonReentrant {
        uint256 id = _p.currentId(msg.sender);
        if (id == COMPANY || guardian == msg.sender || guardian == address(this)) {
            revert IOwnership.GuardianInvalid(id, guardian);
        }
        if (guardian == address(0)) delay = 0;
        else if (delay < MIN_DELAY || delay > MAX_DELAY) {
            revert IOwnership.GuardianDelayInvalid(delay, MIN_DELAY, MAX_DELAY);
        }
        if (_p.guardianships[msg.sender].readyAt != 0) _stop(id, msg.sender);
        _p.guardianships[msg.sender] = Guardianship(guardian, uint40(delay), address(0), 0);
        _p.record(IOwnership.GuardianSet.selector, id, uint160(msg.sender), uint160(guardian), abi.encode(delay));
    }

    /// @notice See `IOwnership.startRecovery`.
    function startRecovery(address from, address to) external nonReentrant {
        uint256 id = _p.currentId(from);
        Guardianship storage known = _p.guardianships[from];
        if (msg.sender != known.guardian) revert IOwnership.GuardianExpected(msg.sender, known.guardian);
        // A guardian who left his wallet, for example because its key was stolen, is none by it any more.
        if (_p.wallets[msg.sender] != 0) _p.currentId(msg.sender);
        if (block.timestamp < known.endOfRecovery()) revert IOwnership.RecoveryPending(from, known.to);
        _p.checkFree(to);
        uint256 readyAt = block.timestamp + known.delay;
        (known.to, known.readyAt) = (to, uint40(readyAt));
        _setRecovering(id, true);
        _p.record(IOwnership.RecoveryStarted.selector, id, uint160(from), uint160(to), abi.encode(readyAt));
    }

    /// @notice See `IOwnership.stopRecovery`.
    function stopRecovery(address from) external nonReentrant {
        uint256 id = _p.currentId(from);
        Guardianship storage known = _p.guardianships[from];
        if (msg.sender != from && msg.sender != known.guardian) {
            revert IOwnership.GuardianExpected(msg.sender, known.guardian);
        }
        if (known.readyAt == 0) revert IOwnership.RecoveryNotPending(from, msg.sender, address(0));
        _stop(id, from);
    }

    function _stop(uint256 id, address from) private {
        Guardianship storage known = _p.guardianships[from];
        (known.to, known.readyAt) = (address(0), 0);
        _setRecovering(id, false);
        _p.record(IOwnership.RecoveryStopped.selector, id, uint160(msg.sender), "");
    }

    /// @notice See `IOwnership.finishRecovery`.
    function finishRecovery(address from) external nonReentrant {
        uint256 id = _p.currentId(from);
        Guardianship storage known = _p.guardianships[from];
        if (known.readyAt == 0 || msg.sender != known.to) {
            revert IOwnership.RecoveryNotPending(from, msg.sender, known.to);
        }
        if (block.timestamp < known.readyAt) revert IOwnership.RecoveryNotReady(block.timestamp, known.readyAt);
        uint256 end = known.endOfRecovery();
        if (block.timestamp >= end) revert IOwnership.RecoveryLapsed(block.timestamp, end);
        _move(id, from, msg.sender);
    }

    /// @notice See `IOwnership.bind`.
    function bind(IOwnership.Voucher calldata voucher, bytes calldata signature) external nonReentrant {
        if (msg.sender != voucher.wallet) revert IOwnership.VoucherForAnother(msg.sender, voucher.wallet);
        _bind(voucher, signature);
    }

    /// @notice See `IOwnership.bindFor`.
    function bindFor(
        IOwnership.Voucher calldata voucher,
        bytes calldata signature,
        uint256 deadline,
        bytes calldata consent
    ) external nonReentrant {
        bytes32 structHash = keccak256(
            abi.encode(Signatures.BINDING_TYPEHASH, voucher.wallet, uint256(voucher.id), deadline)
        );
        Signatures.check(voucher.wallet, _domainSeparatorV4(), structHash, consent, deadline);
        _bind(voucher, signature);
    }

    function _bind(IOwnership.Voucher calldata voucher, bytes calldata signature) private {
        uint256 id = voucher.id;
        Distributor slot = _p.distributorAt(id);
        if (!slot.has(UNBOUND)) revert IOwnership.VoucherUsed(id);
        if (!hasRole(IMPORT_ROLE, voucher.issuer)) revert IOwnership.VoucherIssuerInvalid(voucher.issuer);
        _p.checkFree(voucher.wallet);
        bytes32 structHash = keccak256(
            abi.encode(Signatures.VOUCHER_TYPEHASH, voucher.issuer, id, voucher.wallet, voucher.deadline)
        );
        Signatures.check(voucher.issuer, _domainSeparatorV4(), structHash, signature, voucher.deadline);
        _p.screen(voucher.wallet, ScreenAction.Enrol);
        _p.setDistributor(id, slot.withFlag(UNBOUND, false));
        _p.wallets[voucher.wallet] = id | WALLET_CURRENT;
        _p.record(IOwnership.DistributorBound.selector, id, uint160(voucher.wallet), uint160(voucher.issuer), "");
    }

    /// @notice See `IOwnership.proposalOf`.
    function proposalOf(address from) external view returns (address to) {
        return _isCurrent(from) ? _p.proposals[from] : address(0);
    }

    /// @notice See `IOwnership.guardianOf`.
    function guardianOf(
        address wallet
    ) external view returns (address guardian, uint256 delay, address to, uint256 readyAt) {
        if (!_isCurrent(wallet)) return (guardian, delay, to, readyAt);
        Guardianship storage known = _p.guardianships[wallet];
        return (known.guardian, known.delay, known.to, known.readyAt);
    }

    function _isCurrent(address wallet) private view returns (bool) {
        return _p.wallets[wallet] & WALLET_CURRENT != 0;
    }
}
