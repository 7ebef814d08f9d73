// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {INetwork} from "../interfaces/INetwork.sol";

/// @title Signatures by which a person acts
library Signatures {
    bytes32 internal constant INVITATION_TYPEHASH = keccak256(
        "Invitation(address sponsor,address newcomer,uint256 deadline)"
    );
    bytes32 internal constant ENROLMENT_TYPEHASH = keccak256(
        "Enrolment(address newcomer,address sponsor,uint256 deadline)"
    );
    bytes32 internal constant VOUCHER_TYPEHASH = keccak256(
        "Voucher(address issuer,uint32 id,address wallet,uint256 deadline)"
    );
    bytes32 internal constant BINDING_TYPEHASH = keccak256("Binding(address wallet,uint32 id,uint256 deadline)");
    bytes32 internal constant MOVE_TYPEHASH = keccak256("WalletMove(address from,address to,uint256 deadline)");
    bytes32 internal constant CLAIM_TYPEHASH = keccak256(
        "Claim(address wallet,address recipient,uint256 atLeast,uint256 nonce,uint256 deadline)"
    );
    bytes32 internal constant RETURN_TYPEHASH = keccak256(
        "Return(address buyer,uint160 sale,uint96 refund,uint256 deadline)"
    );
    bytes32 internal constant OFFER_TYPEHASH = keccak256(
        "Offer(address seller,address buyer,uint32 product,uint80 unitPrice,uint32 maxQuantity,uint64 campaign,uint256 nonce,uint256 deadline)"
    );

    /// @notice Reverts unless `signer` signed the EIP-712 struct before its deadline.
    /// @dev A key's signature is tried first: it needs no look at the signer's code, and an account that delegates
    /// (EIP-7702) keeps its key. A contract wallet (ERC-1271) is asked otherwise, by a static call.
    function check(
        address signer,
        bytes32 domain,
        bytes32 structHash,
        bytes calldata signature,
        uint256 deadline
    ) internal view {
        if (block.timestamp > deadline) revert INetwork.SignatureExpired(block.timestamp, deadline);
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", domain, structHash));
        (address recovered, ECDSA.RecoverError failure, ) = ECDSA.tryRecoverCalldata(digest, signature);
        if (failure == ECDSA.RecoverError.NoError && recovered == signer) return;
        if (SignatureChecker.isValidERC1271SignatureNow(signer, digest, signature)) return;
        revert INetwork.SignatureInvalid(signer, digest);
    }
}
