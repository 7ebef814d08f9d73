// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPointOfSale} from "../../../contracts/interfaces/IPointOfSale.sol";
import {ISales} from "../../../contracts/interfaces/ISales.sol";
import {TestStablecoin} from "../../../contracts/mocks/TestStablecoin.sol";
import {Deed} from "../Deeds.sol";
import {Placing} from "../Placing.sol";
import {Refusals} from "../Refusals.sol";

/// @title The cashier records sales that were paid elsewhere, bad ones among them
abstract contract Recording is Placing {
    /// @notice Records a batch, now and then under a wrong number.
    function recordSales(uint256 seed) external onTime {
        uint256 count = _choose(seed, "count", 5);
        IPointOfSale.RecordedSale[] memory sales = new IPointOfSale.RecordedSale[](count);
        Bargain[] memory bargains = new Bargain[](count);
        for (uint256 i = 0; i < count; ++i) {
            (sales[i], bargains[i]) = _recorded(uint256(keccak256(abi.encode(seed, i))));
        }
        uint256 number = [batches, batches + 2, batches + 1][_choose(seed, "number", 12) < 2 ? seed % 2 : 2];
        Refusals memory refusals;
        _refuseUnlessInOffice(refusals, RECORD_ROLE, cashier);
        _refuseSelling(refusals);
        refusals.when(number != batches + 1, IPointOfSale.BatchOutOfStep.selector);
        Refusals[] memory faults = _check(sales, bargains);
        bool pays = barred[cashier] && _cost(bargains, faults) != 0;
        refusals.when(pays, TestStablecoin.TestStablecoinBlacklisted.selector);
        delete skippedIndexes;
        delete skippedFor;
        bytes memory call = abi.encodeCall(IPointOfSale.recordSales, (number, sales));
        (bool done, bytes memory result) = _try(0, "record", cashier, call, refusals);
        if (!done) return;
        batches = number;
        _takeAll(bargains, faults, abi.decode(result, (uint160[])));
    }

    /// @dev What the core says of each sale before must be what the rules say.
    function _check(
        IPointOfSale.RecordedSale[] memory sales,
        Bargain[] memory bargains
    ) private returns (Refusals[] memory faults) {
        faults = new Refusals[](sales.length);
        for (uint256 i = 0; i < sales.length; ++i) {
            bool complete = sales[i].unitPrices.length == sales[i].order.lines.length;
            faults[i].when(!complete, IPointOfSale.RecordPricesMissing.selector);
            _refuseBargain(faults[i], bargains[i]);
            bytes memory call = abi.encodeCall(IPointOfSale.checkRecord, (sales[i]));
            (bool ok, bytes memory answer) = address(core).staticcall(call);
            bool good = faults[i].count == 0;
            _promise(11, "check of a record", ok ? 1 : 0, good ? 1 : 0);
            if (ok && good) _promise(11, "cost of a record", abi.decode(answer, (uint256)), _total(bargains[i]));
            else if (!ok && !faults[i].includes(bytes4(answer))) {
                revert NotAsForeseen("check of a record", faults[i].list(), answer);
            }
            _did(Deed.RecordForeseen);
        }
    }

    function _cost(Bargain[] memory bargains, Refusals[] memory faults) private pure returns (uint256 sum) {
        for (uint256 i = 0; i < bargains.length; ++i) if (faults[i].count == 0) sum += _total(bargains[i]);
    }

    /// @dev The good ones are placed in their order, the others passed over for their reason.
    function _takeAll(Bargain[] memory bargains, Refusals[] memory faults, uint160[] memory ids) private {
        Question memory nobodyAsked;
        uint256 placed;
        uint256 skipped;
        assertEqual("ids of a batch", ids.length, bargains.length);
        for (uint256 i = 0; i < bargains.length; ++i) {
            if (faults[i].count == 0) {
                _promise(8, "id of a recorded sale", ids[i], newIds[placed]);
                _take(bargains[i], placed++, nobodyAsked);
                _did(deals[deals.length - 1].window == 0 ? Deed.RecordedFinal : Deed.Recorded);
                continue;
            }
            _promise(8, "id of a skipped sale", ids[i], 0);
            assertEqual("index of a skipped sale", skippedIndexes[skipped], i);
            bytes4 why = skippedFor[skipped++];
            if (!faults[i].includes(why)) revert NotAsForeseen("record", faults[i].list(), abi.encode(why));
            if (faults[i].count == 1) ++refusedFor[why];
        }
        assertEqual("skipped sales", skippedIndexes.length, skipped);
        _didIf(placed > 1, Deed.RecordedSeveral);
        _didIf(placed != 0 && skipped != 0, Deed.RecordedPartly);
        _didIf(placed == 0, Deed.RecordedNothing);
    }

    function _recorded(
        uint256 seed
    ) private view returns (IPointOfSale.RecordedSale memory sale, Bargain memory bargain) {
        sale.order = _order(seed, cashier);
        bargain = _bargain(cashier, cashier, sale.order);
        bargain.recorded = true;
        uint256 count = sale.order.lines.length;
        bool missing = count != 0 && _oneIn(12, seed, "missing");
        sale.unitPrices = new uint80[](missing ? count - 1 : count);
        for (uint256 i = 0; i < count; ++i) {
            bargain.prices[i] = _paid(uint256(keccak256(abi.encode(seed, i))), sale.order.lines[i]);
            if (i < sale.unitPrices.length) sale.unitPrices[i] = uint80(bargain.prices[i]);
        }
        if (_oneIn(2, seed, "exactly")) sale.order.maxTotal = uint96(_total(bargain));
    }

    /// @dev From wholesale to the most there may be, now and then one beside it.
    function _paid(uint256 seed, ISales.Line memory line) private view returns (uint256) {
        (uint256 least, uint256 most) = (_wholesale(line), _highest(line));
        uint256 fault = _choose(seed, "fault", 16);
        if (fault == 0) return most + 1;
        if (fault == 1 && least != 0) return least - 1;
        return least + _choose(seed, "price", most - least + 1);
    }
}
