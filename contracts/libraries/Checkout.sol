// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISales} from "../interfaces/ISales.sol";
import {Accounts} from "../types/Accounts.sol";
import {Escrow} from "./Escrow.sol";
import {Journal} from "./Journal.sol";
import {Placement} from "./Placement.sol";
import {Programme} from "./Programme.sol";
import {Receipt} from "./Receipt.sol";

/// @title Checkout: places a sale whose unit prices are not all the catalogue's
/// @notice The same steps as `Upline.buy`, which keeps them to itself, and its values on the stack, to save 300 gas.
library Checkout {
    using Escrow for Programme;
    using Placement for Programme;

    /// @notice Splits a priced and paid sale, pays or escrows it, and logs it.
    /// @return id The sale's id.
    function complete(
        Programme storage p,
        Placement.Sale memory sale,
        address buyer,
        uint256 nowPeriod,
        ISales.Order calldata order
    ) internal returns (uint160 id) {
        uint256 seller = order.seller;
        p.split(sale, seller, nowPeriod, sale.terms == 0, 0);
        return sale.terms == 0 ? _finish(p, sale, buyer, seller, order) : p.hold(buyer, seller, sale, order);
    }

    function _finish(
        Programme storage p,
        Placement.Sale memory sale,
        address buyer,
        uint256 seller,
        ISales.Order calldata order
    ) private returns (uint160) {
        p.addToPool(sale.pool);
        Accounts accounts = p.accounts;
        (uint256 count, uint256 headEnd) = Receipt.linesOf(sale.credits, order);
        (uint256 start, uint256 size) = Receipt.finish(
            order,
            sale.kind,
            sale.plan,
            sale.profit,
            sale.pool,
            count,
            headEnd,
            sale.creditsEnd
        );
        p.accounts = Journal.logFinal(
            accounts.withCompanyAdded(sale.company),
            ISales.SaleFinal.selector,
            uint160(buyer),
            seller,
            start,
            size
        );
        return accounts.head();
    }
}
