import { getAddress, toBeHex, ZeroAddress } from "ethers";
import {
  COMPRESSIONS,
  type Compression,
  choice,
  RETURN_KINDS,
  type ReturnKind,
  SALE_STATES,
  type SaleState,
} from "./choices.ts";
import { PLAN_LEVELS } from "./plan.ts";

// Each function reads one storage word; the bit maps are those of contracts/types.

const bits = (word: bigint, from: bigint, width: bigint) => (word >> from) & ((1n << width) - 1n);
const isSet = (word: bigint, at: bigint) => bits(word, at, 1n) === 1n;
const address = (word: bigint, from: bigint) => getAddress(toBeHex(bits(word, from, 160n), 20));

/** The journal's head beside the company's share. */
export interface AccountsWord {
  readonly head: bigint;
  /** The company's share, in token units. */
  readonly company: bigint;
}

export function unpackAccounts(word: bigint): AccountsWord {
  return { head: bits(word, 0n, 160n), company: bits(word, 160n, 96n) };
}

/** One distributor. The "now" fields speak of `period`; in a later one the "next" fields have taken their place. */
export interface DistributorWord {
  /** Id of the sponsor; 0 only where there is no such distributor, and for the company. */
  readonly sponsor: bigint;
  /** Claimable, in token units. */
  readonly balance: bigint;
  /** Retail volume settled in `period`, in token units. */
  readonly volume: bigint;
  readonly period: bigint;
  readonly activeNow: boolean;
  readonly activeNext: boolean;
  readonly rankNow: bigint;
  readonly rankNext: bigint;
  readonly pushOff: boolean;
  /** A hold was placed and not lifted; until when is in a word of its own, see `unpackHold`. */
  readonly held: boolean;
  /** Imported without a wallet, and not yet bound to one. */
  readonly unbound: boolean;
  /** Counts as enrolled in the period in which the programme opened. */
  readonly imported: boolean;
  /** The guardian has begun a recovery; it may have lapsed, see `unpackRecovery`. */
  readonly recovering: boolean;
}

export function unpackDistributor(word: bigint): DistributorWord {
  return {
    sponsor: bits(word, 0n, 32n),
    balance: bits(word, 32n, 96n),
    volume: bits(word, 128n, 80n),
    period: bits(word, 208n, 16n),
    activeNow: isSet(word, 224n),
    activeNext: isSet(word, 225n),
    rankNow: bits(word, 226n, 4n),
    rankNext: bits(word, 230n, 4n),
    pushOff: isSet(word, 234n),
    held: isSet(word, 235n),
    unbound: isSet(word, 236n),
    imported: isSet(word, 237n),
    recovering: isSet(word, 238n),
  };
}

/** The same distributor seen from a period that is not before his own: "next" becomes "now", the volume starts anew. */
export function inPeriod(distributor: DistributorWord, period: bigint): DistributorWord {
  if (period === distributor.period) return distributor;
  return {
    ...distributor,
    period,
    volume: 0n,
    activeNow: period === distributor.period + 1n && distributor.activeNext,
    activeNext: false,
    rankNow: distributor.rankNext,
  };
}

/** One product; amounts in token units. */
export interface ProductWord {
  readonly retail: bigint;
  readonly wholesale: bigint;
  readonly volume: bigint;
  /** Number of its return terms: below `GOODS_TERMS` see `automaticTerms`, else `goodsTermsSlot`. */
  readonly terms: bigint;
  readonly closed: boolean;
}

export function unpackProduct(word: bigint): ProductWord {
  return {
    retail: bits(word, 0n, 80n),
    wholesale: bits(word, 80n, 80n),
    volume: bits(word, 160n, 80n),
    terms: bits(word, 240n, 15n),
    closed: isSet(word, 255n),
  };
}

/** Window, kind of return and arbiter, which products share. */
export interface ReturnTermsWord {
  /** In seconds. */
  readonly window: bigint;
  readonly kind: ReturnKind;
  readonly arbiter: string;
}

export function unpackReturnTerms(word: bigint): ReturnTermsWord {
  return {
    window: bits(word, 0n, 40n),
    kind: choice(RETURN_KINDS, bits(word, 40n, 8n)),
    arbiter: address(word, 48n),
  };
}

/** The return terms that a number below `GOODS_TERMS` stands for: it is the window in hours. */
export function automaticTerms(number: bigint): ReturnTermsWord {
  return { window: number * 3_600n, kind: "automatic", arbiter: ZeroAddress };
}

/** Everything of a plan but its rates. */
export interface PlanTermsWord {
  /** The least rank that opens each of the sixteen levels. */
  readonly openRanks: readonly bigint[];
  readonly threshold: bigint;
  readonly poolShare: bigint;
  readonly walk: bigint;
  readonly compression: Compression;
  /** One bit a family: 1 unilevel, 2 differential. */
  readonly families: bigint;
  readonly personalPays: boolean;
  /** Number of the plan; 0: no plan. */
  readonly version: bigint;
  /** Period in which the programme opened. */
  readonly opening: bigint;
  /** When the scheduled plan takes over from this one, in seconds since 1970; 0: none is scheduled. */
  readonly changeAt: bigint;
  /** New enrolments and sales are stopped. */
  readonly paused: boolean;
}

export function unpackPlanTerms(word: bigint): PlanTermsWord {
  return {
    openRanks: Array.from({ length: PLAN_LEVELS }, (_, level) => bits(word, BigInt(level) * 4n, 4n)),
    threshold: bits(word, 64n, 80n),
    poolShare: bits(word, 144n, 16n),
    walk: bits(word, 160n, 8n),
    compression: choice(COMPRESSIONS, bits(word, 168n, 4n)),
    families: bits(word, 172n, 3n),
    personalPays: isSet(word, 175n),
    version: bits(word, 176n, 16n),
    opening: bits(word, 192n, 16n),
    changeAt: bits(word, 208n, 40n),
    paused: isSet(word, 248n),
  };
}

/** The sixteen rates of a family, in basis points by level, or by rank. */
export function unpackRates(word: bigint): readonly bigint[] {
  return Array.from({ length: PLAN_LEVELS }, (_, level) => bits(word, BigInt(level) * 16n, 16n));
}

/** A sale in escrow. */
export interface SaleSlotWord {
  readonly state: SaleState;
  /** Of the present state; of a finished sale: when it was finished. Seconds since 1970. */
  readonly deadline: bigint;
  /** Upper 208 bits of the sale's digest, as a number of 208 bits. */
  readonly digest: bigint;
}

export function unpackSaleSlot(word: bigint): SaleSlotWord {
  return {
    state: choice(SALE_STATES, bits(word, 0n, 8n)),
    deadline: bits(word, 8n, 40n),
    digest: bits(word, 48n, 208n),
  };
}

/** How many of each were numbered so far, and the screen, which shares their word. */
export interface CountersWord {
  readonly distributors: bigint;
  readonly products: bigint;
  readonly goodsTerms: bigint;
  readonly plans: bigint;
  /** The screen that is asked; the zero address where there is none. */
  readonly screen: string;
}

export function unpackCounters(word: bigint): CountersWord {
  return {
    distributors: bits(word, 0n, 32n),
    products: bits(word, 32n, 32n),
    goodsTerms: bits(word, 64n, 16n),
    plans: bits(word, 80n, 16n),
    screen: address(word, 96n),
  };
}

/** The contract that may spend the bonus pool, and what is in it. */
export interface RunWord {
  readonly run: string;
  /** In token units. */
  readonly pool: bigint;
}

export function unpackRun(word: bigint): RunWord {
  return { run: address(word, 0n), pool: bits(word, 160n, 96n) };
}

/** The run contract that is named but not set. */
export interface NextRunWord {
  readonly run: string;
  /** From when it can be set, in seconds since 1970. */
  readonly from: bigint;
}

export function unpackNextRun(word: bigint): NextRunWord {
  return { run: address(word, 0n), from: bits(word, 160n, 40n) };
}

/** The screen that is named but not set. */
export interface NextScreenWord {
  /** The zero address: none is to be asked any more. */
  readonly screen: string;
  /** From when it can be set, in seconds since 1970; 0: none is scheduled. */
  readonly from: bigint;
}

export function unpackNextScreen(word: bigint): NextScreenWord {
  return { screen: address(word, 0n), from: bits(word, 160n, 40n) };
}

/** The holds of one distributor. */
export interface HoldWord {
  /** End of the last one, in seconds since 1970; it lapses by itself. */
  readonly until: bigint;
  /** When the last four began, the latest first; 0 where there were fewer. */
  readonly starts: readonly bigint[];
}

export function unpackHold(word: bigint): HoldWord {
  return { until: bits(word, 0n, 40n), starts: [40n, 80n, 120n, 160n].map((from) => bits(word, from, 40n)) };
}

/** Whose wallet it is. */
export interface BindingWord {
  /** Id of the distributor; 0 where the wallet was never bound. */
  readonly id: bigint;
  /** False for a wallet that was moved away from. */
  readonly current: boolean;
}

export function unpackBinding(word: bigint): BindingWord {
  return { id: bits(word, 0n, 32n), current: isSet(word, 32n) };
}

/** Who may recover a wallet. */
export interface GuardianWord {
  /** The zero address: nobody. */
  readonly guardian: string;
  /** Seconds from the beginning of a recovery to its end. */
  readonly delay: bigint;
}

export function unpackGuardian(word: bigint): GuardianWord {
  return { guardian: address(word, 0n), delay: bits(word, 160n, 40n) };
}

/** Seconds in which a recovery can be finished once it is ready; then it lapses, which nothing writes. */
export const RECOVERY_WINDOW = 30n * 86_400n;

/** The recovery of a wallet. */
export interface RecoveryWord {
  /** The new wallet; the zero address: no recovery is pending. */
  readonly to: string;
  /** From when, for {@link RECOVERY_WINDOW}, it can be finished, in seconds since 1970. */
  readonly readyAt: bigint;
}

export function unpackRecovery(word: bigint): RecoveryWord {
  return { to: address(word, 0n), readyAt: bits(word, 160n, 40n) };
}

/** The wallet that another proposed to move to; the zero address: none. */
export function unpackProposal(word: bigint): string {
  return address(word, 0n);
}
