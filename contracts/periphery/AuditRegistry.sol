// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IAuditRegistry} from "../interfaces/IAuditRegistry.sol";
import {Journal} from "../libraries/Journal.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Accounts} from "../types/Accounts.sol";

/// @title Registry of audits, for all programmes of a chain
contract AuditRegistry is IAuditRegistry, IERC5267 {
    bytes32 private constant DOMAIN_TYPEHASH = keccak256("EIP712Domain(string name,string version,uint256 chainId)");
    bytes32 private constant REPORT_TYPEHASH = keccak256(
        "AuditReport(address programme,bytes32 blockHash,bytes32 report,string verdict,address auditor)"
    );
    string private constant NAME = "Upline audit";
    string private constant VERSION = "1";
    /// @dev Which fields the domain has, by ERC-5267: name, version and chain.
    bytes1 private constant DOMAIN_FIELDS = 0x07;

    /// @dev Slot 0. Only the head is used: nobody has a share here.
    Accounts private _journal;
    mapping(address auditor => mapping(bytes32 report => uint256 time)) private _times;

    constructor() {
        _journal = _journal.withHead(Journal.genesis());
    }

    /// @inheritdoc IAuditRegistry
    function recordAudit(Statement calldata statement, bytes calldata signature) external {
        _checkComplete(statement);
        (address auditor, bytes32 report) = (statement.auditor, statement.report);
        uint256 time = _times[auditor][report];
        if (time != 0) revert AuditAlreadyRecorded(auditor, report, time);
        // A statement counts for good, so there is no deadline. A contract wallet is asked by a static call.
        Signatures.check(auditor, _domainSeparator(), _structHash(statement), signature, type(uint256).max);
        _times[auditor][report] = block.timestamp;
        _journal = Journal.log(
            _journal,
            4,
            AuditRecorded.selector,
            bytes32(uint256(uint160(statement.programme))),
            bytes32(uint256(uint160(auditor))),
            report,
            abi.encode(statement.blockHash, statement.verdict)
        );
    }

    /// @inheritdoc IAuditRegistry
    function recordedAt(address auditor, bytes32 report) external view returns (uint256 time) {
        return _times[auditor][report];
    }

    /// @inheritdoc IAuditRegistry
    function auditDigest(Statement calldata statement) external view returns (bytes32 digest) {
        return keccak256(abi.encodePacked(hex"1901", _domainSeparator(), _structHash(statement)));
    }

    /// @inheritdoc IAuditRegistry
    function journalHead() external view returns (uint160) {
        return _journal.head();
    }

    /// @inheritdoc IERC5267
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        )
    {
        return (DOMAIN_FIELDS, NAME, VERSION, block.chainid, address(0), bytes32(0), new uint256[](0));
    }

    function _checkComplete(Statement calldata statement) private pure {
        if (statement.programme == address(0)) revert AuditFieldMissing("programme");
        if (statement.blockHash == 0) revert AuditFieldMissing("blockHash");
        if (statement.report == 0) revert AuditFieldMissing("report");
    }

    function _domainSeparator() private view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPEHASH, keccak256(bytes(NAME)), keccak256(bytes(VERSION)), block.chainid));
    }

    function _structHash(Statement calldata statement) private pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    REPORT_TYPEHASH,
                    statement.programme,
                    statement.blockHash,
                    statement.report,
                    keccak256(bytes(_word(statement.verdict))),
                    statement.auditor
                )
            );
    }

    /// @dev In words, so that a wallet shows what its owner signs.
    function _word(Verdict verdict) private pure returns (string memory) {
        if (verdict == Verdict.Verified) return "verified";
        return verdict == Verdict.Mismatch ? "mismatch" : "unproved";
    }
}
