// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INetwork} from "../../contracts/interfaces/INetwork.sol";
import {IOffers} from "../../contracts/interfaces/IOffers.sol";
import {IOwnership} from "../../contracts/interfaces/IOwnership.sol";
import {IPayouts} from "../../contracts/interfaces/IPayouts.sol";
import {Test} from "../helpers/Test.sol";

/// @title Everything that a person signs, by the EIP-712 types in the interfaces' words
abstract contract Signing is Test {
    mapping(address account => uint256) internal keyOf;
    bytes32 private _domain;
    bytes32 private _domainOfToken;

    function _beginSigning(address account, bytes32 domainOfToken) internal {
        _domainOfToken = domainOfToken;
        bytes32 typeHash = keccak256(
            "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
        );
        _domain = keccak256(abi.encode(typeHash, keccak256("Upline"), keccak256("1"), block.chainid, account));
    }

    function _signInvitation(
        address signer,
        INetwork.Invitation memory invitation
    ) internal view returns (bytes memory) {
        bytes32 typeHash = keccak256("Invitation(address sponsor,address newcomer,uint256 deadline)");
        return _sign(signer, keccak256(abi.encode(typeHash, invitation)));
    }

    function _signEnrolment(
        address signer,
        address newcomer,
        address sponsor,
        uint256 deadline
    ) internal view returns (bytes memory) {
        bytes32 typeHash = keccak256("Enrolment(address newcomer,address sponsor,uint256 deadline)");
        return _sign(signer, keccak256(abi.encode(typeHash, newcomer, sponsor, deadline)));
    }

    function _signVoucher(address signer, IOwnership.Voucher memory voucher) internal view returns (bytes memory) {
        bytes32 typeHash = keccak256("Voucher(address issuer,uint32 id,address wallet,uint256 deadline)");
        return _sign(signer, keccak256(abi.encode(typeHash, voucher)));
    }

    function _signBinding(
        address signer,
        address wallet,
        uint256 id,
        uint256 deadline
    ) internal view returns (bytes memory) {
        bytes32 typeHash = keccak256("Binding(address wallet,uint32 id,uint256 deadline)");
        return _sign(signer, keccak256(abi.encode(typeHash, wallet, id, deadline)));
    }

    function _signOffer(address signer, IOffers.Offer memory offer) internal view returns (bytes memory) {
        bytes32 typeHash = keccak256(
            "Offer(address seller,address buyer,uint32 product,uint80 unitPrice,uint32 maxQuantity,uint64 campaign,uint256 nonce,uint256 deadline)"
        );
        return _sign(signer, keccak256(abi.encode(typeHash, offer)));
    }

    function _signClaim(
        address signer,
        IPayouts.SignedClaim memory signed,
        uint256 nonce
    ) internal view returns (bytes memory) {
        bytes32 typeHash = keccak256(
            "Claim(address wallet,address recipient,uint256 atLeast,uint256 nonce,uint256 deadline)"
        );
        bytes memory values = abi.encode(signed.wallet, signed.recipient, signed.atLeast, nonce, signed.deadline);
        return _sign(signer, keccak256(bytes.concat(typeHash, values)));
    }

    function _signReturn(
        address signer,
        address buyer,
        uint160 sale,
        uint96 refund,
        uint256 deadline
    ) internal view returns (bytes memory) {
        bytes32 typeHash = keccak256("Return(address buyer,uint160 sale,uint96 refund,uint256 deadline)");
        return _sign(signer, keccak256(abi.encode(typeHash, buyer, sale, refund, deadline)));
    }

    function _signMove(
        address signer,
        address from,
        address to,
        uint256 deadline
    ) internal view returns (bytes memory) {
        bytes32 typeHash = keccak256("WalletMove(address from,address to,uint256 deadline)");
        return _sign(signer, keccak256(abi.encode(typeHash, from, to, deadline)));
    }

    function _sign(address signer, bytes32 structHash) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = _signIn(_domain, signer, structHash);
        return abi.encodePacked(r, s, v);
    }

    function _signIn(
        bytes32 domain,
        address signer,
        bytes32 structHash
    ) private view returns (uint8 v, bytes32 r, bytes32 s) {
        return vm.sign(keyOf[signer], keccak256(abi.encodePacked(hex"1901", domain, structHash)));
    }

    // At the token

    /// @dev ERC-3009.
    /// @param times After and before which it is valid.
    function _signReceive(
        address signer,
        address from,
        address to,
        uint256 value,
        uint256[2] memory times,
        bytes32 nonce
    ) internal view returns (bytes memory) {
        bytes32 typeHash = keccak256(
            "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
        );
        bytes32 structHash = keccak256(abi.encode(typeHash, from, to, value, times[0], times[1], nonce));
        (uint8 v, bytes32 r, bytes32 s) = _signIn(_domainOfToken, signer, structHash);
        return abi.encodePacked(r, s, v);
    }

    /// @dev EIP-2612.
    function _signPermit(
        address signer,
        address owner,
        address spender,
        uint256 value,
        uint256[2] memory nonceAndDeadline
    ) internal view returns (uint8 v, bytes32 r, bytes32 s) {
        bytes32 typeHash = keccak256(
            "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
        );
        (uint256 nonce, uint256 deadline) = (nonceAndDeadline[0], nonceAndDeadline[1]);
        return _signIn(_domainOfToken, signer, keccak256(abi.encode(typeHash, owner, spender, value, nonce, deadline)));
    }
}
