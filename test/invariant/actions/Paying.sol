// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INetwork} from "../../../contracts/interfaces/INetwork.sol";
import {IPayouts} from "../../../contracts/interfaces/IPayouts.sol";
import {ScreenAction} from "../../../contracts/interfaces/IScreen.sol";
import {TestStablecoin} from "../../../contracts/mocks/TestStablecoin.sol";
import {Acting} from "../Acting.sol";
import {Deed} from "../Deeds.sol";
import {Refusals} from "../Refusals.sol";

/// @title Balances leave the core: claimed by owners, pushed by keepers
abstract contract Paying is Acting {
    /// @dev A claim: who sends it, for which wallet, to whom.
    struct Claim {
        address sender;
        address owner;
        address recipient;
        bytes call;
    }

    /// @notice An owner claims to his wallet.
    function claim(uint256 seed) external onTime {
        address who = _someCreditor(seed);
        Refusals memory refusals;
        bool done = _claim(seed, Claim(who, who, who, abi.encodeCall(IPayouts.claim, ())), refusals);
        if (done) _did(idOfWallet[who] == THE_COMPANY ? Deed.CompanyClaimed : Deed.Claimed);
    }

    /// @notice An owner claims to another address.
    function claimTo(uint256 seed) external onTime {
        address recipient = _somebody(seed, "recipient");
        uint256 fault = _choose(seed, "fault", 16);
        if (fault == 0) recipient = address(0);
        else if (fault == 1) recipient = address(core);
        bytes memory call = abi.encodeCall(IPayouts.claimTo, (recipient));
        address who = _someCreditor(seed);
        Refusals memory refusals;
        if (_claim(seed, Claim(who, who, recipient, call), refusals)) _did(Deed.ClaimedElsewhere);
    }

    /// @param refusals Why it must fail for how it is made; nothing: it is in order.
    function _claim(uint256 seed, Claim memory claimed, Refusals memory refusals) internal returns (bool) {
        (address who, address recipient) = (claimed.owner, claimed.recipient);
        if (_oneIn(6, seed, "screened")) _opine(seed, who);
        if (_oneIn(8, seed, "recipient screened")) _opine(seed, recipient);
        uint256 number = refusals.count == 0 ? 6 : 10;
        _refuseClaim(refusals, who, recipient);
        uint256 id = idOfWallet[who];
        uint256 owed = people[id].owed;
        uint256 before = token.balanceOf(recipient);
        uint256 silences = screenSilences;
        (bool done, bytes memory result) = _try(number, "claim", claimed.sender, claimed.call, refusals);
        if (!done) return false;
        _promise(10, "claimed", abi.decode(result, (uint256)), owed);
        _promise(10, "arrived", token.balanceOf(recipient) - before, owed);
        people[id].owed = 0;
        silences = screenSilences - silences;
        _promise(6, "silences of the screen", silences, _silences(who, recipient));
        _didIf(silences != 0, Deed.ScreenLetThrough);
        _didIf(people[id].held, Deed.HoldLapsed);
        _didIf(pausedNow, Deed.ClaimedInPause);
        return true;
    }

    /// @dev What may stop a claim: it is not his, there is nothing, his own hold, the screen, or the token itself.
    function _refuseClaim(Refusals memory refusals, address who, address recipient) internal view {
        bool nobody = recipient == address(0) || recipient == address(core);
        refusals.when(nobody, IPayouts.PayoutRecipientInvalid.selector);
        if (!_isCurrent(who)) return refusals.when(true, INetwork.WalletNotBound.selector);
        uint256 id = idOfWallet[who];
        refusals.when(_isHeld(id, clock), IPayouts.DistributorHeld.selector);
        refusals.when(people[id].owed == 0, IPayouts.PayoutNothingDue.selector);
        bool refused = _screenRefuses(who, ScreenAction.Claim) || _screenRefuses(recipient, ScreenAction.Claim);
        refusals.when(refused, IPayouts.ScreenRefused.selector);
        refusals.when(barred[recipient], TestStablecoin.TestStablecoinBlacklisted.selector);
    }

    /// @dev Each silence of the screen about one of the two is in an event.
    function _silences(address who, address recipient) private view returns (uint256 count) {
        if (_screenIsSilent(who)) ++count;
        if (recipient != who && _screenIsSilent(recipient)) ++count;
    }

    // Pushes

    /// @notice A keeper pushes balances to wallets, strangers' and former ones among them.
    function push(uint256 seed) external onTime {
        uint256 count = 1 + _choose(seed, "count", 5);
        address[] memory targets = new address[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 own = uint256(keccak256(abi.encode(seed, i)));
            targets[i] = i != 0 && _oneIn(5, own, "again") ? targets[i - 1] : _someCreditor(own);
            if (_oneIn(6, own, "stranger")) targets[i] = _somebody(own, "stranger");
            if (_oneIn(10, own, "screened")) _opine(own, targets[i]);
        }
        bytes memory result = _mustDo(keeper, abi.encodeCall(IPayouts.push, (targets)));
        IPayouts.PushResult[] memory results = abi.decode(result, (IPayouts.PushResult[]));
        assertEqual("number of results", results.length, count);
        for (uint256 i = 0; i < count; ++i) _checkPush(targets[i], results[i]);
    }

    /// @dev Paid if nothing speaks against it, else one of what does.
    function _checkPush(address wallet, IPayouts.PushResult result) private {
        uint256 against = _against(wallet);
        bool paid = result == IPayouts.PushResult.Paid;
        if (paid || against == 0) _promise(10, "result of a push", uint256(result), against);
        else _promise(10, "reason of a push", (against >> uint256(result)) & 1, 1);
        if (!paid) return _tallyPush(result);
        people[idOfWallet[wallet]].owed = 0;
        _did(Deed.Pushed);
    }

    /// @return set One bit for each result that is right; none where it must be paid.
    function _against(address wallet) private view returns (uint256 set) {
        uint256 id = idOfWallet[wallet];
        if (!_isCurrent(wallet)) return _bit(true, IPayouts.PushResult.NotBound);
        if (id == THE_COMPANY) return _bit(true, IPayouts.PushResult.Company);
        Person storage person = people[id];
        set |= _bit(person.pushOff, IPayouts.PushResult.PushOff);
        set |= _bit(_isRecovering(id, clock), IPayouts.PushResult.Recovering);
        set |= _bit(person.owed == 0, IPayouts.PushResult.NothingDue);
        set |= _bit(_isHeld(id, clock), IPayouts.PushResult.Held);
        set |= _bit(_screenRefuses(wallet, ScreenAction.Push), IPayouts.PushResult.Refused);
        set |= _bit(barred[wallet], IPayouts.PushResult.Failed);
    }

    function _bit(bool condition, IPayouts.PushResult result) private pure returns (uint256) {
        return condition ? 1 << uint256(result) : 0;
    }

    function _tallyPush(IPayouts.PushResult result) private {
        _didIf(result == IPayouts.PushResult.PushOff, Deed.PushOff);
        _didIf(result == IPayouts.PushResult.Failed, Deed.PushFailed);
        _didIf(result == IPayouts.PushResult.Held, Deed.PushHeld);
        _didIf(result == IPayouts.PushResult.Refused, Deed.PushRefused);
        _didIf(result == IPayouts.PushResult.Recovering, Deed.PushRecovering);
    }

    /// @notice An owner switches pushed payouts off, or on again.
    function setPushOff(uint256 seed) external onTime {
        address who = _someOwner(seed);
        uint256 id = idOfWallet[who];
        bool off = _oneIn(2, seed, "off");
        Refusals memory refusals;
        bool right = _isCurrent(who);
        refusals.when(!right, INetwork.WalletNotBound.selector);
        bool unchanged = id == THE_COMPANY || people[id].pushOff == off;
        refusals.when(right && unchanged, IPayouts.PushUnchanged.selector);
        (bool done, ) = _try(10, "push switch", who, abi.encodeCall(IPayouts.setPushOff, (off)), refusals);
        if (!done) return;
        people[id].pushOff = off;
        _did(Deed.PushSwitched);
    }

    /// @notice The token's issuer bars somebody, or lets him receive again.
    function bar(uint256 seed) external onTime {
        address account =
            _oneIn(2, seed, "buyer") && waiting.length != 0
                ? deals[waiting[_choose(seed, "deal", waiting.length)]].buyer
                : _someCreditor(seed);
        if (idOfWallet[account] != THE_COMPANY) _bar(account);
    }
}
