import { type Signer, type TypedDataDomain, TypedDataEncoder } from "ethers";
import type { TypedDataTypes } from "./domain.ts";
import { OFFER_TYPES, type Offer } from "./offer.ts";

/** What a buyer signs for when somebody else sends his purchase; `maxTotal` is what he signs to pay. */
export interface Purchase {
  /** The core. */
  readonly programme: string;
  readonly buyer: string;
  /** Id of the seller. */
  readonly seller: bigint;
  readonly campaign: bigint;
  /** 32 bytes. */
  readonly ref: string;
  /** In token units; what the order does not cost comes back. */
  readonly maxTotal: bigint;
  readonly lines: readonly { readonly product: bigint; readonly quantity: bigint }[];
  readonly offers: readonly { readonly line: bigint; readonly offer: Offer }[];
}

const PARTS: TypedDataTypes = {
  ...OFFER_TYPES,
  Line: [
    { name: "product", type: "uint32" },
    { name: "quantity", type: "uint32" },
  ],
  LineOffer: [
    { name: "line", type: "uint8" },
    { name: "offer", type: "Offer" },
  ],
};

/** EIP-712 types of {@link Purchase}. */
export const PURCHASE_TYPES: TypedDataTypes = {
  ...PARTS,
  Purchase: [
    { name: "programme", type: "address" },
    { name: "buyer", type: "address" },
    { name: "seller", type: "uint32" },
    { name: "campaign", type: "uint64" },
    { name: "ref", type: "bytes32" },
    { name: "maxTotal", type: "uint96" },
    { name: "lines", type: "Line[]" },
    { name: "offers", type: "LineOffer[]" },
  ],
};

/** The hash of a purchase: the nonce of an ERC-3009 authorization, the witness of a Permit2 transfer. */
export function purchaseHash(purchase: Purchase): string {
  return TypedDataEncoder.hashStruct("Purchase", PURCHASE_TYPES, purchase);
}

/** A payment by ERC-3009. Times in seconds since 1970, both exclusive. */
export interface Authorization {
  readonly validAfter: bigint;
  readonly validBefore: bigint;
}

/**
 * Signs an ERC-3009 `ReceiveWithAuthorization` for a purchase.
 * @param signer The buyer's wallet.
 * @param token The token's own EIP-712 domain.
 * @param payments The contract that takes payments by signature.
 * @returns The signature for `buyWithAuthorization`.
 */
export function signAuthorization(
  signer: Signer,
  token: TypedDataDomain,
  payments: string,
  purchase: Purchase,
  { validAfter, validBefore }: Authorization,
): Promise<string> {
  return signer.signTypedData(token, AUTHORIZATION_TYPES, {
    from: purchase.buyer,
    to: payments,
    value: purchase.maxTotal,
    validAfter,
    validBefore,
    nonce: purchaseHash(purchase),
  });
}

/** EIP-712 type of an ERC-3009 authorization that only its receiver may use. */
export const AUTHORIZATION_TYPES: TypedDataTypes = {
  ReceiveWithAuthorization: [
    { name: "from", type: "address" },
    { name: "to", type: "address" },
    { name: "value", type: "uint256" },
    { name: "validAfter", type: "uint256" },
    { name: "validBefore", type: "uint256" },
    { name: "nonce", type: "bytes32" },
  ],
};

/** A payment by Permit2. */
export interface Permit2Terms {
  /** Address of Permit2 on this chain. */
  readonly permit2: string;
  readonly chainId: bigint;
  readonly token: string;
  /** An unused nonce of the buyer's at Permit2. */
  readonly nonce: bigint;
  /** Last second, since 1970, at which it can be used. */
  readonly deadline: bigint;
}

/** EIP-712 types of a Permit2 transfer with a purchase as its witness. */
export const PERMIT2_TYPES: TypedDataTypes = {
  ...PURCHASE_TYPES,
  TokenPermissions: [
    { name: "token", type: "address" },
    { name: "amount", type: "uint256" },
  ],
  PermitWitnessTransferFrom: [
    { name: "permitted", type: "TokenPermissions" },
    { name: "spender", type: "address" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
    { name: "witness", type: "Purchase" },
  ],
};

/**
 * Signs a Permit2 transfer for a purchase; the wallet shows every line of it.
 * @param signer The buyer's wallet.
 * @param payments The contract that takes payments by signature.
 * @returns The signature for `buyWithPermit2`.
 */
export function signPermit2(
  signer: Signer,
  payments: string,
  purchase: Purchase,
  { permit2, chainId, token, nonce, deadline }: Permit2Terms,
): Promise<string> {
  const domain = { name: "Permit2", chainId, verifyingContract: permit2 };
  return signer.signTypedData(domain, PERMIT2_TYPES, {
    permitted: { token, amount: purchase.maxTotal },
    spender: payments,
    nonce,
    deadline,
    witness: purchase,
  });
}

/** EIP-712 type of an EIP-2612 permit. */
export const PERMIT_TYPES: TypedDataTypes = {
  Permit: [
    { name: "owner", type: "address" },
    { name: "spender", type: "address" },
    { name: "value", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
};

/** An allowance that a buyer signs instead of sending a transaction. */
export interface Permit {
  readonly owner: string;
  readonly spender: string;
  /** In token units. */
  readonly value: bigint;
  /** The token's nonce of the owner. */
  readonly nonce: bigint;
  /** Last second, since 1970, at which it can be used. */
  readonly deadline: bigint;
}

/** Signs an EIP-2612 permit. @param token The token's own EIP-712 domain. @returns The signature, for `buyWithPermit` in parts. */
export function signPermit(signer: Signer, token: TypedDataDomain, permit: Permit): Promise<string> {
  return signer.signTypedData(token, PERMIT_TYPES, permit);
}
