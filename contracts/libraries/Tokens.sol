// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ISales} from "../interfaces/ISales.sol";

/// @title Tokens: money in
library Tokens {
    using SafeERC20 for IERC20;

    /// @notice Takes exactly `amount` from the caller, and keeps the balance within what 96 bits count.
    function pull(address token, uint256 amount) internal {
        (uint256 before, ) = _held(token);
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        (uint256 afterwards, bool answered) = _held(token);
        if (!answered) revert ISales.TokenUnreadable(token);
        if (afterwards > type(uint96).max) revert ISales.TokenBalanceTooLarge(afterwards, type(uint96).max);
        unchecked {
            uint256 received = afterwards - before;
            if (received != amount) revert ISales.TokenAmountWrong(afterwards > before ? received : 0, amount);
        }
    }

    /// @dev This contract's balance, read without Solidity's copies, since a sale reads it twice.
    function _held(address token) private view returns (uint256 units, bool answered) {
        bytes4 selector = IERC20.balanceOf.selector;
        assembly ("memory-safe") {
            mstore(0, selector)
            mstore(4, address())
            // The call is evaluated first, then the size of its answer.
            answered := and(gt(returndatasize(), 31), staticcall(gas(), token, 0, 36, 0, 32))
            units := mload(0)
        }
    }
}
