import { type Signer, TypedDataEncoder } from "ethers";
import { type TypedDataTypes, uplineDomain } from "./domain.ts";

/** A person's own consent to be bound to an imported id, with which anybody may send the binding. */
export interface Binding {
  /** The wallet to bind, as in the voucher. */
  readonly wallet: string;
  /** The imported id, as in the voucher. */
  readonly id: bigint;
  /** Last second, since 1970, at which it can be used. */
  readonly deadline: bigint;
}

/** EIP-712 type of {@link Binding}. */
export const BINDING_TYPES: TypedDataTypes = {
  Binding: [
    { name: "wallet", type: "address" },
    { name: "id", type: "uint32" },
    { name: "deadline", type: "uint256" },
  ],
};

/** Signs a binding. @param signer The wallet to bind. @returns The `consent` for `bindFor`. */
export function signBinding(signer: Signer, core: string, chainId: bigint, binding: Binding): Promise<string> {
  return signer.signTypedData(uplineDomain(core, chainId), BINDING_TYPES, binding);
}

/** The digest that the wallet's owner signs; `SignatureInvalid` names it. */
export function bindingDigest(core: string, chainId: bigint, binding: Binding): string {
  return TypedDataEncoder.hash(uplineDomain(core, chainId), BINDING_TYPES, binding);
}
