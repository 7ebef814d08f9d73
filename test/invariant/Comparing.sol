// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {ICatalogue} from "../../contracts/interfaces/ICatalogue.sol";
import {INetwork} from "../../contracts/interfaces/INetwork.sol";
import {IPlans} from "../../contracts/interfaces/IPlans.sol";
import {HOLD_STARTS} from "../../contracts/types/Hold.sol";
import {Further} from "./Further.sol";

/// @title All that the core tells of its state, against the events and the ghost model
abstract contract Comparing is Further {
    /// @notice 9. Everything that the core tells follows from its events, and is what the rules say.
    function compareState() public {
        noneBroken();
        vm.warp(clock);
        for (uint256 id = 1; id <= lastIdTold; ++id) {
            _compareWallets(id);
            _compareOffers(id);
            if (id == THE_COMPANY) continue;
            _compareHolds(id);
            _compareDistributor(id, _periodAt(clock));
        }
        for (uint256 i = 0; i < formerWallets.length; ++i) _compareFormer(formerWallets[i]);
        for (uint256 i = 0; i < deals.length; ++i) _checkState(deals[i]);
        _compareCatalogue();
        _comparePlans();
        _compareScreen();
        for (uint256 i = 0; i < offices.length; ++i) _compareRole(offices[i].role, offices[i].officer);
        _compareRole(ADMIN_ROLE, admin);
    }

    // People

    function _compareWallets(uint256 id) private view {
        address wallet = walletTold[id];
        assertEqual("wallet", uint160(wallet), uint160(people[id].wallet));
        if (wallet == address(0)) return;
        (uint256 owner, bool current) = core.idOf(wallet);
        assertEqual("id of a wallet", current ? owner : 0, id);
        assertEqual("id of a wallet in the events", ownerTold[wallet], id);
        assertEqual("proposal", uint160(core.proposalOf(wallet)), uint160(proposedTold[wallet]));
        assertEqual("proposal", uint160(core.proposalOf(wallet)), uint160(people[id].proposed));
        bytes32 guarded = _guardIn(wallet);
        assertEqual("guardian in the events", uint256(keccak256(abi.encode(guardTold[wallet]))), uint256(guarded));
        assertEqual("guardian", uint256(keccak256(abi.encode(people[id].guard))), uint256(guarded));
    }

    function _guardIn(address wallet) private view returns (bytes32) {
        (address guardian, uint256 delay, address to, uint256 readyAt) = core.guardianOf(wallet);
        return keccak256(abi.encode(guardian, delay, to, readyAt));
    }

    /// @dev A former wallet stays its id's, and what it proposed and named is void.
    function _compareFormer(address wallet) private view {
        (uint256 owner, bool current) = core.idOf(wallet);
        assertTrue("former wallet", !current);
        assertEqual("id of a former wallet", owner, idOfWallet[wallet]);
        assertEqual("id of a former wallet in the events", ownerTold[wallet], owner);
        assertEqual("proposal of a former wallet", uint160(core.proposalOf(wallet)), 0);
        assertEqual("guardian of a former wallet", uint256(_guardIn(wallet)), uint256(keccak256(new bytes(128))));
    }

    function _compareOffers(uint256 id) private view {
        for (uint256 word = 0; word <= lastWordTold[id]; ++word) {
            uint256 used = core.offerNonces(id, word);
            assertEqual("offers used or cancelled", used, offersTold[id][word]);
            for (uint256 bit = 0; bit < 256; ++bit) {
                assertTrue("offer", ((used >> bit) & 1 == 1) == offerEnded[id][256 * word + bit]);
            }
        }
    }

    function _compareHolds(uint256 id) private view {
        (uint256 until, uint256[4] memory starts) = core.holdOf(id);
        assertEqual("end of a hold", until, heldUntilTold[id]);
        assertEqual("end of a hold", until, people[id].heldUntil);
        uint256 count = holdsTold[id].length;
        assertEqual("number of holds", count, people[id].holds.length);
        for (uint256 i = 0; i < HOLD_STARTS; ++i) {
            assertEqual("start of a hold", starts[i], i < count ? holdsTold[id][count - 1 - i] : 0);
        }
    }

    /// @dev What the core tells of a distributor against the ghost model.
    function _compareDistributor(uint256 id, uint256 period) private view {
        INetwork.DistributorState memory state = core.distributor(id);
        Person storage person = people[id];
        assertEqual("sponsor", state.sponsor, person.sponsor);
        assertEqual("balance", state.balance, person.owed);
        assertTrue("active", state.active == _isActive(id, 1, period));
        assertTrue("active next", state.activeNext == _isActive(id, 1, period + 1));
        assertEqual("volume", state.volume, retailSettled[id][period]);
        assertEqual("rank", state.rank, _rankOf(id, period));
        assertEqual("rank next", state.rankNext, _rankOf(id, period + 1));
        assertTrue("pushed payouts", state.pushOff == person.pushOff);
        assertTrue("pushed payouts in the events", state.pushOff == pushOffTold[id]);
        assertTrue("imported", state.imported == person.imported);
        assertTrue("imported in the events", state.imported == importedTold[id]);
        assertTrue("unbound", state.unbound == (person.wallet == address(0)));
        assertTrue("recovering", state.recovering == (person.guard.readyAt != 0));
        assertTrue("held", state.held == person.held);
        assertTrue("held in the events", state.held == heldTold[id]);
    }

    // The company's

    function _compareCatalogue() private view {
        assertEqual("products", lastProductTold, articles.length - 1);
        for (uint256 number = 1; number <= lastProductTold; ++number) {
            (ICatalogue.ProductTerms memory terms, bool closed) = core.product(number);
            assertTrue("closed product", closed == closedTold[number]);
            assertTrue("closed product", closed == articles[number].closed);
            bytes32 expected = keccak256(abi.encode(articles[number].terms));
            assertEqual("terms of a product", uint256(keccak256(abi.encode(terms))), uint256(expected));
        }
    }

    function _comparePlans() private view {
        (uint256 version, IPlans.Plan memory plan) = core.planInForce();
        bool due = planNextTold != 0 && planNextFromTold <= clock;
        assertEqual("plan", version, due ? planNextTold : planTold);
        PlanFrom storage known = _planAt(clock);
        assertEqual("plan", version, known.version);
        bytes32 expected = keccak256(abi.encode(known.plan));
        assertEqual("terms of the plan", uint256(keccak256(abi.encode(plan))), uint256(expected));
        uint256 from;
        (version, from, plan) = core.planScheduled();
        bool pending = planNextTold != 0 && !due;
        assertEqual("next plan", version, pending ? planNextTold : 0);
        assertEqual("time of the next plan", from, pending ? planNextFromTold : 0);
        assertTrue("next plan", pending == _planPending(clock));
        assertTrue("open", core.isOpen() == openedTold && openedTold == openedNow);
        assertTrue("paused", pausedTold == pausedNow);
        assertEqual("run contract", uint160(runTold), uint160(runNow));
    }

    function _compareScreen() private view {
        (address screen, address next, uint256 from) = core.screening();
        assertEqual("screen", uint160(screen), uint160(screenTold));
        assertEqual("screen", uint160(screen), uint160(address(screenNow)));
        assertEqual("next screen", uint160(next), uint160(screenNextTold));
        assertEqual("next screen", uint160(next), uint160(address(screenNext)));
        assertEqual("time of the next screen", from, screenFromTold);
        assertEqual("time of the next screen", from, screenFrom);
    }

    /// @dev An officer, his deputy, and nobody else.
    function _compareRole(bytes32 role, address officer) private view {
        uint256 count;
        address[2] memory accounts = [officer, keeper];
        for (uint256 i = 0; i < accounts.length; ++i) {
            bool has = IAccessControl(address(core)).hasRole(role, accounts[i]);
            assertTrue("role", has == inOffice[role][accounts[i]]);
            assertTrue("role in the events", has == roleTold[role][accounts[i]]);
            if (has) ++count;
        }
        assertEqual("holders of a role in the events", holdersTold[role], count);
    }
}
