// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @title A wallet that approves hashes beforehand
/// @notice Plays multi-signature wallets that agree on a message on-chain: the signature is empty or anything else,
/// only the hash counts, and the approval can be taken back.
contract PreapprovedWallet is IERC1271 {
    /// @notice Whether a hash counts as signed.
    mapping(bytes32 hash => bool) public isApproved;

    function setApproved(bytes32 hash, bool approved) external {
        isApproved[hash] = approved;
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32 hash, bytes calldata) external view returns (bytes4) {
        return isApproved[hash] ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}
