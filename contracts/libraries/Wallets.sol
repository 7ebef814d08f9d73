// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INetwork} from "../interfaces/INetwork.sol";
import {Programme, WALLET_CURRENT} from "./Programme.sol";

/// @title Wallets: which distributor acts, and which wallets can become one's
library Wallets {
    /// @notice The distributor whose present wallet this is; reverts where there is none.
    function currentId(Programme storage p, address wallet) internal view returns (uint256) {
        uint256 binding = p.wallets[wallet];
        if (binding & WALLET_CURRENT == 0) revert INetwork.WalletNotBound(wallet, binding);
        return uint32(binding);
    }

    /// @notice Reverts unless the wallet can be bound: one that ever was belongs to that id for good.
    function checkFree(Programme storage p, address wallet) internal view {
        if (wallet == address(0) || wallet == address(this)) revert INetwork.WalletInvalid(wallet);
        uint256 binding = p.wallets[wallet];
        if (binding != 0) revert INetwork.WalletAlreadyBound(wallet, uint32(binding));
    }
}
