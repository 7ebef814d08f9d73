// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Accounts} from "../types/Accounts.sol";
import {Distributor} from "../types/Distributor.sol";
import {PlanTerms} from "../types/PlanTerms.sol";
import {Product} from "../types/Product.sol";
import {ReturnTerms} from "../types/ReturnTerms.sol";
import {SaleSlot} from "../types/SaleSlot.sol";

/// @dev Id of the company, the root of the network.
uint256 constant COMPANY = 1;
/// @dev Set in a wallet's binding while it is the distributor's present wallet.
uint256 constant WALLET_CURRENT = 1 << 32;

/// @notice The words of a plan that a sale reads: its terms and one word of rates a family.
struct PlanWords {
    PlanTerms terms;
    uint256 levelRates;
    uint256 rankRates;
}

/// @notice How many of each were numbered so far.
struct Counters {
    uint32 distributors;
    uint32 products;
    uint32 returnTerms;
    uint16 plans;
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
    /// Present wallet: id with `WALLET_CURRENT`; former wallet: id alone.
    mapping(address wallet => uint256 binding) wallets;
    mapping(uint160 sale => SaleSlot) sales;
    mapping(uint256 packedTerms => uint256 number) returnTermsNumber;
    ReturnTerms[1 << 15] returnTerms;
    Product[1 << 32] products;
    Distributor[1 << 32] distributors;
}

using {distributorAt, setDistributor, productAt} for Programme global;

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
