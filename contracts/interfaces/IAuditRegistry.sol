// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Registry of audits: who found what about which programme, as of which block
/// @notice Anybody records what an auditor signed. The registry judges neither the auditor nor the report: it says when
/// a signed statement was there, and keeps it for good. It has no owner, no roles and no money.
///
/// What is signed (EIP-712) has a domain of name `Upline audit`, version `1` and the chain's id, and no contract in it,
/// so that a report is signed once, whoever records it wherever on that chain:
///
///     AuditReport(address programme,bytes32 blockHash,bytes32 report,string verdict,address auditor)
///
/// The journal is kept as the programme's own (see `IJournal`), over the events of this contract.
interface IAuditRegistry {
    /// @notice What an audit came to: everything is proved; something is proved to be wrong; something could not be proved.
    enum Verdict {
        Verified,
        Mismatch,
        Unproved
    }

    /// @notice What an auditor says by his signature.
    /// @param programme The core of the programme, on this chain.
    /// @param blockHash The block as of which it was audited.
    /// @param report Hash of the report's canonical JSON.
    /// @param verdict What it came to; signed as the word `verified`, `mismatch` or `unproved`.
    /// @param auditor Whose signature it is; a contract may sign by ERC-1271.
    struct Statement {
        address programme;
        bytes32 blockHash;
        bytes32 report;
        Verdict verdict;
        address auditor;
    }

    /// @notice A signed statement was recorded.
    event AuditRecorded(
        address indexed programme,
        address indexed auditor,
        bytes32 indexed report,
        bytes32 blockHash,
        Verdict verdict
    );

    /// @notice The statement names no programme, no block or no report.
    error AuditFieldMissing(bytes32 field);
    /// @notice The auditor's statement about this report was recorded at `time` (seconds since 1970).
    error AuditAlreadyRecorded(address auditor, bytes32 report, uint256 time);

    /// @notice Records a statement, once for each auditor and report. Anybody may send it.
    /// @param signature The auditor's, over the statement.
    function recordAudit(Statement calldata statement, bytes calldata signature) external;

    /// @notice When an auditor's statement about a report was recorded, in seconds since 1970; 0: never.
    function recordedAt(address auditor, bytes32 report) external view returns (uint256 time);

    /// @notice The digest that the auditor of a statement signs.
    function auditDigest(Statement calldata statement) external view returns (bytes32 digest);

    /// @notice The running hash over all events of this contract.
    function journalHead() external view returns (uint160);
}
