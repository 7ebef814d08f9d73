// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISales} from "./ISales.sol";

/// @title Point of sale: sales that were paid elsewhere
/// @notice Whoever records them funds their totals: he stands in the buyer's place, may cancel within the window, and
/// nobody else can return them. They pay commissions, and count for neither retail volume nor activity.
interface IPointOfSale {
    /// @notice A sale made elsewhere.
    /// @param order Its seller, campaign, reference and lines; `maxTotal` bounds it as any other.
    /// @param unitPrices What was paid a piece, one a line, from wholesale to retail with the programme's markup.
    struct RecordedSale {
        ISales.Order order;
        uint80[] unitPrices;
    }

    /// @notice A sale of a batch was passed over, for this error.
    event RecordSkipped(uint256 indexed batch, address indexed funder, uint256 index, bytes reason);
    /// @notice A batch was recorded; its sales come before this event.
    event BatchRecorded(uint256 indexed batch, address indexed funder, uint256 placed, uint256 total);

    /// @notice This recorder's batch was recorded before, or another of his was in between.
    error BatchOutOfStep(uint256 batch, uint256 expected);
    /// @notice There is a unit price for each line.
    error RecordPricesMissing(uint256 prices, uint256 lines);
    /// @notice The gas did not suffice to check the sale; send more, or fewer sales.
    error RecordUnreadable(uint256 index);

    /// @notice Records sales; the caller pays their totals. Only the record role.
    /// @param batch Number of this batch: that of the caller's last and one, so that a repeat changes nothing.
    /// @return ids One a sale; zero where it was passed over.
    function recordSales(uint256 batch, RecordedSale[] calldata sales) external returns (uint160[] memory ids);

    /// @notice What recording a sale now would cost, or why it would be passed over.
    function checkRecord(RecordedSale calldata sale) external view returns (uint256 total);

    /// @notice The number of a recorder's last batch; zero before the first.
    function lastBatch(address recorder) external view returns (uint256);
}
