// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Upline} from "../../contracts/Upline.sol";
import {IUpline} from "../../contracts/interfaces/IUpline.sol";
import {Catalogue} from "../../contracts/modules/Catalogue.sol";
import {Network} from "../../contracts/modules/Network.sol";
import {Offers} from "../../contracts/modules/Offers.sol";
import {Ownership} from "../../contracts/modules/Ownership.sol";
import {Payouts} from "../../contracts/modules/Payouts.sol";
import {PlanBook} from "../../contracts/modules/PlanBook.sol";
import {PointOfSale} from "../../contracts/modules/PointOfSale.sol";
import {Quotes} from "../../contracts/modules/Quotes.sol";
import {Returns} from "../../contracts/modules/Returns.sol";

/// @title The core with its modules, as the deployment builds it
library Deployment {
    function core(IUpline.Settings memory settings, address treasury, address admin) internal returns (IUpline) {
        IUpline.Modules memory modules = IUpline.Modules({
            network: address(new Network(settings)),
            ownership: address(new Ownership(settings)),
            catalogue: address(new Catalogue(settings)),
            planBook: address(new PlanBook(settings)),
            quotes: address(new Quotes(settings)),
            offers: address(new Offers(settings)),
            pointOfSale: address(new PointOfSale(settings)),
            returnDesk: address(new Returns(settings)),
            payouts: address(new Payouts(settings))
        });
        return new Upline(settings, modules, treasury, admin);
    }
}
