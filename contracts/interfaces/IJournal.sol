// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The journal: a running hash over every event of the core
/// @notice For every event that the core emits, in order:
///
///     entry  = keccak256(topic count ‖ topic 0 ‖ … ‖ keccak256(data))            each part a 32-byte word
///     head'  = uint160(keccak256(head ‖ block timestamp ‖ entry))                 each part a 32-byte word
///     head₀  = uint160(keccak256(chain id ‖ address of the core))                 each part a 32-byte word
///
/// Whoever has the events, from whatever source, recomputes the head; one storage proof of the head's slot then proves
/// that no event is missing, added, changed, re-timed or reordered.
interface IJournal {
    /// @notice The running hash over all events so far.
    function journalHead() external view returns (uint160);

    /// @notice Raw storage words, so that views can live outside the core.
    /// @param slots Storage slots to read.
    /// @return words Their contents, in the same order.
    function extsload(bytes32[] calldata slots) external view returns (bytes32[] memory words);
}
