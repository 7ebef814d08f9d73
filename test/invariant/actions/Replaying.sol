// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Acting} from "../Acting.sol";
import {Deed} from "../Deeds.sol";

/// @title The thief sends again what a signature served for
abstract contract Replaying is Acting {
    /// @notice Sends a call again that was relayed before, as it was or with one bit changed.
    function replay(uint256 seed) external onTime {
        if (relayed.length == 0) return;
        Sent storage sent = relayed[_choose(seed, "which", relayed.length)];
        bytes memory call = sent.call;
        bool altered = _oneIn(2, seed, "altered");
        uint256 place = 4 + _choose(seed, "byte", call.length - 4);
        if (altered) call[place] ^= bytes1(uint8(1 << _choose(seed, "bit", 8)));
        (bool ok, ) = _asAt(sent.target, thief, call);
        _promise(29, "a signature that served twice", ok ? 1 : 0, 0);
        _did(altered ? Deed.AlteredReplayRefused : Deed.ReplayRefused);
    }
}
