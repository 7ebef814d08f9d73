// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IPayouts} from "../interfaces/IPayouts.sol";
import {ScreenAction} from "../interfaces/IScreen.sol";
import {Distributor, HELD} from "../types/Distributor.sol";
import {Journal} from "./Journal.sol";
import {COMPANY, Programme} from "./Programme.sol";
import {Screening} from "./Screening.sol";
import {Wallets} from "./Wallets.sol";

/// @title Payout: a whole balance leaves
library Payout {
    using SafeERC20 for IERC20;
    using Journal for Programme;
    using Screening for Programme;
    using Wallets for Programme;

    /// @notice Pays the whole balance of the distributor whose present wallet this is to `recipient`.
    function claim(
        Programme storage p,
        address token,
        address wallet,
        address recipient
    ) internal returns (uint256 amount) {
        uint256 id = p.currentId(wallet);
        if (id == COMPANY) {
            amount = p.accounts.company();
        } else {
            Distributor slot = p.distributorAt(id);
            uint256 until = heldUntil(p, id, slot);
            if (until != 0) revert IPayouts.DistributorHeld(id, until);
            amount = slot.balance();
        }
        if (amount == 0) revert IPayouts.PayoutNothingDue(id);
        p.screen(wallet, ScreenAction.Claim);
        if (recipient != wallet) p.screen(recipient, ScreenAction.Claim);
        if (id == COMPANY) p.accounts = p.accounts.withCompanyEmptied();
        else p.setDistributor(id, p.distributorAt(id).emptied());
        // Before the transfer, so that whoever the token calls sees head and balances agree.
        p.record(IPayouts.Paid.selector, id, uint160(recipient), abi.encode(amount));
        IERC20(token).safeTransfer(recipient, amount);
    }

    /// @notice When the hold that stops a distributor now ends; zero: none does.
    function heldUntil(Programme storage p, uint256 id, Distributor slot) internal view returns (uint256 until) {
        if (!slot.has(HELD)) return 0;
        until = p.holds[id].until();
        if (block.timestamp >= until) return 0;
    }
}
