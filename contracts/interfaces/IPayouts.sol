// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Payouts: from balances to wallets
interface IPayouts {
    /// @notice What became of one wallet of a push.
    enum PushResult {
        Paid,
        NothingDue,
        NotBound,
        PushOff,
        Company,
        Failed
    }

    /// @notice A whole balance was paid out. Id 1 is the company's share.
    event Paid(uint256 indexed id, address indexed to, uint256 amount);
    /// @notice A pushed payout could not be delivered; the balance is kept.
    event PayoutFailed(uint256 indexed id, address indexed to, uint256 amount);
    /// @notice The owner switched pushed payouts off, or on again.
    event PushSwitched(uint256 indexed id, bool off);

    /// @notice The run contract spent from the bonus pool.
    event PoolSpent(address indexed to, uint256 amount);

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

    /// @notice Pays whole balances to their owners' own wallets. Anybody may call it; who cannot receive keeps the
    /// balance and stops nobody else.
    /// @return results One a wallet, in the same order.
    function push(address[] calldata wallets) external returns (PushResult[] memory results);

    /// @notice Pays from the bonus pool. Only the run contract.
    function spendPool(address recipient, uint256 amount) external;

    /// @notice Switches pushed payouts to the caller off or on.
    function setPushOff(bool off) external;

    /// @notice The claimable balance of a distributor; of id 1, the company's share.
    function balanceOf(uint256 id) external view returns (uint256);

    /// @notice The bonus pool.
    function poolBalance() external view returns (uint256);
}
