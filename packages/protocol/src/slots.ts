import { AbiCoder, keccak256, toBeHex } from "ethers";

/** A product's terms below this number are of the automatic kind and in no slot, see `automaticTerms`. */
export const GOODS_TERMS = 1n << 14n;

/** Slot of the core's `Programme` struct: four slots of OpenZeppelin's roles and EIP-712 lie before it. */
const PROGRAMME = 4n;
/** Each entry of a fixed array is one slot; there are 2^14 goods terms and 2^32 products. */
const FIRST_GOODS_TERMS = PROGRAMME + 20n;
const PRODUCTS = FIRST_GOODS_TERMS + (1n << 14n);
const DISTRIBUTORS = PRODUCTS + (1n << 32n);

const slot = (number: bigint) => toBeHex(number, 32);

/**
 * Storage slots of the core, as 32-byte words for `extsload`, `eth_getStorageAt` and `eth_getProof`. What their words
 * mean: `words.ts`.
 */
export const SLOTS = {
  /** Journal's head and company's share, see `unpackAccounts`. */
  accounts: slot(PROGRAMME),
  /** The plan in force, unless the next one is due: `unpackPlanTerms`, then `unpackRates`. */
  planTerms: slot(PROGRAMME + 1n),
  planLevelRates: slot(PROGRAMME + 2n),
  planRankRates: slot(PROGRAMME + 3n),
  /** The scheduled plan; all zero where there is none. */
  nextPlanTerms: slot(PROGRAMME + 4n),
  nextPlanLevelRates: slot(PROGRAMME + 5n),
  nextPlanRankRates: slot(PROGRAMME + 6n),
  /** How many of each were numbered, see `unpackCounters`. */
  counters: slot(PROGRAMME + 7n),
  /** Run contract and bonus pool, see `unpackRun`. */
  run: slot(PROGRAMME + 8n),
  /** Run contract to come, see `unpackNextRun`. */
  nextRun: slot(PROGRAMME + 9n),
  /** Screen to come, see `unpackNextScreen`. */
  nextScreen: slot(PROGRAMME + 10n),
} as const;

const WALLETS = PROGRAMME + 11n;
const SALES = PROGRAMME + 12n;
const GOODS_TERMS_NUMBERS = PROGRAMME + 13n;
const OFFER_NONCES = PROGRAMME + 14n;
const BATCHES = PROGRAMME + 15n;
const PROPOSALS = PROGRAMME + 16n;
const GUARDIANSHIPS = PROGRAMME + 17n;
const HOLDS = PROGRAMME + 18n;
const CLAIM_NONCES = PROGRAMME + 19n;

/** OpenZeppelin's roles: who has them, and the lists of who has. */
const ROLES = 0n;
const ROLE_MEMBERS = 1n;

/**
 * Slots of the mappings themselves, for who computes many slots at once: that of a key is the hash of the key and of
 * this slot, as 32-byte words. An offer's nonces are mapped twice: by seller, then by word.
 */
export const MAPPINGS = {
  wallets: WALLETS,
  sales: SALES,
  goodsTermsNumbers: GOODS_TERMS_NUMBERS,
  offerNonces: OFFER_NONCES,
  batches: BATCHES,
  proposals: PROPOSALS,
  guardianships: GUARDIANSHIPS,
  holds: HOLDS,
  claimNonces: CLAIM_NONCES,
  roles: ROLES,
  roleMembers: ROLE_MEMBERS,
} as const;

function mapped(keyType: string, key: string | bigint, base: bigint): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode([keyType, "uint256"], [key, base]));
}

/** Slot of a wallet's binding, see `unpackBinding`. */
export function walletSlot(wallet: string): string {
  return mapped("address", wallet, WALLETS);
}

/** Slot of a sale in escrow, see `unpackSaleSlot`. */
export function saleSlot(id: bigint): string {
  return mapped("uint160", id, SALES);
}

/** Slot of 256 nonces of a seller's offers, one bit each. */
export function offerNoncesSlot(seller: bigint, word: bigint): string {
  return mapped("uint256", word, BigInt(mapped("uint256", seller, OFFER_NONCES)));
}

/** Slot of the number of a recorder's last batch of the point of sale: a plain number. */
export function batchSlot(recorder: string): string {
  return mapped("address", recorder, BATCHES);
}

/** Slot of the wallet that another proposed to move to, see `unpackProposal`. */
export function proposalSlot(wallet: string): string {
  return mapped("address", wallet, PROPOSALS);
}

/** Slot of who may recover a wallet, see `unpackGuardian`. */
export function guardianSlot(wallet: string): string {
  return mapped("address", wallet, GUARDIANSHIPS);
}

/** Slot of a wallet's pending recovery, see `unpackRecovery`. */
export function recoverySlot(wallet: string): string {
  return slot(BigInt(guardianSlot(wallet)) + 1n);
}

/** Slot of a distributor's holds, see `unpackHold`. */
export function holdSlot(id: bigint): string {
  return mapped("uint256", id, HOLDS);
}

/** Slot of how many signed claims of a wallet were used. */
export function claimNonceSlot(wallet: string): string {
  return mapped("address", wallet, CLAIM_NONCES);
}

/** Slot of goods' return terms, by the number that a product names, from `GOODS_TERMS` on; see `unpackReturnTerms`. */
export function goodsTermsSlot(number: bigint): string {
  return slot(FIRST_GOODS_TERMS + number - GOODS_TERMS);
}

/** Slot of a product, see `unpackProduct`. */
export function productSlot(number: bigint): string {
  return slot(PRODUCTS + number);
}

/** Slot of a distributor, see `unpackDistributor`. The company, id 1, has its share in `SLOTS.accounts` instead. */
export function distributorSlot(id: bigint): string {
  return slot(DISTRIBUTORS + id);
}
