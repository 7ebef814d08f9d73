// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Stage} from "./Stage.sol";

/// @dev What must happen at least once in a long campaign: an action that never works, or is never refused where it
/// should be, proves nothing.
enum Deed {
    Enrolled,
    EnrolledByConsent,
    EnrolmentRefused,
    RetailSale,
    PersonalSale,
    DistributorSale,
    CompanySale,
    SalePaidByAnother,
    FinalSale,
    EscrowedSale,
    SaleOfSeveralLines,
    SaleWithPool,
    SaleToTenLevels,
    SaleByTheInactive,
    SaleByTheActive,
    SaleByTheRanked,
    SaleRefused,
    Quoted,
    QuoteRefused,
    Settled,
    SettleTooEarly,
    SettleAgain,
    BatchSettled,
    BatchOfNothing,
    BatchTwice,
    BatchAltered,
    Claimed,
    ClaimedElsewhere,
    ClaimOfNothing,
    CompanyClaimed,
    ClaimRefusedByToken,
    Pushed,
    PushFailed,
    PushRefusedByOwner,
    PushSwitched,
    RanksSet,
    RanksRefused,
    PlanScheduled,
    PlanRefused,
    PlanCancelled,
    PlanActivated,
    SaleByNextPlan,
    StandardPlan,
    DynamicPlan,
    PoolSpent,
    PoolRefused,
    Paused,
    Resumed,
    ProductAdded,
    ProductClosed,
    ProductReopened,
    RoleGranted,
    RoleRevoked,
    AlteredSaleRefused,
    FlippedSaleRefused,
    ForeignClaimRefused,
    PowerRefused,
    TokensDonated
}

/// @title What all actions share: the time, choices from a seed, and a tally of what was done
abstract contract Acting is Stage {
    mapping(Deed deed => uint256) internal deeds;

    /// @dev Addresses that the token's issuer has barred.
    mapping(address account => bool) internal barred;

    /// @dev Places in `deals` of what waits in escrow.
    uint256[] internal waiting;

    modifier onTime() {
        if (!halted) {
            vm.warp(clock);
            _;
        }
    }

    function _did(Deed deed) internal {
        ++deeds[deed];
    }

    function _didIf(bool condition, Deed deed) internal {
        if (condition) ++deeds[deed];
    }

    /// @dev One of `n`, another for each `what`; hashed because a fuzzer likes 0 and its neighbours.
    function _choose(uint256 seed, string memory what, uint256 n) internal pure returns (uint256) {
        return uint256(keccak256(abi.encodePacked(seed, what))) % n;
    }

    function _oneIn(uint256 n, uint256 seed, string memory what) internal pure returns (bool) {
        return _choose(seed, what, n) == 0;
    }

    /// @dev Anybody with money: the treasury, people, enrolled or not yet, customers.
    function _somebody(uint256 seed, string memory what) internal view returns (address) {
        return wallets[_choose(seed, what, wallets.length)];
    }

    /// @dev Id of somebody enrolled, the company among them.
    function _someId(uint256 seed, string memory what) internal view returns (uint256) {
        return 1 + _choose(seed, what, people.length - 1);
    }
}
