/** A figure that was read from the chain as of a block. */
export interface ChainSource {
  readonly from: "chain";
  readonly block: number;
}

/** A list of the indexer. */
export interface IndexerSource {
  readonly from: "indexer";
  /** The last block up to which its events are known to be the journal; undefined: none, it is only reported. */
  readonly verifiedTo: number | undefined;
  /** An event is missing or was changed: nothing of it can be relied on. */
  readonly isBroken: boolean;
}

/** Where a figure comes from. */
export type Source = ChainSource | IndexerSource;

/** How far a figure can be relied on. */
export type Trust = "chain" | "verified" | "reported" | "broken";

/** How far a figure from there can be relied on. */
export function trustOf(source: Source): Trust {
  if (source.from === "chain") return "chain";
  if (source.isBroken) return "broken";
  return source.verifiedTo === undefined ? "reported" : "verified";
}
