// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INetwork} from "../../../contracts/interfaces/INetwork.sol";
import {IPayouts} from "../../../contracts/interfaces/IPayouts.sol";
import {Acting} from "../Acting.sol";
import {Deed} from "../Deeds.sol";
import {Refusals} from "../Refusals.sol";

/// @title The warden holds somebody's claims, for a time and not too often
abstract contract Holding is Acting {
    /// @notice Places a hold; now and then lifts it and places others, until there were too many.
    function placeHold(uint256 seed) external onTime {
        uint256 id = _someCreditorId(seed);
        uint256 fault = _choose(seed, "fault", 16);
        if (fault == 0) id = THE_COMPANY;
        else if (fault == 1) id = people.length;
        uint256 until = clock + 1 + _choose(seed, "days", _oneIn(2, seed, "short") ? 3 days : LONGEST_HOLD);
        if (fault == 2) until = clock + LONGEST_HOLD + 1;
        else if (fault == 3) until = clock;
        bytes32 reason = fault == 5 ? bytes32(0) : bytes32("reason");
        _hold(id, until, reason);
        if (fault == 4) _hold(id, until, reason);
        for (uint256 i = 0; fault > 12 && i < MOST_HOLDS; ++i) {
            _lift(id);
            _hold(id, until, reason);
        }
    }

    function _hold(uint256 id, uint256 until, bytes32 reason) private {
        Refusals memory refusals;
        _refuseUnlessInOffice(refusals, HOLD_ROLE, warden);
        _refuseId(refusals, id);
        refusals.when(reason == 0, IPayouts.HoldReasonMissing.selector);
        bool outside = until <= clock || until > clock + LONGEST_HOLD;
        refusals.when(outside, IPayouts.HoldTimeInvalid.selector);
        if (id < people.length) {
            refusals.when(_isHeld(id, clock), IPayouts.HoldPresent.selector);
            refusals.when(_holdsCounting(id, clock) >= MOST_HOLDS, IPayouts.HoldTooOften.selector);
        }
        bytes memory call = abi.encodeCall(IPayouts.placeHold, (id, until, reason, "evidence"));
        (bool done, ) = _try(6, "hold", warden, call, refusals);
        if (!done) return;
        _noteHold(id, clock, until);
        _did(Deed.HoldPlaced);
    }

    /// @notice The warden, or the revoker, lifts a hold before it lapses.
    function liftHold(uint256 seed) external onTime {
        uint256 first = _choose(seed, "held", people.length - 1);
        for (uint256 i = 0; i < people.length - 1; ++i) {
            uint256 id = 1 + ((first + i) % (people.length - 1));
            if (_isHeld(id, clock) && !_oneIn(8, seed, "any")) return _lift(id);
        }
        _lift(1 + first);
    }

    function _lift(uint256 id) private {
        address who = id % 3 == 0 ? revoker : warden;
        Refusals memory refusals;
        _refuseUnlessInOfficeOrRevoker(refusals, HOLD_ROLE, who);
        _refuseId(refusals, id);
        refusals.when(id > THE_COMPANY && id < people.length && !_isHeld(id, clock), IPayouts.HoldMissing.selector);
        (bool done, ) = _try(6, "end of a hold", who, abi.encodeCall(IPayouts.liftHold, (id)), refusals);
        if (!done) return;
        _noteLift(id, clock);
        _did(Deed.HoldLifted);
    }

    function _refuseId(Refusals memory refusals, uint256 id) private view {
        refusals.when(id >= people.length, INetwork.DistributorUnknown.selector);
        refusals.when(id == THE_COMPANY, IPayouts.HoldOfCompany.selector);
    }
}
