// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {UplineBase} from "./UplineBase.sol";
import {ICatalogue} from "./interfaces/ICatalogue.sol";
import {IJournal} from "./interfaces/IJournal.sol";
import {IModule} from "./interfaces/IModule.sol";
import {INetwork} from "./interfaces/INetwork.sol";
import {IPayouts} from "./interfaces/IPayouts.sol";
import {IPlans} from "./interfaces/IPlans.sol";
import {ISales} from "./interfaces/ISales.sol";
import {IUpline} from "./interfaces/IUpline.sol";
import {Escrow} from "./libraries/Escrow.sol";
import {Journal} from "./libraries/Journal.sol";
import {Orders} from "./libraries/Orders.sol";
import {Placement} from "./libraries/Placement.sol";
import {COMPANY, Programme, WALLET_CURRENT} from "./libraries/Programme.sol";
import {Receipt} from "./libraries/Receipt.sol";
import {Tokens} from "./libraries/Tokens.sol";
import {Wallets} from "./libraries/Wallets.sol";
import {Accounts} from "./types/Accounts.sol";
import {Distributor} from "./types/Distributor.sol";
import {PlanTerms} from "./types/PlanTerms.sol";
import {ReturnTerms} from "./types/ReturnTerms.sol";
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
/// | settle, push, activate a due plan,      | anybody           | none                             |
/// | set the run contract that was named     |                   | the notice                       |
///
/// Nobody may: move, reduce or redirect a distributor's balance but he; stop a claim, a settlement or a refund; change
/// a placed sale, a product's terms, a sponsor or the cap; take from the escrow; replace this code.
///
/// The token must deliver exactly what is transferred, must not change balances by itself, and is trusted with gas.
contract Upline is IUpline, UplineBase {
    using SafeERC20 for IERC20;
    using Journal for Programme;
    using Placement for Programme;
    using Escrow for Programme;
    using Wallets for Programme;

    address private immutable _network;
    address private immutable _catalogue;
    address private immutable _planBook;
    address private immutable _quotes;

    constructor(
        Settings memory fixedSettings,
        Modules memory parts,
        address treasury,
        address admin
    ) UplineBase(fixedSettings) {
        if (treasury == address(0) || treasury == address(this)) revert WalletInvalid(treasury);
        if (admin == address(0)) revert WalletInvalid(admin);
        _network = _checked(parts.network, "Network", fixedSettings);
        _catalogue = _checked(parts.catalogue, "Catalogue", fixedSettings);
        _planBook = _checked(parts.planBook, "PlanBook", fixedSettings);
        _quotes = _checked(parts.quotes, "Quotes", fixedSettings);

        _p.accounts = _p.accounts.withHead(Journal.genesis());
        _p.record(ProgrammeCreated.selector, abi.encode(fixedSettings, parts, treasury, admin));
        _p.counters.distributors = uint32(COMPANY);
        _p.wallets[treasury] = COMPANY | WALLET_CURRENT;
        _p.record(DistributorEnrolled.selector, COMPANY, 0, uint160(treasury), "");
        _grantRole(DEFAULT_ADMIN_ROLE, admin);
    }

    /// @dev Each module in its place, with this contract's own settings. That its code is the published one only a
    /// comparison of the bytecode can tell.
    function _checked(address part, bytes32 expected, Settings memory own) private view returns (address) {
        if (part.code.length == 0) revert ModuleInvalid(part, expected);
        if (IModule(part).moduleName() != expected) revert ModuleInvalid(part, expected);
        if (keccak256(abi.encode(IModule(part).settings())) != keccak256(abi.encode(own))) {
            revert ModuleSettingsDiffer(part);
        }
        return part;
    }

    // In modules: the same call goes on there, over this contract's storage, and its answer is returned as it is.
    // solhint-disable no-empty-blocks

    /// @inheritdoc IUpline
    function open() external forwarded(_planBook) {}

    /// @inheritdoc IUpline
    function setPaused(bool paused) external forwarded(_planBook) {}

    /// @inheritdoc INetwork
    function enrol(
        Invitation calldata invitation,
        bytes calldata signature
    ) external forwarded(_network) returns (uint256 id) {}

    /// @inheritdoc INetwork
    function enrolFor(
        Invitation calldata invitation,
        bytes calldata signature,
        address newcomer,
        uint256 deadline,
        bytes calldata consent
    ) external forwarded(_network) returns (uint256 id) {}

    /// @inheritdoc INetwork
    function setRanks(RankChange[] calldata changes, bytes32 evidence) external forwarded(_network) {}

    /// @inheritdoc INetwork
    function distributor(uint256 id) external view viewed(_network) returns (DistributorState memory state) {}

    /// @inheritdoc ICatalogue
    function addProducts(
        ProductTerms[] calldata products,
        bytes32[] calldata skus
    ) external forwarded(_catalogue) returns (uint256 firstProduct) {}

    /// @inheritdoc ICatalogue
    function setProductsClosed(uint256[] calldata products, bool closed) external forwarded(_catalogue) {}

    /// @inheritdoc ICatalogue
    function product(
        uint256 number
    ) external view viewed(_catalogue) returns (ProductTerms memory terms, bool closed) {}

    /// @inheritdoc IPlans
    function schedulePlan(
        Plan calldata plan,
        uint256 from,
        string calldata document
    ) external forwarded(_planBook) returns (uint256 version) {}

    /// @inheritdoc IPlans
    function cancelPlan() external forwarded(_planBook) {}

    /// @inheritdoc IPlans
    function activatePlan() external forwarded(_planBook) {}

    /// @inheritdoc IPlans
    function scheduleRun(address run) external forwarded(_planBook) {}

    /// @inheritdoc IPlans
    function setRun() external forwarded(_planBook) {}

    /// @inheritdoc IPlans
    function planInForce() external view viewed(_planBook) returns (uint256 version, Plan memory plan) {}

    /// @inheritdoc IPlans
    function planScheduled()
        external
        view
        viewed(_planBook)
        returns (uint256 version, uint256 from, Plan memory plan)
    {}

    /// @inheritdoc ISales
    function quote(address buyer, Order calldata order) external view viewed(_quotes) returns (Quote memory q) {}

    /// @dev The function is in a module; the body here stays empty.
    modifier forwarded(address part) {
        _;
        _forward(part);
    }

    /// @dev The same for a view.
    modifier viewed(address part) {
        _;
        _view(_forward)(part);
    }

    // solhint-enable no-empty-blocks

    /// @dev Never returns to its caller. The guard and the roles are checked in the module.
    function _forward(address part) private {
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, 0, calldatasize())
            let done := delegatecall(gas(), part, free, calldatasize(), 0, 0)
            returndatacopy(free, 0, returndatasize())
            if iszero(done) {
                revert(free, returndatasize())
            }
            return(free, returndatasize())
        }
    }

    /// @dev Lets a view call a module: Solidity cannot know that the module's function changes nothing.
    function _view(function(address) internal f) private pure returns (function(address) internal view g) {
        assembly ("memory-safe") {
            g := f
        }
    }

    // Sales

    /// @inheritdoc ISales
    function buy(Order calldata order) external nonReentrant returns (uint160 id) {
        return _place(msg.sender, order);
    }

    /// @inheritdoc ISales
    function buyFor(address buyer, Order calldata order) external nonReentrant returns (uint160 id) {
        Placement.checkBuyer(buyer);
        return _place(buyer, order);
    }

    /// @dev What a sale has found out so far travels on the stack, where it costs 300 gas less than in memory.
    function _place(address buyer, Order calldata order) private returns (uint160) {
        uint256 seller = Orders.seller(order);
        uint256 kind = _p.kindOf(buyer, seller);
        (uint256 total, uint256 profit, uint256 volume, uint256 terms, uint256 credits) = _p.price(kind, order);
        // The money comes first, so that nothing read below is older than the token's call.
        Tokens.pull(_token, total);
        (PlanTerms plan, uint256 rates, uint256 pool) = _p.planFor(kind, volume);
        (uint256 end, uint256 paid) = _p.pay(
            plan,
            rates,
            kind,
            profit,
            volume,
            seller,
            currentPeriod(),
            credits,
            terms == 0,
            0
        );
        uint256 company = Placement.rest(total, pool, paid);
        if (terms != 0) {
            Placement.Sale memory sale = Placement.Sale(
                kind,
                total,
                profit,
                volume,
                terms,
                credits,
                end,
                plan,
                pool,
                company
            );
            return _hold(buyer, seller, sale, order);
        }
        _p.addToPool(pool);
        Accounts accounts = _p.accounts;
        (uint256 count, uint256 headEnd) = Receipt.linesOf(credits, order);
        (uint256 start, uint256 size) = Receipt.finish(order, kind, plan, profit, pool, count, headEnd, end);
        _p.accounts = Journal.logFinal(
            accounts.withCompanyAdded(company),
            SaleFinal.selector,
            uint160(buyer),
            seller,
            start,
            size
        );
        return accounts.head();
    }

    /// @dev A sale with a return window: its money waits, its parts are fixed by their hash.
    function _hold(
        address buyer,
        uint256 seller,
        Placement.Sale memory sale,
        Order calldata order
    ) private returns (uint160 id) {
        Accounts accounts = _p.accounts;
        id = accounts.head();
        ReturnTerms terms = _p.termsAt(sale.terms);
        bytes32 digest = Escrow.digestOf(id, buyer, seller, sale, terms);
        _p.sales[id] = newSaleSlot(SaleState.Escrowed, block.timestamp + terms.window(), digest);
        (uint256 count, uint256 headEnd) = Receipt.writeEscrow(sale, order, terms);
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
        _p.accounts = Journal.logPlaced(accounts, SalePlaced.selector, id, uint160(buyer), seller, start, size);
    }

    /// @inheritdoc ISales
    function settle(Sale calldata sale) external nonReentrant {
        Escrow.Batch memory batch = Escrow.begin(currentPeriod());
        uint256 result = _p.settle(batch, sale);
        if (result != Escrow.SETTLED) _revertUnsettled(Escrow.idOf(sale), result);
        _finish(batch, abi.encodePacked(Escrow.idOf(sale)));
    }

    function _revertUnsettled(uint160 id, uint256 result) private view {
        SaleSlot slot = _p.sales[id];
        if (result == Escrow.NOT_DUE) revert SaleNotDue(id, block.timestamp, slot.deadline());
        if (result == Escrow.FINISHED) revert SaleFinished(id, slot.state());
        revert SaleUnknown(id);
    }

    /// @inheritdoc ISales
    function settleMany(Sale[] calldata sales) external nonReentrant returns (SettleResult[] memory results) {
        uint256 count = sales.length;
        results = new SettleResult[](count);
        bytes memory ids = new bytes(count * 20 + 12);
        uint256 length;
        Escrow.Batch memory batch = Escrow.begin(currentPeriod());
        // The numbers are bounded by those of the array.
        unchecked {
            for (uint256 i = 0; i != count; ++i) {
                Sale calldata sale = sales[i];
                uint256 result = _p.settle(batch, sale);
                uint256 id = Escrow.idOf(sale);
                // A result is one of the enum's; an id is 20 bytes and 12 zeros behind them, for which there is room.
                assembly ("memory-safe") {
                    mstore(add(add(results, 32), shl(5, i)), result)
                    mstore(add(add(ids, 32), length), shl(96, id))
                }
                if (result == Escrow.SETTLED) length += 20;
            }
        }
        if (length == 0) return results;
        assembly ("memory-safe") {
            mstore(ids, length)
        }
        _finish(batch, ids);
    }

    /// @dev Writes the sums of a batch and its event.
    function _finish(Escrow.Batch memory batch, bytes memory ids) private {
        _p.flush(batch);
        _p.addToPool(batch.pool);
        Accounts accounts = _p.accounts.withCompanyAdded(batch.company);
        _p.accounts = Journal.log(accounts, 1, SalesSettled.selector, 0, 0, 0, abi.encode(ids));
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
        uint256 id = _p.currentId(msg.sender);
        amount = _empty(id);
        if (amount == 0) revert PayoutNothingDue(id);
        IERC20(_token).safeTransfer(recipient, amount);
        _p.record(Paid.selector, id, uint160(recipient), abi.encode(amount));
    }

    function _empty(uint256 id) private returns (uint256 amount) {
        amount = balanceOf(id);
        if (amount == 0) return 0;
        if (id == COMPANY) _p.accounts = _p.accounts.withCompanyEmptied();
        else _p.setDistributor(id, _p.distributorAt(id).emptied());
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
        Distributor slot = _p.distributorAt(id);
        if (slot.pushOff()) return PushResult.PushOff;
        uint256 amount = _empty(id);
        if (amount == 0) return PushResult.NothingDue;
        if (IERC20(_token).trySafeTransfer(wallet, amount)) {
            _p.record(Paid.selector, id, uint160(wallet), abi.encode(amount));
            return PushResult.Paid;
        }
        _p.setDistributor(id, slot);
        _p.record(PayoutFailed.selector, id, uint160(wallet), abi.encode(amount));
        return PushResult.Failed;
    }

    /// @inheritdoc IPayouts
    function setPushOff(bool off) external nonReentrant {
        uint256 id = _p.currentId(msg.sender);
        Distributor slot = _p.distributorAt(id);
        if (id == COMPANY || slot.pushOff() == off) revert PushUnchanged(id, off);
        _p.setDistributor(id, slot.withPushOff(off));
        _p.record(PushSwitched.selector, id, abi.encode(off));
    }

    /// @inheritdoc IPayouts
    function spendPool(address recipient, uint256 amount) external nonReentrant {
        if (msg.sender != _p.run) revert PoolNotForCaller(msg.sender, _p.run);
        if (recipient == address(0) || recipient == address(this)) revert PayoutRecipientInvalid(recipient);
        if (amount > _p.pool) revert PoolTooSmall(amount, _p.pool);
        _p.pool -= uint96(amount);
        IERC20(_token).safeTransfer(recipient, amount);
        _p.record(PoolSpent.selector, uint160(recipient), abi.encode(amount));
    }

    // Views

    /// @inheritdoc IUpline
    function settings() public view override(IUpline, UplineBase) returns (Settings memory) {
        return UplineBase.settings();
    }

    /// @inheritdoc IUpline
    function currentPeriod() public view override(IUpline, UplineBase) returns (uint256) {
        return UplineBase.currentPeriod();
    }

    /// @inheritdoc IUpline
    function isOpen() public view returns (bool) {
        return _p.plan.terms.version() != 0;
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
    function lastProduct() external view returns (uint256) {
        return _p.counters.products;
    }

    /// @inheritdoc ISales
    function saleState(uint160 id) external view returns (SaleState state, uint256 deadline) {
        SaleSlot slot = _p.sales[id];
        return (slot.state(), slot.deadline());
    }

    /// @inheritdoc IPayouts
    function balanceOf(uint256 id) public view returns (uint256) {
        if (id == COMPANY) return _p.accounts.company();
        return id > type(uint32).max ? 0 : _p.distributorAt(id).balance();
    }

    /// @inheritdoc IPayouts
    function poolBalance() external view returns (uint256) {
        return _p.pool;
    }
}
