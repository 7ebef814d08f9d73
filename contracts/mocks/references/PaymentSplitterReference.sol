// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PaymentSplitter, IERC20, SafeERC20} from "openzeppelin-contracts-v4/finance/PaymentSplitter.sol";

/// @title OpenZeppelin's PaymentSplitter 4.9.6 as a sale
/// @notice Written for the gas report. The last release of PaymentSplitter, unchanged, with one function added that
/// uses it in the cheapest way there is: the price comes in and everybody is paid in one transaction.
contract PaymentSplitterReference is PaymentSplitter {
    uint256 private immutable _count;

    constructor(address[] memory payees, uint256[] memory shares_) PaymentSplitter(payees, shares_) {
        _count = payees.length;
    }

    /// @notice Pulls the price and releases every payee's share of it.
    function buy(IERC20 token, uint256 price) external {
        SafeERC20.safeTransferFrom(token, msg.sender, address(this), price);
        for (uint256 i = 0; i < _count; i++) release(token, payee(i));
    }
}
