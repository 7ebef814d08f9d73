import { type Signer, TypedDataEncoder, ZeroAddress } from "ethers";
import { type TypedDataTypes, uplineDomain } from "./domain.ts";

/** A sponsor's consent to a newcomer; many may use it until its deadline. */
export interface Invitation {
  /** Present wallet of the sponsor. What a former wallet signed is void. */
  readonly sponsor: string;
  /** The only wallet that may use it, or {@link ANY_WALLET}. */
  readonly newcomer: string;
  /** Last second, since 1970, at which it can be used. */
  readonly deadline: bigint;
}

/** As `newcomer` of an invitation: whoever has it may use it. */
export const ANY_WALLET = ZeroAddress;

/** EIP-712 type of {@link Invitation}. */
export const INVITATION_TYPES: TypedDataTypes = {
  Invitation: [
    { name: "sponsor", type: "address" },
    { name: "newcomer", type: "address" },
    { name: "deadline", type: "uint256" },
  ],
};

/** Signs an invitation. @param signer The sponsor's wallet. @returns The signature for `enrol` or `enrolFor`. */
export function signInvitation(signer: Signer, core: string, chainId: bigint, invitation: Invitation): Promise<string> {
  return signer.signTypedData(uplineDomain(core, chainId), INVITATION_TYPES, invitation);
}

/** The digest that the sponsor signs; `SignatureInvalid` names it. */
export function invitationDigest(core: string, chainId: bigint, invitation: Invitation): string {
  return TypedDataEncoder.hash(uplineDomain(core, chainId), INVITATION_TYPES, invitation);
}
