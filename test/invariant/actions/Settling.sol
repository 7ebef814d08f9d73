// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISales} from "../../../contracts/interfaces/ISales.sol";
import {SaleState} from "../../../contracts/types/SaleSlot.sol";
import {Deed} from "../Deeds.sol";
import {Filing} from "../Filing.sol";
import {Refusals} from "../Refusals.sol";

/// @title Keepers settle what is due, one by one and in batches with wrong sales among them
abstract contract Settling is Filing {
    /// @notice A keeper settles a sale, mostly one that is due.
    function settle(uint256 seed) external onTime {
        if (deals.length == 0) return;
        uint256 index = _someDeal(seed);
        Refusals memory refusals;
        _refuseSettlement(refusals, index);
        bytes memory call = abi.encodeCall(ISales.settle, (_written(deals[index])));
        (bool done, ) = _try(refusals.count == 0 ? 8 : 4, "settlement", keeper, call, refusals);
        if (!done) return;
        _noteSettlement(index, clock);
        _did(Deed.Settled);
        _didIf(pausedNow, Deed.SettledInPause);
    }

    /// @notice A keeper settles a batch: due and not due, some twice, some altered, some unknown.
    function settleMany(uint256 seed) external onTime {
        if (deals.length == 0) return;
        uint256 count = 1 + _choose(seed, "count", 6);
        ISales.Sale[] memory sales = new ISales.Sale[](count);
        ISales.SettleResult[] memory foreseen = new ISales.SettleResult[](count);
        uint256[] memory indexes = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 own = uint256(keccak256(abi.encode(seed, i)));
            bool again = i != 0 && _oneIn(5, own, "again");
            indexes[i] = again ? indexes[i - 1] : _someDeal(own);
            sales[i] = _written(deals[indexes[i]]);
            foreseen[i] = _foresee(indexes[i]);
            if (_oneIn(5, own, "alter")) {
                _alter(sales[i], own);
                foreseen[i] = ISales.SettleResult.Unknown;
                _did(Deed.BatchAltered);
            } else if (_settledBefore(indexes, foreseen, i)) {
                foreseen[i] = ISales.SettleResult.Finished;
                _did(Deed.BatchTwice);
            }
        }
        bytes memory result = _mustDo(keeper, abi.encodeCall(ISales.settleMany, (sales)));
        _checkBatch(abi.decode(result, (ISales.SettleResult[])), foreseen, indexes);
    }

    function _foresee(uint256 index) private view returns (ISales.SettleResult) {
        SaleState state = _stateOf(deals[index]);
        if (state == SaleState.None) return ISales.SettleResult.Unknown;
        if (state == SaleState.Settled || state == SaleState.Refunded) return ISales.SettleResult.Finished;
        if (state != SaleState.Escrowed) return ISales.SettleResult.InReturn;
        return clock < deals[index].until ? ISales.SettleResult.NotDue : ISales.SettleResult.Settled;
    }

    function _settledBefore(
        uint256[] memory indexes,
        ISales.SettleResult[] memory foreseen,
        uint256 end
    ) private pure returns (bool) {
        for (uint256 i = 0; i < end; ++i) {
            if (indexes[i] == indexes[end] && foreseen[i] == ISales.SettleResult.Settled) return true;
        }
        return false;
    }

    function _checkBatch(
        ISales.SettleResult[] memory results,
        ISales.SettleResult[] memory foreseen,
        uint256[] memory indexes
    ) private {
        assertEqual("number of results", results.length, foreseen.length);
        bool any;
        for (uint256 i = 0; i < results.length; ++i) {
            bool due = foreseen[i] == ISales.SettleResult.Settled;
            _promise(due ? 8 : 4, "result in a batch", uint256(results[i]), uint256(foreseen[i]));
            if (!due) continue;
            _noteSettlement(indexes[i], clock);
            any = true;
            _didIf(pausedNow, Deed.SettledInPause);
        }
        _did(any ? Deed.BatchSettled : Deed.BatchOfNothing);
    }
}
