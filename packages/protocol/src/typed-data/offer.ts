import { type Signer, TypedDataEncoder, ZeroAddress } from "ethers";
import { type TypedDataTypes, uplineDomain } from "./domain.ts";

/** A price that a seller offers. */
export interface Offer {
  /** Present wallet of the order's seller. What a former wallet signed is void. */
  readonly seller: string;
  /** The only buyer whom it serves, and then for one sale; or {@link ANY_BUYER}, any number of times. */
  readonly buyer: string;
  /** Number of the product. */
  readonly product: bigint;
  /** In token units, from the product's wholesale price to its retail price with the programme's markup. */
  readonly unitPrice: bigint;
  /** The most that one line may have; of an offer to a named buyer, exactly what its line has. */
  readonly maxQuantity: bigint;
  /** Campaign that the order must name. */
  readonly campaign: bigint;
  /** A number of the seller's choice; used or cancelled, it ends every offer that has it. */
  readonly nonce: bigint;
  /** Last second, since 1970, at which it can be used. */
  readonly deadline: bigint;
}

/** As `buyer` of an offer: it serves anybody, and is not used up. */
export const ANY_BUYER = ZeroAddress;

/** EIP-712 type of {@link Offer}. */
export const OFFER_TYPES: TypedDataTypes = {
  Offer: [
    { name: "seller", type: "address" },
    { name: "buyer", type: "address" },
    { name: "product", type: "uint32" },
    { name: "unitPrice", type: "uint80" },
    { name: "maxQuantity", type: "uint32" },
    { name: "campaign", type: "uint64" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
};

/** Signs an offer. @param signer The seller's wallet. @returns The signature that goes with the offer's line. */
export function signOffer(signer: Signer, core: string, chainId: bigint, offer: Offer): Promise<string> {
  return signer.signTypedData(uplineDomain(core, chainId), OFFER_TYPES, offer);
}

/** The digest that the seller signs; `SignatureInvalid` names it. */
export function offerDigest(core: string, chainId: bigint, offer: Offer): string {
  return TypedDataEncoder.hash(uplineDomain(core, chainId), OFFER_TYPES, offer);
}
