import type { Signer, TypedDataDomain } from "ethers";
import type { TypedDataTypes } from "./domain.ts";

/** EIP-712 type of the end of an ERC-3009 authorization that was not used. */
export const CANCEL_AUTHORIZATION_TYPES: TypedDataTypes = {
  CancelAuthorization: [
    { name: "authorizer", type: "address" },
    { name: "nonce", type: "bytes32" },
  ],
};

/** The end of an ERC-3009 authorization. */
export interface CancelAuthorization {
  /** Who signed the authorization. */
  readonly authorizer: string;
  /** The authorization's, 32 bytes: the hash of the purchase. */
  readonly nonce: string;
}

/**
 * Signs the end of an ERC-3009 authorization.
 * @param signer The wallet that signed the authorization.
 * @param token The token's own EIP-712 domain.
 * @returns The signature for the token's `cancelAuthorization`.
 */
export function signCancelAuthorization(
  signer: Signer,
  token: TypedDataDomain,
  cancellation: CancelAuthorization,
): Promise<string> {
  return signer.signTypedData(token, CANCEL_AUTHORIZATION_TYPES, cancellation);
}
