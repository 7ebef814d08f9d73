// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {ICatalogue} from "../../contracts/interfaces/ICatalogue.sol";
import {INetwork} from "../../contracts/interfaces/INetwork.sol";
import {IPlans} from "../../contracts/interfaces/IPlans.sol";
import {ISales} from "../../contracts/interfaces/ISales.sol";
import {IUpline} from "../../contracts/interfaces/IUpline.sol";
import {ReturnTerms} from "../../contracts/types/ReturnTerms.sol";
import {MockRun} from "../../contracts/mocks/MockRun.sol";
import {TestStablecoin} from "../../contracts/mocks/TestStablecoin.sol";
import {Deployment} from "../helpers/Deployment.sol";
import {Test, IVm} from "../helpers/Test.sol";
import {Ghost} from "./Ghost.sol";
import {Replay} from "./Replay.sol";

/// @title A programme with its people on a clock of its own, watched by the ghost model and by the replay of its events
abstract contract Stage is Test, Ghost, Replay {
    /// @dev The first difference found for a promise.
    struct Broken {
        bytes32 what;
        uint256 actual;
        uint256 expected;
    }

    uint256 internal constant START = 1_750_000_000;
    uint256 internal constant PERIOD = 30 days;
    uint256 internal constant FIRST_KEY = 0xA11CE;

    bytes32 internal constant CATALOGUE_ROLE = keccak256("CATALOGUE_ROLE");
    bytes32 internal constant PLAN_ROLE = keccak256("PLAN_ROLE");
    bytes32 internal constant RANK_ROLE = keccak256("RANK_ROLE");
    bytes32 internal constant PAUSE_ROLE = keccak256("PAUSE_ROLE");

    IUpline internal immutable core;
    TestStablecoin internal immutable token;
    address internal immutable run;
    uint256 internal immutable cap;
    uint256 internal immutable notice;
    bytes32 private _domain;
    uint256 private _distributors;

    /// @dev The company's officers, a keeper, and a thief who belongs to nobody.
    address internal immutable admin = address(0xAD);
    address internal immutable merchant = address(0xCA7);
    address internal immutable planner = address(0x91A);
    address internal immutable ranker = address(0x4A7C);
    address internal immutable pauser = address(0x9A5E);
    address internal immutable keeper = address(0x5EE9);
    address internal immutable thief = address(0x7417F);

    /// @dev The wallets of the treasury (0), of people who may enrol, and of customers who never do, in this order.
    address[] internal wallets;
    mapping(address wallet => uint256) internal placeOf;
    uint256 internal immutable lastPerson;

    /// @dev Cheat codes set the block's time, which the optimizer takes to be constant within a call.
    uint256 internal clock = START;
    uint256 internal strays;
    mapping(uint256 number => Broken) internal broken;
    bool internal halted;

    address private _acting;

    error PromiseBroken(uint256 number, string what, uint256 actual, uint256 expected);
    error NotAsForeseen(string what, bytes4 expected, bytes result);

    constructor(uint256 persons, uint256 customers, IUpline.Settings memory settings) Ghost(START, PERIOD) {
        vm.warp(START);
        lastPerson = persons;
        for (uint256 i = 0; i <= persons + customers; ++i) wallets.push(vm.addr(FIRST_KEY + i));
        token = new TestStablecoin(address(this));
        run = address(new MockRun());
        settings.token = address(token);
        settings.start = uint40(START);
        settings.periodLength = uint40(PERIOD);
        cap = settings.cap;
        notice = settings.notice;
        vm.recordLogs();
        core = Deployment.core(settings, wallets[0], admin);
    }

    /// @dev What a programme needs before it opens. Apart from the constructor, so that code which both need exists once.
    function _begin() internal {
        _domain = _domainOf(address(core));
        _distributors = _findDistributors();
        _beginReplay(address(core));
        _beginBooks(wallets[0]);
        _absorb(admin, true);
        _label();
        _appoint();
        _fund();
    }

    /// @dev Names for traces.
    function _label() private {
        vm.label(address(core), "core");
        vm.label(address(token), "token");
        vm.label(run, "run");
        vm.label(admin, "admin");
        vm.label(merchant, "merchant");
        vm.label(planner, "planner");
        vm.label(ranker, "ranker");
        vm.label(pauser, "pauser");
        vm.label(keeper, "keeper");
        vm.label(thief, "thief");
    }

    function _appoint() private {
        _grant(CATALOGUE_ROLE, merchant);
        _grant(PLAN_ROLE, planner);
        _grant(RANK_ROLE, ranker);
        _grant(PAUSE_ROLE, pauser);
        _mustDo(admin, abi.encodeCall(IPlans.scheduleRun, (run)));
        _mustDo(keeper, abi.encodeCall(IPlans.setRun, ()));
    }

    function _grant(bytes32 role, address officer) private {
        _mustDo(admin, abi.encodeCall(IAccessControl.grantRole, (role, officer)));
    }

    function _fund() private {
        for (uint256 i = 0; i < wallets.length; ++i) {
            placeOf[wallets[i]] = i;
            token.mint(wallets[i], 1e24);
            vm.prank(wallets[i]);
            token.approve(address(core), type(uint256).max);
        }
        token.mint(thief, 1e24);
    }

    function _openWith(IPlans.Plan memory plan) internal {
        _mustDo(planner, abi.encodeCall(IPlans.schedulePlan, (plan, 0, "")));
        _notePlan(plan, clock);
        _mustDo(admin, abi.encodeCall(IUpline.open, ()));
    }

    function _addProduct(ICatalogue.ProductTerms memory terms) internal {
        ICatalogue.ProductTerms[] memory products = new ICatalogue.ProductTerms[](1);
        products[0] = terms;
        _mustDo(merchant, abi.encodeCall(ICatalogue.addProducts, (products, new bytes32[](1))));
        articles.push(Ghost.Article(terms, false));
    }

    /// @dev A first line of people, each under the one before.
    function _enrolLine(uint256 length) internal {
        for (uint256 i = 1; i <= length; ++i) {
            INetwork.Invitation memory invitation = INetwork.Invitation(wallets[i - 1], wallets[i], clock);
            bytes memory signature = _signInvitation(i - 1, invitation);
            _mustDo(wallets[i], abi.encodeCall(INetwork.enrol, (invitation, signature)));
            _noteEnrolment(wallets[i], idOfWallet[wallets[i - 1]], clock);
        }
    }

    // Acting on the core

    /// @dev Calls the core as somebody and takes its events into the books.
    function _as(address who, bytes memory call) internal returns (bool ok, bytes memory result) {
        vm.prank(who);
        (ok, result) = address(core).call(call);
        _absorb(who, ok);
    }

    function _mustDo(address who, bytes memory call) internal returns (bytes memory result) {
        bool ok;
        (ok, result) = _as(who, call);
        if (!ok) _bubble(result);
    }

    /// @dev The call must fail, with this error where one is named.
    function _cannot(address who, bytes memory call, bytes4 why) internal {
        (bool ok, bytes memory result) = _as(who, call);
        if (ok || (why != 0 && bytes4(result) != why)) revert NotAsForeseen("refusal", why, result);
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
        _acting = who;
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter == address(core)) _replay(logs[i], clock);
        }
    }

    function _mayReceive(uint256 id, address to) internal view override returns (bool) {
        address owner = people[id].wallet;
        return owner == _acting || (owner == to && id != THE_COMPANY && !people[id].pushOff);
    }

    /// @dev Notes a broken promise, which its own invariant reports with both values. What comes after would only
    /// confuse, so nothing is done any more.
    function _promise(uint256 number, bytes32 what, uint256 actual, uint256 expected) internal {
        if (actual == expected || broken[number].what != 0) return;
        broken[number] = Broken(what, actual, expected);
        halted = true;
    }

    function _holds(uint256 number) internal view {
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

    // Signing

    function _domainOf(address account) private view returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                    keccak256("Upline"),
                    keccak256("1"),
                    block.chainid,
                    account
                )
            );
    }

    /// @dev `signer` is a place in `wallets`.
    function _signInvitation(
        uint256 signer,
        INetwork.Invitation memory invitation
    ) internal view returns (bytes memory) {
        bytes32 typeHash = keccak256("Invitation(address sponsor,address newcomer,uint256 deadline)");
        return
            _sign(
                signer,
                keccak256(abi.encode(typeHash, invitation.sponsor, invitation.newcomer, invitation.deadline))
            );
    }

    function _signEnrolment(
        uint256 signer,
        address newcomer,
        address sponsor,
        uint256 deadline
    ) internal view returns (bytes memory) {
        bytes32 typeHash = keccak256("Enrolment(address newcomer,address sponsor,uint256 deadline)");
        return _sign(signer, keccak256(abi.encode(typeHash, newcomer, sponsor, deadline)));
    }

    function _sign(uint256 signer, bytes32 structHash) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(
            FIRST_KEY + signer,
            keccak256(abi.encodePacked(hex"1901", _domain, structHash))
        );
        return abi.encodePacked(r, s, v);
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

    // Sales as the interface writes them

    /// @dev What settlement is called with, from the ghost model's own figures.
    function _written(Deal memory deal) internal pure returns (ISales.Sale memory sale) {
        sale.id = deal.id;
        sale.buyer = deal.buyer;
        sale.payer = deal.payer;
        sale.seller = uint32(deal.seller);
        sale.kind = deal.kind;
        sale.total = uint96(deal.total);
        uint256 terms = deal.window + uint256(deal.returnKind) * 2 ** 40 + uint256(uint160(deal.arbiter)) * 2 ** 48;
        sale.terms = ReturnTerms.wrap(terms);
        sale.pool = uint96(deal.pool);
        sale.company = uint96(deal.company);
        sale.activityVolume = uint80(deal.activityVolume);
        sale.threshold = uint80(deal.threshold);
        for (uint256 i = 0; i < deal.ids.length; ++i) {
            sale.credits = abi.encodePacked(sale.credits, uint32(deal.ids[i]), uint96(deal.amounts[i]));
        }
    }
}
