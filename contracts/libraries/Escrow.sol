// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISales} from "../interfaces/ISales.sol";
import {ReturnKind, ReturnTerms} from "../types/ReturnTerms.sol";
import {SaleSlot, SaleState} from "../types/SaleSlot.sol";
import {Placement} from "./Placement.sol";
import {COMPANY, Programme} from "./Programme.sol";
import {Receipt} from "./Receipt.sol";

/// @title Escrow: a placed sale is paid exactly as it was placed
library Escrow {
    /// @dev One credit: id (4 bytes), amount (12).
    uint256 internal constant CREDIT_SIZE = 16;

    /// @notice Sums over a batch, written once at its end.
    /// @dev `ids` and `amounts` hold what is still to be added, by position in a sale's credits: neighbouring sales of
    /// one seller have the same people at the same positions, so each of them is written once. Only sums are held
    /// back, never slots, so a person at two positions is right as well.
    struct Batch {
        uint256 company;
        uint256 pool;
        uint256[] ids;
        uint256[] amounts;
    }

    /// @notice The hash that fixes a sale, from calldata. `keccak256(core ‖ chain id ‖ 13 words ‖ keccak256(credits))`.
    function digestOf(ISales.Sale calldata sale) internal view returns (bytes32 digest) {
        bytes calldata credits = sale.credits;
        // Copies the words as they are: a dirty one makes another hash, and no sale has that.
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, credits.offset, credits.length)
            let creditsHash := keccak256(free, credits.length)
            mstore(free, address())
            mstore(add(free, 0x20), chainid())
            calldatacopy(add(free, 0x40), sale, 0x1a0)
            mstore(add(free, 0x1e0), creditsHash)
            digest := keccak256(free, 0x200)
        }
    }

    /// @notice The hash that fixes a sale, at its placement; `msg.sender` pays.
    function digestOf(uint160 id, address buyer, uint256 seller, Placement.Sale memory sale, ReturnTerms terms)
        internal
        view
        returns (bytes32 digest)
    {
        bytes32 creditsHash = Receipt.creditsHash(sale.credits, sale.creditsEnd);
        uint256 activityVolume = Placement.activityOf(sale.kind, sale.volume);
        uint256 threshold = sale.plan.threshold();
        (uint256 window, ReturnKind returnKind, address arbiter) = (terms.window(), terms.kind(), terms.arbiter());
        // As `ISales.Sale` says; `abi.encode` would cost a purchase 300 gas more.
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, address())
            mstore(add(free, 0x20), chainid())
            mstore(add(free, 0x40), id)
            mstore(add(free, 0x60), buyer)
            mstore(add(free, 0x80), caller())
            mstore(add(free, 0xa0), seller)
            mstore(add(free, 0xc0), mload(sale))
            mstore(add(free, 0xe0), mload(add(sale, 0x20)))
            mstore(add(free, 0x100), window)
            mstore(add(free, 0x120), returnKind)
            mstore(add(free, 0x140), arbiter)
            mstore(add(free, 0x160), mload(add(sale, 0x100)))
            mstore(add(free, 0x180), mload(add(sale, 0x120)))
            mstore(add(free, 0x1a0), activityVolume)
            mstore(add(free, 0x1c0), threshold)
            mstore(add(free, 0x1e0), creditsHash)
            digest := keccak256(free, 0x200)
        }
    }

    /// @notice What settling this sale now would give.
    function check(Programme storage p, ISales.Sale calldata sale)
        internal
        view
        returns (ISales.SettleResult result, SaleSlot slot)
    {
        slot = p.sales[sale.id];
        SaleState state = slot.state();
        if (state == SaleState.None || !slot.matches(digestOf(sale))) return (ISales.SettleResult.Unknown, slot);
        if (state != SaleState.Escrowed) return (ISales.SettleResult.Finished, slot);
        if (block.timestamp < slot.deadline()) return (ISales.SettleResult.NotDue, slot);
        return (ISales.SettleResult.Settled, slot);
    }

    /// @notice Marks a sale settled, counts the seller's activity and adds up its parts in the batch.
    function settle(Programme storage p, Batch memory batch, ISales.Sale calldata sale, SaleSlot slot, uint256 nowPeriod)
        internal
    {
        p.sales[sale.id] = slot.withState(SaleState.Settled, block.timestamp);
        // No sum can overflow: all of it is part of the tokens held, which are below 2^96.
        unchecked {
            batch.company += sale.company;
            batch.pool += sale.pool;
        }
        uint256 volume = sale.activityVolume;
        uint256 seller = sale.seller;
        if (volume != 0 && seller != COMPANY) {
            p.setDistributor(seller, p.distributorAt(seller).withVolume(volume, sale.threshold, nowPeriod));
        }
        _addCredits(p, batch, sale.credits);
    }

    function _addCredits(Programme storage p, Batch memory batch, bytes calldata credits) private {
        uint256 count = credits.length / CREDIT_SIZE;
        if (count > batch.ids.length) _grow(p, batch, count);
        unchecked {
            for (uint256 i = 0; i < count; ++i) {
                uint256 credit;
                assembly ("memory-safe") {
                    credit := shr(128, calldataload(add(credits.offset, shl(4, i))))
                }
                uint256 id = credit >> 96;
                if (batch.ids[i] != id) {
                    _write(p, batch.ids[i], batch.amounts[i]);
                    batch.ids[i] = id;
                    batch.amounts[i] = 0;
                }
                batch.amounts[i] += uint96(credit);
            }
        }
    }

    function _grow(Programme storage p, Batch memory batch, uint256 count) private {
        flush(p, batch);
        batch.ids = new uint256[](count);
        batch.amounts = new uint256[](count);
    }

    /// @notice Writes what the batch still holds back for distributors.
    function flush(Programme storage p, Batch memory batch) internal {
        for (uint256 i = 0; i < batch.ids.length; ++i) {
            _write(p, batch.ids[i], batch.amounts[i]);
        }
    }

    function _write(Programme storage p, uint256 id, uint256 amount) private {
        if (amount == 0) return;
        p.setDistributor(id, p.distributorAt(id).credited(amount));
    }
}
