// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICatalogue} from "../../../contracts/interfaces/ICatalogue.sol";
import {INetwork} from "../../../contracts/interfaces/INetwork.sol";
import {IUpline} from "../../../contracts/interfaces/IUpline.sol";
import {Choices} from "../Choices.sol";
import {Deed} from "../Deeds.sol";
import {Refusals} from "../Refusals.sol";

/// @title The company's officers use their powers: ranks, products, pause
abstract contract Governing is Choices {
    uint256 private constant MOST_PRODUCTS = 14;

    // Ranks

    /// @notice The rank officer sets ranks, the same person's twice now and then, or somebody's who has none.
    function setRanks(uint256 seed) external onTime {
        uint256 count = 1 + _choose(seed, "count", 6);
        INetwork.RankChange[] memory changes = new INetwork.RankChange[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 own = uint256(keccak256(abi.encode(seed, i)));
            changes[i].id = uint32(2 + (own % (people.length - 2)));
            changes[i].rank = uint8(_oneIn(2, own, "any") ? _choose(own, "rank", 16) : _choose(own, "low", 4));
        }
        uint256 fault = _choose(seed, "fault", 16);
        if (fault == 0) changes[count - 1].id = 1;
        else if (fault == 1) changes[count - 1].id = uint32(people.length);
        else if (fault == 2) changes[count - 1].rank = 16;
        Refusals memory refusals;
        _refuseUnlessInOffice(refusals, RANK_ROLE, ranker);
        refusals.when(fault == 0 || fault == 2, INetwork.RankInvalid.selector);
        refusals.when(fault == 1, INetwork.DistributorUnknown.selector);
        bytes memory call = abi.encodeCall(INetwork.setRanks, (changes, bytes32(seed)));
        (bool done, ) = _try(8, "ranks", ranker, call, refusals);
        if (!done) return;
        for (uint256 i = 0; i < count; ++i) _noteRank(changes[i].id, changes[i].rank, clock);
        _did(Deed.RanksSet);
    }

    // Catalogue

    /// @notice The merchant adds a product, now and then one that cannot be.
    function addProducts(uint256 seed) external onTime {
        ICatalogue.ProductTerms[] memory products = new ICatalogue.ProductTerms[](1);
        products[0] = _product(seed);
        uint256 fault = _choose(seed, "product fault", articles.length <= MOST_PRODUCTS ? 16 : 5);
        Refusals memory refusals;
        _refuseUnlessInOffice(refusals, CATALOGUE_ROLE, merchant);
        _spoilProduct(refusals, products[0], fault);
        bytes32[] memory codes = new bytes32[](fault == 4 ? 2 : 1);
        refusals.when(fault == 4, ICatalogue.ProductCodesMissing.selector);
        bytes memory call = abi.encodeCall(ICatalogue.addProducts, (products, codes));
        (bool done, ) = _try(8, "product", merchant, call, refusals);
        if (!done) return;
        articles.push(Article(products[0], false));
        _did(Deed.ProductAdded);
    }

    function _spoilProduct(Refusals memory refusals, ICatalogue.ProductTerms memory terms, uint256 fault) private pure {
        if (fault == 0) terms.wholesale = terms.retail + 1;
        else if (fault == 1) terms.volume = terms.wholesale + 1;
        else if (fault == 2) terms.arbiter = terms.arbiter == address(0) ? arbiter : address(0);
        else if (fault == 3) terms.window += 1;
        refusals.when(fault < 2, ICatalogue.ProductPricesInvalid.selector);
        refusals.when(fault == 2, ICatalogue.ProductTermsInvalid.selector);
        refusals.when(fault == 3, ICatalogue.ProductWindowInvalid.selector);
    }

    /// @notice The merchant closes a product or reopens one, or tries to do what is done already.
    function setProductsClosed(uint256 seed) external onTime {
        uint256[] memory products = new uint256[](1);
        products[0] = 1 + _choose(seed, "product", articles.length);
        for (uint256 i = 1; i < articles.length; ++i) if (articles[i].closed && seed % 2 == 0) products[0] = i;
        bool known = products[0] < articles.length;
        bool closes = known && !articles[products[0]].closed;
        if (closes && !_oneIn(3, seed, "close")) return;
        if (_oneIn(8, seed, "unchanged")) closes = !closes;
        Refusals memory refusals;
        _refuseUnlessInOffice(refusals, CATALOGUE_ROLE, merchant);
        refusals.when(!known, ICatalogue.ProductUnknown.selector);
        bool unchanged = known && articles[products[0]].closed == closes;
        refusals.when(unchanged, ICatalogue.ProductUnchanged.selector);
        bytes memory call = abi.encodeCall(ICatalogue.setProductsClosed, (products, closes));
        (bool done, ) = _try(8, "closed product", merchant, call, refusals);
        if (!done) return;
        articles[products[0]].closed = closes;
        _did(closes ? Deed.ProductClosed : Deed.ProductReopened);
    }

    // Pause

    /// @notice The pause officer stops enrolments and sales for a while; more often he lets them go on.
    function setPaused(uint256 seed) external onTime {
        bool paused = _oneIn(pausedNow ? 8 : 2, seed, "paused");
        Refusals memory refusals;
        _refuseUnlessInOffice(refusals, PAUSE_ROLE, pauser);
        refusals.when(paused == pausedNow, IUpline.ProgrammePauseUnchanged.selector);
        (bool done, ) = _try(6, "pause", pauser, abi.encodeCall(IUpline.setPaused, (paused)), refusals);
        if (!done) return;
        pausedNow = paused;
        _did(paused ? Deed.Paused : Deed.Resumed);
        // Mostly not for long.
        if (!paused || _oneIn(2, seed, "long")) return;
        _mustDo(pauser, abi.encodeCall(IUpline.setPaused, (false)));
        pausedNow = false;
        _did(Deed.Resumed);
    }
}
