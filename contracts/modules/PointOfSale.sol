// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {UplineBase} from "../UplineBase.sol";
import {INetwork} from "../interfaces/INetwork.sol";
import {IPointOfSale} from "../interfaces/IPointOfSale.sol";
import {IUpline} from "../interfaces/IUpline.sol";
import {Checkout} from "../libraries/Checkout.sol";
import {Journal} from "../libraries/Journal.sol";
import {Placement} from "../libraries/Placement.sol";
import {Programme} from "../libraries/Programme.sol";
import {Tokens} from "../libraries/Tokens.sol";

/// @title Point of sale: records sales that were paid elsewhere
/// @dev A module of the core, see `UplineBase`.
contract PointOfSale is UplineBase {
    using Checkout for Programme;
    using Journal for Programme;
    using Placement for Programme;

    constructor(IUpline.Settings memory s) UplineBase(s) {}

    /// @notice See `IModule`.
    function moduleName() external pure returns (bytes32) {
        return "PointOfSale";
    }

    /// @notice See `IPointOfSale.recordSales`.
    function recordSales(
        uint256 batch,
        IPointOfSale.RecordedSale[] calldata sales
    ) external nonReentrant onlyRole(RECORD_ROLE) returns (uint160[] memory ids) {
        _p.checkSelling();
        uint256 expected = _p.batches[msg.sender] + 1;
        if (batch != expected) revert IPointOfSale.BatchOutOfStep(batch, expected);
        _p.batches[msg.sender] = batch;
        // All are checked, and paid for, before anything is written.
        (bool[] memory good, uint256 total) = _check(batch, sales);
        if (total != 0) Tokens.pull(_token, total);
        ids = new uint160[](sales.length);
        uint256 placed;
        for (uint256 i = 0; i < sales.length; ++i) {
            if (!good[i]) continue;
            ids[i] = _p.complete(_price(sales[i]), msg.sender, currentPeriod(), sales[i].order);
            ++placed;
        }
        _p.record(IPointOfSale.BatchRecorded.selector, batch, uint160(msg.sender), abi.encode(placed, total));
    }

    function _check(
        uint256 batch,
        IPointOfSale.RecordedSale[] calldata sales
    ) private returns (bool[] memory good, uint256 total) {
        good = new bool[](sales.length);
        for (uint256 i = 0; i < sales.length; ++i) {
            // The core itself, so that one sale's error is that sale's alone.
            try IPointOfSale(address(this)).checkRecord(sales[i]) returns (uint256 saleTotal) {
                good[i] = true;
                total += saleTotal;
            } catch (bytes memory reason) {
                if (reason.length == 0) revert IPointOfSale.RecordUnreadable(i);
                _p.record(IPointOfSale.RecordSkipped.selector, batch, uint160(msg.sender), abi.encode(i, reason));
            }
        }
    }

    /// @notice See `IPointOfSale.checkRecord`.
    function checkRecord(IPointOfSale.RecordedSale calldata sale) external view returns (uint256 total) {
        _p.checkSelling();
        uint256 seller = sale.order.seller;
        uint256 last = _p.counters.distributors;
        if (seller == 0 || seller > last) revert INetwork.DistributorUnknown(seller, last);
        return _price(sale).total;
    }

    function _price(IPointOfSale.RecordedSale calldata recorded) private view returns (Placement.Sale memory sale) {
        uint256 lines = recorded.order.lines.length;
        uint256 count = recorded.unitPrices.length;
        if (count != lines) revert IPointOfSale.RecordPricesMissing(count, lines);
        uint256[] memory prices = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) prices[i] = recorded.unitPrices[i];
        sale.kind = Placement.RECORDED;
        (sale.total, sale.profit, sale.volume, sale.terms, sale.credits) = _p.priceAt(recorded.order, prices, _markup);
    }

    /// @notice See `IPointOfSale.lastBatch`.
    function lastBatch(address recorder) external view returns (uint256) {
        return _p.batches[recorder];
    }
}
