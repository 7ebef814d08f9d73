// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {Acting} from "../Acting.sol";
import {Deed} from "../Deeds.sol";
import {Refusals} from "../Refusals.sol";

/// @title Roles: the admin grants and takes away, the revoker only takes away, an officer may step down
abstract contract Appointing is Acting {
    /// @notice The admin appoints who is missing, or a deputy.
    function grantRole(uint256 seed) external onTime {
        (bytes32 role, address account) = _someOffice(seed);
        for (uint256 i = 0; i < offices.length; ++i) {
            if (!inOffice[offices[i].role][offices[i].officer]) (role, account) = (offices[i].role, offices[i].officer);
        }
        address who = [admin, admin, admin, revoker][_choose(seed, "who", 4)];
        Refusals memory refusals;
        _refuseUnlessInOffice(refusals, ADMIN_ROLE, who);
        bytes memory call = abi.encodeCall(IAccessControl.grantRole, (role, account));
        (bool done, ) = _try(10, "appointment", who, call, refusals);
        if (!done) return;
        inOffice[role][account] = true;
        _did(Deed.RoleGranted);
    }

    /// @notice The revoker takes a role away, which must not be his own or the admin's; or the admin dismisses a deputy.
    function revokeRole(uint256 seed) external onTime {
        (bytes32 role, address account) = _someOffice(seed);
        if (_oneIn(8, seed, "admin")) (role, account) = (ADMIN_ROLE, admin);
        bool dismisses = false;
        for (uint256 i = 0; i < offices.length && !dismisses && _oneIn(2, seed, "dismiss"); ++i) {
            dismisses = inOffice[offices[i].role][keeper];
            if (dismisses) (role, account) = (offices[i].role, keeper);
        }
        address who = dismisses ? admin : revoker;
        bool operational = role != ADMIN_ROLE && role != REVOKER_ROLE;
        Refusals memory refusals;
        bool may = inOffice[ADMIN_ROLE][who] || (operational && inOffice[REVOKER_ROLE][who]);
        refusals.when(!may, IAccessControl.AccessControlUnauthorizedAccount.selector);
        bytes memory call = abi.encodeCall(IAccessControl.revokeRole, (role, account));
        (bool done, ) = _try(10, "revocation", who, call, refusals);
        if (!done) return;
        inOffice[role][account] = false;
        _did(dismisses ? Deed.DeputyDismissed : Deed.RoleTakenAway);
    }

    /// @notice An officer steps down, which nobody can do for him.
    function renounceRole(uint256 seed) external onTime {
        (bytes32 role, address account) = _someOffice(seed);
        address who = _oneIn(2, seed, "thief") ? thief : account;
        Refusals memory refusals;
        refusals.when(who != account, IAccessControl.AccessControlBadConfirmation.selector);
        bytes memory call = abi.encodeCall(IAccessControl.renounceRole, (role, account));
        (bool done, ) = _try(10, "resignation", who, call, refusals);
        if (!done) return;
        inOffice[role][account] = false;
        _did(Deed.RoleRenounced);
    }

    /// @dev An officer in his office, or the keeper as his deputy.
    function _someOffice(uint256 seed) private view returns (bytes32 role, address account) {
        Office storage office = offices[_choose(seed, "office", offices.length)];
        return (office.role, _oneIn(3, seed, "deputy") ? keeper : office.officer);
    }
}
