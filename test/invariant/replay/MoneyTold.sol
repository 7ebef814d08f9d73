// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPayouts} from "../../../contracts/interfaces/IPayouts.sol";
import {IPointOfSale} from "../../../contracts/interfaces/IPointOfSale.sol";
import {IReturns} from "../../../contracts/interfaces/IReturns.sol";
import {ISales, SaleKind} from "../../../contracts/interfaces/ISales.sol";
import {ReturnKind} from "../../../contracts/types/ReturnTerms.sol";
import {SaleState} from "../../../contracts/types/SaleSlot.sol";
import {IVm} from "../../helpers/Test.sol";
import {Receipt, Receipts} from "../Receipts.sol";

/// @title What events tell of money: sales, returns, balances and the pool
/// @dev Knows no rule of commission, only what may follow what.
abstract contract MoneyTold {
    /// @dev `decided`: accepted or ruled for the buyer; `ruledAgainst`: ruled for the company.
    struct SaleTold {
        SaleState state;
        uint256 until;
        address buyer;
        bool atOnce;
        bool decided;
        bool ruledAgainst;
        uint256 total;
        uint256 pool;
        uint256 company;
        uint256[] ids;
        uint256[] amounts;
    }

    uint256 internal poolTold;
    uint256 internal escrowTold;
    mapping(uint256 id => uint256) internal balanceTold;
    mapping(uint160 sale => SaleTold) internal saleTold;

    /// @dev How many signed claims a wallet has used or taken back, and in which call it used the last.
    mapping(address wallet => uint256) internal claimNonceTold;
    mapping(address wallet => uint256) internal claimSignedIn;

    /// @dev Sums over the whole history.
    uint256 internal cameIn;
    uint256 internal wentOut;
    mapping(uint256 id => uint256) internal earnedTold;
    mapping(uint256 id => uint256) internal paidTold;
    mapping(address account => uint256) internal spentTold;
    mapping(address account => uint256) internal receivedTold;
    uint256 internal poolEarnedTold;
    uint256 internal poolSpentTold;

    /// @dev Events that no correct programme writes.
    uint256 internal settledWrongly;
    uint256 internal refundedWrongly;
    uint256 internal paidWrongly;

    /// @dev The sales of the last call that placed any, for a look at them alone.
    Receipt[] internal receipts;
    uint160[] internal newIds;
    uint256 internal calls;
    uint256 private _callOfReceipts;

    /// @dev Sales of recorded batches that were passed over, by index and error, since somebody emptied the list.
    uint256[] internal skippedIndexes;
    bytes4[] internal skippedFor;

    function _tellOfMoney(IVm.Log memory entry, uint160 before, uint256 time) internal returns (bool) {
        bytes32 topic = entry.topics[0];
        if (topic == ISales.SalePlaced.selector) {
            if (uint256(entry.topics[1]) != before) ++settledWrongly;
            _placed(before, Receipts.readPlaced(entry.topics, entry.data), time);
        } else if (topic == ISales.SaleFinal.selector) {
            _placed(before, Receipts.readFinal(entry.topics, entry.data), time);
        } else if (topic == ISales.SalesSettled.selector) _settled(abi.decode(entry.data, (bytes)), time);
        else if (topic == IPayouts.Paid.selector) _paid(entry);
        else if (topic == IPayouts.PoolSpent.selector) _spent(entry);
        else if (topic == IPointOfSale.RecordSkipped.selector) _skipped(entry.data);
        else if (topic == IPayouts.ClaimSigned.selector) _claimSigned(entry);
        else if (topic == IPayouts.ClaimsCancelled.selector) ++claimNonceTold[_claimantOf(entry)];
        else if (!_tellOfReturns(entry, time)) return topic == IPayouts.PayoutFailed.selector;
        return true;
    }

    // Sales

    /// @dev A sale's id is the head before its event.
    function _placed(uint160 id, Receipt memory receipt, uint256 time) private {
        if (saleTold[id].state != SaleState.None) ++settledWrongly;
        if (_callOfReceipts != calls) {
            delete receipts;
            delete newIds;
            _callOfReceipts = calls;
        }
        receipts.push(receipt);
        newIds.push(id);
        cameIn += receipt.total;
        spentTold[_purseOf(receipt.payer, receipt.buyer)] += receipt.total;
        escrowTold += receipt.total;
        SaleTold storage sale = saleTold[id];
        (sale.state, sale.until, sale.buyer) = (SaleState.Escrowed, time + receipt.window, receipt.buyer);
        bool recorded = receipt.kind == uint256(SaleKind.Recorded);
        sale.atOnce = recorded || receipt.returnKind == uint256(ReturnKind.Automatic);
        (sale.total, sale.pool, sale.company) = (receipt.total, receipt.pool, receipt.company);
        (sale.ids, sale.amounts) = (receipt.ids, receipt.amounts);
        if (receipt.window == 0) _credit(sale, time);
    }

    function _settled(bytes memory ids, uint256 time) private {
        for (uint256 place = 0; place < ids.length; place += 20) {
            uint160 id;
            // Reads 20 bytes at the place.
            assembly ("memory-safe") {
                id := shr(96, mload(add(add(ids, 32), place)))
            }
            SaleTold storage sale = saleTold[id];
            bool due = sale.state == SaleState.Escrowed && time >= sale.until;
            if (due || (sale.state == SaleState.Disputed && sale.ruledAgainst)) _credit(sale, time);
            else ++settledWrongly;
        }
    }

    function _credit(SaleTold storage sale, uint256 time) private {
        (sale.state, sale.until) = (SaleState.Settled, time);
        escrowTold -= sale.total;
        poolTold += sale.pool;
        poolEarnedTold += sale.pool;
        _add(1, sale.company);
        for (uint256 i = 0; i < sale.ids.length; ++i) _add(sale.ids[i], sale.amounts[i]);
    }

    function _add(uint256 id, uint256 amount) private {
        balanceTold[id] += amount;
        earnedTold[id] += amount;
    }

    function _skipped(bytes memory data) private {
        (uint256 index, bytes memory reason) = abi.decode(data, (uint256, bytes));
        skippedIndexes.push(index);
        skippedFor.push(bytes4(reason));
    }

    // Returns

    function _tellOfReturns(IVm.Log memory entry, uint256 time) private returns (bool) {
        bytes32 topic = entry.topics[0];
        if (entry.topics.length < 2) return false;
        SaleTold storage sale = saleTold[uint160(uint256(entry.topics[1]))];
        if (topic == IReturns.ReturnRequested.selector) _become(sale, SaleState.Requested, _time(entry));
        else if (topic == IReturns.ReturnRejected.selector) _become(sale, SaleState.Disputed, _time(entry));
        else if (topic == IReturns.ReturnWithdrawn.selector) _become(sale, SaleState.Escrowed, time);
        else if (topic == IReturns.ReturnAccepted.selector) sale.decided = true;
        else if (topic == IReturns.ReturnRuled.selector) _ruled(sale, abi.decode(entry.data, (bool)));
        else if (topic == IReturns.RefundFailed.selector) _failed(sale, time);
        else if (topic == IReturns.SaleRefunded.selector) _refunded(sale, entry, time);
        else return false;
        return true;
    }

    function _time(IVm.Log memory entry) private pure returns (uint256) {
        return abi.decode(entry.data, (uint256));
    }

    function _become(SaleTold storage sale, SaleState state, uint256 until) private {
        (sale.state, sale.until) = (state, until);
    }

    function _ruled(SaleTold storage sale, bool forBuyer) private {
        if (forBuyer) sale.decided = true;
        else sale.ruledAgainst = true;
    }

    /// @dev A refund that is decided stays due; one at the request becomes a request.
    function _failed(SaleTold storage sale, uint256 time) private {
        _become(sale, sale.state == SaleState.Escrowed ? SaleState.Requested : sale.state, time);
    }

    /// @dev To the buyer, or where he himself says, all of it, once, and when it was decided or somebody was silent.
    function _refunded(SaleTold storage sale, IVm.Log memory entry, uint256 time) private {
        address to = address(uint160(uint256(entry.topics[2])));
        bool right =
            sale.state == SaleState.Requested || sale.state == SaleState.Disputed
                ? sale.decided || time >= sale.until
                : sale.state == SaleState.Escrowed && sale.atOnce && time < sale.until;
        if (!right || abi.decode(entry.data, (uint256)) != sale.total) ++refundedWrongly;
        if (to != sale.buyer && !_isActing(sale.buyer)) ++paidWrongly;
        _become(sale, SaleState.Refunded, time);
        escrowTold -= sale.total;
        _left(to, sale.total);
    }

    // Payouts

    function _claimantOf(IVm.Log memory entry) internal pure returns (address) {
        return address(uint160(uint256(entry.topics[1])));
    }

    function _claimSigned(IVm.Log memory entry) private {
        ++claimNonceTold[_claimantOf(entry)];
        claimSignedIn[_claimantOf(entry)] = calls;
    }

    function _paid(IVm.Log memory entry) private {
        uint256 id = uint256(entry.topics[1]);
        uint256 amount = abi.decode(entry.data, (uint256));
        address to = address(uint160(uint256(entry.topics[2])));
        if (amount == 0 || amount != balanceTold[id] || !_mayReceive(id, to)) ++paidWrongly;
        balanceTold[id] = 0;
        paidTold[id] += amount;
        _left(to, amount);
    }

    function _spent(IVm.Log memory entry) private {
        uint256 amount = abi.decode(entry.data, (uint256));
        poolTold -= amount;
        poolSpentTold += amount;
        _left(address(uint160(uint256(entry.topics[1]))), amount);
    }

    function _left(address to, uint256 amount) private {
        receivedTold[to] += amount;
        wentOut += amount;
    }

    /// @dev Whether whoever acts may have this distributor's balance paid to `to` now.
    function _mayReceive(uint256 id, address to) internal view virtual returns (bool);

    /// @dev Whose tokens paid for a sale.
    function _purseOf(address payer, address buyer) internal view virtual returns (address);

    /// @dev Whether this account made the call.
    function _isActing(address account) internal view virtual returns (bool);
}
