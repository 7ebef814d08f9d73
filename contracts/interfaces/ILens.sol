// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SaleState} from "../types/SaleSlot.sol";
import {INetwork} from "./INetwork.sol";
import {IPlans} from "./IPlans.sol";
import {ISales} from "./ISales.sol";
import {IUpline} from "./IUpline.sol";

/// @title Lens: what people look at, gathered in one call
/// @notice Only reads, belongs to no programme, and can be replaced. Amounts in token units, times in seconds.
interface ILens {
    /// @notice Everything about one distributor.
    /// @param id Zero: this wallet never belonged to one; everything else is empty then.
    /// @param current Whether the wallet is his present one.
    /// @param heldUntil End of a hold in force; zero: none.
    /// @param holdStarts When his last four holds began, the latest first.
    /// @param proposed Wallet that he proposed to move to.
    /// @param guardian Who may recover the wallet, after `guardianDelay`.
    /// @param recoveryTo New wallet of a pending recovery, which it can finish from `recoveryAt` on.
    struct Person {
        uint256 id;
        bool current;
        INetwork.DistributorState state;
        uint256 heldUntil;
        uint256[4] holdStarts;
        address proposed;
        address guardian;
        uint256 guardianDelay;
        address recoveryTo;
        uint256 recoveryAt;
    }

    /// @notice What can be done with a sale now.
    /// @dev `Nothing`: it is finished. `Wait`: the buyer may return it until the deadline. `Settle`: anybody may.
    /// `Decide`: the company may until the deadline. `Rule`: the arbiter may. `Refund`: it is due, and anybody may.
    enum Step {
        Nothing,
        Wait,
        Settle,
        Decide,
        Rule,
        Refund
    }

    /// @notice Who may use a power, and what holds him back.
    /// @param power Name of the role, as text, or `RUN` or `SCREEN` of the contract in that place.
    /// @param delay Seconds between announcing and using it: the notice for plans, the time until the next period for ranks,
    /// else what the holder answers as a timelock, or zero. Who may use a timelock it does not tell.
    /// @param from When a named run contract or screen can be set; zero: it is in its place.
    struct Power {
        bytes32 power;
        address holder;
        uint256 delay;
        uint256 from;
    }

    /// @notice What a programme owes to people, and what it holds.
    /// @param balances Of the distributors that were asked for.
    /// @param rest Held beside all these: the escrow, the balances that were not asked for, and what was sent by mistake.
    struct Owed {
        uint256 held;
        uint256 balances;
        uint256 company;
        uint256 pool;
        uint256 rest;
    }

    /// @notice A distributor by a wallet of his.
    function person(IUpline core, address wallet) external view returns (Person memory);

    /// @notice A distributor by number, whose wallets the core does not list: without what goes by wallet.
    function personById(IUpline core, uint256 id) external view returns (Person memory);

    /// @notice Where a sale stands and what can be done now.
    function sale(
        IUpline core,
        ISales.Sale calldata placed
    ) external view returns (SaleState state, uint256 deadline, Step step);

    /// @notice What all sales of a list that are not finished hold in escrow; they must be given with their very values.
    function escrowed(IUpline core, ISales.Sale[] calldata placed) external view returns (uint256 total);

    /// @notice The plan in force and the one scheduled; version zero: none.
    function plans(
        IUpline core
    )
        external
        view
        returns (uint256 version, IPlans.Plan memory plan, uint256 nextVersion, uint256 from, IPlans.Plan memory next);

    /// @notice Every power with its holder and delay.
    function powers(IUpline core) external view returns (Power[] memory);

    /// @notice What is owed in all against what is held.
    /// @param first First distributor to count, at least 2.
    /// @param last Last one; more than there are means all.
    function owed(IUpline core, uint256 first, uint256 last) external view returns (Owed memory);

    /// @notice Imported ids without wallet, which the company could bind to any.
    function unbound(IUpline core, uint256 first, uint256 last) external view returns (uint256[] memory ids);
}
