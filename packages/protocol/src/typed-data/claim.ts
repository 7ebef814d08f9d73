import { type Signer, TypedDataEncoder } from "ethers";
import { type TypedDataTypes, uplineDomain } from "./domain.ts";

/** A distributor's claim that somebody else sends. */
export interface SignedClaim {
  /** Present wallet of the distributor. */
  readonly wallet: string;
  /** Who is paid. */
  readonly recipient: string;
  /** The least that is to be paid, in token units; the whole balance is. */
  readonly atLeast: bigint;
  /** The wallet's `claimNonce`, so that it serves once. */
  readonly nonce: bigint;
  /** Last second, since 1970, at which it can be used. */
  readonly deadline: bigint;
}

/** EIP-712 type of {@link SignedClaim}. */
export const CLAIM_TYPES: TypedDataTypes = {
  Claim: [
    { name: "wallet", type: "address" },
    { name: "recipient", type: "address" },
    { name: "atLeast", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
};

/** Signs a claim. @param signer The distributor's wallet. @returns The signature for `claimFor`. */
export function signClaim(signer: Signer, core: string, chainId: bigint, claim: SignedClaim): Promise<string> {
  return signer.signTypedData(uplineDomain(core, chainId), CLAIM_TYPES, claim);
}

/** The digest that the distributor signs; `SignatureInvalid` names it. */
export function claimDigest(core: string, chainId: bigint, claim: SignedClaim): string {
  return TypedDataEncoder.hash(uplineDomain(core, chainId), CLAIM_TYPES, claim);
}
