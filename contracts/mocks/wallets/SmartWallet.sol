// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title A smart-contract wallet of one owner
/// @notice Plays the wallets that people use instead of a bare key: its signature is its owner's (ERC-1271), and the
/// owner lets it call whatever he wants.
contract SmartWallet is IERC1271 {
    address public immutable owner;

    error SmartWalletUnauthorized(address caller, address owner);

    constructor(address owner_) {
        owner = owner_;
    }

    receive() external payable {}

    /// @notice Calls `target` as the wallet; an error of the call is passed on as it is.
    function execute(address target, bytes calldata data) external payable returns (bytes memory) {
        require(msg.sender == owner, SmartWalletUnauthorized(msg.sender, owner));
        (bool success, bytes memory returned) = target.call{value: msg.value}(data);
        if (!success) {
            assembly ("memory-safe") {
                revert(add(returned, 0x20), mload(returned))
            }
        }
        return returned;
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        (address signer, ECDSA.RecoverError failure, ) = ECDSA.tryRecoverCalldata(hash, signature);
        bool valid = failure == ECDSA.RecoverError.NoError && signer == owner;
        return valid ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}
