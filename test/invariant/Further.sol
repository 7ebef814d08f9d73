// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControlEnumerable} from "@openzeppelin/contracts/access/extensions/IAccessControlEnumerable.sol";
import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {ICatalogue} from "../../contracts/interfaces/ICatalogue.sol";
import {INetwork} from "../../contracts/interfaces/INetwork.sol";
import {IUpline} from "../../contracts/interfaces/IUpline.sol";
import {SaleState} from "../../contracts/types/SaleSlot.sol";
import {Promises} from "./Promises.sol";

/// @title Promises beside the twelve of the design, numbered on; each is about the present moment and what led to it
abstract contract Further is Promises {
    /// @dev The core tells the present from the block's time.
    modifier onTheClock() {
        vm.warp(clock);
        _;
    }

    /// @notice 13. What is in escrow is the sum of the sales that are open.
    function escrowIsOpenSales() external view {
        uint256 open = 0;
        for (uint256 i = 0; i < waiting.length; ++i) {
            Deal storage deal = deals[waiting[i]];
            (SaleState state, ) = core.saleState(deal.id);
            bool finished = state == SaleState.Settled || state == SaleState.Refunded;
            assertTrue("an open sale", state != SaleState.None && !finished);
            open += deal.total;
        }
        uint256 owed = _balances() + core.poolBalance();
        assertEqual("in escrow", token.balanceOf(address(core)) - owed - strays, open);
        assertEqual("in escrow by the events", escrowTold, open);
    }

    /// @notice 14. Whoever sponsors somebody sponsors him for good.
    function sponsorsForGood() external view {
        _holds(14);
        assertEqual("distributors", core.lastDistributorId(), lastIdTold);
        for (uint256 id = 2; id <= lastIdTold; ++id) {
            assertEqual("sponsor", _storedDistributor(id).sponsor(), sponsorTold[id]);
        }
    }

    /// @notice 15. A wallet that was ever somebody's stays that id's and is never bound again.
    function walletsForGood() external view {
        _holds(15);
        for (uint256 i = 0; i < wallets.length; ++i) {
            (uint256 id, bool current) = core.idOf(wallets[i]);
            assertEqual("whose wallet it ever was", id, ownerTold[wallets[i]]);
            assertTrue("present wallet", current == (id != 0 && walletTold[id] == wallets[i]));
        }
    }

    /// @notice 16. Plan, screen and run contract change only after their notice.
    function noticeIsKept() external onTheClock {
        _holds(16);
        (uint256 version, ) = core.planInForce();
        if (version != 1) assertAtMost("time at which a plan takes over", planAnnouncedAt[version] + notice, clock);
        (, uint256 from, ) = core.planScheduled();
        if (from != 0) assertAtMost("now", clock, from - 1);
    }

    /// @notice 17. A pause stops new enrolments and sales, and nothing else.
    function pauseStopsOnlyGrowth() external view {
        _holds(17);
    }

    /// @notice 18. A hold lasts 90 days at most, four begin in 24 months at most, and the company has none.
    function holdsAreBounded() external onTheClock {
        _holds(18);
        for (uint256 id = 2; id < people.length; ++id) {
            (uint256 until, uint256[4] memory starts) = core.holdOf(id);
            assertAtMost("end of a hold", until, clock + LONGEST_HOLD);
            assertAtMost("end of a hold", until, starts[0] + LONGEST_HOLD);
            assertEqual("end of a hold", until, heldUntilTold[id]);
        }
    }

    /// @notice 19. Roles come from the admin alone, and go by him, by the revoker, or by their holder.
    function rolesFromTheAdmin() external view {
        _holds(19);
        for (uint256 i = 0; i < offices.length; ++i) _checkHolders(offices[i].role, offices[i].officer);
        _checkHolders(ADMIN_ROLE, admin);
    }

    /// @dev Officer and deputy are who they should be, and nobody holds the role beside them.
    function _checkHolders(bytes32 role, address officer) private view {
        uint256 count = (inOffice[role][officer] ? 1 : 0) + (inOffice[role][keeper] ? 1 : 0);
        assertEqual("holders of a role in the events", holdersTold[role], count);
        assertEqual("holders of a role", IAccessControlEnumerable(address(core)).getRoleMemberCount(role), count);
        assertTrue("officer", roleTold[role][officer] == inOffice[role][officer]);
    }

    /// @notice 20. The revoker takes away, and gives nobody anything.
    function revokerOnlyTakesAway() external view {
        _holds(20);
    }

    /// @notice 21. Settings, code and the terms of each product are fixed for good.
    function fixedForGood() external view {
        IUpline.Settings memory settings = core.settings();
        assertEqual("token", uint160(settings.token), uint160(address(token)));
        assertEqual("cap", settings.cap, cap);
        assertEqual("notice", settings.notice, notice);
        assertEqual("time to decide", settings.decisionTime, decisionTime);
        assertEqual("time to rule", settings.rulingTime, rulingTime);
        assertEqual("code", uint256(address(core).codehash), uint256(codeAtFirst));
        for (uint256 number = 1; number < articles.length; ++number) {
            (ICatalogue.ProductTerms memory terms, ) = core.product(number);
            bytes32 first = keccak256(abi.encode(articles[number].terms));
            assertEqual("terms of a product", uint256(keccak256(abi.encode(terms))), uint256(first));
        }
    }

    /// @notice 22. Nobody's own tokens move but to pay for what he bought, and into a wallet come payouts and refunds.
    function nobodyPaysUnasked() external view {
        for (uint256 i = 0; i < wallets.length; ++i) _checkFunds(wallets[i], FUNDS);
        _checkFunds(cashier, FUNDS);
        _checkFunds(vault, 0);
    }

    function _checkFunds(address account, uint256 given) private view {
        assertEqual("own tokens", token.balanceOf(account) + spentTold[account], given + receivedTold[account]);
    }

    /// @notice 23. The pool leaves through the run contract alone, which is set once.
    function poolOnlyForTheRun() external view {
        _holds(23);
        assertEqual("pool", core.poolBalance(), poolEarnedTold - poolSpentTold);
        if (runTold == address(0)) assertEqual("pool without a run contract", poolEarnedTold, 0);
    }

    /// @notice 24. What people earn who have no wallet yet stays theirs.
    function unboundKeepTheirs() external view {
        for (uint256 id = 2; id <= lastIdTold; ++id) {
            if (walletTold[id] != address(0)) continue;
            assertEqual("paid to the unbound", paidTold[id], 0);
            assertEqual("kept for the unbound", core.balanceOf(id), earnedTold[id]);
        }
    }

    /// @notice 25. Who is active and of which rank is fixed before a period begins; only settled retail sales count.
    function qualificationIsFixed() external onTheClock {
        uint256 period = _periodAt(clock);
        for (uint256 id = 2; id < people.length; ++id) {
            INetwork.DistributorState memory state = core.distributor(id);
            assertTrue("active", state.active == _isActive(id, 1, period));
            assertEqual("rank", state.rank, _rankOf(id, period));
            assertEqual("volume", state.volume, retailSettled[id][period]);
        }
    }

    /// @notice 26. An offer to a named buyer serves once, and a batch of recorded sales is taken once.
    function usedOnce() external view {
        _holds(26);
    }

    /// @notice 27. A guardian moves a lost wallet only after the delay that its owner chose, and not for ever.
    function recoveryWaits() external view {
        _holds(27);
    }

    /// @notice 28. The thief has what he had, less what he gave away: no token, no id, no role.
    function thiefGainsNothing() external view {
        assertEqual("the thief's tokens", token.balanceOf(thief) + strays, FUNDS);
        (uint256 id, ) = core.idOf(thief);
        assertEqual("the thief's id", id, 0);
        for (uint256 i = 0; i < offices.length; ++i) _checkThief(offices[i].role);
        _checkThief(ADMIN_ROLE);
    }

    /// @dev By the events and by the core itself.
    function _checkThief(bytes32 role) private view {
        assertTrue("the thief's role in the events", !roleTold[role][thief]);
        assertTrue("the thief's role", !IAccessControl(address(core)).hasRole(role, thief));
    }

    /// @notice 29. What somebody signed serves for what he signed, in time and once.
    function signaturesServeOnce() external view {
        _holds(29);
        for (uint256 i = 0; i < wallets.length; ++i) {
            uint256 nonce = core.claimNonce(wallets[i]);
            assertEqual("nonce of signed claims", nonce, claimNonces[wallets[i]]);
            assertEqual("nonce of signed claims in the events", claimNonceTold[wallets[i]], nonce);
        }
    }

    /// @notice 30. The contract that takes payments by signature keeps nothing.
    function paymentsKeepNothing() external view {
        assertEqual("tokens held by Payments", token.balanceOf(address(payments)), 0);
        uint256 left = token.allowance(address(payments), address(core));
        assertEqual("allowance that Payments left", left, 0);
    }
}
