// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IScreen, ScreenAction} from "../../interfaces/IScreen.sol";
import {ISanctionsList} from "../../periphery/SanctionsScreen.sol";
import {Reenterer} from "./Reenterer.sol";

/// @title Screen, sanctions oracle and contract wallet in one, each of which calls back when it is asked
contract ReenteringAnswers is Reenterer, IScreen, ISanctionsList, IERC1271 {
    /// @inheritdoc IScreen
    function check(address, ScreenAction) external view returns (bool allowed) {
        return _guarded();
    }

    /// @inheritdoc ISanctionsList
    function isSanctioned(address) external view returns (bool) {
        return !_guarded();
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        return _guarded() ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}
