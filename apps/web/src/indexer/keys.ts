/** First part of the keys of what was read from the indexer. */
export const INDEXER_KEY = "indexer";
