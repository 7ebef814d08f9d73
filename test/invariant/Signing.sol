// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INetwork} from "../../contracts/interfaces/INetwork.sol";
import {IOffers} from "../../contracts/interfaces/IOffers.sol";
import {IOwnership} from "../../contracts/interfaces/IOwnership.sol";
import {Test} from "../helpers/Test.sol";

/// @title Everything that a person signs, by the EIP-712 types in the interfaces' words
abstract contract Signing is Test {
    mapping(address account => uint256) internal keyOf;
    bytes32 private _domain;

    function _beginSigning(address account) internal {
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

    function _sign(address signer, bytes32 structHash) private view returns (bytes memory) {
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", _domain, structHash));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keyOf[signer], digest);
        return abi.encodePacked(r, s, v);
    }
}
