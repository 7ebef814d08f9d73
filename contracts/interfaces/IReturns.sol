// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SaleState} from "../types/SaleSlot.sol";
import {ISales} from "./ISales.sol";

/// @title Returns: the buyer gets everything back
/// @notice Only whole sales are returned, only by their buyer, only while their window is open.
///
///     Escrowed ── request ──▶ Requested ── reject ──▶ Disputed ── ruled for the company ──▶ Settled
///        │ ▲                      │                       │
///        │ └───── withdraw ───────┴───────────────────────┘
///        ▼                        ▼                       ▼
///     Settled, when due       Refunded: accepted, or   Refunded: ruled for the buyer, or
///                             the company is silent    the arbiter is silent
///
/// The automatic kind, and what the point of sale recorded, is refunded at the request. A slot's deadline is that of its
/// present state: requests, decisions and rulings come before it, settlement and refund by silence from it on. Where a
/// refund is decided and the token does not deliver it, the state stays, its deadline is now, and it is refunded later.
interface IReturns {
    /// @notice The buyer wants to return goods; the company decides before the deadline.
    event ReturnRequested(uint160 indexed id, uint256 deadline);
    /// @notice The buyer withdrew; the sale can be settled, and not be returned again.
    event ReturnWithdrawn(uint160 indexed id);
    /// @notice The company accepted.
    event ReturnAccepted(uint160 indexed id, address indexed by);
    /// @notice The company rejected; the arbiter rules before the deadline.
    /// @param reason A short text, or the hash of a longer one; nothing personal.
    event ReturnRejected(uint160 indexed id, bytes32 indexed reason, uint256 deadline);
    /// @notice The arbiter ruled.
    event ReturnRuled(uint160 indexed id, bool forBuyer);
    /// @notice The whole sale was refunded.
    event SaleRefunded(uint160 indexed id, address indexed to, uint256 amount);
    /// @notice The token did not deliver a refund that was decided: the sale stays disputed if the arbiter ruled, else
    /// requested, with its deadline now. Anybody may try again, and the buyer name another address.
    event RefundFailed(uint160 indexed id, address indexed to, uint256 amount);

    /// @notice Only the buyer, of a recorded sale who funded it.
    error ReturnNotByBuyer(uint160 id, address caller, address buyer);
    /// @notice Only the arbiter whom the product named.
    error ReturnNotByArbiter(uint160 id, address caller, address arbiter);
    /// @notice A rejection names its reason.
    error ReturnReasonMissing(uint160 id);
    /// @notice The sale is not in the state that this needs.
    error ReturnStateInvalid(uint160 id, SaleState state, SaleState expected);
    /// @notice It comes too late: the present state's deadline has passed.
    error ReturnTooLate(uint160 id, uint256 time, uint256 deadline);
    /// @notice Somebody has time to decide until the deadline.
    error RefundNotDue(uint160 id, uint256 time, uint256 deadline);
    /// @notice The token does not deliver to this address; the buyer may name another, see `refundTo`.
    error RefundUndeliverable(uint160 id, address to, uint256 amount);

    /// @notice Returns a sale. Only the buyer, within the window. Refunded at once, or, if goods, when it is decided.
    function requestReturn(ISales.Sale calldata sale) external;

    /// @notice The same for a buyer who signed for it. Anybody may send it.
    /// @param deadline Last second at which the signature can be used.
    /// @param signature The buyer's, over `Return(buyer, sale, refund, deadline)`, the refund being the sale's total.
    function requestReturnFor(ISales.Sale calldata sale, uint256 deadline, bytes calldata signature) external;

    /// @notice Gives a return up. Only the buyer, before the deadline of the decision or ruling.
    function withdrawReturn(ISales.Sale calldata sale) external;

    /// @notice Accepts a return: refunded. Only the returns role.
    function acceptReturn(ISales.Sale calldata sale) external;

    /// @notice Rejects a return: the arbiter rules. Only the returns role.
    function rejectReturn(ISales.Sale calldata sale, bytes32 reason) external;

    /// @notice Rules in a dispute: refunded, or settled. Only the product's arbiter.
    function ruleReturn(ISales.Sale calldata sale, bool forBuyer) external;

    /// @notice Refunds a sale whose company or arbiter was silent, or whose refund failed. Anybody may call it.
    function refund(ISales.Sale calldata sale) external;

    /// @notice The same, to an address of the buyer's choice. Only the buyer.
    function refundTo(ISales.Sale calldata sale, address recipient) external;

    /// @notice Where a sale with exactly these values stands.
    function saleStatus(ISales.Sale calldata sale) external view returns (SaleState state, uint256 deadline);
}
