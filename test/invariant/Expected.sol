// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {ICatalogue} from "../../contracts/interfaces/ICatalogue.sol";
import {INetwork} from "../../contracts/interfaces/INetwork.sol";
import {IOffers} from "../../contracts/interfaces/IOffers.sol";
import {IOwnership} from "../../contracts/interfaces/IOwnership.sol";
import {IPayouts} from "../../contracts/interfaces/IPayouts.sol";
import {IPlans} from "../../contracts/interfaces/IPlans.sol";
import {IPointOfSale} from "../../contracts/interfaces/IPointOfSale.sol";
import {IReturns} from "../../contracts/interfaces/IReturns.sol";
import {ISales} from "../../contracts/interfaces/ISales.sol";
import {IUpline} from "../../contracts/interfaces/IUpline.sol";
import {TestStablecoin} from "../../contracts/mocks/TestStablecoin.sol";

/// @title Every event that the core writes, and every error that the campaign must meet, in the order of the interfaces
abstract contract Expected {
    bytes32[] private _events;
    bytes4[] private _reasons;

    function _topics() internal returns (bytes32[] memory) {
        delete _events;
        _add(IUpline.ProgrammeCreated.selector, IUpline.ProgrammeOpened.selector);
        _add(IUpline.ProgrammePausedSet.selector, INetwork.DistributorEnrolled.selector);
        _add(INetwork.DistributorImported.selector, INetwork.RanksSet.selector);
        _add(IOwnership.WalletProposed.selector, IOwnership.WalletMoved.selector);
        _add(IOwnership.GuardianSet.selector, IOwnership.RecoveryStarted.selector);
        _add(IOwnership.RecoveryStopped.selector, IOwnership.DistributorBound.selector);
        _add(ICatalogue.ProductAdded.selector, ICatalogue.ProductClosed.selector);
        _add(IPlans.PlanScheduled.selector, IPlans.PlanCancelled.selector);
        _add(IPlans.PlanActivated.selector, IPlans.RunScheduled.selector);
        _add(IPlans.RunSet.selector, ISales.SalePlaced.selector);
        _add(ISales.SaleFinal.selector, ISales.SalesSettled.selector);
        _add(IOffers.OfferUsed.selector, IOffers.OffersCancelled.selector);
        _add(IPointOfSale.RecordSkipped.selector, IPointOfSale.BatchRecorded.selector);
        _add(IReturns.ReturnRequested.selector, IReturns.ReturnWithdrawn.selector);
        _add(IReturns.ReturnAccepted.selector, IReturns.ReturnRejected.selector);
        _add(IReturns.ReturnRuled.selector, IReturns.SaleRefunded.selector);
        _add(IReturns.RefundFailed.selector, IPayouts.Paid.selector);
        _add(IPayouts.PayoutFailed.selector, IPayouts.PushSwitched.selector);
        _add(IPayouts.PoolSpent.selector, IPayouts.HoldPlaced.selector);
        _add(IPayouts.HoldLifted.selector, IPayouts.ScreenScheduled.selector);
        _add(IPayouts.ScreenCancelled.selector, IPayouts.ScreenSet.selector);
        _add(IPayouts.ScreenFailed.selector, IAccessControl.RoleGranted.selector);
        _add(IPayouts.ClaimSigned.selector, IPayouts.ClaimsCancelled.selector);
        _add(IPlans.RunCancelled.selector, IAccessControl.RoleRevoked.selector);
        return _events;
    }

    function _add(bytes32 one, bytes32 other) private {
        _events.push(one);
        _events.push(other);
    }

    function _errors() internal returns (bytes4[] memory) {
        delete _reasons;
        _addErrorsOfPeople();
        _addErrorsOfSales();
        _addErrorsOfReturns();
        _addErrorsOfPayouts();
        _addErrorsOfTheCompany();
        return _reasons;
    }

    function _must(bytes4 one, bytes4 other, bytes4 third) private {
        _reasons.push(one);
        _reasons.push(other);
        _reasons.push(third);
    }

    function _addErrorsOfPeople() private {
        _must(INetwork.WalletAlreadyBound.selector, INetwork.WalletNotBound.selector, INetwork.WalletInvalid.selector);
        _must(
            INetwork.InvitationForAnother.selector,
            INetwork.SignatureExpired.selector,
            INetwork.SignatureInvalid.selector
        );
        _must(INetwork.DistributorUnknown.selector, INetwork.ImportTooLate.selector, INetwork.ImportOutOfStep.selector);
        _must(
            INetwork.ImportSponsorInvalid.selector,
            INetwork.RankInvalid.selector,
            IOwnership.WalletNotProposed.selector
        );
        _must(
            IOwnership.GuardianInvalid.selector,
            IOwnership.GuardianDelayInvalid.selector,
            IOwnership.GuardianExpected.selector
        );
        _must(
            IOwnership.RecoveryPending.selector,
            IOwnership.RecoveryNotPending.selector,
            IOwnership.RecoveryNotReady.selector
        );
        _reasons.push(IOwnership.RecoveryLapsed.selector);
        _must(
            IOwnership.VoucherUsed.selector,
            IOwnership.VoucherForAnother.selector,
            IOwnership.VoucherIssuerInvalid.selector
        );
    }

    function _addErrorsOfSales() private {
        _must(ISales.ProgrammePaused.selector, ISales.ProgrammeNotOpen.selector, ISales.BuyerInvalid.selector);
        _must(
            ISales.OrderLinesInvalid.selector,
            ISales.OrderQuantityInvalid.selector,
            ISales.OrderTermsDiffer.selector
        );
        _must(ISales.OrderPriceInvalid.selector, ISales.OrderTotalAboveLimit.selector, ISales.SaleUnknown.selector);
        _must(ISales.SaleFinished.selector, ISales.SaleInReturn.selector, ISales.SaleNotDue.selector);
        _must(
            ICatalogue.ProductUnknown.selector,
            ICatalogue.ProductIsClosed.selector,
            TestStablecoin.TestStablecoinBlacklisted.selector
        );
        _must(
            IOffers.OfferLineInvalid.selector,
            IOffers.OfferProductDiffers.selector,
            IOffers.OfferSellerDiffers.selector
        );
        _must(
            IOffers.OfferCampaignDiffers.selector,
            IOffers.OfferForAnother.selector,
            IOffers.OfferQuantityInvalid.selector
        );
        _must(IOffers.OfferEnded.selector, IOffers.OfferToOneself.selector, IOffers.OfferMaskEmpty.selector);
        _reasons.push(IPointOfSale.BatchOutOfStep.selector);
        _reasons.push(IPointOfSale.RecordPricesMissing.selector);
    }

    function _addErrorsOfReturns() private {
        _must(
            IReturns.ReturnNotByBuyer.selector,
            IReturns.ReturnNotByArbiter.selector,
            IReturns.ReturnStateInvalid.selector
        );
        _must(IReturns.ReturnTooLate.selector, IReturns.RefundNotDue.selector, IReturns.RefundUndeliverable.selector);
    }

    function _addErrorsOfPayouts() private {
        _must(IPayouts.ScreenRefused.selector, IPayouts.ScreenInvalid.selector, IPayouts.ScreenNotScheduled.selector);
        _must(IPayouts.ScreenNotDue.selector, IPayouts.DistributorHeld.selector, IPayouts.HoldOfCompany.selector);
        _must(IPayouts.HoldTimeInvalid.selector, IPayouts.HoldPresent.selector, IPayouts.HoldTooOften.selector);
        _must(
            IPayouts.HoldMissing.selector,
            IPayouts.PayoutNothingDue.selector,
            IPayouts.PayoutRecipientInvalid.selector
        );
        _reasons.push(IPayouts.PayoutTooSmall.selector);
        _must(IPayouts.PoolNotForCaller.selector, IPayouts.PoolTooSmall.selector, IPayouts.PushUnchanged.selector);
    }

    function _addErrorsOfTheCompany() private {
        _must(
            IAccessControl.AccessControlUnauthorizedAccount.selector,
            IAccessControl.AccessControlBadConfirmation.selector,
            IUpline.ProgrammePauseUnchanged.selector
        );
        _must(IPlans.PlanAboveCap.selector, IPlans.PlanRateInvalid.selector, IPlans.PlanRankInvalid.selector);
        _must(IPlans.PlanWalkInvalid.selector, IPlans.PlanNoticeTooShort.selector, IPlans.PlanTooLate.selector);
        _must(IPlans.PlanAlreadyScheduled.selector, IPlans.PlanNotScheduled.selector, IPlans.PlanNotDue.selector);
        _must(
            ICatalogue.ProductPricesInvalid.selector,
            ICatalogue.ProductTermsInvalid.selector,
            ICatalogue.ProductWindowInvalid.selector
        );
        _must(IPlans.RunAlreadySet.selector, IPlans.RunInvalid.selector, IPlans.RunNotDue.selector);
        _reasons.push(IPlans.PlanPoolWithoutRun.selector);
        _reasons.push(ICatalogue.ProductCodesMissing.selector);
        _reasons.push(ICatalogue.ProductUnchanged.selector);
        _reasons.push(IPayouts.HoldReasonMissing.selector);
        _reasons.push(IReturns.ReturnReasonMissing.selector);
    }
}
