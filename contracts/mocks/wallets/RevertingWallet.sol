// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @title A wallet that reverts when asked for its signature
/// @notice Plays wallets that answer an invalid signature with an error instead of a value: the caller must treat it
/// as a plain no.
contract RevertingWallet is IERC1271 {
    error RevertingWalletInvalidSignature(bytes32 hash);

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32 hash, bytes calldata) external pure returns (bytes4) {
        revert RevertingWalletInvalidSignature(hash);
    }
}
