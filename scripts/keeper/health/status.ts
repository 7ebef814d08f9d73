/** A transaction of the keeper that is in a block. */
export interface LastTransaction {
  readonly hash: string;
  readonly block: number;
  /** What it did, for example `settled 3 sales`. */
  readonly what: string;
}

/** How far a keeper is. Amounts in token units, times in seconds since 1970, what the account holds in wei. */
export interface Status {
  /** The last block that was read; -1 before the first. */
  readonly block: number;
  /** Blocks of the chain that are not read yet. */
  readonly behind: number;
  readonly openSales: number;
  readonly dueSales: number;
  /** Seconds since the first sale that is still due fell due; 0 where none is. */
  readonly overdueBy: number;
  /** Things that could not be done. */
  readonly setAside: readonly (readonly [what: string, reason: string])[];
  readonly settled: number;
  readonly refunded: number;
  /** Balances, and what they came to. */
  readonly pushed: number;
  readonly pushedAmount: bigint;
  readonly transactions: number;
  readonly replaced: number;
  readonly reorganisations: number;
  readonly lastTransaction: LastTransaction | undefined;
  readonly account: string;
  readonly balance: bigint;
  /** What one full transaction costs at the price of now, in wei. */
  readonly costOfOne: bigint;
  /** Rounds in a row that failed, and what was said last. */
  readonly failures: number;
  readonly failure: string | undefined;
  /** Seconds since the last round that did not fail; since the beginning where there was none. */
  readonly silentFor: number;
}

/** Whether all is well. */
export interface Verdict {
  readonly healthy: boolean;
  /** Why not. */
  readonly problems: readonly string[];
  /** What will be a problem if nobody does anything. */
  readonly warnings: readonly string[];
}

/** From when on something is a problem. */
export interface Tolerance {
  /** Seconds that a sale may be due, and that rounds may fail. */
  readonly patience: number;
}

/** Of what could not be done so many are named. */
const NAMED = 5;
/** Full transactions that the account is to have money for. */
const TO_SPARE = 10n;

export function judge(status: Status, { patience }: Tolerance): Verdict {
  const { failures, failure, silentFor, overdueBy, dueSales, setAside, balance, costOfOne, account, block } = status;
  const problems: string[] = [];
  const warnings: string[] = [];
  if (silentFor > patience || (failures > 0 && block < 0)) {
    problems.push(
      `no round has succeeded for ${Math.floor(silentFor)} s${failure === undefined ? "" : `: ${failure}`}`,
    );
  } else if (failure !== undefined) warnings.push(`the last round failed: ${failure}`);
  if (overdueBy > patience) problems.push(`${dueSales} sales are due, the first for ${overdueBy} s`);
  for (const [what, reason] of setAside.slice(0, NAMED)) warnings.push(`${what}: ${reason}`);
  if (setAside.length > NAMED) warnings.push(`${setAside.length - NAMED} more could not be done`);
  if (block >= 0 && balance < TO_SPARE * costOfOne) {
    warnings.push(`${account} has money for fewer than ${TO_SPARE} transactions`);
  }
  return { healthy: problems.length === 0, problems, warnings };
}
