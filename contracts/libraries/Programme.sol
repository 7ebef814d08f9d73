// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Accounts} from "../types/Accounts.sol";
import {Distributor} from "../types/Distributor.sol";
import {Hold} from "../types/Hold.sol";
import {PlanTerms} from "../types/PlanTerms.sol";
import {Product} from "../types/Product.sol";
import {GOODS_TERMS, MAX_GOODS_TERMS, ReturnTerms, automaticTerms} from "../types/ReturnTerms.sol";
import {SaleSlot} from "../types/SaleSlot.sol";

/// @dev Id of the company, the root of the network.
uint256 constant COMPANY = 1;
/// @dev Where `run` and `pool` are in `Programme`; a test proves it.
uint256 constant RUN_SLOT = 8;
/// @dev Set in a wallet's binding while it is the distributor's present wallet.
uint256 constant WALLET_CURRENT = 1 << 32;

/// @notice The words of a plan that a sale reads: its terms and one word of rates a family.
struct PlanWords {
    PlanTerms terms;
    uint256 levelRates;
    uint256 rankRates;
}

/// @notice How many of each were numbered so far, and the screen, which an enrolment reads as well.
struct Counters {
    uint32 distributors;
    uint32 products;
    uint16 goodsTerms;
    uint16 plans;
    address screen;
}

/// @notice Who may recover a lost wallet, and the recovery that he has begun.
/// @param delay Seconds from the beginning of a recovery to its end.
/// @param to The new wallet; zero: no recovery is pending.
struct Guardianship {
    address guardian;
    uint40 delay;
    address to;
    uint40 readyAt;
}

/// @notice All state of a programme beside OpenZeppelin's roles.
/// @dev Distributors and products are fixed arrays so that their slots are `base + number`: no hashing on the way, and
/// an auditor's storage proofs are trivial to address.
struct Programme {
    Accounts accounts;
    PlanWords plan;
    PlanWords planNext;
    Counters counters;
    // The contract that may spend the pool shares a slot with what it may spend.
    address run;
    uint96 pool;
    address runNext;
    uint40 runFrom;
    // Zero is a screen that can be scheduled as well: none. `screenFrom` tells whether one is.
    address screenNext;
    uint40 screenFrom;
    /// Present wallet: id with `WALLET_CURRENT`; former wallet: id alone.
    mapping(address wallet => uint256 binding) wallets;
    mapping(uint160 sale => SaleSlot) sales;
    mapping(ReturnTerms => uint256 number) goodsTermsNumber;
    mapping(uint256 seller => mapping(uint256 word => uint256 used)) offerNonces;
    // Last batch of the point of sale, by who records.
    mapping(address recorder => uint256 batch) batches;
    // By wallet, since a wallet is bound once: whatever a former wallet recorded is void.
    mapping(address wallet => address next) proposals;
    mapping(address wallet => Guardianship) guardianships;
    mapping(uint256 id => Hold) holds;
    // How many of the claims that a wallet signed were used or taken back.
    mapping(address wallet => uint256) claimNonces;
    ReturnTerms[MAX_GOODS_TERMS] goodsTerms;
    Product[1 << 32] products;
    Distributor[1 << 32] distributors;
}

/// @dev How long a recovery can be finished once it is ready, so that one that nobody finishes stops no pushes for ever.
uint256 constant RECOVERY_WINDOW = 30 days;

using {endOfRecovery} for Guardianship global;

/// @dev When a pending recovery lapses; long past where none is pending.
function endOfRecovery(Guardianship storage self) view returns (uint256) {
    return self.readyAt + RECOVERY_WINDOW;
}

using {distributorAt, setDistributor, productAt, termsAt, addToPool, placeOfSale} for Programme global;

/// @dev Without the array's bound check, which a number of 32 bits cannot fail.
function distributorAt(Programme storage p, uint256 id) view returns (Distributor slot) {
    Distributor[1 << 32] storage all = p.distributors;
    assembly ("memory-safe") {
        slot := sload(add(all.slot, and(id, 0xffffffff)))
    }
}

/// @dev Without the array's bound check, which a number of 32 bits cannot fail.
function setDistributor(Programme storage p, uint256 id, Distributor slot) {
    Distributor[1 << 32] storage all = p.distributors;
    assembly ("memory-safe") {
        sstore(add(all.slot, and(id, 0xffffffff)), slot)
    }
}

/// @dev Without the array's bound check, which a number of 32 bits cannot fail.
function productAt(Programme storage p, uint256 id) view returns (Product word) {
    Product[1 << 32] storage all = p.products;
    assembly ("memory-safe") {
        word := sload(add(all.slot, and(id, 0xffffffff)))
    }
}

/// @dev The return terms that a product's number stands for.
function termsAt(Programme storage p, uint256 number) view returns (ReturnTerms) {
    return number < GOODS_TERMS ? automaticTerms(number) : p.goodsTerms[number - GOODS_TERMS];
}

/// @dev Cannot overflow: the pool is part of the tokens held, which are below 2^96.
function addToPool(Programme storage p, uint256 amount) {
    if (amount == 0) return;
    assembly ("memory-safe") {
        // The pool is in the upper 96 bits of the slot of `run`.
        let slot := add(p.slot, RUN_SLOT)
        sstore(slot, add(sload(slot), shl(160, amount)))
    }
}

/// @dev The storage slot of a sale's word, so that it is hashed once for reading and writing.
function placeOfSale(Programme storage p, uint160 id) view returns (uint256 place) {
    mapping(uint160 sale => SaleSlot) storage all = p.sales;
    assembly ("memory-safe") {
        mstore(0, id)
        mstore(0x20, all.slot)
        place := keccak256(0, 0x40)
    }
}

function saleAt(uint256 place) view returns (SaleSlot slot) {
    assembly ("memory-safe") {
        slot := sload(place)
    }
}

function setSaleAt(uint256 place, SaleSlot slot) {
    assembly ("memory-safe") {
        sstore(place, slot)
    }
}
