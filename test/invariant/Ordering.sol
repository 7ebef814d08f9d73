// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICatalogue} from "../../contracts/interfaces/ICatalogue.sol";
import {ISales} from "../../contracts/interfaces/ISales.sol";
import {Acting} from "./Acting.sol";

/// @title Buyers and orders at random, some with a fault
abstract contract Ordering is Acting {
    uint256 private constant FAULTS = 7;

    /// @dev Half of all buyers are customers.
    function _buyer(uint256 seed) internal view returns (address) {
        uint256 customers = wallets.length - 1 - lastPerson;
        if (_oneIn(2, seed, "customer")) return wallets[lastPerson + 1 + _choose(seed, "which", customers)];
        if (formerWallets.length != 0 && _oneIn(8, seed, "former buyer")) return _formerWallet(seed);
        return _somebody(seed, "buyer");
    }

    /// @dev One in eight orders has a fault.
    function _order(uint256 seed, address buyer) internal view returns (ISales.Order memory order) {
        order.seller = uint32(_seller(seed, buyer));
        order.campaign = uint64(seed);
        order.ref = bytes32(seed);
        order.maxTotal = type(uint96).max;
        uint256 count = 1 + _choose(seed, "lines", 3);
        order.lines = new ISales.Line[](count);
        uint256 first = _openProduct(_choose(seed, "product", articles.length - 1), 0);
        order.lines[0] = ISales.Line(uint32(first), uint32(1 + _choose(seed, "quantity", 5)));
        for (uint256 i = 1; i < count; ++i) {
            uint256 other = _openProduct(_choose(seed, i == 1 ? "second" : "third", articles.length - 1), first);
            order.lines[i] = ISales.Line(uint32(other), uint32(i));
        }
        uint256 fault = _choose(seed, "fault", 8 * FAULTS);
        if (fault < FAULTS) _spoil(order, fault);
        else if (_oneIn(2, seed, "exactly")) order.maxTotal = uint96(_total(_bargain(buyer, buyer, order)));
    }

    function _seller(uint256 seed, address buyer) private view returns (uint256) {
        uint256 own = idOfWallet[buyer];
        if (own != 0 && _oneIn(3, seed, "own")) return own;
        if (_oneIn(3, seed, "active")) return _activeSeller(_choose(seed, "from", people.length));
        return _oneIn(2, seed, "deep") ? people.length - 1 - _choose(seed, "how deep", 3) : _someId(seed, "seller");
    }

    /// @dev The next id, from one on, that is active by what was sold in the period before.
    function _activeSeller(uint256 first) private view returns (uint256 id) {
        uint256 period = _periodAt(clock);
        for (uint256 i = 0; i < people.length; ++i) {
            id = (first + i) % people.length;
            if (activityEarned[id][period]) return id;
        }
        return people.length - 1;
    }

    /// @dev The next open product from a place on, with the return terms of `like` where one is given.
    function _openProduct(uint256 place, uint256 like) private view returns (uint256) {
        uint256 count = articles.length - 1;
        for (uint256 i = 0; i < count; ++i) {
            uint256 number = 1 + ((place + i) % count);
            if (!articles[number].closed && (like == 0 || _sameTerms(number, like))) return number;
        }
        return 1;
    }

    function _spoil(ISales.Order memory order, uint256 fault) private view {
        uint256 last = order.lines.length - 1;
        if (fault == 0) order.seller = uint32(people.length);
        else if (fault == 1) order.lines[last].quantity = 0;
        else if (fault == 2) order.lines[0].product = uint32(articles.length);
        else if (fault == 3) order.lines = new ISales.Line[](0);
        else if (fault == 4) order.maxTotal = 0;
        else if (fault == 5) order.lines[last].product = uint32(_productThat(true, order));
        else order.lines[last].product = uint32(_productThat(false, order));
    }

    /// @dev A product that is closed, or of other terms than the first line's; 0, which is none, where there is none.
    function _productThat(bool closed, ISales.Order memory order) private view returns (uint256) {
        for (uint256 number = 1; number < articles.length; ++number) {
            bool fits = _sameTerms(number, order.lines[0].product);
            if (closed ? articles[number].closed && (fits || order.lines.length == 1) : !fits) return number;
        }
        return 0;
    }

    function _highest(ISales.Line memory line) internal view returns (uint256) {
        return line.product < articles.length ? _highestPrice(line.product) : 0;
    }

    function _wholesale(ISales.Line memory line) internal view returns (uint256) {
        ICatalogue.ProductTerms memory terms;
        if (line.product < articles.length) terms = articles[line.product].terms;
        return terms.wholesale;
    }
}
