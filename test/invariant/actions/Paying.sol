// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPayouts} from "../../../contracts/interfaces/IPayouts.sol";
import {TestStablecoin} from "../../../contracts/mocks/TestStablecoin.sol";
import {Acting, Deed} from "../Acting.sol";

/// @title Balances leave the core: claimed by owners, pushed by keepers, spent by the run contract
abstract contract Paying is Acting {
    /// @notice An owner claims to his wallet.
    function claim(uint256 seed) external onTime {
        uint256 id = _someOwner(seed);
        address owner = people[id].wallet;
        _claim(id, owner, abi.encodeCall(IPayouts.claim, ()), Deed.Claimed);
    }

    /// @notice An owner claims to another address.
    function claimTo(uint256 seed) external onTime {
        address recipient = _somebody(seed, "recipient");
        _claim(_someOwner(seed), recipient, abi.encodeCall(IPayouts.claimTo, (recipient)), Deed.ClaimedElsewhere);
    }

    function _claim(uint256 id, address recipient, bytes memory call, Deed deed) private {
        address owner = people[id].wallet;
        uint256 owed = people[id].owed;
        if (owed == 0) {
            _cannot(owner, call, IPayouts.PayoutNothingDue.selector);
            return _did(Deed.ClaimOfNothing);
        }
        if (barred[recipient]) {
            _cannot(owner, call, TestStablecoin.TestStablecoinBlacklisted.selector);
            return _did(Deed.ClaimRefusedByToken);
        }
        uint256 before = token.balanceOf(recipient);
        uint256 amount = abi.decode(_mustDo(owner, call), (uint256));
        _promise(10, "claimed", amount, owed);
        _promise(10, "arrived", token.balanceOf(recipient) - before, owed);
        people[id].owed = 0;
        _did(id == THE_COMPANY ? Deed.CompanyClaimed : deed);
    }

    /// @dev Mostly somebody to whom something is owed.
    function _someOwner(uint256 seed) private view returns (uint256) {
        uint256 count = people.length - 1;
        uint256 first = _choose(seed, "owner", count);
        if (_oneIn(8, seed, "anybody")) return 1 + first;
        for (uint256 i = 0; i < count; ++i) {
            uint256 id = 1 + ((first + i) % count);
            if (people[id].owed != 0) return id;
        }
        return 1 + first;
    }

    /// @notice A keeper pushes balances to wallets, strangers' among them.
    function push(uint256 seed) external onTime {
        uint256 count = 1 + _choose(seed, "count", 5);
        address[] memory targets = new address[](count);
        uint256 first = placeOf[people[_someOwner(seed)].wallet];
        for (uint256 i = 0; i < count; ++i) targets[i] = wallets[(first + i * (seed % 3)) % wallets.length];
        bytes memory result = _mustDo(keeper, abi.encodeCall(IPayouts.push, (targets)));
        IPayouts.PushResult[] memory results = abi.decode(result, (IPayouts.PushResult[]));
        assertEqual("number of results", results.length, count);
        for (uint256 i = 0; i < count; ++i) {
            _promise(10, "result of a push", uint256(results[i]), uint256(_pushed(targets[i])));
        }
    }

    /// @dev What a push to this wallet must give; keeps the books.
    function _pushed(address wallet) private returns (IPayouts.PushResult) {
        uint256 id = idOfWallet[wallet];
        if (id == 0) return IPayouts.PushResult.NotBound;
        if (id == THE_COMPANY) return IPayouts.PushResult.Company;
        if (people[id].pushOff) {
            _did(Deed.PushRefusedByOwner);
            return IPayouts.PushResult.PushOff;
        }
        if (people[id].owed == 0) return IPayouts.PushResult.NothingDue;
        if (barred[wallet]) {
            _did(Deed.PushFailed);
            return IPayouts.PushResult.Failed;
        }
        people[id].owed = 0;
        _did(Deed.Pushed);
        return IPayouts.PushResult.Paid;
    }

    /// @notice An owner switches pushed payouts off, or on again.
    function setPushOff(uint256 seed) external onTime {
        uint256 id = _someId(seed, "id");
        bool off = _oneIn(2, seed, "off");
        bytes memory call = abi.encodeCall(IPayouts.setPushOff, (off));
        if (id == THE_COMPANY || people[id].pushOff == off) {
            return _cannot(people[id].wallet, call, IPayouts.PushUnchanged.selector);
        }
        _mustDo(people[id].wallet, call);
        people[id].pushOff = off;
        _did(Deed.PushSwitched);
    }

    /// @notice The run contract spends from the pool, or tries to spend more than it holds.
    function spendPool(uint256 seed) external onTime {
        address recipient = wallets[0];
        uint256 amount = _oneIn(4, seed, "too much") ? poolOwed + 1 : _choose(seed, "amount", poolOwed + 1);
        bytes memory call = abi.encodeCall(IPayouts.spendPool, (recipient, amount));
        if (amount > poolOwed) {
            _cannot(run, call, IPayouts.PoolTooSmall.selector);
            return _did(Deed.PoolRefused);
        }
        _mustDo(run, call);
        poolOwed -= amount;
        _didIf(amount != 0, Deed.PoolSpent);
    }

    /// @notice The token's issuer bars somebody, or lets him receive again.
    function bar(uint256 seed) external onTime {
        uint256 id = _someOwner(seed);
        if (id == THE_COMPANY) return;
        address account = people[id].wallet;
        if (barred[account]) token.unBlacklist(account);
        else token.blacklist(account);
        barred[account] = !barred[account];
    }
}
