import { ZeroAddress } from "ethers";
import { Catalogue } from "./catalogue.ts";
import { COMPANY_ID, People } from "./people.ts";
import { Plans } from "./plans.ts";
import { RoleBook } from "./roles.ts";
import { Sales } from "./sales.ts";
import { WalletBook } from "./wallets.ts";

/** What was fixed when the programme was deployed. Times in seconds, shares in basis points. */
export interface KnownSettings {
  readonly token: string;
  readonly start: bigint;
  readonly periodLength: bigint;
  readonly notice: bigint;
  readonly decisionTime: bigint;
  readonly rulingTime: bigint;
  readonly cap: bigint;
  readonly markup: bigint;
  readonly openToAll: boolean;
}

/** The holds of one distributor. Times in seconds since 1970. */
export interface KnownHold {
  readonly until: bigint;
  /** When the last four began, the latest first. */
  readonly starts: readonly bigint[];
}

/** A contract that is named but not set; `from` 0: none is. */
export interface Named {
  readonly contract: string;
  readonly from: bigint;
}

export const NOTHING_NAMED: Named = { contract: ZeroAddress, from: 0n };

/** What a recorder has placed since his last batch ended. */
export interface RunningBatch {
  readonly placed: bigint;
  readonly total: bigint;
}

/** The whole state of a programme, by its events alone. */
export class State {
  settings: KnownSettings | undefined;
  readonly people = new People();
  readonly wallets = new WalletBook();
  readonly catalogue = new Catalogue();
  readonly plans = new Plans();
  readonly sales = new Sales();
  readonly roles = new RoleBook();
  readonly holds = new Map<number, KnownHold>();
  /** Used or cancelled nonces of offers, one bit each, by seller and word: `seller/word`. */
  readonly offerNonces = new Map<string, bigint>();
  /** Number of the last batch, by recorder. */
  readonly batches = new Map<string, bigint>();
  readonly runningBatches = new Map<string, RunningBatch>();
  /** The bonus pool, in token units. */
  pool = 0n;
  run = ZeroAddress;
  nextRun = NOTHING_NAMED;
  screen = ZeroAddress;
  nextScreen = NOTHING_NAMED;
  /** Sum of all balances but the company's share, in token units. */
  balances = 0n;

  /** The period of a time; 0 before the programme's settings are known. */
  periodOf(time: bigint): number {
    if (this.settings === undefined || this.settings.periodLength === 0n) return 0;
    return Number((time - this.settings.start) / this.settings.periodLength);
  }

  get opened(): boolean {
    return this.plans.current !== undefined;
  }

  /** All that the programme owes, in token units: balances, company's share, pool and escrow. */
  get owed(): bigint {
    return this.balances + this.people.balanceOf(1) + this.pool + this.sales.escrowed;
  }
}

/** Adds to somebody's balance, or takes from it, in token units. */
export function credit(state: State, id: number, amount: bigint): void {
  state.people.credit(id, amount);
  if (id !== COMPANY_ID) state.balances += amount;
}
