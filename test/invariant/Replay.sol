// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICatalogue} from "../../contracts/interfaces/ICatalogue.sol";
import {INetwork} from "../../contracts/interfaces/INetwork.sol";
import {IPayouts} from "../../contracts/interfaces/IPayouts.sol";
import {IPlans} from "../../contracts/interfaces/IPlans.sol";
import {ISales} from "../../contracts/interfaces/ISales.sol";
import {IUpline} from "../../contracts/interfaces/IUpline.sol";
import {IVm} from "../helpers/Test.sol";
import {Receipt, Receipts} from "./Receipts.sol";

/// @title The books that an outsider keeps from events alone
/// @dev Knows no rule of commission: it hashes every event and adds up what the events say.
abstract contract Replay {
    enum Phase {
        Unknown,
        Escrowed,
        Paid
    }

    struct Told {
        Phase phase;
        uint256 total;
        uint256 pool;
        uint256 company;
        uint256[] ids;
        uint256[] amounts;
    }

    uint160 internal headTold;
    uint256 internal poolTold;
    uint256 internal escrowTold;
    uint256 internal lastIdTold;
    uint256 internal lastProductTold;
    uint256 internal planTold;
    uint256 internal planNextTold;
    uint256 internal planNextFromTold;
    bool internal pausedTold;
    mapping(uint256 id => uint256) internal balanceTold;
    mapping(uint256 id => uint256) internal sponsorTold;
    mapping(uint256 id => address) internal walletTold;
    mapping(uint256 id => bool) internal pushOffTold;
    mapping(uint256 product => bool) internal closedTold;
    mapping(uint160 sale => Told) internal saleTold;
    mapping(bytes32 topic => uint256 count) internal eventsSeen;

    /// @dev Sums over the whole history.
    uint256 internal cameIn;
    uint256 internal wentOut;
    mapping(uint256 id => uint256) internal earnedTold;
    mapping(uint256 id => uint256) internal paidTold;
    uint256 internal poolEarnedTold;
    uint256 internal poolSpentTold;

    /// @dev Events that no correct programme writes.
    uint256 internal settledWrongly;
    uint256 internal paidWrongly;

    /// @dev The sale that was placed last, for a look at it alone.
    Receipt internal lastReceipt;

    function _beginReplay(address core) internal {
        headTold = uint160(uint256(keccak256(abi.encode(block.chainid, core))));
    }

    /// @dev By the formula in `IJournal`.
    function _replay(IVm.Log memory entry, uint256 time) internal {
        bytes memory words = abi.encode(entry.topics.length);
        for (uint256 i = 0; i < entry.topics.length; ++i) words = bytes.concat(words, entry.topics[i]);
        bytes32 hash = keccak256(bytes.concat(words, keccak256(entry.data)));
        uint160 before = headTold;
        headTold = uint160(uint256(keccak256(abi.encode(before, time, hash))));
        ++eventsSeen[entry.topics[0]];
        _apply(entry, before);
    }

    function _apply(IVm.Log memory entry, uint160 before) private {
        bytes32 topic = entry.topics[0];
        if (topic == ISales.SalePlaced.selector) {
            if (uint256(entry.topics[1]) != before) ++settledWrongly;
            _placed(before, Receipts.readPlaced(entry.topics, entry.data));
        } else if (topic == ISales.SaleFinal.selector) {
            _placed(before, Receipts.readFinal(entry.topics, entry.data));
        }
        if (topic == ISales.SalesSettled.selector) _settled(abi.decode(entry.data, (bytes)));
        else if (topic == IPayouts.Paid.selector) _paid(entry);
        else if (topic == IPayouts.PoolSpent.selector) _spent(abi.decode(entry.data, (uint256)));
        else if (topic == INetwork.DistributorEnrolled.selector) _enrolled(entry.topics);
        else if (topic == IPayouts.PushSwitched.selector) pushOffTold[_id(entry)] = _flag(entry);
        else if (topic == ICatalogue.ProductAdded.selector) lastProductTold = _id(entry);
        else if (topic == ICatalogue.ProductClosed.selector) closedTold[_id(entry)] = _flag(entry);
        else if (topic == IPlans.PlanScheduled.selector) _scheduled(entry);
        else if (topic == IPlans.PlanCancelled.selector) planNextTold = 0;
        else if (topic == IPlans.PlanActivated.selector) (planTold, planNextTold) = (_id(entry), 0);
        else if (topic == IUpline.ProgrammePausedSet.selector) pausedTold = _flag(entry);
    }

    function _id(IVm.Log memory entry) private pure returns (uint256) {
        return uint256(entry.topics[1]);
    }

    function _flag(IVm.Log memory entry) private pure returns (bool) {
        return abi.decode(entry.data, (bool));
    }

    function _enrolled(bytes32[] memory topics) private {
        lastIdTold = uint256(topics[1]);
        sponsorTold[lastIdTold] = uint256(topics[2]);
        walletTold[lastIdTold] = address(uint160(uint256(topics[3])));
    }

    function _scheduled(IVm.Log memory entry) private {
        planNextTold = _id(entry);
        planNextFromTold = uint256(bytes32(entry.data));
    }

    /// @dev A sale's id is the head before its event.
    function _placed(uint160 sale, Receipt memory receipt) private {
        if (saleTold[sale].phase != Phase.Unknown) ++settledWrongly;
        lastReceipt = receipt;
        cameIn += receipt.total;
        escrowTold += receipt.total;
        saleTold[sale] = Told(
            Phase.Escrowed,
            receipt.total,
            receipt.pool,
            receipt.company,
            receipt.ids,
            receipt.amounts
        );
        if (receipt.window == 0) _credit(saleTold[sale]);
    }

    function _settled(bytes memory ids) private {
        for (uint256 place = 0; place < ids.length; place += 20) {
            uint160 sale;
            // Reads 20 bytes at the place.
            assembly ("memory-safe") {
                sale := shr(96, mload(add(add(ids, 32), place)))
            }
            if (saleTold[sale].phase == Phase.Escrowed) _credit(saleTold[sale]);
            else ++settledWrongly;
        }
    }

    function _credit(Told storage sale) private {
        sale.phase = Phase.Paid;
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

    function _paid(IVm.Log memory entry) private {
        uint256 id = uint256(entry.topics[1]);
        uint256 amount = abi.decode(entry.data, (uint256));
        if (amount == 0 || amount != balanceTold[id] || !_mayReceive(id, address(uint160(uint256(entry.topics[2]))))) {
            ++paidWrongly;
        }
        balanceTold[id] = 0;
        paidTold[id] += amount;
        wentOut += amount;
    }

    function _spent(uint256 amount) private {
        poolTold -= amount;
        poolSpentTold += amount;
        wentOut += amount;
    }

    /// @dev Whether whoever acts may have this distributor's balance paid to `to`.
    function _mayReceive(uint256 id, address to) internal view virtual returns (bool);
}
