// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICatalogue} from "./ICatalogue.sol";
import {IJournal} from "./IJournal.sol";
import {INetwork} from "./INetwork.sol";
import {IOffers} from "./IOffers.sol";
import {IOwnership} from "./IOwnership.sol";
import {IPayouts} from "./IPayouts.sol";
import {IPlans} from "./IPlans.sol";
import {IPointOfSale} from "./IPointOfSale.sol";
import {IReturns} from "./IReturns.sol";
import {ISales} from "./ISales.sol";

/// @title A programme: one company, one settlement token, one address
interface IUpline is
    IJournal,
    INetwork,
    IOwnership,
    ICatalogue,
    IPlans,
    ISales,
    IOffers,
    IPointOfSale,
    IReturns,
    IPayouts
{
    /// @notice What is fixed for good when a programme is deployed.
    /// @param token The settlement token.
    /// @param start Second at which period 0 begins; not in the future.
    /// @param periodLength Seconds of a period, at least a day.
    /// @param notice Seconds between scheduling a plan and its first sale.
    /// @param decisionTime Seconds in which the company decides about goods that a buyer wants to return.
    /// @param rulingTime Seconds in which the arbiter rules.
    /// @param cap Basis points of the wholesale price that commissions and pool share may reach.
    /// @param markup Basis points above retail that a seller may ask.
    /// @param openToAll Whether one may enrol without an invitation.
    struct Settings {
        address token;
        uint40 start;
        uint40 periodLength;
        uint40 notice;
        uint40 decisionTime;
        uint40 rulingTime;
        uint16 cap;
        uint16 markup;
        bool openToAll;
    }

    /// @notice Where the core's rarely used functions live, fixed for good.
    struct Modules {
        address network;
        address ownership;
        address catalogue;
        address planBook;
        address quotes;
        address offers;
        address pointOfSale;
        address returnDesk;
        address payouts;
    }

    /// @notice The core was deployed; the journal begins.
    /// @param treasury The company's wallet, id 1.
    /// @param admin First holder of the admin role.
    event ProgrammeCreated(Settings settings, Modules modules, address treasury, address admin);
    /// @notice The programme opened, with this plan in force.
    event ProgrammeOpened(uint256 indexed plan);
    /// @notice New enrolments and sales were stopped, or go on.
    event ProgrammePausedSet(address indexed by, bool paused);

    /// @notice A setting is out of its bounds.
    error SettingInvalid(bytes32 setting, uint256 value, uint256 limit);
    /// @notice There is no module of that name at this address.
    error ModuleInvalid(address module, bytes32 expected);
    /// @notice The module was deployed with other settings than the core.
    error ModuleSettingsDiffer(address module);
    /// @notice The programme was opened before.
    error ProgrammeAlreadyOpen();
    /// @notice The programme is paused, or not, already.
    error ProgrammePauseUnchanged(bool paused);

    /// @notice Opens the programme, once: enrolment and sales begin, plans need notice from now on. Only the admin.
    function open() external;

    /// @notice Stops new enrolments and sales, nothing else, or lets them go on. Only the pause role.
    function setPaused(bool paused) external;

    /// @notice What was fixed at deployment.
    function settings() external view returns (Settings memory);

    /// @notice The number of the present period.
    function currentPeriod() external view returns (uint256);

    /// @notice Whether `open()` was called.
    function isOpen() external view returns (bool);
}
