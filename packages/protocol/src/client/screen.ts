import { type ContractTransactionResponse, ZeroAddress } from "ethers";
import type { BlockRange } from "../blocks.ts";
import { choice, SCREEN_ACTIONS, type ScreenAction } from "../choices.ts";
import type { Connection, Found } from "./connection.ts";
import { orNone } from "./optional-address.ts";

/** The contract that is asked who may join or be paid. */
export interface ScreenState {
  /** Undefined: none is asked. */
  readonly screen: string | undefined;
  /** What was named to take its place; undefined: nothing. */
  readonly next: NextScreen | undefined;
}

/** What was named to take the screen's place. */
export interface NextScreen {
  /** Undefined: no screen is to be asked any more. */
  readonly screen: string | undefined;
  /** When it can be set, in seconds since 1970. */
  readonly from: bigint;
}

/** The screen gave no answer, so the account was let through. */
export interface ScreenFailure extends Found {
  readonly screen: string;
  readonly account: string;
  readonly action: ScreenAction;
}

/** The screen. */
export class ScreenClient {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The screen that is asked, and the one that is named. */
  async state(): Promise<ScreenState> {
    const { screen, next, from } = await this.#connection.core.screening();
    return { screen: orNone(screen), next: from === 0n ? undefined : { screen: orNone(next), from } };
  }

  /** Names a screen, to be set after the notice, as the admin. @param screen Undefined: none any more. */
  schedule(screen: string | undefined): Promise<ContractTransactionResponse> {
    return this.#connection.core.scheduleScreen(screen ?? ZeroAddress);
  }

  /** Withdraws the screen that was named, as the admin. */
  cancel(): Promise<ContractTransactionResponse> {
    return this.#connection.core.cancelScreen();
  }

  /** Sets the screen that was named. Anybody may. */
  set(): Promise<ContractTransactionResponse> {
    return this.#connection.core.setScreen();
  }

  /** Whom the screen failed to answer about in a range of blocks, in order. */
  async failures(range: BlockRange = {}): Promise<readonly ScreenFailure[]> {
    const events = await this.#connection.events(range, ["ScreenFailed"]);
    return events.map(({ args: { screen, account, action }, block, transaction }) => ({
      screen,
      account,
      action: choice(SCREEN_ACTIONS, action),
      block,
      transaction,
    }));
  }
}
