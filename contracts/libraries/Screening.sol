// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPayouts} from "../interfaces/IPayouts.sol";
import {IScreen, ScreenAction} from "../interfaces/IScreen.sol";
import {Journal} from "./Journal.sol";
import {Programme} from "./Programme.sol";

/// @title Screening: asking the screen
library Screening {
    using Journal for Programme;

    /// @dev What a screen may use: several cold reads through a proxy.
    uint256 private constant SCREEN_GAS = 100_000;
    /// @dev A call is given at most 63/64 of what is left. With this much the screen gets all of its gas, so nobody makes
    /// it fail, and so lets himself through, by sending little.
    uint256 private constant NEEDED_GAS = SCREEN_GAS + SCREEN_GAS / 63 + 10_000;

    /// @notice Reverts if the screen refuses an account.
    function screen(Programme storage p, address account, ScreenAction action) internal {
        if (!allows(p, account, action)) revert IPayouts.ScreenRefused(account, action);
    }

    /// @notice Whether the screen lets an account through; where it gives no answer, it does, with an event.
    function allows(Programme storage p, address account, ScreenAction action) internal returns (bool) {
        address asked = p.counters.screen;
        if (asked == address(0)) return true;
        if (gasleft() < NEEDED_GAS) revert IPayouts.ScreenGasMissing(gasleft(), NEEDED_GAS);
        bytes memory question = abi.encodeCall(IScreen.check, (account, action));
        bool answered;
        uint256 answer;
        // Solidity would revert on a malformed answer, and copy a long one.
        assembly ("memory-safe") {
            answered := staticcall(SCREEN_GAS, asked, add(question, 32), mload(question), 0, 32)
            answered := and(answered, gt(returndatasize(), 31))
            answer := mload(0)
        }
        if (answered && answer < 2) return answer == 1;
        p.record(IPayouts.ScreenFailed.selector, uint160(asked), uint160(account), abi.encode(action));
        return true;
    }
}
