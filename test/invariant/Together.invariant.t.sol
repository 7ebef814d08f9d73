// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Deployment} from "../helpers/Deployment.sol";
import {Test} from "../helpers/Test.sol";
import {Campaign} from "./Campaign.sol";

/// @title All promises in one campaign: what `npm run test:deep` runs, `npm test` has each by itself
contract TogetherInvariants is Test {
    Campaign private _campaign;

    function setUp() external {
        _campaign = Campaign(Deployment.deploy("Campaign.sol:Campaign", ""));
        _campaign.begin(false);
        _target(address(_campaign), _campaign.actions());
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_all() external {
        _campaign.oneAfterTheOther();
    }

    /// @dev Runs at the end of every run: everybody leaves, see promise 6.
    function afterInvariant() external {
        _campaign.allAtOnce();
        _campaign.closeBooks();
    }
}
