// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {UplineBase} from "../UplineBase.sol";
import {INetwork} from "../interfaces/INetwork.sol";
import {IPayouts} from "../interfaces/IPayouts.sol";
import {ScreenAction} from "../interfaces/IScreen.sol";
import {IUpline} from "../interfaces/IUpline.sol";
import {Journal} from "../libraries/Journal.sol";
import {Payout} from "../libraries/Payout.sol";
import {COMPANY, Programme, WALLET_CURRENT} from "../libraries/Programme.sol";
import {Screening} from "../libraries/Screening.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Wallets} from "../libraries/Wallets.sol";
import {Distributor, HELD, PUSH_OFF, RECOVERING} from "../types/Distributor.sol";
import {HOLD_STARTS, Hold} from "../types/Hold.sol";

/// @title Payouts: pushes, the pool, and what may stop a payout: holds and the screen
/// @dev A module of the core, see `UplineBase`. Claims to one's own wallet are in the core.
contract Payouts is UplineBase {
    using SafeERC20 for IERC20;
    using Journal for Programme;
    using Payout for Programme;
    using Screening for Programme;
    using Wallets for Programme;

    uint256 private constant MAX_HOLD = 90 days;
    uint256 private constant HOLD_MEMORY = 730 days;

    constructor(IUpline.Settings memory s) UplineBase(s) {}

    /// @notice See `IModule`.
    function moduleName() external pure returns (bytes32) {
        return "Payouts";
    }

    /// @notice See `IPayouts.claimTo`.
    function claimTo(address recipient) external nonReentrant returns (uint256 amount) {
        _checkRecipient(recipient);
        return _p.claim(_token, msg.sender, recipient);
    }

    /// @notice See `IPayouts.claimFor`.
    function claimFor(
        IPayouts.SignedClaim calldata signed,
        bytes calldata signature
    ) external nonReentrant returns (uint256 amount) {
        (address wallet, address recipient) = (signed.wallet, signed.recipient);
        _checkRecipient(recipient);
        uint256 nonce = _p.claimNonces[wallet]++;
        bytes32 structHash = keccak256(
            abi.encode(Signatures.CLAIM_TYPEHASH, wallet, recipient, signed.atLeast, nonce, signed.deadline)
        );
        Signatures.check(wallet, _domainSeparatorV4(), structHash, signature, signed.deadline);
        _p.record(IPayouts.ClaimSigned.selector, uint160(wallet), nonce, "");
        amount = _p.claim(_token, wallet, recipient);
        if (amount < signed.atLeast) revert IPayouts.PayoutTooSmall(amount, signed.atLeast);
    }

    /// @notice See `IPayouts.cancelClaims`.
    function cancelClaims() external nonReentrant {
        uint256 nonce = _p.claimNonces[msg.sender]++;
        _p.record(IPayouts.ClaimsCancelled.selector, uint160(msg.sender), nonce, "");
    }

    /// @notice See `IPayouts.claimNonce`.
    function claimNonce(address wallet) external view returns (uint256 nonce) {
        return _p.claimNonces[wallet];
    }

    function _checkRecipient(address recipient) private view {
        if (recipient == address(0) || recipient == address(this)) revert IPayouts.PayoutRecipientInvalid(recipient);
    }

    /// @notice See `IPayouts.push`.
    function push(address[] calldata wallets) external nonReentrant returns (IPayouts.PushResult[] memory results) {
        results = new IPayouts.PushResult[](wallets.length);
        for (uint256 i = 0; i < wallets.length; ++i) {
            results[i] = _push(wallets[i]);
        }
    }

    function _push(address wallet) private returns (IPayouts.PushResult) {
        uint256 binding = _p.wallets[wallet];
        if (binding & WALLET_CURRENT == 0) return IPayouts.PushResult.NotBound;
        uint256 id = uint32(binding);
        if (id == COMPANY) return IPayouts.PushResult.Company;
        Distributor slot = _p.distributorAt(id);
        if (slot.has(PUSH_OFF)) return IPayouts.PushResult.PushOff;
        if (slot.has(RECOVERING) && block.timestamp < _p.guardianships[wallet].endOfRecovery()) {
            return IPayouts.PushResult.Recovering;
        }
        uint256 amount = slot.balance();
        if (amount == 0) return IPayouts.PushResult.NothingDue;
        if (_p.heldUntil(id, slot) != 0) return IPayouts.PushResult.Held;
        if (!_p.allows(wallet, ScreenAction.Push)) return IPayouts.PushResult.Refused;
        return _pay(id, slot, wallet, amount);
    }

    function _pay(
        uint256 id,
        Distributor slot,
        address wallet,
        uint256 amount
    ) private returns (IPayouts.PushResult result) {
        _p.setDistributor(id, slot.emptied());
        bytes32 topic = IPayouts.Paid.selector;
        if (!IERC20(_token).trySafeTransfer(wallet, amount)) {
            _p.setDistributor(id, slot);
            (topic, result) = (IPayouts.PayoutFailed.selector, IPayouts.PushResult.Failed);
        }
        _p.record(topic, id, uint160(wallet), abi.encode(amount));
    }

    /// @notice See `IPayouts.setPushOff`.
    function setPushOff(bool off) external nonReentrant {
        uint256 id = _p.currentId(msg.sender);
        Distributor slot = _p.distributorAt(id);
        if (id == COMPANY || slot.has(PUSH_OFF) == off) revert IPayouts.PushUnchanged(id, off);
        _p.setDistributor(id, slot.withFlag(PUSH_OFF, off));
        _p.record(IPayouts.PushSwitched.selector, id, abi.encode(off));
    }

    /// @notice See `IPayouts.spendPool`.
    function spendPool(address recipient, uint256 amount) external nonReentrant {
        if (msg.sender != _p.run) revert IPayouts.PoolNotForCaller(msg.sender, _p.run);
        _checkRecipient(recipient);
        if (amount > _p.pool) revert IPayouts.PoolTooSmall(amount, _p.pool);
        _p.pool -= uint96(amount);
        // Before the transfer, so that whoever the token calls sees head and balances agree.
        _p.record(IPayouts.PoolSpent.selector, uint160(recipient), abi.encode(amount));
        IERC20(_token).safeTransfer(recipient, amount);
    }

    /// @notice See `IPayouts.placeHold`.
    function placeHold(
        uint256 id,
        uint256 until,
        bytes32 reason,
        bytes32 evidence
    ) external nonReentrant onlyRole(HOLD_ROLE) {
        Hold hold = _holdOf(id);
        if (reason == 0) revert IPayouts.HoldReasonMissing(id);
        uint256 latest = block.timestamp + MAX_HOLD;
        if (until <= block.timestamp || until > latest) revert IPayouts.HoldTimeInvalid(until, latest);
        if (block.timestamp < hold.until()) revert IPayouts.HoldPresent(id, hold.until());
        uint256 oldest = hold.oldestStart();
        if (oldest != 0 && block.timestamp < oldest + HOLD_MEMORY) {
            revert IPayouts.HoldTooOften(id, oldest + HOLD_MEMORY);
        }
        _p.holds[id] = hold.withHold(block.timestamp, until);
        _p.setDistributor(id, _p.distributorAt(id).withFlag(HELD, true));
        _p.record(IPayouts.HoldPlaced.selector, id, uint256(reason), abi.encode(evidence, until));
    }

    /// @notice See `IPayouts.liftHold`.
    function liftHold(uint256 id) external nonReentrant onlyRoleOrRevoker(HOLD_ROLE) {
        Hold hold = _holdOf(id);
        if (block.timestamp >= hold.until()) revert IPayouts.HoldMissing(id);
        _p.holds[id] = hold.withUntil(block.timestamp);
        _p.setDistributor(id, _p.distributorAt(id).withFlag(HELD, false));
        _p.record(IPayouts.HoldLifted.selector, id, "");
    }

    /// @notice See `IPayouts.holdOf`.
    function holdOf(uint256 id) external view returns (uint256 until, uint256[4] memory starts) {
        Hold hold = _holdOf(id);
        until = hold.until();
        for (uint256 i = 0; i < HOLD_STARTS; ++i) starts[i] = hold.startOf(i);
    }

    function _holdOf(uint256 id) private view returns (Hold) {
        uint256 last = _p.counters.distributors;
        if (id == 0 || id > last) revert INetwork.DistributorUnknown(id, last);
        if (id == COMPANY) revert IPayouts.HoldOfCompany();
        return _p.holds[id];
    }

    /// @notice See `IPayouts.scheduleScreen`.
    function scheduleScreen(address screen) external nonReentrant onlyRole(DEFAULT_ADMIN_ROLE) {
        bool removes = screen == address(0);
        if (removes ? _p.counters.screen == address(0) : screen.code.length == 0) revert IPayouts.ScreenInvalid(screen);
        uint256 from = block.timestamp + _notice;
        (_p.screenNext, _p.screenFrom) = (screen, uint40(from));
        _p.record(IPayouts.ScreenScheduled.selector, uint160(screen), abi.encode(from));
    }

    /// @notice See `IPayouts.cancelScreen`.
    function cancelScreen() external nonReentrant onlyRoleOrRevoker(DEFAULT_ADMIN_ROLE) {
        _p.record(IPayouts.ScreenCancelled.selector, uint160(_takeScreen()), "");
    }

    /// @notice See `IPayouts.setScreen`.
    function setScreen() external nonReentrant {
        bool opened = _p.plan.terms.version() != 0;
        if (opened && block.timestamp < _p.screenFrom) revert IPayouts.ScreenNotDue(block.timestamp, _p.screenFrom);
        address screen = _takeScreen();
        _p.counters.screen = screen;
        _p.record(IPayouts.ScreenSet.selector, uint160(screen), "");
    }

    /// @dev The screen that is scheduled, which it is no longer.
    function _takeScreen() private returns (address screen) {
        if (_p.screenFrom == 0) revert IPayouts.ScreenNotScheduled();
        screen = _p.screenNext;
        (_p.screenNext, _p.screenFrom) = (address(0), 0);
    }

    /// @notice See `IPayouts.screening`.
    function screening() external view returns (address screen, address next, uint256 from) {
        return (_p.counters.screen, _p.screenNext, _p.screenFrom);
    }
}
