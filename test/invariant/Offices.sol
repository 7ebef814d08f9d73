// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {Test} from "../helpers/Test.sol";
import {Refusals} from "./Refusals.sol";

/// @title Who holds which office of the company, and the addresses that belong to nobody
abstract contract Offices is Test {
    struct Office {
        bytes32 role;
        address officer;
    }

    bytes32 internal constant CATALOGUE_ROLE = keccak256("CATALOGUE_ROLE");
    bytes32 internal constant PLAN_ROLE = keccak256("PLAN_ROLE");
    bytes32 internal constant RANK_ROLE = keccak256("RANK_ROLE");
    bytes32 internal constant PAUSE_ROLE = keccak256("PAUSE_ROLE");
    bytes32 internal constant RETURNS_ROLE = keccak256("RETURNS_ROLE");
    bytes32 internal constant RECORD_ROLE = keccak256("RECORD_ROLE");
    bytes32 internal constant HOLD_ROLE = keccak256("HOLD_ROLE");
    bytes32 internal constant IMPORT_ROLE = keccak256("IMPORT_ROLE");
    bytes32 internal constant REVOKER_ROLE = keccak256("REVOKER_ROLE");
    bytes32 internal constant ADMIN_ROLE = 0;

    address internal constant admin = address(0xAD);
    address internal constant merchant = address(0xCA7);
    address internal constant planner = address(0x91A);
    address internal constant ranker = address(0x4A7C);
    address internal constant pauser = address(0x9A5E);
    address internal constant clerk = address(0xC1E4C);
    address internal constant cashier = address(0xCA54);
    address internal constant warden = address(0x3A4D);
    address internal constant revoker = address(0x4E0C);
    /// @dev Belong to no office: who sends what anybody may, who rules in disputes, and where a buyer sends a refund.
    address internal constant keeper = address(0x5EE9);
    address internal constant arbiter = address(0xA4B);
    address internal constant otherArbiter = address(0xA4C);
    address internal constant vault = address(0xB0B);

    /// @dev Officer who signs, and a thief who belongs to nobody and signs whatever he likes.
    uint256 internal constant IMPORTER_KEY = 0x1337;
    uint256 internal constant THIEF_KEY = 0xBAD;
    address internal immutable importer = vm.addr(IMPORTER_KEY);
    address internal immutable thief = vm.addr(THIEF_KEY);

    Office[] internal offices;
    mapping(bytes32 role => mapping(address account => bool)) internal inOffice;

    function _beginOffices() internal {
        inOffice[ADMIN_ROLE][admin] = true;
        offices.push(Office(CATALOGUE_ROLE, merchant));
        offices.push(Office(PLAN_ROLE, planner));
        offices.push(Office(RANK_ROLE, ranker));
        offices.push(Office(PAUSE_ROLE, pauser));
        offices.push(Office(RETURNS_ROLE, clerk));
        offices.push(Office(RECORD_ROLE, cashier));
        offices.push(Office(HOLD_ROLE, warden));
        offices.push(Office(IMPORT_ROLE, importer));
        offices.push(Office(REVOKER_ROLE, revoker));
        _label();
    }

    /// @dev Names for traces.
    function _label() private {
        vm.label(admin, "admin");
        vm.label(merchant, "merchant");
        vm.label(planner, "planner");
        vm.label(ranker, "ranker");
        vm.label(pauser, "pauser");
        vm.label(clerk, "clerk");
        vm.label(cashier, "cashier");
        vm.label(warden, "warden");
        vm.label(importer, "importer");
        vm.label(revoker, "revoker");
        vm.label(keeper, "keeper");
        vm.label(thief, "thief");
    }

    /// @dev Who does not hold the role cannot use its power.
    function _refuseUnlessInOffice(Refusals memory refusals, bytes32 role, address who) internal view {
        refusals.when(!inOffice[role][who], IAccessControl.AccessControlUnauthorizedAccount.selector);
    }

    /// @dev The revoker may take back what an officer scheduled or left behind.
    function _refuseUnlessInOfficeOrRevoker(Refusals memory refusals, bytes32 role, address who) internal view {
        if (!inOffice[REVOKER_ROLE][who]) _refuseUnlessInOffice(refusals, role, who);
    }
}
