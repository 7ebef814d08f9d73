// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IScreen, ScreenAction} from "../../contracts/interfaces/IScreen.sol";

/// @notice What a screen thinks of an account. From `Reverts` on it gives no answer, which lets through.
enum Opinion {
    Allows,
    Refuses,
    RefusesEnrolments,
    RefusesClaims,
    RefusesPushes,
    Reverts,
    Babbles,
    SaysNothing,
    BurnsGas
}

/// @title A screen with an opinion on each account, which the tests change as they like
contract FickleScreen is IScreen {
    mapping(address account => Opinion) public opinionOn;

    error Undecided(address account);

    function change(address account, Opinion opinion) external {
        opinionOn[account] = opinion;
    }

    /// @inheritdoc IScreen
    function check(address account, ScreenAction action) external view returns (bool) {
        Opinion opinion = opinionOn[account];
        if (opinion == Opinion.Reverts) revert Undecided(account);
        if (opinion == Opinion.Babbles) _answer(2, 32);
        if (opinion == Opinion.SaysNothing) _answer(1, 31);
        // Everything that the core gives it.
        while (opinion == Opinion.BurnsGas) {}
        if (opinion == Opinion.RefusesEnrolments) return action != ScreenAction.Enrol;
        if (opinion == Opinion.RefusesClaims) return action != ScreenAction.Claim;
        if (opinion == Opinion.RefusesPushes) return action != ScreenAction.Push;
        return opinion != Opinion.Refuses;
    }

    function _answer(uint256 word, uint256 size) private pure {
        assembly ("memory-safe") {
            mstore(0, word)
            return(0, size)
        }
    }
}
