// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {ICatalogue} from "../../contracts/interfaces/ICatalogue.sol";
import {INetwork} from "../../contracts/interfaces/INetwork.sol";
import {IPayments} from "../../contracts/interfaces/IPayments.sol";
import {IPlans} from "../../contracts/interfaces/IPlans.sol";
import {IUpline} from "../../contracts/interfaces/IUpline.sol";
import {MockRun} from "../../contracts/mocks/MockRun.sol";
import {TestStablecoin} from "../../contracts/mocks/TestStablecoin.sol";
import {Deployment} from "../helpers/Deployment.sol";
import {IVm} from "../helpers/Test.sol";
import {Offices} from "./Offices.sol";
import {Refusals} from "./Refusals.sol";
import {Signing} from "./Signing.sol";
import {Market} from "./ghost/Market.sol";
import {People} from "./ghost/People.sol";
import {Screens} from "./ghost/Screens.sol";
import {Telling} from "./ghost/Telling.sol";
import {Replay} from "./replay/Replay.sol";

/// @title A programme with its people on a clock of its own, watched by the ghost model and by the replay of its events
abstract contract Stage is Offices, Signing, Telling, Screens, Replay {
    /// @dev The first difference found for a promise.
    struct Broken {
        bytes32 what;
        uint256 actual;
        uint256 expected;
    }

    uint256 internal constant START = 1_750_000_000;
    uint256 internal constant PERIOD = 30 days;
    uint256 internal constant FIRST_KEY = 0xA11CE;
    uint256 internal constant FUNDS = 1e24;

    IUpline internal immutable core;
    IPayments internal immutable payments;
    TestStablecoin internal immutable token;
    address internal immutable run;
    uint256 internal immutable cap;
    uint256 internal immutable notice;
    uint256 internal immutable decisionTime;
    uint256 internal immutable rulingTime;
    bytes32 internal codeAtFirst;
    uint256 private _distributors;

    /// @dev The wallets of the treasury (0), of people who may become distributors, and of customers who never do.
    address[] internal wallets;
    uint256 internal immutable lastPerson;

    /// @dev Cheat codes set the block's time, which the optimizer takes to be constant within a call.
    uint256 internal clock = START;
    uint256 internal strays;
    mapping(uint256 number => Broken) internal broken;
    bool internal halted;
    /// @dev How often a call failed as foreseen where the rules left no other error.
    mapping(bytes4 why => uint256) internal refusedFor;
    /// @dev How often each function of the core did what it was called for, and how often it sent the thief away.
    mapping(bytes4 call => uint256) internal succeeded;
    mapping(bytes4 call => uint256) internal thiefSentAway;

    address private _acting;

    error PromiseBroken(uint256 number, string what, uint256 actual, uint256 expected);
    /// @notice `expected` are the errors that would have been right; none: the call should have succeeded.
    error NotAsForeseen(string what, bytes4[] expected, bytes result);

    constructor(
        uint256 persons,
        uint256 customers,
        IUpline.Settings memory settings
    ) People(START, PERIOD) Market(settings.markup) {
        vm.warp(START);
        lastPerson = persons;
        for (uint256 i = 0; i <= persons + customers; ++i) {
            wallets.push(vm.addr(FIRST_KEY + i));
            keyOf[wallets[i]] = FIRST_KEY + i;
        }
        (keyOf[importer], keyOf[thief]) = (IMPORTER_KEY, THIEF_KEY);
        token = new TestStablecoin(address(this));
        run = address(new MockRun());
        settings.token = address(token);
        settings.start = uint40(START);
        settings.periodLength = uint40(PERIOD);
        cap = settings.cap;
        notice = settings.notice;
        decisionTime = settings.decisionTime;
        rulingTime = settings.rulingTime;
        vm.recordLogs();
        core = Deployment.core(settings, wallets[0], admin);
        payments = IPayments(Deployment.deploy("Payments.sol:Payments", abi.encode(core, address(0))));
    }

    /// @dev What a programme needs before it opens. Apart from the constructor, so that code which both need exists once.
    function _begin() internal {
        _beginSigning(address(core), token.DOMAIN_SEPARATOR());
        _distributors = _findDistributors();
        _beginReplay(address(core), notice);
        codeAtFirst = address(core).codehash;
        _beginPeople(wallets[0]);
        _beginMarket();
        _absorb(admin, true);
        _beginOffices();
        for (uint256 i = 0; i < offices.length; ++i) _appoint(offices[i].role, offices[i].officer);
        for (uint256 i = 0; i < wallets.length; ++i) _fund(wallets[i]);
        _fund(cashier);
        token.mint(thief, FUNDS);
    }

    function _appoint(bytes32 role, address officer) internal {
        _mustDo(admin, abi.encodeCall(IAccessControl.grantRole, (role, officer)));
        inOffice[role][officer] = true;
    }

    function _fund(address account) private {
        token.mint(account, FUNDS);
        vm.prank(account);
        token.approve(address(core), type(uint256).max);
    }

    function _openWith(IPlans.Plan memory plan) internal {
        _mustDo(planner, abi.encodeCall(IPlans.schedulePlan, (plan, 0, "")));
        _notePlan(plan, clock);
        _mustDo(admin, abi.encodeCall(IUpline.open, ()));
        _noteOpening(clock);
    }

    function _addProduct(ICatalogue.ProductTerms memory terms) internal {
        ICatalogue.ProductTerms[] memory products = new ICatalogue.ProductTerms[](1);
        products[0] = terms;
        _mustDo(merchant, abi.encodeCall(ICatalogue.addProducts, (products, new bytes32[](1))));
        articles.push(Article(terms, false));
    }

    /// @dev A line of people, each under the one before, the first under whoever came last.
    function _enrolLine(uint256 length) internal {
        for (uint256 i = 0; i < length; ++i) {
            address sponsor = _walletOf(people.length - 1);
            address newcomer = _freeWallet();
            INetwork.Invitation memory invitation = INetwork.Invitation(sponsor, newcomer, clock);
            bytes memory signature = _signInvitation(sponsor, invitation);
            _mustDo(newcomer, abi.encodeCall(INetwork.enrol, (invitation, signature)));
            _noteEnrolment(newcomer, idOfWallet[sponsor], clock);
        }
    }

    /// @dev The first wallet that can become a distributor's; zero: none is left.
    function _freeWallet() internal view returns (address) {
        for (uint256 i = 1; i <= lastPerson; ++i) if (idOfWallet[wallets[i]] == 0) return wallets[i];
        return address(0);
    }

    // Acting on the core

    /// @dev Calls the core as somebody and takes its events into the books.
    function _as(address who, bytes memory call) internal returns (bool ok, bytes memory result) {
        return _asAt(address(core), who, call);
    }

    /// @dev The same at a contract that calls the core.
    function _asAt(address target, address who, bytes memory call) internal returns (bool ok, bytes memory result) {
        vm.prank(who);
        (ok, result) = target.call(call);
        if (ok) ++succeeded[bytes4(call)];
        else if (who == thief) ++thiefSentAway[bytes4(call)];
        _watchCall(who, bytes4(call), ok, ok ? bytes4(0) : bytes4(result));
        _absorb(who, ok);
    }

    function _mustDo(address who, bytes memory call) internal returns (bytes memory result) {
        bool ok;
        (ok, result) = _as(who, call);
        if (!ok) _bubble(result);
    }

    /// @dev Calls the core, which must do what the rules allow, and refuse for a reason that the rules give. Whether it
    /// does at all is the promise of this number; zero: nobody's.
    /// @return done Whether it was done, and rightly.
    function _try(
        uint256 number,
        bytes32 what,
        address who,
        bytes memory call,
        Refusals memory refusals
    ) internal returns (bool done, bytes memory result) {
        return _tryAt(address(core), number, what, who, call, refusals);
    }

    function _tryAt(
        address target,
        uint256 number,
        bytes32 what,
        address who,
        bytes memory call,
        Refusals memory refusals
    ) internal returns (bool done, bytes memory result) {
        (done, result) = _asAt(target, who, call);
        bool foreseen = refusals.count == 0;
        bytes4 why = done ? bytes4(0) : bytes4(result);
        if (done != foreseen && number != 0) {
            _promise(number, what, done ? 1 : uint32(why), foreseen ? 1 : 0);
            return (false, result);
        }
        bool right = done ? foreseen : refusals.includes(why);
        if (!right) revert NotAsForeseen(_text(what), refusals.list(), result);
        if (!done && refusals.count == 1) ++refusedFor[why];
    }

    function _bubble(bytes memory result) internal pure {
        assembly ("memory-safe") {
            revert(add(result, 32), mload(result))
        }
    }

    /// @dev A call that reverted leaves no events, though the recorder keeps those of its inside.
    function _absorb(address who, bool happened) private {
        IVm.Log[] memory logs = vm.getRecordedLogs();
        if (!happened) return;
        ++calls;
        _acting = who;
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter == address(core)) _replay(logs[i], clock);
        }
    }

    /// @dev A purchase through `Payments` is paid by its buyer.
    function _purseOf(address payer, address buyer) internal view override returns (address) {
        return payer == address(payments) ? buyer : payer;
    }

    function _isActing(address account) internal view override returns (bool) {
        return account == _acting;
    }

    /// @dev The owner says where to; a push by anybody goes to his own wallet. Neither while he is held.
    function _mayReceive(uint256 id, address to) internal view override returns (bool) {
        Person storage person = people[id];
        if (id == THE_COMPANY) return person.wallet == _acting || _hasSigned(person.wallet, to);
        bool pushed = person.wallet == to && !person.pushOff && !_isRecovering(id, clock);
        return !_isHeld(id, clock) && (person.wallet == _acting || _hasSigned(person.wallet, to) || pushed);
    }

    /// @dev The new wallet takes what the present one proposed, or what its guardian began a delay ago.
    function _mayMove(uint256 id, address to) internal view override returns (bool) {
        Person storage person = people[id];
        if (_isAgreed(id, to)) return true;
        bool recovered = person.guard.to == to && person.guard.readyAt <= clock && _isRecovering(id, clock);
        return to == _acting && recovered;
    }

    function _isAgreed(uint256 id, address to) internal view override returns (bool) {
        Person storage person = people[id];
        return (to == _acting && person.proposed == to) || moveAgreed[person.wallet] == to;
    }

    /// @dev Whether an owner signed for the claim to this recipient that the present call has used.
    function _hasSigned(address wallet, address to) private view returns (bool) {
        uint256 nonce = claimNonceTold[wallet];
        return claimSignedIn[wallet] == calls && nonce != 0 && claimAgreed[wallet][nonce - 1] == to;
    }

    // Promises

    /// @dev Notes a broken promise, which its own invariant reports with both values. What comes after would only
    /// confuse, so nothing is done any more.
    function _promise(uint256 number, bytes32 what, uint256 actual, uint256 expected) internal {
        if (actual == expected || broken[number].what != 0) return;
        broken[number] = Broken(what, actual, expected);
        halted = true;
    }

    function _holds(uint256 number) internal view {
        if (wrongEvents[number] != 0) revert PromiseBroken(number, "events against it", wrongEvents[number], 0);
        Broken memory found = broken[number];
        if (found.what == 0) return;
        revert PromiseBroken(number, _text(found.what), found.actual, found.expected);
    }

    function _text(bytes32 what) private pure returns (string memory) {
        uint256 length;
        while (length < 32 && what[length] != 0) ++length;
        bytes memory text = new bytes(length);
        for (uint256 i = 0; i < length; ++i) text[i] = what[i];
        return string(text);
    }

    // Storage

    /// @dev Finds where the core keeps distributors by watching what a read of one touches: no layout is assumed but
    /// that they stand in order.
    function _findDistributors() private returns (uint256 first) {
        vm.record();
        core.balanceOf(2);
        (bytes32[] memory reads, ) = vm.accesses(address(core));
        vm.stopRecord();
        assertEqual("words read for a balance", reads.length, 1);
        return uint256(reads[0]) - 2;
    }

    function _slotOf(uint256 id) internal view returns (bytes32) {
        return bytes32(_distributors + id);
    }
}
