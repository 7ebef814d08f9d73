// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MockToken} from "../MockToken.sol";

/// @title A token that keeps a part of every transfer
/// @notice Plays tokens with a transfer fee, which USDT has as a dormant option: the recipient gets less than was sent.
/// The fee is burned and can be changed at any time, so that it can appear when a programme is already running.
contract FeeOnTransferToken is MockToken {
    /// @notice The fee in basis points.
    uint256 public feeBps;

    error FeeOnTransferTokenFeeTooHigh(uint256 feeBps, uint256 limit);

    constructor(uint256 feeBps_) MockToken("Fee On Transfer", "FEE", 6) {
        _setFee(feeBps_);
    }

    function setFee(uint256 feeBps_) external {
        _setFee(feeBps_);
    }

    function _setFee(uint256 feeBps_) private {
        require(feeBps_ <= 10_000, FeeOnTransferTokenFeeTooHigh(feeBps_, 10_000));
        feeBps = feeBps_;
    }

    function _update(address from, address to, uint256 value) internal override {
        uint256 fee = from == address(0) || to == address(0) ? 0 : (value * feeBps) / 10_000;
        if (fee != 0) super._update(from, address(0), fee);
        super._update(from, to, value - fee);
    }
}
