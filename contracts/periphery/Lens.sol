// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessControlEnumerable} from "@openzeppelin/contracts/access/extensions/AccessControlEnumerable.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ILens} from "../interfaces/ILens.sol";
import {INetwork} from "../interfaces/INetwork.sol";
import {IPlans} from "../interfaces/IPlans.sol";
import {ISales} from "../interfaces/ISales.sol";
import {IUpline} from "../interfaces/IUpline.sol";
import {SaleState} from "../types/SaleSlot.sol";

/// @title Lens
/// @dev What the core has no view for is read from its storage, see docs/architecture.md.
contract Lens is ILens {
    /// @dev Slot of the run contract that is set, of the one that is named, and of the company (id 1).
    bytes32 private constant RUN = bytes32(uint256(12));
    bytes32 private constant NEXT_RUN = bytes32(uint256(13));
    uint256 private constant COMPANY = 1;
    uint256 private constant ROLES = 10;

    /// @inheritdoc ILens
    function person(IUpline core, address wallet) external view returns (Person memory found) {
        (found.id, found.current) = core.idOf(wallet);
        if (found.id == 0) return found;
        _addState(core, found);
        found.proposed = core.proposalOf(wallet);
        (found.guardian, found.guardianDelay, found.recoveryTo, found.recoveryAt) = core.guardianOf(wallet);
    }

    /// @inheritdoc ILens
    function personById(IUpline core, uint256 id) external view returns (Person memory found) {
        found.id = id;
        _addState(core, found);
    }

    function _addState(IUpline core, Person memory found) private view {
        found.state = core.distributor(found.id);
        if (found.id == COMPANY) return;
        uint256 until;
        (until, found.holdStarts) = core.holdOf(found.id);
        if (block.timestamp < until) found.heldUntil = until;
    }

    /// @inheritdoc ILens
    function sale(
        IUpline core,
        ISales.Sale calldata placed
    ) external view returns (SaleState state, uint256 deadline, Step step) {
        (state, deadline) = core.saleStatus(placed);
        bool due = block.timestamp >= deadline;
        if (state == SaleState.Escrowed) step = due ? Step.Settle : Step.Wait;
        else if (state == SaleState.Requested) step = due ? Step.Refund : Step.Decide;
        else if (state == SaleState.Disputed) step = due ? Step.Refund : Step.Rule;
    }

    /// @inheritdoc ILens
    function escrowed(IUpline core, ISales.Sale[] calldata placed) external view returns (uint256 total) {
        for (uint256 i = 0; i < placed.length; ++i) {
            (SaleState state, ) = core.saleStatus(placed[i]);
            if (state != SaleState.Settled && state != SaleState.Refunded) total += placed[i].total;
        }
    }

    /// @inheritdoc ILens
    function plans(
        IUpline core
    )
        external
        view
        returns (uint256 version, IPlans.Plan memory plan, uint256 nextVersion, uint256 from, IPlans.Plan memory next)
    {
        (version, plan) = core.planInForce();
        (nextVersion, from, next) = core.planScheduled();
    }

    /// @inheritdoc ILens
    function powers(IUpline core) external view returns (Power[] memory list) {
        (bytes32[ROLES] memory names, bytes32[ROLES] memory roles) = _roles();
        AccessControlEnumerable access = AccessControlEnumerable(address(core));
        uint256 count;
        for (uint256 i = 0; i < ROLES; ++i) count += access.getRoleMemberCount(roles[i]);
        Power[] memory others = _contracts(core);
        list = new Power[](count + others.length);
        count = 0;
        for (uint256 i = 0; i < ROLES; ++i) {
            address[] memory holders = access.getRoleMembers(roles[i]);
            for (uint256 j = 0; j < holders.length; ++j) {
                list[count++] = Power(names[i], holders[j], _delay(core, names[i], holders[j]), 0);
            }
        }
        for (uint256 i = 0; i < others.length; ++i) list[count++] = others[i];
    }

    function _roles() private pure returns (bytes32[ROLES] memory names, bytes32[ROLES] memory roles) {
        string[ROLES] memory texts = [
            "DEFAULT_ADMIN_ROLE",
            "CATALOGUE_ROLE",
            "PLAN_ROLE",
            "RANK_ROLE",
            "PAUSE_ROLE",
            "RETURNS_ROLE",
            "RECORD_ROLE",
            "HOLD_ROLE",
            "IMPORT_ROLE",
            "REVOKER_ROLE"
        ];
        for (uint256 i = 0; i < ROLES; ++i) {
            names[i] = bytes32(bytes(texts[i]));
            // OpenZeppelin's admin is role zero.
            if (i != 0) roles[i] = keccak256(bytes(texts[i]));
        }
    }

    function _delay(IUpline core, bytes32 name, address holder) private view returns (uint256) {
        IUpline.Settings memory s = core.settings();
        if (name == "PLAN_ROLE") return s.notice;
        if (name == "RANK_ROLE") return s.periodLength - ((block.timestamp - s.start) % s.periodLength);
        bytes memory question = abi.encodeCall(TimelockController.getMinDelay, ());
        // A holder that is no timelock may revert, or answer anything.
        (bool answered, bytes memory answer) = holder.staticcall(question);
        return answered && answer.length == 32 ? uint256(bytes32(answer)) : 0;
    }

    /// @dev The contracts in their places, and those that are named.
    function _contracts(IUpline core) private view returns (Power[] memory list) {
        bytes32[] memory slots = new bytes32[](2);
        (slots[0], slots[1]) = (RUN, NEXT_RUN);
        bytes32[] memory words = core.extsload(slots);
        (address screen, address nextScreen, uint256 screenFrom) = core.screening();
        uint256 notice = core.settings().notice;
        address run = address(uint160(uint256(words[0])));
        address nextRun = address(uint160(uint256(words[1])));
        uint256 runFrom = uint40(uint256(words[1]) >> 160);
        list = new Power[](4);
        uint256 count;
        if (run != address(0)) list[count++] = Power("RUN", run, 0, 0);
        if (nextRun != address(0)) list[count++] = Power("RUN", nextRun, notice, runFrom);
        if (screen != address(0)) list[count++] = Power("SCREEN", screen, 0, 0);
        if (screenFrom != 0) list[count++] = Power("SCREEN", nextScreen, notice, screenFrom);
        // The list is as long as what is in it.
        assembly ("memory-safe") {
            mstore(list, count)
        }
    }

    /// @inheritdoc ILens
    function owed(IUpline core, uint256 first, uint256 last) external view returns (Owed memory sum) {
        sum.held = IERC20(core.settings().token).balanceOf(address(core));
        (sum.company, sum.pool) = (core.balanceOf(COMPANY), core.poolBalance());
        (first, last) = _range(core, first, last);
        for (uint256 id = first; id <= last; ++id) sum.balances += core.balanceOf(id);
        sum.rest = sum.held - sum.company - sum.pool - sum.balances;
    }

    /// @inheritdoc ILens
    function unbound(IUpline core, uint256 first, uint256 last) external view returns (uint256[] memory ids) {
        (first, last) = _range(core, first, last);
        if (first > last) return ids;
        ids = new uint256[](last - first + 1);
        uint256 count;
        for (uint256 id = first; id <= last; ++id) {
            INetwork.DistributorState memory state = core.distributor(id);
            if (state.unbound) ids[count++] = id;
        }
        // The list is as long as what is in it.
        assembly ("memory-safe") {
            mstore(ids, count)
        }
    }

    /// @dev Without the company, which has a line of its own, and without numbers that were not given out.
    function _range(IUpline core, uint256 first, uint256 last) private view returns (uint256, uint256) {
        uint256 most = core.lastDistributorId();
        return (first > COMPANY ? first : COMPANY + 1, last < most ? last : most);
    }
}
