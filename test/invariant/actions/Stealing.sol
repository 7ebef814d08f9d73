// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISales} from "../../../contracts/interfaces/ISales.sol";
import {SaleState} from "../../../contracts/types/SaleSlot.sol";
import {Deed} from "../Deeds.sol";
import {Filing} from "../Filing.sol";
import {Refusals} from "../Refusals.sol";

/// @title A thief settles what was never placed like that, or twice; every attempt must fail
abstract contract Stealing is Filing {
    /// @dev Words of a sale before its credits.
    uint256 private constant SALE_WORDS = 11;

    /// @notice Settles a sale with an altered amount, recipient or other value.
    function settleAltered(uint256 seed) external onTime {
        if (deals.length == 0) return;
        ISales.Sale memory sale = _written(deals[_someDeal(seed)]);
        _alter(sale, seed);
        Refusals memory refusals;
        refusals.when(true, ISales.SaleUnknown.selector);
        _try(8, "altered sale", thief, abi.encodeCall(ISales.settle, (sale)), refusals);
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

    /// @notice Settles a sale with a credit for somebody in the padding behind an odd last one, which the digest does
    /// not cover: it must pay what was placed and nothing more.
    function settlePadded(uint256 seed) external onTime {
        if (deals.length == 0) return;
        uint256 index = _someDeal(seed);
        if (deals[index].ids.length % 2 == 0) return;
        bytes memory call = abi.encodeCall(ISales.settle, (_written(deals[index])));
        bytes memory extra = abi.encodePacked(uint32(2), uint96(1_000_000));
        for (uint256 i = 0; i < 16; ++i) call[call.length - 16 + i] = extra[i];
        Refusals memory refusals;
        _refuseSettlement(refusals, index);
        (bool done, ) = _try(refusals.count == 0 ? 8 : 4, "settlement with padding", thief, call, refusals);
        if (!done) return;
        _noteSettlement(index, clock);
        _did(Deed.SettledPadded);
    }

    /// @notice Settles again what is paid or refunded already.
    function settleAgain(uint256 seed) external onTime {
        uint256 first = deals.length == 0 ? 0 : _choose(seed, "deal", deals.length);
        for (uint256 i = 0; i < deals.length; ++i) {
            uint256 index = (first + i) % deals.length;
            SaleState state = _stateOf(deals[index]);
            if (state != SaleState.Settled && state != SaleState.Refunded) continue;
            Refusals memory refusals;
            refusals.when(true, ISales.SaleFinished.selector);
            bytes memory call = abi.encodeCall(ISales.settle, (_written(deals[index])));
            _try(4, "settles again", thief, call, refusals);
            return;
        }
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
