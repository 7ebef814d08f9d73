// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What a sale's event says, unpacked. `lines` stays packed.
struct Receipt {
    address buyer;
    uint256 seller;
    address payer;
    uint256 kind;
    uint256 plan;
    uint256 campaign;
    bytes32 ref;
    uint256 profit;
    uint256 pool;
    uint256 total;
    uint256 company;
    uint256 activityVolume;
    uint256 threshold;
    uint256 window;
    uint256 returnKind;
    address arbiter;
    bytes lines;
    uint256[] ids;
    uint256[] amounts;
}

/// @title Reads the packed data of `SalePlaced` and `SaleFinal` by the table in `ISales`, and by nothing else
library Receipts {
    uint256 private constant LINE = 18;
    uint256 private constant CREDIT = 16;

    error ReceiptCut(uint256 length, uint256 wanted);

    struct Reader {
        bytes data;
        uint256 place;
    }

    /// @notice A sale in escrow.
    function readPlaced(bytes32[] memory topics, bytes memory data) internal pure returns (Receipt memory receipt) {
        Reader memory reader = Reader(abi.decode(data, (bytes)), 0);
        receipt.buyer = address(uint160(uint256(topics[2])));
        receipt.seller = uint256(topics[3]);
        uint256 lines = _readHead(reader, receipt);
        receipt.total = _next(reader, 12);
        receipt.company = _next(reader, 12);
        receipt.activityVolume = _next(reader, 10);
        receipt.threshold = _next(reader, 10);
        receipt.window = _next(reader, 4);
        receipt.returnKind = _next(reader, 1);
        receipt.arbiter = address(uint160(_next(reader, 20)));
        receipt.lines = _slice(reader, lines * LINE);
        _readCredits(reader, receipt);
    }

    /// @notice A sale that is final at once: the total is the sum of its lines, the company's part what remains.
    function readFinal(bytes32[] memory topics, bytes memory data) internal pure returns (Receipt memory receipt) {
        Reader memory reader = Reader(abi.decode(data, (bytes)), 0);
        receipt.buyer = address(uint160(uint256(topics[1])));
        receipt.seller = uint256(topics[2]);
        uint256 lines = _readHead(reader, receipt);
        uint256 first = reader.place;
        receipt.lines = _slice(reader, lines * LINE);
        _readCredits(reader, receipt);
        reader.place = first;
        for (uint256 i = 0; i < lines; ++i) {
            _next(reader, 4);
            receipt.total += _next(reader, 4) * _next(reader, 10);
        }
        receipt.company = receipt.total - receipt.pool;
        for (uint256 i = 0; i < receipt.amounts.length; ++i) receipt.company -= receipt.amounts[i];
    }

    function lineCount(Receipt memory receipt) internal pure returns (uint256) {
        return receipt.lines.length / LINE;
    }

    /// @notice A line of a sale.
    function line(
        Receipt memory receipt,
        uint256 index
    ) internal pure returns (uint256 product, uint256 quantity, uint256 unitPrice) {
        Reader memory reader = Reader(receipt.lines, index * LINE);
        product = _next(reader, 4);
        quantity = _next(reader, 4);
        unitPrice = _next(reader, 10);
    }

    function _readHead(Reader memory reader, Receipt memory receipt) private pure returns (uint256 lines) {
        receipt.payer = address(uint160(_next(reader, 20)));
        receipt.kind = _next(reader, 1);
        receipt.plan = _next(reader, 2);
        receipt.campaign = _next(reader, 8);
        lines = _next(reader, 1);
        receipt.ref = bytes32(_next(reader, 32));
        receipt.profit = _next(reader, 12);
        receipt.pool = _next(reader, 12);
    }

    function _readCredits(Reader memory reader, Receipt memory receipt) private pure {
        uint256 left = reader.data.length - reader.place;
        if (left % CREDIT != 0) revert ReceiptCut(reader.data.length, left);
        uint256 count = left / CREDIT;
        receipt.ids = new uint256[](count);
        receipt.amounts = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) {
            receipt.ids[i] = _next(reader, 4);
            receipt.amounts[i] = _next(reader, 12);
        }
    }

    /// @dev The next `size` bytes as a number.
    function _next(Reader memory reader, uint256 size) private pure returns (uint256 value) {
        bytes memory data = reader.data;
        uint256 place = reader.place;
        if (place + size > data.length) revert ReceiptCut(data.length, place + size);
        // One word read at the place and cut to size, instead of a loop over bytes: this runs for every sale.
        assembly ("memory-safe") {
            value := shr(sub(256, mul(8, size)), mload(add(add(data, 32), place)))
        }
        reader.place = place + size;
    }

    function _slice(Reader memory reader, uint256 size) private pure returns (bytes memory part) {
        if (reader.place + size > reader.data.length) revert ReceiptCut(reader.data.length, reader.place + size);
        part = new bytes(size);
        for (uint256 i = 0; i < size; ++i) part[i] = reader.data[reader.place + i];
        reader.place += size;
    }
}
