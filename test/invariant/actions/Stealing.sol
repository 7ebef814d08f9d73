// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {ICatalogue} from "../../../contracts/interfaces/ICatalogue.sol";
import {INetwork} from "../../../contracts/interfaces/INetwork.sol";
import {IPayouts} from "../../../contracts/interfaces/IPayouts.sol";
import {IPlans} from "../../../contracts/interfaces/IPlans.sol";
import {ISales} from "../../../contracts/interfaces/ISales.sol";
import {IUpline} from "../../../contracts/interfaces/IUpline.sol";
import {Deed} from "../Acting.sol";
import {Settling} from "./Settling.sol";

/// @title A thief tries what nobody may; every attempt must fail
abstract contract Stealing is Settling {
    uint256 private constant POWERS = 12;
    /// @dev Words of a sale before its credits.
    uint256 private constant SALE_WORDS = 11;

    /// @notice Settles a sale with an altered amount, recipient or other value.
    function settleAltered(uint256 seed) external onTime {
        if (deals.length == 0) return;
        ISales.Sale memory sale = _written(deals[_someDeal(seed)]);
        _alter(sale, seed);
        (bool ok, bytes memory result) = _as(thief, abi.encodeCall(ISales.settle, (sale)));
        _promise(8, "settles an altered sale", ok ? 1 : 0, 0);
        bytes4 why = ISales.SaleUnknown.selector;
        if (!ok && bytes4(result) != why) revert NotAsForeseen("altered sale", why, result);
        _did(Deed.AlteredSaleRefused);
    }

    /// @notice Settles a sale with one bit flipped, also where a short value leaves its word empty.
    function settleFlipped(uint256 seed) external onTime {
        if (deals.length == 0) return;
        bytes memory call = abi.encodeCall(ISales.settle, (_written(deals[_someDeal(seed)])));
        // The words of the sale follow the selector and one offset.
        uint256 place = 4 + 32 + _choose(seed, "byte", SALE_WORDS * 32);
        call[place] ^= bytes1(uint8(1 << _choose(seed, "bit", 8)));
        (bool ok, ) = _as(thief, call);
        _promise(8, "settles a flipped sale", ok ? 1 : 0, 0);
        _did(Deed.FlippedSaleRefused);
    }

    /// @notice Settles again what is paid already.
    function settleAgain(uint256 seed) external onTime {
        uint256 first = deals.length == 0 ? 0 : _choose(seed, "deal", deals.length);
        for (uint256 i = 0; i < deals.length; ++i) {
            uint256 index = (first + i) % deals.length;
            if (deals[index].status != Status.Paid) continue;
            (bool ok, ) = _as(thief, abi.encodeCall(ISales.settle, (_written(deals[index]))));
            _promise(4, "settles twice", ok ? 1 : 0, 0);
            return _did(Deed.SettleAgain);
        }
    }

    /// @notice Claims or switches what belongs to somebody else.
    function claimForeign(uint256 seed) external onTime {
        uint256 which = _choose(seed, "which", 4);
        bytes memory call = abi.encodeCall(IPayouts.claimTo, (thief));
        if (which == 0) call = abi.encodeCall(IPayouts.claim, ());
        if (which == 1) call = abi.encodeCall(IPayouts.setPushOff, (true));
        if (which == 2) call = abi.encodeCall(IPayouts.spendPool, (thief, 1));
        (bool ok, ) = _as(thief, call);
        _promise(10, "a stranger's claim", ok ? 1 : 0, 0);
        _did(Deed.ForeignClaimRefused);
    }

    /// @notice Uses a power that he does not have.
    function usurp(uint256 seed) external onTime {
        (bool ok, ) = _as(thief, _power(_choose(seed, "power", POWERS)));
        _promise(10, "a power that is not his", ok ? 1 : 0, 0);
        _did(Deed.PowerRefused);
    }

    function _power(uint256 which) private view returns (bytes memory) {
        if (which == 0) return abi.encodeCall(IUpline.open, ());
        if (which == 1) return abi.encodeCall(IUpline.setPaused, (!pausedNow));
        if (which == 2) return abi.encodeCall(IPlans.schedulePlan, (plans[0].plan, clock + notice, ""));
        if (which == 3) return abi.encodeCall(IPlans.cancelPlan, ());
        if (which == 4) return abi.encodeCall(IPlans.scheduleRun, (run));
        if (which == 5) return abi.encodeCall(IPlans.setRun, ());
        if (which == 6) return abi.encodeCall(INetwork.setRanks, (new INetwork.RankChange[](0), 0));
        if (which == 7)
            return abi.encodeCall(ICatalogue.addProducts, (new ICatalogue.ProductTerms[](0), new bytes32[](0)));
        if (which == 8) return abi.encodeCall(ICatalogue.setProductsClosed, (new uint256[](0), true));
        if (which == 9) return abi.encodeCall(IAccessControl.grantRole, (RANK_ROLE, thief));
        if (which == 10) return abi.encodeCall(IAccessControl.revokeRole, (RANK_ROLE, ranker));
        return abi.encodeCall(IAccessControl.grantRole, (0, thief));
    }

    /// @notice Sends tokens to the core that no sale asked for.
    function donate(uint256 seed) external onTime {
        uint256 amount = 1 + _choose(seed, "amount", 1e6);
        vm.prank(thief);
        token.transfer(address(core), amount);
        strays += amount;
        _did(Deed.TokensDonated);
    }
}
