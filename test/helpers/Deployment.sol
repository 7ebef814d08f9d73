// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IUpline} from "../../contracts/interfaces/IUpline.sol";
import {IVm} from "./Test.sol";

/// @title The core with its modules, as the deployment builds it
/// @dev From the artifacts: what is tested is the code that ships, and the compiler does not build it anew into every
/// test, which would take it minutes.
library Deployment {
    IVm private constant vm = IVm(address(uint160(uint256(keccak256("hevm cheat code")))));

    function core(IUpline.Settings memory settings, address treasury, address admin) internal returns (IUpline) {
        bytes memory own = abi.encode(settings);
        IUpline.Modules memory modules = IUpline.Modules({
            network: deploy("modules/Network.sol:Network", own),
            ownership: deploy("modules/Ownership.sol:Ownership", own),
            catalogue: deploy("modules/Catalogue.sol:Catalogue", own),
            planBook: deploy("modules/PlanBook.sol:PlanBook", own),
            quotes: deploy("modules/Quotes.sol:Quotes", own),
            offers: deploy("modules/Offers.sol:Offers", own),
            pointOfSale: deploy("modules/PointOfSale.sol:PointOfSale", own),
            returnDesk: deploy("modules/Returns.sol:Returns", own),
            payouts: deploy("modules/Payouts.sol:Payouts", own)
        });
        return IUpline(deploy("contracts/Upline.sol:Upline", abi.encode(settings, modules, treasury, admin)));
    }

    /// @param artifact Source file and contract.
    /// @param arguments Of the constructor, encoded.
    function deploy(string memory artifact, bytes memory arguments) internal returns (address deployed) {
        bytes memory code = bytes.concat(vm.getCode(artifact), arguments);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 32), mload(code))
            if iszero(deployed) {
                returndatacopy(0, 0, returndatasize())
                revert(0, returndatasize())
            }
        }
    }
}
