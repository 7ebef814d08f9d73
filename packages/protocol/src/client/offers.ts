import type { ContractTransactionResponse } from "ethers";
import { type Offer, signOffer } from "../typed-data.ts";
import type { Connection } from "./connection.ts";

/** An offer with its seller's signature. */
export interface SignedOffer {
  readonly offer: Offer;
  readonly signature: string;
}

/** Nonces that one bit each stands for in a word: nonce = 256 × word + bit. */
const WORD = 256n;

/** A seller's own prices. Buying at them is the client's `quote` and `buy`, with the option `offers`. */
export class OffersClient {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Signs an offer by the connected wallet, which is the seller's. */
  async sign(terms: Omit<Offer, "seller">): Promise<SignedOffer> {
    const signer = this.#connection.signer();
    const offer = { ...terms, seller: await signer.getAddress() };
    const chainId = await this.#connection.chainId();
    return { offer, signature: await signOffer(signer, this.#connection.address, chainId, offer) };
  }

  /**
   * Ends offers of the connected wallet's distributor.
   * @param nonces Of those offers; nonces of one word, 256 neighbours, go into one transaction.
   * @returns The transactions, one a word.
   */
  async cancel(nonces: Iterable<bigint>): Promise<readonly ContractTransactionResponse[]> {
    const sent: ContractTransactionResponse[] = [];
    for (const [word, mask] of masksOf(nonces)) {
      sent.push(await this.#connection.core.cancelOffers(word, mask));
    }
    return sent;
  }

  /** Whether the offers of a seller that have this nonce were used or cancelled. @param seller His id. */
  async ended(seller: bigint, nonce: bigint): Promise<boolean> {
    const used = await this.#connection.core.offerNonces(seller, nonce / WORD);
    return ((used >> (nonce % WORD)) & 1n) === 1n;
  }
}

function masksOf(nonces: Iterable<bigint>): ReadonlyMap<bigint, bigint> {
  const masks = new Map<bigint, bigint>();
  for (const nonce of nonces) {
    const word = nonce / WORD;
    masks.set(word, (masks.get(word) ?? 0n) | (1n << (nonce % WORD)));
  }
  return masks;
}
