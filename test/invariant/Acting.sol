// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Deed} from "./Deeds.sol";
import {FickleScreen, Opinion} from "./FickleScreen.sol";
import {Stage} from "./Stage.sol";

/// @title What all actions share: the time, choices from a seed, and a tally of what was done
abstract contract Acting is Stage {
    mapping(Deed deed => uint256) internal deeds;

    /// @dev Addresses that the token's issuer has barred.
    mapping(address account => bool) internal barred;

    /// @dev Calls that signatures served for, and where.
    struct Sent {
        address target;
        bytes call;
    }

    Sent[] internal relayed;

    modifier onTime() {
        if (!halted) {
            vm.warp(clock);
            _;
        }
    }

    function _did(Deed deed) internal {
        ++deeds[deed];
    }

    function _didIf(bool condition, Deed deed) internal {
        if (condition) ++deeds[deed];
    }

    /// @dev One of `n`, another for each `what`; hashed because a fuzzer likes 0 and its neighbours.
    function _choose(uint256 seed, string memory what, uint256 n) internal pure returns (uint256) {
        return uint256(keccak256(abi.encodePacked(seed, what))) % n;
    }

    function _oneIn(uint256 n, uint256 seed, string memory what) internal pure returns (bool) {
        return _choose(seed, what, n) == 0;
    }

    /// @dev Anybody with money: the treasury, people, enrolled or not yet, customers.
    function _somebody(uint256 seed, string memory what) internal view returns (address) {
        return wallets[_choose(seed, what, wallets.length)];
    }

    /// @dev Id of somebody enrolled, the company among them.
    function _someId(uint256 seed, string memory what) internal view returns (uint256) {
        return 1 + _choose(seed, what, people.length - 1);
    }

    /// @dev A wallet that acts for a distributor; now and then one that he moved away from, or a stranger's.
    function _someOwner(uint256 seed) internal view returns (address) {
        if (formerWallets.length != 0 && _oneIn(8, seed, "former")) return _formerWallet(seed);
        if (_oneIn(16, seed, "stranger")) return thief;
        return _walletOf(_someId(seed, "owner"));
    }

    /// @dev Mostly the wallet of somebody to whom something is owed.
    function _someCreditor(uint256 seed) internal view returns (address) {
        uint256 id = _someCreditorId(seed);
        bool any = people[id].owed == 0 || people[id].wallet == address(0) || _oneIn(8, seed, "any owner");
        return any ? _someOwner(seed) : people[id].wallet;
    }

    /// @dev Mostly somebody but the company to whom something is owed.
    function _someCreditorId(uint256 seed) internal view returns (uint256) {
        uint256 count = people.length - 1;
        uint256 first = _choose(seed, "creditor", count);
        if (_oneIn(8, seed, "anybody")) return 1 + first;
        for (uint256 i = 0; i < count; ++i) {
            uint256 id = 1 + ((first + i) % count);
            if (people[id].owed != 0 && (id != THE_COMPANY || i == 0)) return id;
        }
        return 1 + first;
    }

    function _formerWallet(uint256 seed) internal view returns (address) {
        return formerWallets[_choose(seed, "which former", formerWallets.length)];
    }

    /// @dev Whoever sends what others signed: a keeper, anybody, the thief.
    function _someRelayer(uint256 seed) internal view returns (address) {
        return [keeper, thief, _somebody(seed, "relayer")][_choose(seed, "which relayer", 3)];
    }

    function _keep(bytes memory call) internal {
        _keepAt(address(core), call);
    }

    function _keepAt(address target, bytes memory call) internal {
        relayed.push(Sent(target, call));
    }

    /// @dev The token's issuer bars somebody, or lets him receive again.
    function _bar(address account) internal {
        if (account == thief) return;
        if (barred[account]) token.unBlacklist(account);
        else token.blacklist(account);
        barred[account] = !barred[account];
    }

    /// @dev The screen that is asked, if there is one, forms an opinion on an account, or gives it up.
    function _opine(uint256 seed, address account) internal {
        FickleScreen screen = screenNow;
        if (address(screen) == address(0)) return;
        uint256 opinion = _choose(seed, "opinion", uint256(type(Opinion).max) + 1);
        screen.change(account, screen.opinionOn(account) == Opinion.Allows ? Opinion(opinion) : Opinion.Allows);
    }

    /// @dev A wallet that can still become somebody's; zero where none is left.
    function _someFree(uint256 seed) internal view returns (address) {
        for (uint256 i = 0; i < lastPerson; ++i) {
            address wallet = wallets[1 + ((_choose(seed, "free", lastPerson) + i) % lastPerson)];
            if (idOfWallet[wallet] == 0) return wallet;
        }
        return address(0);
    }
}
