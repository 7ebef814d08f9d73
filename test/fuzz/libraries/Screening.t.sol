// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ScreenAction} from "../../../contracts/interfaces/IScreen.sol";
import {IPayouts} from "../../../contracts/interfaces/IPayouts.sol";
import {Programme} from "../../../contracts/libraries/Programme.sol";
import {Screening} from "../../../contracts/libraries/Screening.sol";
import {CostlyScreen} from "../../../contracts/mocks/screens/CostlyScreen.sol";
import {Test} from "../../helpers/Test.sol";

/// @title The screen's gas: nobody lets himself through by sending little
contract ScreeningFuzz is Test {
    using Screening for Programme;

    /// @dev What the screen is given, and what is asked for so that it surely gets it.
    uint256 private constant SCREEN_GAS = 100_000;
    uint256 private constant ENOUGH = 200_000;
    /// @dev A `CostlyScreen` that costs less allows.
    uint256 private constant LEAST = 1_000;

    Programme private _programme;

    /// @dev Asks as the core does, with whatever gas it was called with.
    function ask(address account) external returns (bool allowed) {
        return _programme.allows(account, ScreenAction.Claim);
    }

    /// @dev A screen that refuses within its gas refuses with any gas, or the call reverts.
    function testFuzz_LittleGasLetsNobodyThrough(address account, uint256 cost, uint256 sent) external {
        cost = between(cost, LEAST, SCREEN_GAS - 5_000);
        sent = between(sent, 1_000, ENOUGH);
        _programme.counters.screen = address(new CostlyScreen(cost));
        (bool done, bytes memory result) = address(this).call{gas: sent}(abi.encodeCall(this.ask, (account)));
        if (done) assertTrue("let through", !abi.decode(result, (bool)));
        else if (result.length != 0)
            assertEqual("error", uint32(bytes4(result)), uint32(IPayouts.ScreenGasMissing.selector));
        if (sent == ENOUGH) assertTrue("asked", done);
    }

    /// @dev With enough gas it is asked and refuses, whatever it costs within its bound.
    function testFuzz_EnoughGasIsEnough(address account, uint256 cost) external {
        cost = between(cost, LEAST, SCREEN_GAS - 5_000);
        _programme.counters.screen = address(new CostlyScreen(cost));
        (bool done, bytes memory result) = address(this).call{gas: ENOUGH}(abi.encodeCall(this.ask, (account)));
        assertTrue("asked", done);
        assertTrue("let through", !abi.decode(result, (bool)));
    }

    /// @dev Without a screen everybody is let through.
    function testFuzz_NoScreen(address account) external {
        assertTrue("let through", this.ask(account));
    }
}
