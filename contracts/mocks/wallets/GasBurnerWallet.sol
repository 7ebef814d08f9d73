// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @title A wallet that burns all gas
/// @notice Plays a hostile wallet: asked for its signature, it uses up everything it was given. Whoever checks
/// signatures of others in a batch must not lose the batch to it.
contract GasBurnerWallet is IERC1271 {
    /// @inheritdoc IERC1271
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        assembly ("memory-safe") {
            invalid() // all gas at once, where a loop would take the tests' time as well
        }
    }
}
