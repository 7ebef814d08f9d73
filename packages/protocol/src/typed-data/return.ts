import { type Signer, TypedDataEncoder } from "ethers";
import { type TypedDataTypes, uplineDomain } from "./domain.ts";

/** A buyer's return that somebody else sends. */
export interface SignedReturn {
  readonly buyer: string;
  /** The sale's id. */
  readonly sale: bigint;
  /** What he gets back, in token units: the sale's total. */
  readonly refund: bigint;
  /** Last second, since 1970, at which it can be used. */
  readonly deadline: bigint;
}

/** EIP-712 type of {@link SignedReturn}. */
export const RETURN_TYPES: TypedDataTypes = {
  Return: [
    { name: "buyer", type: "address" },
    { name: "sale", type: "uint160" },
    { name: "refund", type: "uint96" },
    { name: "deadline", type: "uint256" },
  ],
};

/** Signs a return. @param signer The buyer's wallet. @returns The signature for `requestReturnFor`. */
export function signReturn(signer: Signer, core: string, chainId: bigint, returned: SignedReturn): Promise<string> {
  return signer.signTypedData(uplineDomain(core, chainId), RETURN_TYPES, returned);
}

/** The digest that the buyer signs; `SignatureInvalid` names it. */
export function returnDigest(core: string, chainId: bigint, returned: SignedReturn): string {
  return TypedDataEncoder.hash(uplineDomain(core, chainId), RETURN_TYPES, returned);
}
