// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {TutorialReferral} from "./TutorialReferral.sol";

/// @title The tutorial that pushes
/// @notice Written for the gas report: each level's share is transferred during the sale.
contract TutorialPushLoop is TutorialReferral {
    constructor(
        IERC20 token_,
        address owner_,
        uint256 price_,
        uint256[] memory rates_
    ) TutorialReferral(token_, owner_, price_, rates_) {}

    function _pay(address member, uint256 amount) internal override {
        require(token.transfer(member, amount), TutorialTransferFailed());
    }
}
