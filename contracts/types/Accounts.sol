// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The journal's head beside the company's share
/// @notice Every transaction writes the head and nearly every sale the company's share, so they share a word.
///
/// | bits      | field   | meaning                                      |
/// |-----------|---------|----------------------------------------------|
/// | 0 – 159   | head    | the journal's running hash                   |
/// | 160 – 255 | company | claimable balance of id 1, in token units    |
type Accounts is uint256;

using {head, company, withHead, withCompanyAdded, withCompanyEmptied} for Accounts global;

uint256 constant COMPANY_OFFSET = 160;

function head(Accounts self) pure returns (uint160) {
    return uint160(Accounts.unwrap(self));
}

function company(Accounts self) pure returns (uint256) {
    return Accounts.unwrap(self) >> COMPANY_OFFSET;
}

function withHead(Accounts self, uint160 next) pure returns (Accounts) {
    return Accounts.wrap((Accounts.unwrap(self) & ~uint256(type(uint160).max)) | next);
}

/// @dev Cannot overflow: the company's share is part of the tokens held, which are below 2^96.
function withCompanyAdded(Accounts self, uint256 amount) pure returns (Accounts) {
    unchecked {
        return Accounts.wrap(Accounts.unwrap(self) + (amount << COMPANY_OFFSET));
    }
}

function withCompanyEmptied(Accounts self) pure returns (Accounts) {
    return Accounts.wrap(uint160(Accounts.unwrap(self)));
}
