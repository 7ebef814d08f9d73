// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {ICatalogue} from "../../../contracts/interfaces/ICatalogue.sol";
import {INetwork} from "../../../contracts/interfaces/INetwork.sol";
import {IOffers} from "../../../contracts/interfaces/IOffers.sol";
import {IOwnership} from "../../../contracts/interfaces/IOwnership.sol";
import {IPayouts} from "../../../contracts/interfaces/IPayouts.sol";
import {IPlans} from "../../../contracts/interfaces/IPlans.sol";
import {IPointOfSale} from "../../../contracts/interfaces/IPointOfSale.sol";
import {IReturns} from "../../../contracts/interfaces/IReturns.sol";
import {ISales} from "../../../contracts/interfaces/ISales.sol";
import {IUpline} from "../../../contracts/interfaces/IUpline.sol";
import {Deed} from "../Deeds.sol";
import {Filing} from "../Filing.sol";
import {Refusals} from "../Refusals.sol";

/// @title Powers and rights that are not one's own, tried by the thief and by officers of another office; all must fail
abstract contract Usurping is Filing {
    uint256 private constant POWERS = 20;
    uint256 private constant RIGHTS = 22;
    uint256 private constant ATTEMPTS = 4;

    /// @notice Somebody uses powers of the company that he does not have, one after the other.
    function usurp(uint256 seed) external onTime {
        address who = thief;
        if (_oneIn(2, seed, "officer")) who = offices[_choose(seed, "who", offices.length)].officer;
        uint256 first = _choose(seed, "power", POWERS);
        for (uint256 i = 0; i < ATTEMPTS; ++i) _usurp(who, (first + i) % POWERS);
    }

    function _usurp(address who, uint256 power) private {
        (bytes32 role, bytes memory call) = _power(power);
        bool revokes = who == revoker && inOffice[REVOKER_ROLE][revoker];
        if (inOffice[role][who] || (revokes && _isRevokers(bytes4(call)))) return;
        Refusals memory refusals;
        refusals.when(true, IAccessControl.AccessControlUnauthorizedAccount.selector);
        _try(10, "a power that is not his", who, call, refusals);
        _did(who == thief ? Deed.PowerRefused : Deed.OfficerSentAway);
    }

    function _isRevokers(bytes4 call) private pure returns (bool) {
        return
            call == IAccessControl.revokeRole.selector ||
            call == IPlans.cancelPlan.selector ||
            call == IPlans.cancelRun.selector ||
            call == IPayouts.cancelScreen.selector ||
            call == IPayouts.liftHold.selector;
    }

    function _power(uint256 which) private view returns (bytes32 role, bytes memory call) {
        if (which == 0) return (ADMIN_ROLE, abi.encodeCall(IUpline.open, ()));
        if (which == 1) return (PAUSE_ROLE, abi.encodeCall(IUpline.setPaused, (!pausedNow)));
        if (which == 2) return (PLAN_ROLE, abi.encodeCall(IPlans.schedulePlan, (plans[0].plan, clock + notice, "")));
        if (which == 3) return (PLAN_ROLE, abi.encodeCall(IPlans.cancelPlan, ()));
        if (which == 4) return (ADMIN_ROLE, abi.encodeCall(IPlans.scheduleRun, (run)));
        if (which == 5) return (ADMIN_ROLE, abi.encodeCall(IPlans.cancelRun, ()));
        if (which == 6) return (RANK_ROLE, abi.encodeCall(INetwork.setRanks, (new INetwork.RankChange[](0), 0)));
        if (which == 7) {
            ICatalogue.ProductTerms[] memory none = new ICatalogue.ProductTerms[](0);
            return (CATALOGUE_ROLE, abi.encodeCall(ICatalogue.addProducts, (none, new bytes32[](0))));
        }
        if (which == 8) return (CATALOGUE_ROLE, abi.encodeCall(ICatalogue.setProductsClosed, (new uint256[](0), true)));
        if (which == 9) return (ADMIN_ROLE, abi.encodeCall(IAccessControl.grantRole, (RANK_ROLE, thief)));
        if (which == 10) return (ADMIN_ROLE, abi.encodeCall(IAccessControl.revokeRole, (RANK_ROLE, ranker)));
        return _otherPower(which);
    }

    function _otherPower(uint256 which) private view returns (bytes32 role, bytes memory call) {
        if (which == 11) return (HOLD_ROLE, abi.encodeCall(IPayouts.placeHold, (2, clock + 1, "reason", 0)));
        if (which == 12) return (HOLD_ROLE, abi.encodeCall(IPayouts.liftHold, (2)));
        if (which == 13) return (ADMIN_ROLE, abi.encodeCall(IPayouts.scheduleScreen, (run)));
        if (which == 14) return (ADMIN_ROLE, abi.encodeCall(IPayouts.cancelScreen, ()));
        if (which == 15) {
            IPointOfSale.RecordedSale[] memory none = new IPointOfSale.RecordedSale[](0);
            return (RECORD_ROLE, abi.encodeCall(IPointOfSale.recordSales, (batches + 1, none)));
        }
        if (which == 16) {
            INetwork.ImportedDistributor[] memory none = new INetwork.ImportedDistributor[](0);
            return (IMPORT_ROLE, abi.encodeCall(INetwork.importDistributors, (people.length, none)));
        }
        ISales.Sale memory sale = _someSale(clock);
        if (which == 17) return (RETURNS_ROLE, abi.encodeCall(IReturns.acceptReturn, (sale)));
        if (which == 18) return (RETURNS_ROLE, abi.encodeCall(IReturns.rejectReturn, (sale, "reason")));
        return (ADMIN_ROLE, abi.encodeCall(IAccessControl.grantRole, (0, thief)));
    }

    /// @dev A sale that was placed, if there is one.
    function _someSale(uint256 seed) private view returns (ISales.Sale memory sale) {
        if (deals.length != 0) sale = _written(deals[_someDeal(seed)]);
    }

    /// @notice The thief acts as if he were a distributor, a buyer, an arbiter or a guardian.
    function pilfer(uint256 seed) external onTime {
        uint256 first = _choose(seed, "right", RIGHTS);
        for (uint256 i = 0; i < ATTEMPTS; ++i) _pilfer(seed, (first + i) % RIGHTS);
    }

    function _pilfer(uint256 seed, uint256 right) private {
        address victim = _walletOf(_someId(seed, "victim"));
        bool guards = people[idOfWallet[victim]].guard.guardian == thief;
        if (guards && right < 2) return;
        (bool ok, ) = _as(thief, right < 9 ? _rightOfOwner(right, victim) : _rightOfOther(seed, right, victim));
        _promise(10, "a right that is not his", ok ? 1 : 0, 0);
        _did(Deed.RightRefused);
    }

    function _rightOfOwner(uint256 right, address victim) private view returns (bytes memory) {
        if (right == 0) return abi.encodeCall(IOwnership.startRecovery, (victim, thief));
        if (right == 1) return abi.encodeCall(IOwnership.stopRecovery, (victim));
        if (right == 2) return abi.encodeCall(IOwnership.finishRecovery, (victim));
        if (right == 3) return abi.encodeCall(IOwnership.acceptWallet, (victim));
        if (right == 4) return abi.encodeCall(IOwnership.proposeWallet, (thief));
        if (right == 5) return abi.encodeCall(IOwnership.setGuardian, (keeper, 7 days));
        if (right == 6) return abi.encodeCall(IPayouts.claim, ());
        if (right == 7) return abi.encodeCall(IPayouts.claimTo, (thief));
        return abi.encodeCall(IPayouts.setPushOff, (true));
    }

    function _rightOfOther(uint256 seed, uint256 right, address victim) private view returns (bytes memory) {
        if (right == 9) return abi.encodeCall(IOffers.cancelOffers, (0, 1));
        if (right == 10) return abi.encodeCall(IPayouts.spendPool, (thief, 1));
        if (right == 11) return abi.encodeCall(IAccessControl.renounceRole, (ADMIN_ROLE, admin));
        ISales.Sale memory sale = _someSale(seed);
        if (right == 12) return abi.encodeCall(IReturns.requestReturn, (sale));
        if (right == 13) return abi.encodeCall(IReturns.withdrawReturn, (sale));
        if (right == 14) return abi.encodeCall(IReturns.refundTo, (sale, thief));
        if (right == 15) return abi.encodeCall(IReturns.ruleReturn, (sale, true));
        return _forgery(seed, right, victim, sale);
    }

    /// @dev What the thief signed himself in another's name.
    function _forgery(
        uint256 seed,
        uint256 right,
        address victim,
        ISales.Sale memory sale
    ) private view returns (bytes memory) {
        if (right == 16) {
            IPayouts.SignedClaim memory claim = IPayouts.SignedClaim(victim, thief, 0, clock);
            return abi.encodeCall(IPayouts.claimFor, (claim, _signClaim(thief, claim, claimNonces[victim])));
        }
        if (right == 17) {
            bytes memory request = _signReturn(thief, sale.buyer, sale.id, sale.total, clock);
            return abi.encodeCall(IReturns.requestReturnFor, (sale, clock, request));
        }
        if (right == 18) {
            bytes memory move = _signMove(thief, victim, thief, clock);
            return abi.encodeCall(IOwnership.moveWalletFor, (victim, thief, clock, move, move));
        }
        if (right < 21) {
            IOwnership.Voucher memory voucher = IOwnership.Voucher(importer, uint32(_someId(seed, "id")), thief, clock);
            bytes memory signed = _signVoucher(thief, voucher);
            if (right == 19) return abi.encodeCall(IOwnership.bind, (voucher, signed));
            bytes memory consent = _signBinding(thief, thief, voucher.id, clock);
            return abi.encodeCall(IOwnership.bindFor, (voucher, signed, clock, consent));
        }
        INetwork.Invitation memory invitation = INetwork.Invitation(victim, address(0), clock);
        bytes memory invited = _signInvitation(thief, invitation);
        if (_oneIn(2, seed, "himself")) return abi.encodeCall(INetwork.enrol, (invitation, invited));
        bytes memory agreed = _signEnrolment(thief, thief, victim, clock);
        return abi.encodeCall(INetwork.enrolFor, (invitation, invited, thief, clock, agreed));
    }
}
