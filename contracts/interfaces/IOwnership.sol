// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Ownership: which wallet a distributor has
/// @notice A wallet is bound to one id for good; an id may move on to another. What a former wallet signed, proposed or
/// named is void from then on.
interface IOwnership {
    /// @notice The company's consent that an imported id without wallet is bound to one, signed (EIP-712 or ERC-1271).
    /// @param issuer Who signed: a holder of the import role.
    /// @param id The imported id.
    /// @param wallet The only wallet that it serves.
    /// @param deadline Last second at which it can be used.
    struct Voucher {
        address issuer;
        uint32 id;
        address wallet;
        uint256 deadline;
    }

    /// @notice A move to another wallet was proposed; `to` zero: it was withdrawn.
    event WalletProposed(uint256 indexed id, address indexed from, address indexed to);
    /// @notice The distributor has another wallet from now on; a recovery that was pending has ended.
    event WalletMoved(uint256 indexed id, address indexed from, address indexed to);
    /// @notice The wallet's owner named who may recover it, or nobody (zero).
    event GuardianSet(uint256 indexed id, address indexed wallet, address indexed guardian, uint256 delay);
    /// @notice The guardian began a recovery, which the new wallet can finish from `readyAt` on.
    event RecoveryStarted(uint256 indexed id, address indexed from, address indexed to, uint256 readyAt);
    /// @notice A recovery was vetoed by the wallet, or given up by the guardian.
    event RecoveryStopped(uint256 indexed id, address indexed by);
    /// @notice An imported id was bound to its wallet.
    event DistributorBound(uint256 indexed id, address indexed wallet, address indexed issuer);

    /// @notice No move from this wallet to the caller was proposed.
    error WalletNotProposed(address from, address caller, address proposed);
    /// @notice The company has no guardian, nobody is his own, and the core cannot be one.
    error GuardianInvalid(uint256 id, address guardian);
    /// @notice A recovery takes at least `least` and at most `most` seconds.
    error GuardianDelayInvalid(uint256 delay, uint256 least, uint256 most);
    /// @notice Only the guardian whom the wallet named begins a recovery, only he or the wallet stops it.
    error GuardianExpected(address caller, address guardian);
    /// @notice A recovery of this wallet is pending already; stop it first.
    error RecoveryPending(address from, address to);
    /// @notice No recovery of this wallet is pending, or it is to another wallet than the caller.
    error RecoveryNotPending(address from, address caller, address to);
    /// @notice The recovery can be finished from `readyAt` on.
    error RecoveryNotReady(uint256 time, uint256 readyAt);
    /// @notice A recovery that is not finished within 30 days lapses; the guardian may begin another.
    error RecoveryLapsed(uint256 time, uint256 end);
    /// @notice The id has a wallet: a voucher serves once, and only imported ids without one.
    error VoucherUsed(uint256 id);
    /// @notice The voucher names another wallet.
    error VoucherForAnother(address wallet, address expected);
    /// @notice The voucher's signer does not hold the import role.
    error VoucherIssuerInvalid(address issuer);

    /// @notice Proposes that the caller's id moves to another wallet, which must accept. Zero withdraws.
    function proposeWallet(address to) external;

    /// @notice Accepts the move that `from` proposed to the caller.
    function acceptWallet(address from) external;

    /// @notice Moves an id to another wallet by both wallets' signatures. Anybody may send it.
    /// @param deadline Last second at which they can be used.
    /// @param consent Of the present wallet, over `WalletMove(from, to, deadline)`.
    /// @param acceptance Of the new one, over the same.
    function moveWalletFor(
        address from,
        address to,
        uint256 deadline,
        bytes calldata consent,
        bytes calldata acceptance
    ) external;

    /// @notice Names who may recover the caller's wallet if it is lost; zero: nobody. It ends a pending recovery. It
    /// does not help against a thief who holds the key.
    /// @param delay Seconds in which the wallet may veto, 7 to 90 days; ignored for zero.
    function setGuardian(address guardian, uint256 delay) external;

    /// @notice Begins the recovery of a lost wallet. Only its guardian, and not from a wallet that he left himself. Nothing
    /// is pushed meanwhile.
    /// @param from The lost wallet.
    /// @param to The new one, which was never bound.
    function startRecovery(address from, address to) external;

    /// @notice Stops a recovery: the wallet's veto, or the guardian's change of mind.
    function stopRecovery(address from) external;

    /// @notice Finishes the recovery of `from` to the caller, after the delay and within 30 days from then on.
    function finishRecovery(address from) external;

    /// @notice Binds an imported id without wallet to the caller.
    /// @param signature The issuer's, over the voucher.
    function bind(Voucher calldata voucher, bytes calldata signature) external;

    /// @notice Binds an imported id without wallet to who signed for it; anybody may send the transaction.
    /// @param deadline Last second at which the consent can be used.
    /// @param consent The wallet's signature over `Binding(wallet, id, deadline)`.
    function bindFor(
        Voucher calldata voucher,
        bytes calldata signature,
        uint256 deadline,
        bytes calldata consent
    ) external;

    /// @notice The wallet that `from` proposed to move to; zero: none.
    function proposalOf(address from) external view returns (address to);

    /// @notice Who may recover a wallet, and the recovery that he has begun.
    /// @param readyAt From when, for 30 days, it can be finished; zero: none is pending.
    function guardianOf(
        address wallet
    ) external view returns (address guardian, uint256 delay, address to, uint256 readyAt);
}
