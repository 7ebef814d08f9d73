// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Accounts} from "../../contracts/types/Accounts.sol";
import {
    Distributor,
    HELD,
    IMPORTED,
    MAX_RANK,
    PUSH_OFF,
    RECOVERING,
    UNBOUND,
    importedDistributor,
    newDistributor
} from "../../contracts/types/Distributor.sol";
import {Hold} from "../../contracts/types/Hold.sol";
import {Compression, PlanTerms, newPlanTerms} from "../../contracts/types/PlanTerms.sol";
import {Product, newProduct} from "../../contracts/types/Product.sol";
import {
    GOODS_TERMS,
    ReturnKind,
    ReturnTerms,
    automaticTerms,
    newReturnTerms
} from "../../contracts/types/ReturnTerms.sol";
import {SaleSlot, SaleState, newSaleSlot} from "../../contracts/types/SaleSlot.sol";
import {Fields} from "../fuzz/types/Fields.sol";

/// @title Attack: a field is filled to its last bit, so that it spills into its neighbours
/// @notice Every function that writes a field of a packed word, with nothing and with all ones, between neighbours that are
/// empty and full. What must come of it is worked out by arithmetic.
contract PackedFieldsAtTheirLimits is Fields {
    /// @dev The word with `width` bits from `offset` on all zeros, or all ones.
    function _filled(uint256 word, uint256 offset, uint256 width, bool full) private pure returns (uint256) {
        return _with(word, offset, width, full ? 2 ** width - 1 : 0);
    }

    /// @dev An empty word, and a full one.
    function _words() private pure returns (uint256[2] memory) {
        return [uint256(0), type(uint256).max];
    }

    function test_Accounts() external pure {
        for (uint256 i = 0; i < 2; ++i) {
            uint256 word = _words()[i];
            Accounts accounts = Accounts.wrap(word);
            assertEqual("head", Accounts.unwrap(accounts.withHead(0)), _filled(word, 0, 160, false));
            uint160 most = type(uint160).max;
            assertEqual("full head", Accounts.unwrap(accounts.withHead(most)), _filled(word, 0, 160, true));
            accounts = accounts.withCompanyEmptied();
            assertEqual("no share", Accounts.unwrap(accounts), _filled(word, 160, 96, false));
            accounts = accounts.withCompanyAdded(type(uint96).max);
            assertEqual("full share", Accounts.unwrap(accounts), _filled(word, 160, 96, true));
            assertEqual("the share as read", accounts.company(), type(uint96).max);
        }
    }

    function test_DistributorsBalanceAndFlags() external pure {
        uint256[5] memory flags = [PUSH_OFF, HELD, UNBOUND, IMPORTED, RECOVERING];
        for (uint256 i = 0; i < 2; ++i) {
            uint256 word = _words()[i];
            Distributor slot = Distributor.wrap(word).emptied();
            assertEqual("empty", Distributor.unwrap(slot), _filled(word, 32, 96, false));
            slot = slot.credited(type(uint96).max);
            assertEqual("full", Distributor.unwrap(slot), _filled(word, 32, 96, true));
            assertEqual("the balance as read", slot.balance(), type(uint96).max);
            for (uint256 k = 0; k < flags.length; ++k) {
                Distributor on = Distributor.wrap(word).withFlag(flags[k], true);
                Distributor off = Distributor.wrap(word).withFlag(flags[k], false);
                assertEqual("flag on", Distributor.unwrap(on), _filled(word, 234 + k, 1, true));
                assertEqual("flag off", Distributor.unwrap(off), _filled(word, 234 + k, 1, false));
            }
        }
    }

    function test_DistributorsRankVolumeAndPeriod() external pure {
        for (uint256 i = 0; i < 2; ++i) {
            uint256 word = _words()[i];
            uint256 period = _field(word, 208, 16);
            Distributor slot = Distributor.wrap(word);
            assertEqual("rank", Distributor.unwrap(slot.withRank(MAX_RANK, period)), _filled(word, 230, 4, true));
            assertEqual("no rank", Distributor.unwrap(slot.withRank(0, period)), _filled(word, 230, 4, false));
            uint256 sold = _filled(_filled(word, 128, 80, true), 225, 1, true);
            // Volumes are counted to the field's end, and no further.
            for (uint256 more = 0; more < 2; ++more) {
                uint256 volume = uint256(type(uint80).max) + more;
                assertEqual("volume", Distributor.unwrap(slot.withVolume(volume, 1, period)), sold);
            }
            // In the last period that there is, the "next" fields have become the "now" fields.
            uint256 last = type(uint16).max;
            if (period == last) continue;
            uint256 rolled = _filled(_with(word, 208, 16, last), 128, 80, false);
            assertEqual("the last period", Distributor.unwrap(slot.rolled(last)), rolled);
        }
        uint256 fresh = _filled(_filled(_filled(0, 0, 32, true), 208, 16, true), 224, 1, true);
        assertEqual("new", Distributor.unwrap(newDistributor(type(uint32).max, type(uint16).max)), fresh);
        uint256 brought = _filled(_filled(_filled(fresh, 224, 1, false), 226, 8, true), 236, 2, true);
        Distributor imported = importedDistributor(type(uint32).max, type(uint16).max, MAX_RANK, false);
        assertEqual("imported", Distributor.unwrap(imported), brought);
    }

    function test_Holds() external pure {
        uint256 most = type(uint40).max;
        for (uint256 i = 0; i < 2; ++i) {
            uint256 word = _words()[i];
            Hold hold = Hold.wrap(word);
            assertEqual("end", Hold.unwrap(hold.withUntil(most)), _filled(word, 0, 40, true));
            assertEqual("no end", Hold.unwrap(hold.withUntil(0)), _filled(word, 0, 40, false));
            // The three latest beginnings move up, the fourth is forgotten, nothing is beyond them.
            uint256 moved = _with(_filled(0, 0, 80, true), 80, 120, _field(word, 40, 120));
            assertEqual("begun", Hold.unwrap(hold.withHold(most, most)), moved);
        }
        assertEqual("four of them", Hold.unwrap(Hold.wrap(type(uint200).max).withHold(most, most)), type(uint200).max);
    }

    function test_PlanTerms() external pure {
        uint256 full = _filled(_filled(_filled(0, 0, 160, true), 160, 8, true), 172, 4, true);
        full = _with(full, 168, 4, uint256(Compression.Dynamic));
        PlanTerms made = newPlanTerms(
            type(uint64).max,
            type(uint80).max,
            type(uint16).max,
            type(uint8).max,
            Compression.Dynamic,
            7,
            true
        );
        assertEqual("new", PlanTerms.unwrap(made), full);
        for (uint256 i = 0; i < 2; ++i) {
            uint256 word = _words()[i];
            PlanTerms terms = PlanTerms.wrap(word);
            for (uint256 k = 0; k < 2; ++k) {
                bool on = k == 1;
                uint256 most = on ? type(uint256).max : 0;
                assertEqual("version", PlanTerms.unwrap(terms.withVersion(uint16(most))), _filled(word, 176, 16, on));
                assertEqual("opening", PlanTerms.unwrap(terms.withOpening(uint16(most))), _filled(word, 192, 16, on));
                assertEqual("change", PlanTerms.unwrap(terms.withChangeAt(uint40(most))), _filled(word, 208, 40, on));
                assertEqual("paused", PlanTerms.unwrap(terms.withPaused(on)), _filled(word, 248, 1, on));
            }
            assertEqual("families", PlanTerms.unwrap(terms.withoutFamilies()), _filled(word, 172, 3, false));
        }
    }

    function test_Products() external pure {
        uint256 price = type(uint80).max;
        Product full = newProduct(price, price, price, 2 ** 15 - 1);
        assertEqual("open", Product.unwrap(full), type(uint256).max / 2);
        assertEqual("closed", Product.unwrap(full.withClosed(true)), type(uint256).max);
        assertEqual("opened", Product.unwrap(full.withClosed(true).withClosed(false)), type(uint256).max / 2);
        assertEqual("wholesale alone", Product.unwrap(newProduct(0, price, 0, 0)), _filled(0, 80, 80, true));
        assertEqual("volume alone", Product.unwrap(newProduct(0, 0, price, 0)), _filled(0, 160, 80, true));
        assertEqual("terms alone", Product.unwrap(newProduct(0, 0, 0, 2 ** 15 - 1)), _filled(0, 240, 15, true));
    }

    function test_ReturnTerms() external pure {
        ReturnTerms terms = newReturnTerms(type(uint40).max, ReturnKind.Goods, address(type(uint160).max));
        uint256 full = _with(_filled(_filled(0, 0, 40, true), 48, 160, true), 40, 8, uint256(ReturnKind.Goods));
        assertEqual("new", ReturnTerms.unwrap(terms), full);
        assertEqual("window", terms.window(), type(uint40).max);
        assertEqual("arbiter", uint160(terms.arbiter()), type(uint160).max);
        assertEqual("no window", ReturnTerms.unwrap(automaticTerms(0)), 0);
        assertEqual("the longest", automaticTerms(GOODS_TERMS - 1).window(), (GOODS_TERMS - 1) * 1 hours);
    }

    function test_SaleSlots() external pure {
        uint256 most = type(uint40).max;
        for (uint256 state = 0; state <= uint256(type(SaleState).max); ++state) {
            SaleSlot slot = newSaleSlot(SaleState(state), most, bytes32(type(uint256).max));
            uint256 full = _with(type(uint256).max, 0, 8, state);
            assertEqual("new", SaleSlot.unwrap(slot), full);
            assertEqual("due", SaleSlot.unwrap(slot.withState(SaleState(state), 0)), _filled(full, 8, 40, false));
            assertEqual("no digest", SaleSlot.unwrap(newSaleSlot(SaleState(state), 0, 0)), state);
            // What lies below the digest's bits does not get into time and state.
            bytes32 low = bytes32(uint256(type(uint48).max));
            assertEqual("low bits", SaleSlot.unwrap(newSaleSlot(SaleState(state), 0, low)), state);
        }
    }
}
