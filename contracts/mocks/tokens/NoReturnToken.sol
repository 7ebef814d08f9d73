// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A token whose functions return nothing
/// @notice Plays USDT on Ethereum: `transfer`, `transferFrom` and `approve` return no value, and an allowance can only
/// be changed from or to zero. Code that expects a bool reverts on it.
contract NoReturnToken {
    string public constant name = "No Return";
    string public constant symbol = "NORET";
    uint8 public constant decimals = 6;

    uint256 public totalSupply;
    mapping(address account => uint256) public balanceOf;
    mapping(address owner => mapping(address spender => uint256)) public allowance;

    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);

    error NoReturnTokenInsufficientBalance(uint256 value, uint256 balance);
    error NoReturnTokenInsufficientAllowance(uint256 value, uint256 allowance);
    error NoReturnTokenAllowanceNotZero(uint256 allowance);

    function mint(address to, uint256 amount) external {
        totalSupply += amount;
        balanceOf[to] += amount;
        emit Transfer(address(0), to, amount);
    }

    function approve(address spender, uint256 value) external {
        uint256 current = allowance[msg.sender][spender];
        require(value == 0 || current == 0, NoReturnTokenAllowanceNotZero(current));
        allowance[msg.sender][spender] = value;
        emit Approval(msg.sender, spender, value);
    }

    function transfer(address to, uint256 value) external {
        _move(msg.sender, to, value);
    }

    function transferFrom(address from, address to, uint256 value) external {
        uint256 allowed = allowance[from][msg.sender];
        require(value <= allowed, NoReturnTokenInsufficientAllowance(value, allowed));
        if (allowed != type(uint256).max) allowance[from][msg.sender] = allowed - value;
        _move(from, to, value);
    }

    function _move(address from, address to, uint256 value) private {
        uint256 balance = balanceOf[from];
        require(value <= balance, NoReturnTokenInsufficientBalance(value, balance));
        balanceOf[from] = balance - value;
        balanceOf[to] += value;
        emit Transfer(from, to, value);
    }
}
