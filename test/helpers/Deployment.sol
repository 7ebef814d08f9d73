// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Upline} from "../../contracts/Upline.sol";
import {IUpline} from "../../contracts/interfaces/IUpline.sol";
import {Catalogue} from "../../contracts/modules/Catalogue.sol";
import {Network} from "../../contracts/modules/Network.sol";
import {PlanBook} from "../../contracts/modules/PlanBook.sol";
import {Quotes} from "../../contracts/modules/Quotes.sol";

/// @title The core with its modules, as the deployment builds it
library Deployment {
    function core(IUpline.Settings memory settings, address treasury, address admin) internal returns (IUpline) {
        IUpline.Modules memory modules = IUpline.Modules({
            network: address(new Network(settings)),
            catalogue: address(new Catalogue(settings)),
            planBook: address(new PlanBook(settings)),
            quotes: address(new Quotes(settings))
        });
        return new Upline(settings, modules, treasury, admin);
    }
}
