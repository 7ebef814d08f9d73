import { explainRevertData, type PushResult } from "../../../packages/protocol/src/index.ts";
import { ENDINGS, type Ending, isOfReturn } from "../../local/report/endings.ts";
import type { History } from "../../local/report/history.ts";
import type { Stage } from "../run/stage.ts";

/** How often what happened. */
export interface Happenings {
  readonly people: {
    readonly imported: number;
    /** Imported without a wallet, and bound to one later. */
    readonly withoutWallet: number;
    readonly bound: number;
    readonly enrolled: number;
    readonly customers: number;
    /** Moved to another wallet by themselves. */
    readonly moved: number;
    /** Lost the wallet, and have another by their guardian. */
    readonly recovered: number;
    /** Ranks that were set. */
    readonly ranks: number;
  };
  /** Returns by how they ended. */
  readonly returns: readonly (readonly [Ending, number])[];
  /** Lines at the seller's own price: for anybody, for one buyer. */
  readonly offers: { readonly open: number; readonly named: number };
  readonly stands: {
    readonly batches: number;
    readonly recorded: number;
    /** Sales that were passed over, by the contract's error. */
    readonly skipped: readonly (readonly [string, number])[];
  };
  readonly holds: { readonly placed: number; readonly lifted: number; readonly lapsed: number };
  readonly claims: { readonly paid: number; readonly nothing: number; readonly held: number };
  /** Months' ends at which was pushed, and what became of the wallets. */
  readonly pushes: { readonly times: number; readonly results: readonly (readonly [PushResult, number])[] };
  /** Purchases that were quoted before, and placed so. */
  readonly quotes: number;
}

/** Counts what happened, by the core's events, and by the tally where nothing is written. */
export function readHappenings({ story, tally }: Stage, history: History): Happenings {
  const count = (name: string) => history.of(name).length;
  const recovered = recoveries(history);
  return {
    people: {
      imported: count("DistributorImported"),
      withoutWallet: story.legacy.filter(({ hasWallet }) => !hasWallet).length,
      bound: count("DistributorBound"),
      // The company is the first of all.
      enrolled: count("DistributorEnrolled") - 1,
      customers: new Set(history.sales.flatMap(({ sale }) => (sale.kind === "retail" ? [sale.buyer] : []))).size,
      moved: count("WalletMoved") - recovered,
      recovered,
      ranks: history.of("RanksSet").reduce((sum, { args }) => sum + args["changes"].length, 0),
    },
    returns: ENDINGS.filter(isOfReturn).map((ending) => [
      ending,
      history.sales.filter((sold) => sold.ending === ending).length,
    ]),
    offers: { ...tally.offers },
    stands: {
      batches: count("BatchRecorded"),
      recorded: history.of("BatchRecorded").reduce((sum, { args }) => sum + Number(args["placed"]), 0),
      skipped: counted(history.of("RecordSkipped").map(({ args }) => nameOf(args["reason"]))),
    },
    holds: {
      placed: count("HoldPlaced"),
      lifted: count("HoldLifted"),
      lapsed: count("HoldPlaced") - count("HoldLifted"),
    },
    claims: { ...tally.claims },
    pushes: {
      times: tally.pushes,
      results: (Object.entries(tally.pushed) as [PushResult, number][]).filter(([, times]) => times > 0),
    },
    quotes: tally.quotes.size,
  };
}

/** Moves to the wallet that a guardian named. */
function recoveries(history: History): number {
  const named = new Set(history.of("RecoveryStarted").map(({ args }) => `${args["id"]} ${args["to"]}`));
  return history.of("WalletMoved").filter(({ args }) => named.has(`${args["id"]} ${args["to"]}`)).length;
}

function nameOf(reason: string): string {
  return explainRevertData(reason)?.name ?? reason;
}

function counted(names: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts];
}
