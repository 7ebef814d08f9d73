// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISales} from "../../../contracts/interfaces/ISales.sol";
import {Placing} from "../Placing.sol";
import {Refusals} from "../Refusals.sol";

/// @title Sales at the catalogue's prices
abstract contract Selling is Placing {
    /// @notice Somebody buys for himself.
    function buy(uint256 seed) external onTime {
        address buyer = _buyer(seed);
        ISales.Order memory order = _order(seed, buyer);
        _sell(seed, _bargain(buyer, buyer, order), abi.encodeCall(ISales.buy, (order)));
    }

    /// @notice Somebody pays for what another buys.
    function buyFor(uint256 seed) external onTime {
        address buyer = _buyer(seed);
        if (_oneIn(16, seed, "nobody")) buyer = _oneIn(2, seed, "core") ? address(core) : address(0);
        ISales.Order memory order = _order(seed, buyer);
        Bargain memory bargain = _bargain(buyer, _somebody(seed, "payer"), order);
        _sell(seed, bargain, abi.encodeCall(ISales.buyFor, (buyer, order)));
    }

    function _sell(uint256 seed, Bargain memory bargain, bytes memory call) internal {
        Refusals memory refusals;
        address buyer = bargain.buyer;
        refusals.when(buyer == address(0) || buyer == address(core), ISales.BuyerInvalid.selector);
        _refuseBargain(refusals, bargain);
        bool asks = _oneIn(2, seed, "quote");
        _trade(bargain, call, asks ? abi.encodeCall(ISales.quote, (buyer, bargain.order)) : bytes(""), refusals);
    }
}
