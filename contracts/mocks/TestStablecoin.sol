// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title The settlement token of local networks
/// @notice Plays a large regulated stablecoin: 6 decimals, EIP-2612 permit, ERC-3009 authorizations, a blacklist, a
/// pause and an issuer, so that what works here works with the real ones. Anyone can take some from the faucet.
/// @dev Function names follow USDC v2.2; signatures in the `bytes` form may come from ERC-1271 wallets. Unlike USDC,
/// the EIP-712 version is "1": clients read the domain (`eip712Domain`) instead of assuming it.
contract TestStablecoin is ERC20, ERC20Permit, ERC3009, Pausable, Ownable {
    /// @notice The most that one call of {faucet} gives.
    uint256 public constant FAUCET_CAP = 10_000e6;

    bytes32 private constant PERMIT_TYPEHASH = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );

    /// @notice Whether an address may mint besides the owner.
    mapping(address account => bool allowed) public isMinter;

    /// @notice Whether an address can neither send, receive, approve nor spend.
    mapping(address account => bool barred) public isBlacklisted;

    event MinterSet(address indexed account, bool allowed);
    event Blacklisted(address indexed account);
    event UnBlacklisted(address indexed account);

    error TestStablecoinBlacklisted(address account);
    error TestStablecoinUnauthorizedMinter(address caller);
    error TestStablecoinFaucetCapExceeded(uint256 amount, uint256 cap);
    error TestStablecoinInvalidPermit(address owner);

    modifier notBlacklisted(address account) {
        require(!isBlacklisted[account], TestStablecoinBlacklisted(account));
        _;
    }

    constructor(address initialOwner) ERC20("Test Dollar", "tUSD") ERC20Permit("Test Dollar") Ownable(initialOwner) {}

    // ------------------------------------------------------------------------------------------------------ supply

    /// @notice Creates tokens; the owner and the minters he named may.
    function mint(address to, uint256 amount) external returns (bool) {
        require(msg.sender == owner() || isMinter[msg.sender], TestStablecoinUnauthorizedMinter(msg.sender));
        _mint(to, amount);
        return true;
    }

    /// @notice Gives the caller some tokens to try things with.
    function faucet(uint256 amount) external {
        require(amount <= FAUCET_CAP, TestStablecoinFaucetCapExceeded(amount, FAUCET_CAP));
        _mint(msg.sender, amount);
    }

    // ------------------------------------------------------------------------------------------------------ issuer

    function setMinter(address account, bool allowed) external onlyOwner {
        isMinter[account] = allowed;
        emit MinterSet(account, allowed);
    }

    function blacklist(address account) external onlyOwner {
        isBlacklisted[account] = true;
        emit Blacklisted(account);
    }

    function unBlacklist(address account) external onlyOwner {
        isBlacklisted[account] = false;
        emit UnBlacklisted(account);
    }

    function pause() external onlyOwner {
        _pause();
    }

    function unpause() external onlyOwner {
        _unpause();
    }

    // -------------------------------------------------------------------------------------------------- signatures

    /// @notice EIP-2612 permit with the signature as bytes: an account's (65 bytes) or an ERC-1271 wallet's.
    function permit(
        address owner,
        address spender,
        uint256 value,
        uint256 deadline,
        bytes calldata signature
    ) external {
        require(block.timestamp <= deadline, ERC2612ExpiredSignature(deadline));
        bytes32 structHash = keccak256(abi.encode(PERMIT_TYPEHASH, owner, spender, value, _useNonce(owner), deadline));
        require(_isSignedBy(owner, structHash, signature), TestStablecoinInvalidPermit(owner));
        _approve(owner, spender, value);
    }

    /// @notice ERC-3009 transfer with the signature as bytes.
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external {
        bytes32 structHash = keccak256(
            abi.encode(TRANSFER_WITH_AUTHORIZATION_TYPEHASH, from, to, value, validAfter, validBefore, nonce)
        );
        require(_isSignedBy(from, structHash, signature), ERC3009InvalidSignature());
        _transferWithAuthorization(from, to, value, validAfter, validBefore, nonce);
    }

    /// @notice ERC-3009 transfer that only the payee may submit, with the signature as bytes.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external {
        bytes32 structHash = keccak256(
            abi.encode(RECEIVE_WITH_AUTHORIZATION_TYPEHASH, from, to, value, validAfter, validBefore, nonce)
        );
        require(_isSignedBy(from, structHash, signature), ERC3009InvalidSignature());
        require(to == msg.sender, ERC20InvalidReceiver(to));
        _transferWithAuthorization(from, to, value, validAfter, validBefore, nonce);
    }

    /// @notice Voids an ERC-3009 authorization, with the signature as bytes.
    function cancelAuthorization(address authorizer, bytes32 nonce, bytes calldata signature) external {
        bytes32 structHash = keccak256(abi.encode(CANCEL_AUTHORIZATION_TYPEHASH, authorizer, nonce));
        require(_isSignedBy(authorizer, structHash, signature), ERC3009InvalidSignature());
        _cancelAuthorization(authorizer, nonce);
    }

    /// @notice The version in the EIP-712 domain, where clients of USDC look for it.
    function version() external view returns (string memory) {
        return _EIP712Version();
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    // ------------------------------------------------------------------------------------------- bars of the issuer

    function _update(
        address from,
        address to,
        uint256 value
    ) internal override whenNotPaused notBlacklisted(from) notBlacklisted(to) {
        super._update(from, to, value);
    }

    function _approve(
        address owner,
        address spender,
        uint256 value,
        bool emitEvent
    ) internal override whenNotPaused notBlacklisted(owner) notBlacklisted(spender) {
        super._approve(owner, spender, value, emitEvent);
    }

    /// @dev An unlimited allowance is spent without {_approve}, so the spender is looked at here.
    function _spendAllowance(address owner, address spender, uint256 value) internal override notBlacklisted(spender) {
        super._spendAllowance(owner, spender, value);
    }

    function _cancelAuthorization(address authorizer, bytes32 nonce) internal override whenNotPaused {
        super._cancelAuthorization(authorizer, nonce);
    }

    function _isSignedBy(address signer, bytes32 structHash, bytes calldata signature) private view returns (bool) {
        return SignatureChecker.isValidSignatureNowCalldata(signer, _hashTypedDataV4(structHash), signature);
    }
}
