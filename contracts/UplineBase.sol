// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {AccessControlEnumerable} from "@openzeppelin/contracts/access/extensions/AccessControlEnumerable.sol";
import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IUpline} from "./interfaces/IUpline.sol";
import {Journal} from "./libraries/Journal.sol";
import {Programme} from "./libraries/Programme.sol";
import {BASIS_POINTS} from "./types/PlanTerms.sol";

/// @title What the core and its modules share: storage, settings, roles and the guard
/// @dev The core's rarely used functions live in modules that it calls by `delegatecall`, at addresses fixed for good
/// at deployment. Core and modules inherit this contract first and declare no state of their own, so that a slot means
/// the same in each; settings are immutables in each, and the core refuses a module whose settings are not its own.
abstract contract UplineBase is AccessControlEnumerable, EIP712, ReentrancyGuardTransient {
    using Journal for Programme;

    bytes32 public constant CATALOGUE_ROLE = keccak256("CATALOGUE_ROLE");
    bytes32 public constant PLAN_ROLE = keccak256("PLAN_ROLE");
    bytes32 public constant RANK_ROLE = keccak256("RANK_ROLE");
    bytes32 public constant PAUSE_ROLE = keccak256("PAUSE_ROLE");
    bytes32 public constant RETURNS_ROLE = keccak256("RETURNS_ROLE");
    bytes32 public constant RECORD_ROLE = keccak256("RECORD_ROLE");
    bytes32 public constant HOLD_ROLE = keccak256("HOLD_ROLE");
    bytes32 public constant IMPORT_ROLE = keccak256("IMPORT_ROLE");
    bytes32 public constant REVOKER_ROLE = keccak256("REVOKER_ROLE");

    /// @dev Periods are counted in 16 bits: 179 years of days.
    uint256 private constant MIN_PERIOD = 1 days;
    uint256 private constant MAX_PERIOD = 366 days;
    uint256 private constant MAX_NOTICE = 366 days;
    /// @dev Somebody has at least a day to decide, and money rests no longer than a quarter for each.
    uint256 private constant MIN_DECISION = 1 days;
    uint256 private constant MAX_DECISION = 90 days;

    address internal immutable _token;
    uint256 private immutable _start;
    uint256 private immutable _periodLength;
    uint256 internal immutable _notice;
    uint256 internal immutable _decisionTime;
    uint256 internal immutable _rulingTime;
    uint256 internal immutable _cap;
    uint256 internal immutable _markup;
    bool internal immutable _openToAll;

    Programme internal _p;

    constructor(IUpline.Settings memory s) EIP712("Upline", "1") {
        if (s.token.code.length == 0) revert IUpline.SettingInvalid("token", uint160(s.token), 0);
        if (s.start > block.timestamp) revert IUpline.SettingInvalid("start", s.start, block.timestamp);
        if (s.periodLength < MIN_PERIOD) revert IUpline.SettingInvalid("periodLength", s.periodLength, MIN_PERIOD);
        if (s.periodLength > MAX_PERIOD) revert IUpline.SettingInvalid("periodLength", s.periodLength, MAX_PERIOD);
        if (s.notice > MAX_NOTICE) revert IUpline.SettingInvalid("notice", s.notice, MAX_NOTICE);
        _checkDecision("decisionTime", s.decisionTime);
        _checkDecision("rulingTime", s.rulingTime);
        if (s.markup > BASIS_POINTS) revert IUpline.SettingInvalid("markup", s.markup, BASIS_POINTS);
        if (s.cap > BASIS_POINTS) revert IUpline.SettingInvalid("cap", s.cap, BASIS_POINTS);
        _token = s.token;
        _start = s.start;
        _periodLength = s.periodLength;
        _notice = s.notice;
        _decisionTime = s.decisionTime;
        _rulingTime = s.rulingTime;
        _cap = s.cap;
        _markup = s.markup;
        _openToAll = s.openToAll;
    }

    /// @dev The revoker may take back what a stolen key has scheduled or left behind, and do nothing else.
    modifier onlyRoleOrRevoker(bytes32 role) {
        if (!hasRole(REVOKER_ROLE, msg.sender)) _checkRole(role);
        _;
    }

    function _checkDecision(bytes32 setting, uint256 time) private pure {
        if (time < MIN_DECISION) revert IUpline.SettingInvalid(setting, time, MIN_DECISION);
        if (time > MAX_DECISION) revert IUpline.SettingInvalid(setting, time, MAX_DECISION);
    }

    /// @notice What was fixed at deployment.
    function settings() public view virtual returns (IUpline.Settings memory) {
        return
            IUpline.Settings({
                token: _token,
                start: uint40(_start),
                periodLength: uint40(_periodLength),
                notice: uint40(_notice),
                decisionTime: uint40(_decisionTime),
                rulingTime: uint40(_rulingTime),
                cap: uint16(_cap),
                markup: uint16(_markup),
                openToAll: _openToAll
            });
    }

    /// @notice The number of the present period.
    function currentPeriod() public view virtual returns (uint256 period) {
        (uint256 start, uint256 length) = (_start, _periodLength);
        // The start is not in the future and a period at least a day, checked at deployment: nothing to check here.
        assembly ("memory-safe") {
            period := div(sub(timestamp(), start), length)
        }
    }

    /// @inheritdoc IAccessControl
    function grantRole(
        bytes32 role,
        address account
    ) public virtual override(AccessControl, IAccessControl) nonReentrant {
        super.grantRole(role, account);
    }

    /// @inheritdoc IAccessControl
    /// @dev The revoker takes operational roles away at once, and can grant none.
    function revokeRole(
        bytes32 role,
        address account
    ) public virtual override(AccessControl, IAccessControl) nonReentrant {
        bool operational = role != DEFAULT_ADMIN_ROLE && role != REVOKER_ROLE;
        if (operational && hasRole(REVOKER_ROLE, msg.sender)) _revokeRole(role, account);
        else super.revokeRole(role, account);
    }

    /// @inheritdoc IAccessControl
    function renounceRole(
        bytes32 role,
        address account
    ) public virtual override(AccessControl, IAccessControl) nonReentrant {
        super.renounceRole(role, account);
    }

    /// @dev OpenZeppelin's own event, hashed into the journal.
    function _grantRole(bytes32 role, address account) internal override returns (bool granted) {
        granted = super._grantRole(role, account);
        if (granted) _chainRole(IAccessControl.RoleGranted.selector, role, account);
    }

    /// @dev OpenZeppelin's own event, hashed into the journal.
    function _revokeRole(bytes32 role, address account) internal override returns (bool revoked) {
        revoked = super._revokeRole(role, account);
        if (revoked) _chainRole(IAccessControl.RoleRevoked.selector, role, account);
    }

    function _chainRole(bytes32 selector, bytes32 role, address account) private {
        _p.chain(selector, role, bytes32(uint256(uint160(account))), bytes32(uint256(uint160(msg.sender))));
    }
}
