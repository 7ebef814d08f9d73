import {
  unpackAccounts,
  unpackBinding,
  unpackCounters,
  unpackDistributor,
  unpackGuardian,
  unpackHold,
  unpackNextRun,
  unpackNextScreen,
  unpackPlanTerms,
  unpackProduct,
  unpackRates,
  unpackRecovery,
  unpackReturnTerms,
  unpackRun,
  unpackSaleSlot,
} from "@upline/protocol";
import { wordHex } from "../history/bytes.ts";
import type { StorageWord } from "./layout.ts";

const rates = (word: bigint) => ({ rates: unpackRates(word) });

/** What the fields of each kind of word are; of the others the word is one number. */
const READERS: Readonly<Record<string, (word: bigint) => object>> = {
  accounts: unpackAccounts,
  planTerms: unpackPlanTerms,
  planLevelRates: rates,
  planRankRates: rates,
  nextPlanTerms: unpackPlanTerms,
  nextPlanLevelRates: rates,
  nextPlanRankRates: rates,
  counters: unpackCounters,
  run: unpackRun,
  nextRun: unpackNextRun,
  nextScreen: unpackNextScreen,
  distributor: unpackDistributor,
  product: unpackProduct,
  "return terms": unpackReturnTerms,
  sale: unpackSaleSlot,
  wallet: unpackBinding,
  "guardian of wallet": unpackGuardian,
  "recovery of wallet": unpackRecovery,
  "hold of distributor": unpackHold,
};

/** What a word is called, for people. */
export function nameOf({ kind, key }: StorageWord): string {
  return key === "" ? kind : `${kind} ${key}`;
}

/** The fields in which a proven word differs from that of the events, as `balance 5 instead of 7`. */
export function differences({ kind, word }: StorageWord, found: bigint): string {
  const read = READERS[kind];
  if (read === undefined) return `${found} instead of ${word}`;
  try {
    const [expected, actual] = [read(word), read(found)].map((fields) => Object.entries(fields));
    const changed = (actual ?? []).flatMap(([name, value], at) => {
      const before = expected?.[at]?.[1];
      return String(value) === String(before) ? [] : [`${name} ${value} instead of ${before}`];
    });
    return changed.length > 0 ? changed.join(", ") : "bits that no field uses";
  } catch {
    return `${wordHex(found)}, which cannot be read, instead of ${wordHex(word)}`;
  }
}
