// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessControlEnumerable} from "@openzeppelin/contracts/access/extensions/AccessControlEnumerable.sol";
import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICatalogue} from "./interfaces/ICatalogue.sol";
import {IJournal} from "./interfaces/IJournal.sol";
import {INetwork} from "./interfaces/INetwork.sol";
import {IPayouts} from "./interfaces/IPayouts.sol";
import {IPlans} from "./interfaces/IPlans.sol";
import {ISales} from "./interfaces/ISales.sol";
import {IUpline} from "./interfaces/IUpline.sol";
import {Catalogue} from "./libraries/Catalogue.sol";
import {Escrow} from "./libraries/Escrow.sol";
import {Journal} from "./libraries/Journal.sol";
import {Network} from "./libraries/Network.sol";
import {Placement} from "./libraries/Placement.sol";
import {PlanBook} from "./libraries/PlanBook.sol";
import {COMPANY, Programme, WALLET_CURRENT} from "./libraries/Programme.sol";
import {Quotes} from "./libraries/Quotes.sol";
import {Accounts} from "./types/Accounts.sol";
import {Distributor} from "./types/Distributor.sol";
import {BASIS_POINTS} from "./types/PlanTerms.sol";
import {SaleSlot, SaleState, newSaleSlot} from "./types/SaleSlot.sol";

/// @title Upline: the core of one programme
/// @notice Records who sponsored whom and what was sold, holds each sale's money through its return window, and pays
/// every commission as it was fixed when the sale was placed.
///
/// Who may do what, and with which delay:
///
/// | power                                   | holder            | delay                            |
/// |-----------------------------------------|-------------------|----------------------------------|
/// | grant and revoke roles, open, name run  | DEFAULT_ADMIN     | the timelock's; run: the notice  |
/// | add, close, reopen products             | CATALOGUE_ROLE    | none: a placed sale is fixed     |
/// | schedule and cancel a plan              | PLAN_ROLE         | the notice, enforced here        |
/// | set ranks                               | RANK_ROLE         | from the next period on          |
/// | stop and restart enrolments and sales   | PAUSE_ROLE        | none                             |
/// | spend the bonus pool                    | the run contract  | set once                         |
/// | settle, push, activate a due plan       | anybody           | none                             |
///
/// Nobody may: move, reduce or redirect a distributor's balance but he; stop a claim, a settlement or a refund; change
/// a placed sale, a product's terms, a sponsor or the cap; take from the escrow; replace this code.
///
/// The token must deliver exactly what is transferred, must not change balances by itself, and is trusted with gas.
contract Upline is IUpline, AccessControlEnumerable, EIP712, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using Journal for Programme;
    using Placement for Programme;
    using Escrow for Programme;

    bytes32 public constant CATALOGUE_ROLE = keccak256("CATALOGUE_ROLE");
    bytes32 public constant PLAN_ROLE = keccak256("PLAN_ROLE");
    bytes32 public constant RANK_ROLE = keccak256("RANK_ROLE");
    bytes32 public constant PAUSE_ROLE = keccak256("PAUSE_ROLE");

    /// @dev Periods are counted in 16 bits: 179 years of days.
    uint256 private constant MIN_PERIOD = 1 days;
    uint256 private constant MAX_PERIOD = 366 days;
    uint256 private constant MAX_NOTICE = 366 days;

    IERC20 private immutable _token;
    uint256 private immutable _start;
    uint256 private immutable _periodLength;
    uint256 private immutable _notice;
    uint256 private immutable _cap;
    bool private immutable _openToAll;

    Programme private _p;

    constructor(Settings memory fixedSettings, address treasury, address admin) EIP712("Upline", "1") {
        _checkSettings(fixedSettings);
        if (treasury == address(0) || treasury == address(this)) revert WalletInvalid(treasury);
        _token = IERC20(fixedSettings.token);
        _start = fixedSettings.start;
        _periodLength = fixedSettings.periodLength;
        _notice = fixedSettings.notice;
        _cap = fixedSettings.cap;
        _openToAll = fixedSettings.openToAll;

        _p.accounts = _p.accounts.withHead(Journal.genesis());
        _p.record(ProgrammeCreated.selector, abi.encode(fixedSettings, treasury, admin));
        _p.counters.distributors = uint32(COMPANY);
        _p.wallets[treasury] = COMPANY | WALLET_CURRENT;
        _p.record(DistributorEnrolled.selector, COMPANY, 0, uint160(treasury), "");
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
    }

    function _checkSettings(Settings memory s) private view {
        if (s.token.code.length == 0) revert SettingInvalid("token", uint160(s.token), 0);
        if (s.start > block.timestamp) revert SettingInvalid("start", s.start, block.timestamp);
        if (s.periodLength < MIN_PERIOD) revert SettingInvalid("periodLength", s.periodLength, MIN_PERIOD);
        if (s.periodLength > MAX_PERIOD) revert SettingInvalid("periodLength", s.periodLength, MAX_PERIOD);
        if (s.notice > MAX_NOTICE) revert SettingInvalid("notice", s.notice, MAX_NOTICE);
        if (s.cap > BASIS_POINTS) revert SettingInvalid("cap", s.cap, BASIS_POINTS);
    }

    // Life cycle and powers

    /// @inheritdoc IUpline
    function open() external nonReentrant onlyRole(DEFAULT_ADMIN_ROLE) {
        if (isOpen()) revert ProgrammeAlreadyOpen();
        _p.record(ProgrammeOpened.selector, PlanBook.activateFirst(_p), "");
    }

    /// @inheritdoc IUpline
    function setPaused(bool paused) external nonReentrant onlyRole(PAUSE_ROLE) {
        if (_p.plan.terms.paused() == paused) revert ProgrammePauseUnchanged(paused);
        _p.plan.terms = _p.plan.terms.withPaused(paused);
        _p.record(ProgrammePausedSet.selector, uint160(msg.sender), abi.encode(paused));
    }

    /// @dev OpenZeppelin's own event, hashed into the journal.
    function _grantRole(bytes32 role, address account) internal override returns (bool granted) {
        granted = super._grantRole(role, account);
        if (granted) _chainRole(IAccessControl.RoleGranted.selector, role, account);
    }

    /// @dev OpenZeppelin's own event, hashed into the journal.
    function _revokeRole(bytes32 role, address account) internal override returns (bool revoked) {
        revoked = super._revokeRole(role, account);
        if (revoked) _chainRole(IAccessControl.RoleRevoked.selector, role, account);
    }

    function _chainRole(bytes32 selector, bytes32 role, address account) private {
        _p.chain(selector, role, bytes32(uint256(uint160(account))), bytes32(uint256(uint160(msg.sender))));
    }

    // Network

    /// @inheritdoc INetwork
    function enrol(Invitation calldata invitation, bytes calldata signature)
        external
        nonReentrant
        returns (uint256 id)
    {
        return Network.enrol(_p, _networkContext(), msg.sender, invitation, signature);
    }

    /// @inheritdoc INetwork
    function enrolFor(
        Invitation calldata invitation,
        bytes calldata signature,
        address newcomer,
        uint256 deadline,
        bytes calldata consent
    ) external nonReentrant returns (uint256 id) {
        return Network.enrolFor(_p, _networkContext(), invitation, signature, newcomer, deadline, consent);
    }

    function _networkContext() private view returns (Network.Context memory) {
        return Network.Context(_domainSeparatorV4(), currentPeriod(), _openToAll);
    }

    /// @inheritdoc INetwork
    function setRanks(RankChange[] calldata changes, bytes32 evidence) external nonReentrant onlyRole(RANK_ROLE) {
        Network.setRanks(_p, currentPeriod(), changes, evidence);
    }

    // Catalogue

    /// @inheritdoc ICatalogue
    function addProducts(ProductTerms[] calldata products, bytes32[] calldata skus)
        external
        nonReentrant
        onlyRole(CATALOGUE_ROLE)
        returns (uint256 firstProduct)
    {
        return Catalogue.addProducts(_p, products, skus);
    }

    /// @inheritdoc ICatalogue
    function setProductsClosed(uint256[] calldata products, bool closed)
        external
        nonReentrant
        onlyRole(CATALOGUE_ROLE)
    {
        Catalogue.setProductsClosed(_p, products, closed);
    }

    // Plans

    /// @inheritdoc IPlans
    function schedulePlan(Plan calldata plan, uint256 from, string calldata document)
        external
        nonReentrant
        onlyRole(PLAN_ROLE)
        returns (uint256 version)
    {
        return PlanBook.schedule(_p, plan, from, document, _notice, _cap);
    }

    /// @inheritdoc IPlans
    function cancelPlan() external nonReentrant onlyRole(PLAN_ROLE) {
        PlanBook.cancel(_p);
    }

    /// @inheritdoc IPlans
    function activatePlan() external nonReentrant {
        PlanBook.activate(_p);
    }

    /// @inheritdoc IPlans
    function scheduleRun(address run) external nonReentrant onlyRole(DEFAULT_ADMIN_ROLE) {
        PlanBook.scheduleRun(_p, run, _notice);
    }

    /// @inheritdoc IPlans
    function setRun() external nonReentrant {
        PlanBook.setRun(_p);
    }

    // Sales

    /// @inheritdoc ISales
    function buy(Order calldata order) external nonReentrant returns (uint160 id) {
        return _place(msg.sender, order);
    }

    /// @inheritdoc ISales
    function buyFor(address buyer, Order calldata order) external nonReentrant returns (uint160 id) {
        return _place(buyer, order);
    }

    /// @dev Pays first and reads the network after, so that nothing read is older than the token's call.
    function _place(address buyer, Order calldata order) private returns (uint160 id) {
        Placement.Basket memory basket = _p.price(buyer, order);
        _pull(basket.total);
        Placement.Split memory split = _p.split(basket, order.seller, currentPeriod(), false);
        Accounts accounts = _p.accounts;
        id = accounts.head();
        bytes memory credits = Placement.packCredits(split, order.seller);
        if (basket.terms.window() == 0) accounts = _pay(accounts, split, order.seller);
        else _hold(id, buyer, order.seller, basket, split, credits);
        _p.accounts = Journal.log(
            accounts,
            4,
            SalePlaced.selector,
            bytes32(uint256(id)),
            bytes32(uint256(uint160(buyer))),
            bytes32(uint256(order.seller)),
            Placement.receipt(basket, split, order, credits)
        );
    }

    /// @dev Takes exactly `amount` from the caller, and keeps the balance within what 96 bits count.
    function _pull(uint256 amount) private {
        uint256 before = _token.balanceOf(address(this));
        _token.safeTransferFrom(msg.sender, address(this), amount);
        uint256 held = _token.balanceOf(address(this));
        if (held > type(uint96).max) revert TokenBalanceTooLarge(held, type(uint96).max);
        if (held != before + amount) revert TokenAmountWrong(held > before ? held - before : 0, amount);
    }

    /// @dev A sale that is final at once: every part is credited now.
    function _pay(Accounts accounts, Placement.Split memory split, uint256 seller) private returns (Accounts) {
        if (seller != COMPANY) {
            Distributor slot = split.seller.credited(split.sellerAmount);
            if (split.activityVolume != 0) {
                slot = slot.withVolume(split.activityVolume, split.terms.threshold(), currentPeriod());
            }
            _p.distributors[seller] = slot;
        }
        for (uint256 i = 0; i < split.count; ++i) {
            uint256 credit = split.credits[i];
            _p.distributors[uint32(credit >> 96)] = split.slots[i].credited(uint96(credit));
        }
        if (split.pool != 0) _p.pool += uint96(split.pool);
        return accounts.withCompanyAdded(split.company);
    }

    /// @dev A sale with a return window: its money waits, its parts are fixed by their hash.
    function _hold(
        uint160 id,
        address buyer,
        uint256 seller,
        Placement.Basket memory basket,
        Placement.Split memory split,
        bytes memory credits
    ) private {
        bytes32 digest = Escrow.digestOf(id, buyer, seller, basket, split, credits);
        uint256 deadline = block.timestamp + basket.terms.window();
        _p.sales[id] = newSaleSlot(SaleState.Escrowed, deadline, digest);
    }

    /// @inheritdoc ISales
    function settle(Sale calldata sale) external nonReentrant {
        (SettleResult result, SaleSlot slot) = _p.check(sale);
        if (result == SettleResult.Unknown) revert SaleUnknown(sale.id);
        if (result == SettleResult.Finished) revert SaleFinished(sale.id, slot.state());
        if (result == SettleResult.NotDue) revert SaleNotDue(sale.id, block.timestamp, slot.deadline());
        Escrow.Batch memory batch;
        _p.settle(batch, sale, slot, currentPeriod());
        _finish(batch, abi.encodePacked(sale.id));
    }

    /// @inheritdoc ISales
    function settleMany(Sale[] calldata sales) external nonReentrant returns (SettleResult[] memory results) {
        results = new SettleResult[](sales.length);
        bytes memory ids = new bytes(sales.length * 20 + 12);
        uint256 settled;
        Escrow.Batch memory batch;
        uint256 nowPeriod = currentPeriod();
        for (uint256 i = 0; i < sales.length; ++i) {
            SaleSlot slot;
            (results[i], slot) = _p.check(sales[i]);
            if (results[i] != SettleResult.Settled) continue;
            _p.settle(batch, sales[i], slot, nowPeriod);
            uint256 id = sales[i].id;
            // Writes 20 bytes and 12 zeros behind them, for which there is room.
            assembly ("memory-safe") {
                mstore(add(add(ids, 32), mul(settled, 20)), shl(96, id))
            }
            ++settled;
        }
        if (settled == 0) return results;
        assembly ("memory-safe") {
            mstore(ids, mul(settled, 20))
        }
        _finish(batch, ids);
    }

    /// @dev Writes the sums of a batch and its event.
    function _finish(Escrow.Batch memory batch, bytes memory ids) private {
        _p.flush(batch);
        if (batch.pool != 0) _p.pool += uint96(batch.pool);
        Accounts accounts = _p.accounts.withCompanyAdded(batch.company);
        _p.accounts = Journal.log(accounts, 1, SalesSettled.selector, 0, 0, 0, abi.encode(ids));
    }

    /// @inheritdoc ISales
    function quote(address buyer, Order calldata order) external view returns (Quote memory) {
        return Quotes.quote(_p, buyer, order, currentPeriod());
    }

    // Payouts

    /// @inheritdoc IPayouts
    function claim() external nonReentrant returns (uint256 amount) {
        return _claim(msg.sender);
    }

    /// @inheritdoc IPayouts
    function claimTo(address recipient) external nonReentrant returns (uint256 amount) {
        if (recipient == address(0) || recipient == address(this)) revert PayoutRecipientInvalid(recipient);
        return _claim(recipient);
    }

    function _claim(address recipient) private returns (uint256 amount) {
        uint256 id = Network.currentId(_p, msg.sender);
        amount = _empty(id);
        if (amount == 0) revert PayoutNothingDue(id);
        _token.safeTransfer(recipient, amount);
        _p.record(Paid.selector, id, uint160(recipient), abi.encode(amount));
    }

    function _empty(uint256 id) private returns (uint256 amount) {
        amount = balanceOf(id);
        if (amount == 0) return 0;
        if (id == COMPANY) _p.accounts = _p.accounts.withCompanyEmptied();
        else _p.distributors[id] = _p.distributors[id].emptied();
    }

    /// @inheritdoc IPayouts
    function push(address[] calldata wallets) external nonReentrant returns (PushResult[] memory results) {
        results = new PushResult[](wallets.length);
        for (uint256 i = 0; i < wallets.length; ++i) {
            results[i] = _push(wallets[i]);
        }
    }

    function _push(address wallet) private returns (PushResult) {
        uint256 binding = _p.wallets[wallet];
        if (binding & WALLET_CURRENT == 0) return PushResult.NotBound;
        uint256 id = uint32(binding);
        if (id == COMPANY) return PushResult.Company;
        Distributor slot = _p.distributors[id];
        if (slot.pushOff()) return PushResult.PushOff;
        uint256 amount = _empty(id);
        if (amount == 0) return PushResult.NothingDue;
        if (_token.trySafeTransfer(wallet, amount)) {
            _p.record(Paid.selector, id, uint160(wallet), abi.encode(amount));
            return PushResult.Paid;
        }
        _p.distributors[id] = slot;
        _p.record(PayoutFailed.selector, id, uint160(wallet), abi.encode(amount));
        return PushResult.Failed;
    }

    /// @inheritdoc IPayouts
    function setPushOff(bool off) external nonReentrant {
        uint256 id = Network.currentId(_p, msg.sender);
        Distributor slot = _p.distributors[id];
        if (id == COMPANY || slot.pushOff() == off) revert PushUnchanged(id, off);
        _p.distributors[id] = slot.withPushOff(off);
        _p.record(PushSwitched.selector, id, abi.encode(off));
    }

    /// @inheritdoc IPayouts
    function spendPool(address recipient, uint256 amount) external nonReentrant {
        if (msg.sender != _p.run) revert PoolNotForCaller(msg.sender, _p.run);
        if (recipient == address(0) || recipient == address(this)) revert PayoutRecipientInvalid(recipient);
        if (amount > _p.pool) revert PoolTooSmall(amount, _p.pool);
        _p.pool -= uint96(amount);
        _token.safeTransfer(recipient, amount);
        _p.record(PoolSpent.selector, uint160(recipient), abi.encode(amount));
    }

    // Views

    /// @inheritdoc IUpline
    function currentPeriod() public view returns (uint256) {
        // The start is not in the future and a period at least a day: checked at deployment.
        unchecked {
            return (block.timestamp - _start) / _periodLength;
        }
    }

    /// @inheritdoc IUpline
    function isOpen() public view returns (bool) {
        return _p.plan.terms.version() != 0;
    }

    /// @inheritdoc IUpline
    function settings() external view returns (Settings memory) {
        return Settings({
            token: address(_token),
            start: uint40(_start),
            periodLength: uint40(_periodLength),
            notice: uint40(_notice),
            cap: uint16(_cap),
            openToAll: _openToAll
        });
    }

    /// @inheritdoc IJournal
    function journalHead() external view returns (uint160) {
        return _p.accounts.head();
    }

    /// @inheritdoc IJournal
    function extsload(bytes32[] calldata slots) external view returns (bytes32[] memory words) {
        words = new bytes32[](slots.length);
        for (uint256 i = 0; i < slots.length; ++i) {
            bytes32 slot = slots[i];
            bytes32 word;
            assembly ("memory-safe") {
                word := sload(slot)
            }
            words[i] = word;
        }
    }

    /// @inheritdoc INetwork
    function idOf(address wallet) external view returns (uint256 id, bool current) {
        uint256 binding = _p.wallets[wallet];
        return (uint32(binding), binding & WALLET_CURRENT != 0);
    }

    /// @inheritdoc INetwork
    function lastDistributorId() external view returns (uint256) {
        return _p.counters.distributors;
    }

    /// @inheritdoc ICatalogue
    function product(uint256 number) external view returns (ProductTerms memory terms, bool closed) {
        return Catalogue.product(_p, number);
    }

    /// @inheritdoc ICatalogue
    function lastProduct() external view returns (uint256) {
        return _p.counters.products;
    }

    /// @inheritdoc IPlans
    function planInForce() external view returns (uint256 version, Plan memory plan) {
        return PlanBook.inForce(_p);
    }

    /// @inheritdoc IPlans
    function planScheduled() external view returns (uint256 version, uint256 from, Plan memory plan) {
        return PlanBook.scheduled(_p);
    }

    /// @inheritdoc ISales
    function saleState(uint160 id) external view returns (SaleState state, uint256 deadline) {
        SaleSlot slot = _p.sales[id];
        return (slot.state(), slot.deadline());
    }

    /// @inheritdoc IPayouts
    function balanceOf(uint256 id) public view returns (uint256) {
        return id == COMPANY ? _p.accounts.company() : _p.distributors[uint32(id)].balance();
    }

    /// @inheritdoc IPayouts
    function poolBalance() external view returns (uint256) {
        return _p.pool;
    }
}
