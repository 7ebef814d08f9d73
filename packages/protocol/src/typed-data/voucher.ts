import { type Signer, TypedDataEncoder } from "ethers";
import { type TypedDataTypes, uplineDomain } from "./domain.ts";

/** The company's consent that an imported id without wallet is bound to one; it serves once. */
export interface Voucher {
  /** Who signs it: a holder of the import role. */
  readonly issuer: string;
  /** The imported id. */
  readonly id: bigint;
  /** The only wallet that it serves. */
  readonly wallet: string;
  /** Last second, since 1970, at which it can be used. */
  readonly deadline: bigint;
}

/** EIP-712 type of {@link Voucher}. */
export const VOUCHER_TYPES: TypedDataTypes = {
  Voucher: [
    { name: "issuer", type: "address" },
    { name: "id", type: "uint32" },
    { name: "wallet", type: "address" },
    { name: "deadline", type: "uint256" },
  ],
};

/** Signs a voucher. @param signer The issuer. @returns The signature for `bind` or `bindFor`. */
export function signVoucher(signer: Signer, core: string, chainId: bigint, voucher: Voucher): Promise<string> {
  return signer.signTypedData(uplineDomain(core, chainId), VOUCHER_TYPES, voucher);
}

/** The digest that the issuer signs; `SignatureInvalid` names it. */
export function voucherDigest(core: string, chainId: bigint, voucher: Voucher): string {
  return TypedDataEncoder.hash(uplineDomain(core, chainId), VOUCHER_TYPES, voucher);
}
