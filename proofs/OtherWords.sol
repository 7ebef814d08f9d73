// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Accounts} from "../contracts/types/Accounts.sol";
import {Hold} from "../contracts/types/Hold.sol";
import {BASIS_POINTS, Compression, PlanTerms, newPlanTerms} from "../contracts/types/PlanTerms.sol";
import {CLOSED, Product, newProduct} from "../contracts/types/Product.sol";
import {ReturnKind, ReturnTerms, automaticTerms, newReturnTerms} from "../contracts/types/ReturnTerms.sol";
import {SaleSlot, SaleState, newSaleSlot} from "../contracts/types/SaleSlot.sol";

/// @title The other packed words: what is packed comes back, and its neighbours stay as they are
/// @notice Each function asserts what holds for all its arguments.
contract OtherWords {
    /// @notice The company's share grows by the amount and the journal's head stays, while the share is below 2^96.
    function accounts(uint256 any, uint160 head, uint96 amount) external pure {
        Accounts word = Accounts.wrap(any);
        Accounts next = word.withHead(head);
        assert(next.head() == head && next.company() == word.company());
        require(word.company() + amount < 2 ** 96);
        Accounts more = word.withCompanyAdded(amount);
        assert(more.company() == word.company() + amount && more.head() == word.head());
        Accounts none = word.withCompanyEmptied();
        assert(none.company() == 0 && none.head() == word.head());
    }

    /// @notice A product has what it was made of; closing changes nothing else.
    function product(uint80 retail, uint80 wholesale, uint80 volume, uint16 given, bool closed) external pure {
        uint256 terms = given & 0x7fff;
        Product word = newProduct(retail, wholesale, volume, terms);
        assert(word.retail() == retail && word.wholesale() == wholesale);
        assert(word.volume() == volume && word.terms() == terms && !word.closed());
        assert(word.exists() == word.sells());
        Product next = word.withClosed(closed);
        assert(next.closed() == closed && Product.unwrap(next) & ~CLOSED == Product.unwrap(word));
        assert(!(closed && next.sells()));
    }

    /// @notice Return terms have what they were made of; a number below 2^14 is the window in hours.
    function returnTerms(uint40 window, bool goods, address arbiter, uint16 given) external pure {
        ReturnTerms word = newReturnTerms(window, goods ? ReturnKind.Goods : ReturnKind.Automatic, arbiter);
        assert(word.window() == window && word.arbiter() == arbiter);
        assert((word.kind() == ReturnKind.Goods) == goods);
        uint256 hoursOpen = given & 0x3fff;
        ReturnTerms automatic = automaticTerms(hoursOpen);
        assert(automatic.window() == hoursOpen * 3600);
        assert(automatic.kind() == ReturnKind.Automatic && automatic.arbiter() == address(0));
    }

    /// @notice A sale's slot has state, deadline and the digest's upper bits; another state keeps the digest.
    function saleSlot(uint8 from, uint8 to, uint40 time, uint40 later, uint256 digest, uint256 other) external pure {
        require(from <= uint8(type(SaleState).max) && to <= uint8(type(SaleState).max));
        SaleSlot word = newSaleSlot(SaleState(from), time, bytes32(digest));
        assert(word.state() == SaleState(from) && word.deadline() == time);
        assert(word.isEscrowed() == (word.state() == SaleState.Escrowed));
        assert(word.matches(bytes32(digest)));
        assert(word.matches(bytes32(other)) == (digest >> 48 == other >> 48));
        SaleSlot next = word.withState(SaleState(to), later);
        assert(next.state() == SaleState(to) && next.deadline() == later && next.matches(bytes32(digest)));
    }

    /// @notice A new hold is the latest, the others move up, and the oldest of four is forgotten.
    function hold(uint256 any, uint40 start, uint40 end, uint40 lifted) external pure {
        Hold word = Hold.wrap(any);
        Hold next = word.withHold(start, end);
        assert(next.until() == end && next.startOf(0) == start);
        assert(next.startOf(1) == word.startOf(0));
        assert(next.startOf(2) == word.startOf(1));
        assert(next.oldestStart() == word.startOf(2));
        Hold last = next.withUntil(lifted);
        assert(last.until() == lifted && Hold.unwrap(last) >> 40 == Hold.unwrap(next) >> 40);
    }

    /// @notice A plan's terms have what they were made of.
    function planTerms(
        uint64 ranks,
        uint80 threshold,
        uint16 pool,
        uint8 walk,
        uint8 given,
        bool byRank,
        bool personal,
        uint8 level
    ) external pure {
        uint8 rule = given & 3;
        require(rule <= uint8(type(Compression).max));
        uint8 families = byRank ? 3 : 1;
        PlanTerms word = newPlanTerms(ranks, threshold, pool, walk, Compression(rule), families, personal);
        assert(word.openRanks() == ranks && word.threshold() == threshold && word.poolShare() == pool);
        assert(word.walk() == walk && word.compression() == Compression(rule));
        assert(word.paysByRank() == byRank && word.personalPays() == personal);
        assert(word.version() == 0 && word.opening() == 0 && word.changeAt() == 0 && !word.paused());
        assert(word.openRank(level & 15) == (ranks >> (4 * (level & 15))) & 15);
    }

    /// @notice What is written into a plan's terms later changes itself alone.
    function laterTerms(uint256 any, uint16 version, uint16 opening, uint40 changeAt, bool paused) external pure {
        PlanTerms word = PlanTerms.wrap(any & (2 ** 249 - 1));
        PlanTerms next = word.withVersion(version).withOpening(opening).withChangeAt(changeAt).withPaused(paused);
        assert(next.version() == version && next.opening() == opening);
        assert(next.changeAt() == changeAt && next.paused() == paused);
        assert(uint176(PlanTerms.unwrap(next)) == uint176(any));
        assert(next.sells() == (version != 0 && !paused));
        PlanTerms none = next.withoutFamilies();
        assert(!none.paysByRank() && none.personalPays() == next.personalPays());
        assert(none.poolShare() == next.poolShare() && none.walk() == next.walk());
        assert(PlanTerms.unwrap(none) >> 175 == PlanTerms.unwrap(next) >> 175);
    }

    /// @notice A pool share of at most 10,000 basis points of a CV below 2^96 is exact, rounded down, and no more than it.
    function shareOfPool(uint256 any, uint96 volume) external pure {
        PlanTerms word = PlanTerms.wrap(any);
        require(word.poolShare() <= BASIS_POINTS);
        uint256 share = word.shareOfPool(volume);
        assert(share <= volume);
        assert(share * BASIS_POINTS <= uint256(volume) * word.poolShare());
        assert(uint256(volume) * word.poolShare() < (share + 1) * BASIS_POINTS);
    }
}
