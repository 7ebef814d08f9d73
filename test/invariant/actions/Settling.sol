// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISales, SaleKind} from "../../../contracts/interfaces/ISales.sol";
import {ReturnTerms} from "../../../contracts/types/ReturnTerms.sol";
import {Acting, Deed} from "../Acting.sol";

/// @title Keepers settle what is due, one by one and in batches with wrong sales among them
abstract contract Settling is Acting {
    uint256 private constant ALTERATIONS = 13;

    /// @notice A keeper settles a sale, mostly one that is due.
    function settle(uint256 seed) external onTime {
        if (deals.length == 0) return;
        uint256 index = _someDeal(seed);
        ISales.SettleResult foreseen = _foresee(index);
        (bool ok, bytes memory result) = _as(keeper, abi.encodeCall(ISales.settle, (_written(deals[index]))));
        if (foreseen == ISales.SettleResult.Settled) {
            _promise(8, "settles as placed", ok ? 1 : 0, 1);
            if (ok) _finish(index);
            return _didIf(ok, Deed.Settled);
        }
        _promise(4, "settles when not due, or again", ok ? 1 : 0, 0);
        bytes4 why = ISales.SaleUnknown.selector;
        if (foreseen == ISales.SettleResult.NotDue) why = ISales.SaleNotDue.selector;
        if (foreseen == ISales.SettleResult.Finished) why = ISales.SaleFinished.selector;
        if (!ok && bytes4(result) != why) revert NotAsForeseen("settlement", why, result);
        _didIf(foreseen == ISales.SettleResult.NotDue, Deed.SettleTooEarly);
        _didIf(foreseen == ISales.SettleResult.Finished, Deed.SettleAgain);
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
            _finish(indexes[i]);
            any = true;
        }
        _did(any ? Deed.BatchSettled : Deed.BatchOfNothing);
    }

    function _finish(uint256 index) internal {
        _noteSettlement(index, clock);
        uint256 place;
        while (waiting[place] != index) ++place;
        waiting[place] = waiting[waiting.length - 1];
        waiting.pop();
    }

    /// @dev Mostly something that waits, and of that what is due.
    function _someDeal(uint256 seed) internal view returns (uint256) {
        if (waiting.length == 0 || _oneIn(8, seed, "any")) return _choose(seed, "deal", deals.length);
        uint256 place = _choose(seed, "waiting", waiting.length);
        for (uint256 i = 0; i < waiting.length; ++i) {
            uint256 index = waiting[(place + i) % waiting.length];
            if (deals[index].deadline <= clock) return index;
        }
        return waiting[place];
    }

    function _foresee(uint256 index) internal view returns (ISales.SettleResult) {
        if (deals[index].window == 0) return ISales.SettleResult.Unknown;
        if (deals[index].status == Status.Paid) return ISales.SettleResult.Finished;
        return clock < deals[index].deadline ? ISales.SettleResult.NotDue : ISales.SettleResult.Settled;
    }

    /// @dev Changes one value of a sale, which makes it unknown.
    function _alter(ISales.Sale memory sale, uint256 seed) internal view {
        uint256 which = _choose(seed, "which", ALTERATIONS);
        if (which == 0) ++sale.id;
        else if (which == 1) sale.buyer = thief;
        else if (which == 2) sale.payer = thief;
        else if (which == 3) ++sale.seller;
        else if (which == 4) ++sale.total;
        else if (which == 5) sale.terms = _flipped(sale.terms, _choose(seed, "bit", 208));
        else if (which == 6) ++sale.pool;
        else if (which == 7) ++sale.company;
        else if (which == 8) ++sale.activityVolume;
        else if (which == 9) sale.threshold = sale.threshold == 0 ? 1 : 0;
        else if (which == 10) sale.kind = sale.kind == SaleKind.Retail ? SaleKind.Personal : SaleKind.Retail;
        else if (which == 11) sale.credits = bytes.concat(sale.credits, abi.encodePacked(uint32(2), uint96(1)));
        else if (sale.credits.length < 16) sale.credits = abi.encodePacked(uint32(2), uint96(1));
        else sale.credits[_choose(seed, "byte", 16)] ^= bytes1(uint8(1 << _choose(seed, "bit", 8)));
    }

    function _flipped(ReturnTerms terms, uint256 bit) private pure returns (ReturnTerms) {
        return ReturnTerms.wrap(ReturnTerms.unwrap(terms) ^ (1 << bit));
    }
}
