// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessControlEnumerable} from "@openzeppelin/contracts/access/extensions/AccessControlEnumerable.sol";
import {UplineBase} from "./UplineBase.sol";
import {ICatalogue} from "./interfaces/ICatalogue.sol";
import {IJournal} from "./interfaces/IJournal.sol";
import {IModule} from "./interfaces/IModule.sol";
import {INetwork} from "./interfaces/INetwork.sol";
import {IOffers} from "./interfaces/IOffers.sol";
import {IOwnership} from "./interfaces/IOwnership.sol";
import {IPayouts} from "./interfaces/IPayouts.sol";
import {IPlans} from "./interfaces/IPlans.sol";
import {IPointOfSale} from "./interfaces/IPointOfSale.sol";
import {IReturns} from "./interfaces/IReturns.sol";
import {ISales} from "./interfaces/ISales.sol";
import {IUpline} from "./interfaces/IUpline.sol";
import {Escrow} from "./libraries/Escrow.sol";
import {Journal} from "./libraries/Journal.sol";
import {Orders} from "./libraries/Orders.sol";
import {Payout} from "./libraries/Payout.sol";
import {Placement} from "./libraries/Placement.sol";
import {COMPANY, Programme, WALLET_CURRENT} from "./libraries/Programme.sol";
import {Receipt} from "./libraries/Receipt.sol";
import {Tokens} from "./libraries/Tokens.sol";
import {Accounts} from "./types/Accounts.sol";
import {PlanTerms} from "./types/PlanTerms.sol";
import {SaleSlot, SaleState} from "./types/SaleSlot.sol";

/// @title Upline: the core of one programme
/// @notice Records who sponsored whom and what was sold, holds each sale's money through its return window, and pays
/// every commission as it was fixed when the sale was placed.
///
/// Who may do what, and with which delay:
///
/// | power                                   | holder            | delay                            |
/// |-----------------------------------------|-------------------|----------------------------------|
/// | grant and revoke roles, open            | DEFAULT_ADMIN     | the timelock's                   |
/// | name the run contract, the screen       | DEFAULT_ADMIN     | the timelock's, and the notice   |
/// | take away any role but these two; take  | REVOKER_ROLE      | none                             |
/// | back plan, run, screen, hold            |                   |                                  |
/// | import people, before the opening       | IMPORT_ROLE       | none                             |
/// | sign vouchers for who has no wallet     | IMPORT_ROLE       | none                             |
/// | add, close, reopen products             | CATALOGUE_ROLE    | none: a placed sale is fixed     |
/// | schedule and cancel a plan              | PLAN_ROLE         | the notice, enforced here        |
/// | set ranks                               | RANK_ROLE         | from the next period on          |
/// | accept and reject returns of goods      | RETURNS_ROLE      | none; silence refunds            |
/// | rule in a dispute over goods            | product's arbiter | none; silence refunds            |
/// | record sales made elsewhere, and pay    | RECORD_ROLE       | none                             |
/// | hold one distributor's claims           | HOLD_ROLE         | none; at most 90 days            |
/// | stop and restart enrolments and sales   | PAUSE_ROLE        | none                             |
/// | recover a wallet that named him         | guardian          | 7 to 90 days, and the veto       |
/// | spend the bonus pool                    | the run contract  | set once                         |
/// | settle, refund what is due, push        | anybody           | none                             |
/// | activate a due plan; set the run        | anybody           | the notice                       |
/// | contract or screen that was named       |                   |                                  |
///
/// Nobody may: move, reduce or redirect a bound distributor's balance but he; stop a claim, but by that distributor's own
/// bounded hold or a refusing screen; stop a settlement or a refund; change a placed sale, a product's terms, a sponsor
/// or the cap; take from the escrow; replace this code.
///
/// The token must deliver exactly what is transferred, must not change balances by itself, and is trusted with gas.
contract Upline is IUpline, UplineBase {
    using Journal for Programme;
    using Placement for Programme;
    using Escrow for Programme;
    using Payout for Programme;

    address private immutable _network;
    address private immutable _ownership;
    address private immutable _catalogue;
    address private immutable _planBook;
    address private immutable _quotes;
    address private immutable _offers;
    address private immutable _pointOfSale;
    address private immutable _returnDesk;
    address private immutable _payouts;

    constructor(
        Settings memory fixedSettings,
        Modules memory parts,
        address treasury,
        address admin
    ) UplineBase(fixedSettings) {
        if (treasury == address(0) || treasury == address(this)) revert WalletInvalid(treasury);
        if (admin == address(0)) revert WalletInvalid(admin);
        _network = _checked(parts.network, "Network", fixedSettings);
        _ownership = _checked(parts.ownership, "Ownership", fixedSettings);
        _catalogue = _checked(parts.catalogue, "Catalogue", fixedSettings);
        _planBook = _checked(parts.planBook, "PlanBook", fixedSettings);
        _quotes = _checked(parts.quotes, "Quotes", fixedSettings);
        _offers = _checked(parts.offers, "Offers", fixedSettings);
        _pointOfSale = _checked(parts.pointOfSale, "PointOfSale", fixedSettings);
        _returnDesk = _checked(parts.returnDesk, "Returns", fixedSettings);
        _payouts = _checked(parts.payouts, "Payouts", fixedSettings);

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
    function cancelRun() external forwarded(_planBook) {}

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

    /// @inheritdoc INetwork
    function importDistributors(uint256 firstId, ImportedDistributor[] calldata people) external forwarded(_network) {}

    /// @inheritdoc IOwnership
    function proposeWallet(address to) external forwarded(_ownership) {}

    /// @inheritdoc IOwnership
    function acceptWallet(address from) external forwarded(_ownership) {}

    /// @inheritdoc IOwnership
    function moveWalletFor(
        address from,
        address to,
        uint256 deadline,
        bytes calldata consent,
        bytes calldata acceptance
    ) external forwarded(_ownership) {}

    /// @inheritdoc IOwnership
    function setGuardian(address guardian, uint256 delay) external forwarded(_ownership) {}

    /// @inheritdoc IOwnership
    function startRecovery(address from, address to) external forwarded(_ownership) {}

    /// @inheritdoc IOwnership
    function stopRecovery(address from) external forwarded(_ownership) {}

    /// @inheritdoc IOwnership
    function finishRecovery(address from) external forwarded(_ownership) {}

    /// @inheritdoc IOwnership
    function bind(Voucher calldata voucher, bytes calldata signature) external forwarded(_ownership) {}

    /// @inheritdoc IOwnership
    function bindFor(
        Voucher calldata voucher,
        bytes calldata signature,
        uint256 deadline,
        bytes calldata consent
    ) external forwarded(_ownership) {}

    /// @inheritdoc IOwnership
    function proposalOf(address from) external view viewed(_ownership) returns (address to) {}

    /// @inheritdoc IOwnership
    function guardianOf(
        address wallet
    ) external view viewed(_ownership) returns (address guardian, uint256 delay, address to, uint256 readyAt) {}

    /// @inheritdoc IOffers
    function buyWithOffers(
        address buyer,
        Order calldata order,
        LineOffer[] calldata offers
    ) external forwarded(_offers) returns (uint160 id) {}

    /// @inheritdoc IOffers
    function quoteWithOffers(
        address buyer,
        Order calldata order,
        LineOffer[] calldata offers
    ) external view viewed(_quotes) returns (Quote memory q) {}

    /// @inheritdoc IOffers
    function cancelOffers(uint256 word, uint256 mask) external forwarded(_offers) {}

    /// @inheritdoc IOffers
    function offerNonces(uint256 seller, uint256 word) external view viewed(_offers) returns (uint256 used) {}

    /// @inheritdoc IPointOfSale
    function recordSales(
        uint256 batch,
        RecordedSale[] calldata sales
    ) external forwarded(_pointOfSale) returns (uint160[] memory ids) {}

    /// @inheritdoc IPointOfSale
    function checkRecord(RecordedSale calldata sale) external view viewed(_pointOfSale) returns (uint256 total) {}

    /// @inheritdoc IPointOfSale
    function lastBatch(address recorder) external view viewed(_pointOfSale) returns (uint256 batch) {}

    /// @inheritdoc IReturns
    function requestReturn(Sale calldata sale) external forwarded(_returnDesk) {}

    /// @inheritdoc IReturns
    function requestReturnFor(
        Sale calldata sale,
        uint256 deadline,
        bytes calldata signature
    ) external forwarded(_returnDesk) {}

    /// @inheritdoc IReturns
    function withdrawReturn(Sale calldata sale) external forwarded(_returnDesk) {}

    /// @inheritdoc IReturns
    function acceptReturn(Sale calldata sale) external forwarded(_returnDesk) {}

    /// @inheritdoc IReturns
    function rejectReturn(Sale calldata sale, bytes32 reason) external forwarded(_returnDesk) {}

    /// @inheritdoc IReturns
    function ruleReturn(Sale calldata sale, bool forBuyer) external forwarded(_returnDesk) {}

    /// @inheritdoc IReturns
    function refund(Sale calldata sale) external forwarded(_returnDesk) {}

    /// @inheritdoc IReturns
    function refundTo(Sale calldata sale, address recipient) external forwarded(_returnDesk) {}

    /// @inheritdoc IReturns
    function saleStatus(
        Sale calldata sale
    ) external view viewed(_returnDesk) returns (SaleState state, uint256 deadline) {}

    /// @inheritdoc IPayouts
    function claimTo(address recipient) external forwarded(_payouts) returns (uint256 amount) {}

    /// @inheritdoc IPayouts
    function claimFor(
        SignedClaim calldata signed,
        bytes calldata signature
    ) external forwarded(_payouts) returns (uint256 amount) {}

    /// @inheritdoc IPayouts
    function cancelClaims() external forwarded(_payouts) {}

    /// @inheritdoc IPayouts
    function claimNonce(address wallet) external view viewed(_payouts) returns (uint256 nonce) {}

    /// @inheritdoc IPayouts
    function push(address[] calldata wallets) external forwarded(_payouts) returns (PushResult[] memory results) {}

    /// @inheritdoc IPayouts
    function setPushOff(bool off) external forwarded(_payouts) {}

    /// @inheritdoc IPayouts
    function spendPool(address recipient, uint256 amount) external forwarded(_payouts) {}

    /// @inheritdoc IPayouts
    function placeHold(uint256 id, uint256 until, bytes32 reason, bytes32 evidence) external forwarded(_payouts) {}

    /// @inheritdoc IPayouts
    function liftHold(uint256 id) external forwarded(_payouts) {}

    /// @inheritdoc IPayouts
    function holdOf(uint256 id) external view viewed(_payouts) returns (uint256 until, uint256[4] memory starts) {}

    /// @inheritdoc IPayouts
    function scheduleScreen(address screen) external forwarded(_payouts) {}

    /// @inheritdoc IPayouts
    function cancelScreen() external forwarded(_payouts) {}

    /// @inheritdoc IPayouts
    function setScreen() external forwarded(_payouts) {}

    /// @inheritdoc IPayouts
    function screening() external view viewed(_payouts) returns (address screen, address next, uint256 from) {}

    // Every module has the functions of the roles, from `UplineBase`; so does this contract for its constructor's sake,
    // but their code is left to one of them.

    /// @inheritdoc UplineBase
    function grantRole(bytes32 role, address account) public override forwarded(_planBook) {}

    /// @inheritdoc UplineBase
    function revokeRole(bytes32 role, address account) public override forwarded(_planBook) {}

    /// @inheritdoc UplineBase
    function renounceRole(bytes32 role, address account) public override forwarded(_planBook) {}

    /// @inheritdoc AccessControlEnumerable
    function getRoleMember(
        bytes32 role,
        uint256 index
    ) public view override viewed(_planBook) returns (address member) {}

    /// @inheritdoc AccessControlEnumerable
    function getRoleMemberCount(bytes32 role) public view override viewed(_planBook) returns (uint256 count) {}

    /// @inheritdoc AccessControlEnumerable
    function getRoleMembers(bytes32 role) public view override viewed(_planBook) returns (address[] memory members) {}

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
            return _p.hold(buyer, seller, sale, order);
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

    /// @inheritdoc ISales
    function settle(Sale calldata sale) external nonReentrant {
        Escrow.Batch memory batch = Escrow.begin(currentPeriod());
        uint256 result = _p.settle(batch, sale);
        if (result != Escrow.SETTLED) _revertUnsettled(Escrow.idOf(sale), result);
        _p.finish(batch, abi.encodePacked(Escrow.idOf(sale)));
    }

    function _revertUnsettled(uint160 id, uint256 result) private view {
        SaleSlot slot = _p.sales[id];
        if (result == Escrow.NOT_DUE) revert SaleNotDue(id, block.timestamp, slot.deadline());
        if (result == Escrow.FINISHED) revert SaleFinished(id, slot.state());
        if (result == Escrow.IN_RETURN) revert SaleInReturn(id, slot.state(), slot.deadline());
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
        _p.finish(batch, ids);
    }

    // Payouts

    /// @inheritdoc IPayouts
    function claim() external nonReentrant returns (uint256 amount) {
        return _p.claim(_token, msg.sender, msg.sender);
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
