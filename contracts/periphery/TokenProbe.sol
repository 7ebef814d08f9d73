// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Tries what a token does when it is transferred
/// @notice Never deployed: its code is laid over two addresses in a simulated call (`eth_call` with state overrides), one
/// of which has tokens there. What it moves is never moved on the chain.
contract TokenProbe {
    /// @notice What became of a transfer.
    /// @param succeeded Whether the call came back without reverting.
    /// @param answer What it returned.
    /// @param sent How many units less the sender had afterwards.
    /// @param received How many units more the recipient had afterwards.
    struct Outcome {
        bool succeeded;
        bytes answer;
        int256 sent;
        int256 received;
    }

    /// @notice Sends to the other probe, and lets the other probe take as much.
    function probe(
        IERC20 token,
        TokenProbe other,
        uint256 amount
    ) external returns (Outcome memory pushed, Outcome memory pulled) {
        (uint256 mine, uint256 others) = (token.balanceOf(address(this)), token.balanceOf(address(other)));
        (bool succeeded, bytes memory answer) = _call(token, abi.encodeCall(IERC20.transfer, (address(other), amount)));
        pushed = _outcome(token, address(other), mine, others, succeeded, answer);

        (mine, others) = (token.balanceOf(address(this)), token.balanceOf(address(other)));
        (succeeded, answer) = _call(token, abi.encodeCall(IERC20.approve, (address(other), amount)));
        if (succeeded) (succeeded, answer) = other.pull(token, amount);
        pulled = _outcome(token, address(other), mine, others, succeeded, answer);
    }

    /// @notice Takes from the caller.
    function pull(IERC20 token, uint256 amount) external returns (bool succeeded, bytes memory answer) {
        return _call(token, abi.encodeCall(IERC20.transferFrom, (msg.sender, address(this), amount)));
    }

    /// @dev Without looking at the answer, which is what is to be found out.
    function _call(IERC20 token, bytes memory data) private returns (bool succeeded, bytes memory answer) {
        // solhint-disable-next-line avoid-low-level-calls
        return address(token).call(data);
    }

    function _outcome(
        IERC20 token,
        address other,
        uint256 mine,
        uint256 others,
        bool succeeded,
        bytes memory answer
    ) private view returns (Outcome memory) {
        return
            Outcome({
                succeeded: succeeded,
                answer: answer,
                sent: int256(mine) - int256(token.balanceOf(address(this))),
                received: int256(token.balanceOf(other)) - int256(others)
            });
    }
}
