// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {ICatalogue} from "../../../contracts/interfaces/ICatalogue.sol";
import {IPayouts} from "../../../contracts/interfaces/IPayouts.sol";
import {IPlans} from "../../../contracts/interfaces/IPlans.sol";
import {IPointOfSale} from "../../../contracts/interfaces/IPointOfSale.sol";
import {IUpline} from "../../../contracts/interfaces/IUpline.sol";
import {IVm} from "../../helpers/Test.sol";

/// @title What events tell of the company's powers and their use: roles, products, plans, screen, run contract, pause
abstract contract PowersTold {
    uint256 internal lastProductTold;
    mapping(uint256 product => bool) internal closedTold;
    uint256 internal planTold;
    uint256 internal planNextTold;
    uint256 internal planNextFromTold;
    bool internal openedTold;
    bool internal pausedTold;
    uint256 internal batchesTold;
    address internal runTold;
    address internal screenTold;
    address internal screenNextTold;
    uint256 internal screenFromTold;
    uint256 internal screenSilences;
    mapping(bytes32 role => mapping(address account => bool)) internal roleTold;
    mapping(bytes32 role => uint256) internal holdersTold;

    function _tellOfPowers(IVm.Log memory entry) internal returns (bool) {
        bytes32 topic = entry.topics[0];
        if (topic == IAccessControl.RoleGranted.selector) _granted(entry.topics, true);
        else if (topic == IAccessControl.RoleRevoked.selector) _granted(entry.topics, false);
        else if (topic == ICatalogue.ProductAdded.selector) lastProductTold = _at(entry, 1);
        else if (topic == ICatalogue.ProductClosed.selector) closedTold[_at(entry, 1)] = _data(entry) != 0;
        else if (topic == IPlans.PlanScheduled.selector)
            (planNextTold, planNextFromTold) = (_at(entry, 1), _data(entry));
        else if (topic == IPlans.PlanCancelled.selector) planNextTold = 0;
        else if (topic == IPlans.PlanActivated.selector) (planTold, planNextTold) = (_at(entry, 1), 0);
        else if (topic == IPlans.RunSet.selector) runTold = _whom(entry);
        else if (topic == IUpline.ProgrammeOpened.selector) openedTold = true;
        else if (topic == IUpline.ProgrammePausedSet.selector) pausedTold = _data(entry) != 0;
        else if (topic == IPointOfSale.BatchRecorded.selector) batchesTold = _at(entry, 1);
        else
            return
                _tellOfScreen(entry) ||
                topic == IUpline.ProgrammeCreated.selector ||
                topic == IPlans.RunScheduled.selector ||
                topic == IPlans.RunCancelled.selector;
        return true;
    }

    function _tellOfScreen(IVm.Log memory entry) private returns (bool) {
        bytes32 topic = entry.topics[0];
        if (topic == IPayouts.ScreenScheduled.selector) (screenNextTold, screenFromTold) = (_whom(entry), _data(entry));
        else if (topic == IPayouts.ScreenCancelled.selector) (screenNextTold, screenFromTold) = (address(0), 0);
        else if (topic == IPayouts.ScreenSet.selector) {
            (screenTold, screenNextTold, screenFromTold) = (_whom(entry), address(0), 0);
        } else if (topic == IPayouts.ScreenFailed.selector) ++screenSilences;
        else return false;
        return true;
    }

    function _at(IVm.Log memory entry, uint256 place) private pure returns (uint256) {
        return uint256(entry.topics[place]);
    }

    function _whom(IVm.Log memory entry) private pure returns (address) {
        return address(uint160(uint256(entry.topics[1])));
    }

    /// @dev The first word of the data.
    function _data(IVm.Log memory entry) private pure returns (uint256) {
        return uint256(bytes32(entry.data));
    }

    function _granted(bytes32[] memory topics, bool holds) private {
        roleTold[topics[1]][address(uint160(uint256(topics[2])))] = holds;
        if (holds) ++holdersTold[topics[1]];
        else --holdersTold[topics[1]];
    }
}
