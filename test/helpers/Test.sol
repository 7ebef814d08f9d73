// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev The cheat codes that the Solidity tests use, as Hardhat's runner has them.
interface IVm {
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    function warp(uint256 time) external;
    function prank(address caller) external;
    function label(address account, string calldata name) external;
    function addr(uint256 key) external pure returns (address wallet);
    function sign(uint256 key, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
    function load(address account, bytes32 slot) external view returns (bytes32 word);
    function record() external;
    function stopRecord() external;
    function accesses(address account) external returns (bytes32[] memory reads, bytes32[] memory writes);
    function recordLogs() external;
    function getCode(string calldata artifact) external view returns (bytes memory code);
    function getRecordedLogs() external returns (Log[] memory logs);
}

/// @title What every Solidity test builds on: cheat codes, assertions that show both values, and targets of a campaign
abstract contract Test {
    /// @dev What an invariant test may call, in the form that the runner asks for.
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    IVm internal constant vm = IVm(address(uint160(uint256(keccak256("hevm cheat code")))));

    FuzzSelector[] private _targets;

    error Unequal(string what, uint256 actual, uint256 expected);
    error AboveLimit(string what, uint256 actual, uint256 limit);
    error Untrue(string what);

    /// @dev A selector that is named twice is called twice as often.
    function _target(address account, bytes4[] memory selectors) internal {
        _targets.push(FuzzSelector(account, selectors));
    }

    /// @notice Asked by the runner before an invariant test.
    function targetContracts() external view returns (address[] memory accounts) {
        accounts = new address[](_targets.length);
        for (uint256 i = 0; i < accounts.length; ++i) accounts[i] = _targets[i].addr;
    }

    /// @notice Asked by the runner before an invariant test.
    function targetSelectors() external view returns (FuzzSelector[] memory) {
        return _targets;
    }

    function assertEqual(string memory what, uint256 actual, uint256 expected) internal pure {
        if (actual != expected) revert Unequal(what, actual, expected);
    }

    function assertAtMost(string memory what, uint256 actual, uint256 limit) internal pure {
        if (actual > limit) revert AboveLimit(what, actual, limit);
    }

    function assertTrue(string memory what, bool condition) internal pure {
        if (!condition) revert Untrue(what);
    }

    /// @dev Any seed as a number from `least` to `most`.
    function between(uint256 seed, uint256 least, uint256 most) internal pure returns (uint256) {
        uint256 span = most - least;
        return span == type(uint256).max ? seed : least + (seed % (span + 1));
    }
}
