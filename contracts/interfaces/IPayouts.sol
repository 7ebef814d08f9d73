// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ScreenAction} from "./IScreen.sol";

/// @title Payouts: from balances to wallets
interface IPayouts {
    /// @notice What became of one wallet of a push.
    /// @dev `Held`: a hold is in force. `Refused`: by the screen. `Recovering`: a recovery of the wallet is pending.
    enum PushResult {
        Paid,
        NothingDue,
        NotBound,
        PushOff,
        Company,
        Failed,
        Held,
        Refused,
        Recovering
    }

    /// @notice A claim that somebody else may send, signed by the owner's wallet (EIP-712 or ERC-1271).
    /// @param wallet Present wallet of the distributor.
    /// @param recipient Who is paid.
    /// @param atLeast The least that is to be paid, in token units; the whole balance is.
    /// @param deadline Last second at which it can be used. It is signed with the wallet's `claimNonce`, so it serves once.
    struct SignedClaim {
        address wallet;
        address recipient;
        uint256 atLeast;
        uint256 deadline;
    }

    /// @notice A signed claim was used; the payout follows.
    event ClaimSigned(address indexed wallet, uint256 indexed nonce);
    /// @notice A wallet took back what it had signed with this nonce.
    event ClaimsCancelled(address indexed wallet, uint256 indexed nonce);
    /// @notice A whole balance was paid out. Id 1 is the company's share.
    event Paid(uint256 indexed id, address indexed to, uint256 amount);
    /// @notice A pushed payout could not be delivered; the balance is kept.
    event PayoutFailed(uint256 indexed id, address indexed to, uint256 amount);
    /// @notice The owner switched pushed payouts off, or on again.
    event PushSwitched(uint256 indexed id, bool off);

    /// @notice The run contract spent from the bonus pool.
    event PoolSpent(address indexed to, uint256 amount);

    /// @notice One distributor's claims and pushes are stopped, not his earning.
    /// @param reason Code of the reason.
    /// @param evidence Hash of what it rests on.
    event HoldPlaced(uint256 indexed id, bytes32 indexed reason, bytes32 evidence, uint256 until);
    /// @notice The hold was lifted before it lapsed.
    event HoldLifted(uint256 indexed id);
    /// @notice Another screen was named; zero: none. It can be set from `from` on.
    event ScreenScheduled(address indexed screen, uint256 from);
    /// @notice The screen that was named will not be set.
    event ScreenCancelled(address indexed screen);
    /// @notice The screen that is asked from now on; zero: none.
    event ScreenSet(address indexed screen);
    /// @notice The screen gave no answer, so the account was let through.
    event ScreenFailed(address indexed screen, address indexed account, ScreenAction action);

    /// @notice The screen refuses this account.
    error ScreenRefused(address account, ScreenAction action);
    /// @notice Too little gas is left to ask the screen: send more.
    error ScreenGasMissing(uint256 left, uint256 needed);
    /// @notice A screen has code, or is zero and there is one to remove.
    error ScreenInvalid(address screen);
    /// @notice No screen is scheduled.
    error ScreenNotScheduled();
    /// @notice The screen can be set only from `from` on.
    error ScreenNotDue(uint256 time, uint256 from);
    /// @notice A hold stops this distributor's claims until then.
    error DistributorHeld(uint256 id, uint256 until);
    /// @notice The company has no hold.
    error HoldOfCompany();
    /// @notice A hold ends after now and at the latest at `latest`.
    error HoldTimeInvalid(uint256 until, uint256 latest);
    /// @notice A hold is in force until then; there is one at a time.
    error HoldPresent(uint256 id, uint256 until);
    /// @notice A hold names its reason.
    error HoldReasonMissing(uint256 id);
    /// @notice There were four holds in the last 730 days; the next may begin at `earliest`.
    error HoldTooOften(uint256 id, uint256 earliest);
    /// @notice No hold is in force.
    error HoldMissing(uint256 id);
    /// @notice The balance is below what the signed claim asks for.
    error PayoutTooSmall(uint256 amount, uint256 atLeast);
    /// @notice Nothing is claimable.
    error PayoutNothingDue(uint256 id);
    /// @notice The zero address and the core itself cannot receive.
    error PayoutRecipientInvalid(address recipient);
    /// @notice Only the run contract spends the pool.
    error PoolNotForCaller(address caller, address run);
    /// @notice The pool holds less.
    error PoolTooSmall(uint256 amount, uint256 pool);
    /// @notice Pushed payouts are off, or on, already.
    error PushUnchanged(uint256 id, bool off);

    /// @notice Pays the caller's whole balance to his wallet.
    function claim() external returns (uint256 amount);

    /// @notice Pays the caller's whole balance to another address.
    function claimTo(address recipient) external returns (uint256 amount);

    /// @notice Pays the whole balance of who signed for it. Anybody may send it, and gets nothing for it.
    /// @param signature The wallet's, over `Claim(wallet, recipient, atLeast, nonce, deadline)`.
    function claimFor(SignedClaim calldata signed, bytes calldata signature) external returns (uint256 amount);

    /// @notice Takes back what the caller has signed with his present `claimNonce` and has not been used.
    function cancelClaims() external;

    /// @notice The nonce that a wallet's next signed claim needs.
    function claimNonce(address wallet) external view returns (uint256 nonce);

    /// @notice Pays whole balances to their owners' own wallets. Anybody may call it; who cannot receive keeps the
    /// balance and stops nobody else.
    /// @return results One a wallet, in the same order.
    function push(address[] calldata wallets) external returns (PushResult[] memory results);

    /// @notice Pays from the bonus pool. Only the run contract.
    function spendPool(address recipient, uint256 amount) external;

    /// @notice Switches pushed payouts to the caller off or on.
    function setPushOff(bool off) external;

    /// @notice Stops one distributor's claims and pushes, never his earning. Only the hold role. At most 90 days,
    /// one at a time, four beginning in 730 days; it lapses by itself.
    /// @param until First second without it.
    /// @param reason Code of the reason, not zero.
    /// @param evidence Hash of what it rests on.
    function placeHold(uint256 id, uint256 until, bytes32 reason, bytes32 evidence) external;

    /// @notice Ends a hold before it lapses. Only the hold role, or the revoker.
    function liftHold(uint256 id) external;

    /// @notice Names a screen, or none (zero), to be set after the notice, before the opening at once. Only the admin.
    function scheduleScreen(address screen_) external;

    /// @notice Withdraws the screen that was named. Only the admin, or the revoker.
    function cancelScreen() external;

    /// @notice Sets the screen that was named. Anybody may call it.
    function setScreen() external;

    /// @notice When a distributor's last hold ends or ended, and when his last four began, the latest first.
    function holdOf(uint256 id) external view returns (uint256 until, uint256[4] memory starts);

    /// @notice The screen that is asked, and the one to be set from `from` on; `from` zero: none is.
    function screening() external view returns (address screen, address next, uint256 from);

    /// @notice The claimable balance of a distributor; of id 1, the company's share.
    function balanceOf(uint256 id) external view returns (uint256);

    /// @notice The bonus pool.
    function poolBalance() external view returns (uint256);
}
