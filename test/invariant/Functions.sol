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

/// @title Every function of the core that changes its state, so that the campaign leaves none out
/// @dev A Mocha test compares these lists with the core's ABI.
abstract contract Functions {
    /// @notice Whoever calls these needs a role, a wallet, a sale or a signature: the thief must be sent away by each.
    function _guardedFunctions() internal pure returns (bytes4[] memory) {
        bytes4[41] memory all = [
            IUpline.open.selector,
            IUpline.setPaused.selector,
            INetwork.enrol.selector,
            INetwork.enrolFor.selector,
            INetwork.setRanks.selector,
            INetwork.importDistributors.selector,
            IOwnership.proposeWallet.selector,
            IOwnership.acceptWallet.selector,
            IOwnership.moveWalletFor.selector,
            IOwnership.setGuardian.selector,
            IOwnership.startRecovery.selector,
            IOwnership.stopRecovery.selector,
            IOwnership.finishRecovery.selector,
            IOwnership.bind.selector,
            IOwnership.bindFor.selector,
            ICatalogue.addProducts.selector,
            ICatalogue.setProductsClosed.selector,
            IPlans.schedulePlan.selector,
            IPlans.cancelPlan.selector,
            IPlans.scheduleRun.selector,
            IPlans.cancelRun.selector,
            IOffers.cancelOffers.selector,
            IPointOfSale.recordSales.selector,
            IReturns.requestReturn.selector,
            IReturns.requestReturnFor.selector,
            IReturns.withdrawReturn.selector,
            IReturns.acceptReturn.selector,
            IReturns.rejectReturn.selector,
            IReturns.ruleReturn.selector,
            IReturns.refundTo.selector,
            IPayouts.claim.selector,
            IPayouts.claimTo.selector,
            IPayouts.claimFor.selector,
            IPayouts.setPushOff.selector,
            IPayouts.spendPool.selector,
            IPayouts.placeHold.selector,
            IPayouts.liftHold.selector,
            IPayouts.scheduleScreen.selector,
            IPayouts.cancelScreen.selector,
            IAccessControl.grantRole.selector,
            IAccessControl.revokeRole.selector
        ];
        return _listed(abi.encode(all), all.length);
    }

    /// @notice Anybody may call these, at his own cost or for what is due anyway.
    function _openFunctions() internal pure returns (bytes4[] memory) {
        bytes4[12] memory all = [
            ISales.buy.selector,
            ISales.buyFor.selector,
            IOffers.buyWithOffers.selector,
            ISales.settle.selector,
            ISales.settleMany.selector,
            IReturns.refund.selector,
            IPayouts.push.selector,
            IPayouts.cancelClaims.selector,
            IPayouts.setScreen.selector,
            IPlans.setRun.selector,
            IPlans.activatePlan.selector,
            IAccessControl.renounceRole.selector
        ];
        return _listed(abi.encode(all), all.length);
    }

    function _listed(bytes memory packed, uint256 count) private pure returns (bytes4[] memory list) {
        list = new bytes4[](count);
        for (uint256 i = 0; i < count; ++i) {
            // Word by word, as an array of fixed length is encoded.
            assembly ("memory-safe") {
                mstore(add(add(list, 32), mul(i, 32)), mload(add(add(packed, 32), mul(i, 32))))
            }
        }
    }
}
