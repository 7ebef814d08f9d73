// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INetwork} from "../../../contracts/interfaces/INetwork.sol";
import {IOffers} from "../../../contracts/interfaces/IOffers.sol";
import {IOwnership} from "../../../contracts/interfaces/IOwnership.sol";
import {IPayouts} from "../../../contracts/interfaces/IPayouts.sol";
import {IVm} from "../../helpers/Test.sol";

/// @title What events tell of people: sponsors, wallets, guardians, holds and offers
abstract contract PeopleTold {
    struct GuardTold {
        address guardian;
        uint256 delay;
        address to;
        uint256 readyAt;
    }

    uint256 internal lastIdTold;
    mapping(uint256 id => uint256) internal sponsorTold;
    /// @dev Present wallet; zero: none yet.
    mapping(uint256 id => address) internal walletTold;
    /// @dev Of wallets that ever were somebody's.
    mapping(address wallet => uint256 id) internal ownerTold;
    mapping(address wallet => address) internal proposedTold;
    mapping(address wallet => GuardTold) internal guardTold;
    mapping(uint256 id => bool) internal importedTold;
    mapping(uint256 id => bool) internal pushOffTold;
    mapping(uint256 id => bool) internal heldTold;
    mapping(uint256 id => uint256) internal heldUntilTold;
    mapping(uint256 id => uint256[]) internal holdsTold;
    mapping(uint256 seller => mapping(uint256 word => uint256)) internal offersTold;
    /// @dev The last word of each seller that events speak of.
    mapping(uint256 seller => uint256) internal lastWordTold;

    /// @dev Moves that nobody with a right to it made.
    uint256 internal movedWrongly;

    function _tellOfPeople(IVm.Log memory entry, uint256 time) internal returns (bool) {
        bytes32 topic = entry.topics[0];
        if (topic == INetwork.DistributorEnrolled.selector) _joined(entry.topics);
        else if (topic == INetwork.DistributorImported.selector) _imported(entry.topics);
        else if (topic == IPayouts.PushSwitched.selector) pushOffTold[_number(entry, 1)] = _truth(entry);
        else if (topic == IOffers.OfferUsed.selector)
            _ended(entry, _number(entry, 2) / 256, 2 ** (_number(entry, 2) % 256));
        else if (topic == IOffers.OffersCancelled.selector)
            _ended(entry, _number(entry, 2), uint256(bytes32(entry.data)));
        else if (topic == IPayouts.HoldPlaced.selector) _held(entry, time);
        else if (topic == IPayouts.HoldLifted.selector) _lifted(_number(entry, 1), time);
        else return _tellOfWallets(entry) || topic == INetwork.RanksSet.selector;
        return true;
    }

    function _number(IVm.Log memory entry, uint256 place) private pure returns (uint256) {
        return uint256(entry.topics[place]);
    }

    function _account(IVm.Log memory entry, uint256 place) private pure returns (address) {
        return address(uint160(uint256(entry.topics[place])));
    }

    function _truth(IVm.Log memory entry) private pure returns (bool) {
        return abi.decode(entry.data, (bool));
    }

    function _joined(bytes32[] memory topics) private {
        lastIdTold = uint256(topics[1]);
        sponsorTold[lastIdTold] = uint256(topics[2]);
        _bound(lastIdTold, address(uint160(uint256(topics[3]))));
    }

    function _imported(bytes32[] memory topics) private {
        _joined(topics);
        importedTold[lastIdTold] = true;
    }

    function _bound(uint256 id, address wallet) private {
        walletTold[id] = wallet;
        if (wallet != address(0)) ownerTold[wallet] = id;
    }

    // Wallets

    function _tellOfWallets(IVm.Log memory entry) private returns (bool) {
        bytes32 topic = entry.topics[0];
        if (topic == IOwnership.WalletProposed.selector) proposedTold[_account(entry, 2)] = _account(entry, 3);
        else if (topic == IOwnership.WalletMoved.selector) _moved(entry);
        else if (topic == IOwnership.GuardianSet.selector) _guarded(entry);
        else if (topic == IOwnership.RecoveryStarted.selector) _started(entry);
        else if (topic == IOwnership.RecoveryStopped.selector) _stopped(walletTold[_number(entry, 1)]);
        else if (topic == IOwnership.DistributorBound.selector) _bound(_number(entry, 1), _account(entry, 2));
        else return false;
        return true;
    }

    function _moved(IVm.Log memory entry) private {
        (uint256 id, address from, address to) = (_number(entry, 1), _account(entry, 2), _account(entry, 3));
        if (walletTold[id] != from || ownerTold[to] != 0 || !_mayMove(id, to)) ++movedWrongly;
        _bound(id, to);
    }

    function _guarded(IVm.Log memory entry) private {
        guardTold[_account(entry, 2)] = GuardTold(_account(entry, 3), uint256(bytes32(entry.data)), address(0), 0);
    }

    function _started(IVm.Log memory entry) private {
        GuardTold storage guard = guardTold[_account(entry, 2)];
        (guard.to, guard.readyAt) = (_account(entry, 3), uint256(bytes32(entry.data)));
    }

    function _stopped(address wallet) private {
        (guardTold[wallet].to, guardTold[wallet].readyAt) = (address(0), 0);
    }

    // Holds and offers

    function _held(IVm.Log memory entry, uint256 time) private {
        uint256 id = _number(entry, 1);
        (, uint256 until) = abi.decode(entry.data, (bytes32, uint256));
        (heldTold[id], heldUntilTold[id]) = (true, until);
        holdsTold[id].push(time);
    }

    function _lifted(uint256 id, uint256 time) private {
        (heldTold[id], heldUntilTold[id]) = (false, time);
    }

    function _ended(IVm.Log memory entry, uint256 word, uint256 mask) private {
        offersTold[_number(entry, 1)][word] |= mask;
        if (word > lastWordTold[_number(entry, 1)]) lastWordTold[_number(entry, 1)] = word;
    }

    /// @dev Whether whoever acts may have this distributor's wallet moved to `to` now.
    function _mayMove(uint256 id, address to) internal view virtual returns (bool);
}
