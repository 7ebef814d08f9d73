// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISanctionsList} from "../../periphery/SanctionsScreen.sol";

/// @title A sanctions oracle that anybody may write to, and that can be broken
contract MockSanctionsList is ISanctionsList {
    mapping(address account => bool) private _listed;
    bool private _broken;

    error MockOracleBroken();

    function set(address account, bool listed) external {
        _listed[account] = listed;
    }

    function setBroken(bool broken) external {
        _broken = broken;
    }

    function isSanctioned(address account) external view returns (bool) {
        if (_broken) revert MockOracleBroken();
        return _listed[account];
    }
}
