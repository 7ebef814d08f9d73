// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title A referral contract as tutorials write it
/// @notice Written for the gas report: sponsors by address, shares by level, a loop up the sponsors on every sale, the
/// rest to the contract's owner. How a share reaches its person is left to the two contracts built on it. Token, owner
/// and price are immutable, which is kinder than most tutorials are.
abstract contract TutorialReferral {
    IERC20 public immutable token;
    address public immutable owner;
    uint256 public immutable price;

    /// @notice The share of each level in basis points; level 0 is the seller.
    uint256[] public rates;
    mapping(address member => address) public sponsor;

    event Registered(address indexed member, address indexed sponsor);
    event Sold(address indexed buyer, address indexed seller, uint256 price);
    event CommissionPaid(address indexed member, address indexed buyer, uint256 level, uint256 amount);

    error TutorialAlreadyRegistered(address member);
    error TutorialTransferFailed();

    constructor(IERC20 token_, address owner_, uint256 price_, uint256[] memory rates_) {
        token = token_;
        owner = owner_;
        price = price_;
        rates = rates_;
    }

    function register(address sponsor_) external {
        require(sponsor[msg.sender] == address(0), TutorialAlreadyRegistered(msg.sender));
        sponsor[msg.sender] = sponsor_;
        emit Registered(msg.sender, sponsor_);
    }

    function buy(address seller) external {
        require(token.transferFrom(msg.sender, address(this), price), TutorialTransferFailed());
        uint256 rest = price;
        address member = seller;
        for (uint256 level = 0; level < rates.length && member != address(0); level++) {
            uint256 amount = (price * rates[level]) / 10_000;
            rest -= amount;
            _pay(member, amount);
            emit CommissionPaid(member, msg.sender, level, amount);
            member = sponsor[member];
        }
        _pay(owner, rest);
        emit Sold(msg.sender, seller, price);
    }

    function _pay(address member, uint256 amount) internal virtual;
}
