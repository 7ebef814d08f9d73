// What the prover counts beside the contract. Properties read it through `proofs/Ghosts.sol`, by these numbers.

/** The sum of all distributors' balances: each write of a distributor's word adds what its balance has changed by. */
export const BALANCES = "balances";
/** How many distributors' words were read. */
export const READS = "reads";
/** Where the receipt's next credit is to be written. */
export const CREDITS_END = "creditsEnd";
/** The sum of the amounts of the receipt's credits. */
export const CREDITS = "credits";
/** Where the receipt's credits begin; it does not change while they are written. */
export const CREDITS_BEGIN = "creditsBegin";

/** Those that loops change. */
export const GHOSTS: readonly string[] = [BALANCES, READS, CREDITS_END, CREDITS];

/** By the number that a property asks with. */
export const GHOST_NUMBERS: readonly string[] = [BALANCES, READS, CREDITS_END, CREDITS, CREDITS_BEGIN];

/** The address that a property calls to ask: with a number, or with a number and a value to set. */
export const GHOST_ADDRESS = 0x676867737473n;

/** Bytes that a receipt reserves for credits, see `Receipt`. */
export const MOST_RECEIPT = 0x230;
/** Bytes of a credit: id (4), amount (12). */
export const CREDIT = 16;

/** So many bits hold any sum of balances of 96 bits of people with ids of 32 bits; places in memory are far below. */
export const ghostBits = (name: string): number => (name === CREDITS_END ? 32 : 128);
