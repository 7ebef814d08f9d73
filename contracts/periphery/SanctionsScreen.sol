// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IScreen, ScreenAction} from "../interfaces/IScreen.sol";

/// @notice What the public sanctions oracles answer.
interface ISanctionsList {
    function isSanctioned(address account) external view returns (bool);
}

/// @title Sanctions screen: refuses whom a sanctions oracle lists
/// @notice If the oracle fails, so does the screen, and the core lets through with an event.
contract SanctionsScreen is IScreen {
    /// @notice The oracle that is asked.
    ISanctionsList public immutable list;

    /// @notice There is no contract at this address.
    error SanctionsListInvalid(address list);

    constructor(ISanctionsList oracle) {
        if (address(oracle).code.length == 0) revert SanctionsListInvalid(address(oracle));
        list = oracle;
    }

    /// @inheritdoc IScreen
    /// @dev What somebody is about to do makes no difference.
    function check(address account, ScreenAction) external view returns (bool allowed) {
        return !list.isSanctioned(account);
    }
}
