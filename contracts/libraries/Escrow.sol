// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISales} from "../interfaces/ISales.sol";
import {Accounts} from "../types/Accounts.sol";
import {Distributor} from "../types/Distributor.sol";
import {ReturnTerms} from "../types/ReturnTerms.sol";
import {SaleSlot, SaleState, newSaleSlot} from "../types/SaleSlot.sol";
import {Journal} from "./Journal.sol";
import {Placement} from "./Placement.sol";
import {COMPANY, Programme, saleAt, setSaleAt} from "./Programme.sol";
import {Receipt} from "./Receipt.sol";

/// @title Escrow: a placed sale is paid exactly as it was placed
library Escrow {
    /// @dev One credit: id (4 bytes), amount (12).
    uint256 private constant CREDIT = 16;
    /// @dev The seller and the longest walk, two by two: no sale has more credits.
    uint256 private constant MOST_PAIRS = 17;
    uint256 private constant AMOUNT_PAIR = (uint256(type(uint96).max) << 128) | type(uint96).max;
    uint256 private constant ID_PAIR = ~AMOUNT_PAIR;

    /// @dev `ISales.SettleResult` as numbers.
    uint256 internal constant SETTLED = uint256(ISales.SettleResult.Settled);
    uint256 internal constant NOT_DUE = uint256(ISales.SettleResult.NotDue);
    uint256 internal constant FINISHED = uint256(ISales.SettleResult.Finished);
    uint256 internal constant UNKNOWN = uint256(ISales.SettleResult.Unknown);
    uint256 internal constant IN_RETURN = uint256(ISales.SettleResult.InReturn);

    /// @notice Sums over a batch, written at its end.
    /// @dev `activity` is that of the seller and threshold in `activityOf`; `positions` is a place in memory, see `_add`.
    struct Batch {
        uint256 company;
        uint256 pool;
        uint256 activityOf;
        uint256 activity;
        uint256 nowPeriod;
        uint256 positions;
    }

    /// @notice A batch with nothing in it.
    function begin(uint256 nowPeriod) internal pure returns (Batch memory batch) {
        batch.nowPeriod = nowPeriod;
        uint256[] memory zeros = new uint256[](MOST_PAIRS);
        uint256 positions;
        assembly ("memory-safe") {
            positions := add(zeros, 32)
        }
        batch.positions = positions;
    }

    /// @notice Puts a sale with a return window into escrow: its parts are fixed by their hash.
    function hold(
        Programme storage p,
        address buyer,
        uint256 seller,
        Placement.Sale memory sale,
        ISales.Order calldata order
    ) internal returns (uint160 id) {
        Accounts accounts = p.accounts;
        id = accounts.head();
        ReturnTerms terms = p.termsAt(sale.terms);
        bytes32 digest = digestOf(id, buyer, seller, sale, terms);
        p.sales[id] = newSaleSlot(SaleState.Escrowed, block.timestamp + terms.window(), digest);
        (uint256 count, uint256 headEnd) = Receipt.writeEscrow(sale, order, terms);
        (uint256 start, uint256 size) = Receipt.finish(
            order,
            sale.kind,
            sale.plan,
            sale.profit,
            sale.pool,
            count,
            headEnd,
            sale.creditsEnd
        );
        p.accounts = Journal.logPlaced(accounts, ISales.SalePlaced.selector, id, uint160(buyer), seller, start, size);
    }

    /// @notice The hash that fixes a sale, at its placement; `msg.sender` pays.
    function digestOf(
        uint160 id,
        address buyer,
        uint256 seller,
        Placement.Sale memory sale,
        ReturnTerms terms
    ) internal view returns (bytes32 digest) {
        bytes32 creditsHash = Receipt.creditsHash(sale.credits, sale.creditsEnd);
        uint256 activityVolume = Placement.activityOf(sale.kind, sale.volume);
        uint256 threshold = sale.plan.threshold();
        (uint256 kind, uint256 total, uint256 pool, uint256 company) = (sale.kind, sale.total, sale.pool, sale.company);
        // As `ISales.Sale` says; `abi.encode` would cost a purchase 300 gas more.
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, address())
            mstore(add(free, 0x20), chainid())
            mstore(add(free, 0x40), id)
            mstore(add(free, 0x60), buyer)
            mstore(add(free, 0x80), caller())
            mstore(add(free, 0xa0), seller)
            mstore(add(free, 0xc0), kind)
            mstore(add(free, 0xe0), total)
            mstore(add(free, 0x100), terms)
            mstore(add(free, 0x120), pool)
            mstore(add(free, 0x140), company)
            mstore(add(free, 0x160), activityVolume)
            mstore(add(free, 0x180), threshold)
            mstore(add(free, 0x1a0), creditsHash)
            digest := keccak256(free, 0x1c0)
        }
    }

    /// @notice The same hash, from calldata.
    /// @dev Copies the words as they are: a word with dirty bits makes another hash, and no sale has that. So every
    /// field of a sale whose digest matches is clean, and may be read as it is.
    function digestOf(ISales.Sale calldata sale) internal view returns (bytes32 digest) {
        (uint256 start, uint256 size) = _credits(sale);
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, start, size)
            let creditsHash := keccak256(free, size)
            mstore(free, address())
            mstore(add(free, 0x20), chainid())
            calldatacopy(add(free, 0x40), sale, 0x160)
            mstore(add(free, 0x1a0), creditsHash)
            digest := keccak256(free, 0x1c0)
        }
    }

    /// @notice The sale's id; all bits but the lowest 160 are ignored.
    function idOf(ISales.Sale calldata sale) internal pure returns (uint160 id) {
        assembly ("memory-safe") {
            id := and(calldataload(sale), 0xffffffffffffffffffffffffffffffffffffffff)
        }
    }

    /// @dev Where the credits are in calldata. Beyond its end are zeros, which are no credits of a placed sale.
    function _credits(ISales.Sale calldata sale) private pure returns (uint256 start, uint256 size) {
        assembly ("memory-safe") {
            let length := add(sale, calldataload(add(sale, 0x160)))
            size := calldataload(length)
            start := add(length, 0x20)
        }
    }

    /// @notice Settles a sale if it is due: marks it, counts the seller's activity and adds up its parts in the batch.
    /// @return result A `SettleResult`, as a number, since Solidity checks every move of an enum.
    function settle(
        Programme storage p,
        Batch memory batch,
        ISales.Sale calldata sale
    ) internal returns (uint256 result) {
        uint256 place = p.placeOfSale(idOf(sale));
        SaleSlot slot = saleAt(place);
        if (!slot.matches(digestOf(sale))) return UNKNOWN;
        if (!slot.isEscrowed()) return _notEscrowed(slot.state());
        if (block.timestamp < slot.deadline()) return NOT_DUE;
        setSaleAt(place, slot.withState(SaleState.Settled, block.timestamp));
        uint256 seller;
        uint256 volume;
        // No sum can overflow: all of it is part of the tokens held, which are below 2^96.
        assembly ("memory-safe") {
            mstore(batch, add(mload(batch), calldataload(add(sale, 0x100))))
            mstore(add(batch, 0x20), add(mload(add(batch, 0x20)), calldataload(add(sale, 0xe0))))
            seller := calldataload(add(sale, 0x60))
            volume := calldataload(add(sale, 0x120))
        }
        if (volume != 0 && seller != COMPANY) _addActivity(p, batch, seller, volume, sale);
        _add(p, batch.positions, sale);
    }

    function _notEscrowed(SaleState state) private pure returns (uint256) {
        if (state == SaleState.Settled || state == SaleState.Refunded) return FINISHED;
        return state == SaleState.None ? UNKNOWN : IN_RETURN;
    }

    /// @dev The activity of neighbouring sales of one seller is summed up as well. Counting the sum at once is counting
    /// one after the other, as long as the threshold is the same.
    function _addActivity(
        Programme storage p,
        Batch memory batch,
        uint256 seller,
        uint256 volume,
        ISales.Sale calldata sale
    ) private {
        uint256 threshold;
        assembly ("memory-safe") {
            threshold := calldataload(add(sale, 0x140))
        }
        uint256 key = (seller << 80) | threshold;
        if (batch.activityOf == key) {
            unchecked {
                batch.activity += volume;
            }
            return;
        }
        _writeActivity(p, batch);
        (batch.activityOf, batch.activity) = (key, volume);
    }

    function _writeActivity(Programme storage p, Batch memory batch) private {
        uint256 key = batch.activityOf;
        if (key == 0) return;
        Distributor slot = p.distributorAt(key >> 80);
        p.setDistributor(key >> 80, slot.withVolume(batch.activity, uint80(key), batch.nowPeriod));
    }

    /// @dev What is to be added to balances is held back by the credits' position in their sale: neighbouring sales of
    /// one seller have the same people at the same positions, so each of them is written once. Only sums are held back,
    /// never slots, so somebody at two positions is right as well.
    ///
    /// A word holds two neighbouring credits, and so two sums: where both ids agree, one addition adds to both, and no
    /// sum can carry, being below 2^96. That takes 40 gas a credit; one by one it was 160.
    function _add(Programme storage p, uint256 position, ISales.Sale calldata sale) private {
        (uint256 start, uint256 size) = _credits(sale);
        unchecked {
            for (uint256 end = start + size; start < end; start += 32) {
                uint256 pair;
                uint256 held;
                assembly ("memory-safe") {
                    pair := calldataload(start)
                    held := mload(position)
                }
                // An odd last credit has no neighbour.
                if (end - start == CREDIT) pair &= type(uint256).max << 128;
                if ((pair ^ held) & ID_PAIR == 0) {
                    held += pair & AMOUNT_PAIR;
                } else {
                    if (held != 0) _write(p, held);
                    held = pair;
                }
                assembly ("memory-safe") {
                    mstore(position, held)
                }
                position += 32;
            }
        }
    }

    /// @dev Adds both sums of a pair to their distributors' balances.
    function _write(Programme storage p, uint256 pair) private {
        uint256 upper = pair >> 128;
        p.setDistributor(upper >> 96, p.distributorAt(upper >> 96).credited(uint96(upper)));
        uint256 lower = uint128(pair);
        if (lower != 0) p.setDistributor(lower >> 96, p.distributorAt(lower >> 96).credited(uint96(lower)));
    }

    /// @dev Writes what the batch still holds back.
    function _flush(Programme storage p, Batch memory batch) private {
        _writeActivity(p, batch);
        uint256 position = batch.positions;
        for (uint256 i = 0; i != MOST_PAIRS; ++i) {
            uint256 held;
            assembly ("memory-safe") {
                held := mload(add(position, shl(5, i)))
            }
            if (held == 0) return;
            _write(p, held);
        }
    }

    /// @notice Writes the sums of a batch and its event.
    /// @param ids Of the sales that were settled, 20 bytes each.
    function finish(Programme storage p, Batch memory batch, bytes memory ids) internal {
        _flush(p, batch);
        p.addToPool(batch.pool);
        Accounts accounts = p.accounts.withCompanyAdded(batch.company);
        p.accounts = Journal.log(accounts, 1, ISales.SalesSettled.selector, 0, 0, 0, abi.encode(ids));
    }
}
