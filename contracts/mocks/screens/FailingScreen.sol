// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ScreenAction} from "../../interfaces/IScreen.sol";

/// @title A screen that gives no answer, or one that means nothing
/// @notice Has the selector of `IScreen.check`, not its promise. `Long` begins with a yes or no that is meant, and is
/// large enough to hurt a caller that copies it.
contract FailingScreen {
    enum Failure {
        Revert,
        RevertWithNo, // a revert whose data reads as the answer "refused"
        BurnGas,
        Write, // what a static call may not do
        Nothing, // as an address without code answers
        Short, // 31 bytes
        Two, // a word that is no bool
        Dirty, // a yes with its highest bit set as well
        LongYes,
        LongNo
    }

    Failure private _failure;

    constructor(Failure failure) {
        _failure = failure;
    }

    function check(address, ScreenAction) external {
        Failure failure = _failure;
        if (failure == Failure.BurnGas) _burn();
        if (failure == Failure.Write) _failure = Failure.Revert;
        if (failure == Failure.Nothing) _return(0, 0);
        if (failure == Failure.Short) _return(0, 31);
        if (failure == Failure.Two) _return(2, 32);
        if (failure == Failure.Dirty) _return((1 << 255) | 1, 32);
        if (failure == Failure.LongYes) _return(1, 50_000);
        if (failure == Failure.LongNo) _return(0, 50_000);
        uint256 size = failure == Failure.RevertWithNo ? 32 : 0;
        assembly ("memory-safe") {
            mstore(0, 0)
            revert(0, size)
        }
    }

    function _burn() private pure {
        assembly ("memory-safe") {
            invalid() // all gas at once, where a loop would take the tests' time as well
        }
    }

    /// @dev Ends the call with `word` and zeros behind it, `size` bytes in all.
    function _return(uint256 word, uint256 size) private pure {
        assembly ("memory-safe") {
            let start := mload(0x40)
            mstore(start, word)
            return(start, size)
        }
    }
}
