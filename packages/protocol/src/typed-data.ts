import { type Signer, type TypedDataDomain, TypedDataEncoder, type TypedDataField, ZeroAddress } from "ethers";

/** A sponsor's consent to a newcomer; many may use it until its deadline. */
export interface Invitation {
  /** Present wallet of the sponsor. What a former wallet signed is void. */
  readonly sponsor: string;
  /** The only wallet that may use it, or {@link ANY_WALLET}. */
  readonly newcomer: string;
  /** Last second, since 1970, at which it can be used. */
  readonly deadline: bigint;
}

/** A newcomer's own consent, with which anybody may send the enrolment. */
export interface Enrolment {
  /** The wallet to enrol. */
  readonly newcomer: string;
  /** Wallet of the sponsor, as in the invitation. */
  readonly sponsor: string;
  /** Last second, since 1970, at which it can be used. */
  readonly deadline: bigint;
}

/** As `newcomer` of an invitation: whoever has it may use it. */
export const ANY_WALLET = ZeroAddress;

type Types = Record<string, TypedDataField[]>;

/** EIP-712 type of {@link Invitation}. */
export const INVITATION_TYPES: Types = {
  Invitation: [
    { name: "sponsor", type: "address" },
    { name: "newcomer", type: "address" },
    { name: "deadline", type: "uint256" },
  ],
};

/** EIP-712 type of {@link Enrolment}. */
export const ENROLMENT_TYPES: Types = {
  Enrolment: [
    { name: "newcomer", type: "address" },
    { name: "sponsor", type: "address" },
    { name: "deadline", type: "uint256" },
  ],
};

/** EIP-712 domain of a programme. @param core Address of the core. */
export function uplineDomain(core: string, chainId: bigint): TypedDataDomain {
  return { name: "Upline", version: "1", chainId, verifyingContract: core };
}

/** Signs an invitation. @param signer The sponsor's wallet. @returns The signature for `enrol` or `enrolFor`. */
export function signInvitation(signer: Signer, core: string, chainId: bigint, invitation: Invitation): Promise<string> {
  return signer.signTypedData(uplineDomain(core, chainId), INVITATION_TYPES, invitation);
}

/** Signs an enrolment. @param signer The newcomer's wallet. @returns The `consent` for `enrolFor`. */
export function signEnrolment(signer: Signer, core: string, chainId: bigint, enrolment: Enrolment): Promise<string> {
  return signer.signTypedData(uplineDomain(core, chainId), ENROLMENT_TYPES, enrolment);
}

/** The digest that the sponsor signs; `SignatureInvalid` names it. */
export function invitationDigest(core: string, chainId: bigint, invitation: Invitation): string {
  return TypedDataEncoder.hash(uplineDomain(core, chainId), INVITATION_TYPES, invitation);
}

/** The digest that the newcomer signs; `SignatureInvalid` names it. */
export function enrolmentDigest(core: string, chainId: bigint, enrolment: Enrolment): string {
  return TypedDataEncoder.hash(uplineDomain(core, chainId), ENROLMENT_TYPES, enrolment);
}
