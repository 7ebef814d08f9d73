/** First part of the keys of what is read again with every block. */
export const CHAIN_KEY = "chain";
/** First part of the keys of what does not change once it is in a block. */
export const FIXED_KEY = "fixed";
