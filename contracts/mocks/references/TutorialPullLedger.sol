// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {TutorialReferral} from "./TutorialReferral.sol";

/// @title The tutorial that keeps a ledger
/// @notice Written for the gas report: each level's share is credited to a balance, which its owner claims later.
contract TutorialPullLedger is TutorialReferral {
    mapping(address member => uint256) public balances;

    event Claimed(address indexed member, uint256 amount);

    constructor(
        IERC20 token_,
        address owner_,
        uint256 price_,
        uint256[] memory rates_
    ) TutorialReferral(token_, owner_, price_, rates_) {}

    function claim() external {
        uint256 amount = balances[msg.sender];
        balances[msg.sender] = 0;
        require(token.transfer(msg.sender, amount), TutorialTransferFailed());
        emit Claimed(msg.sender, amount);
    }

    function _pay(address member, uint256 amount) internal override {
        balances[member] += amount;
    }
}
