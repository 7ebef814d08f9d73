import { type Signer, TypedDataEncoder } from "ethers";
import { type TypedDataTypes, uplineDomain } from "./domain.ts";

/** A newcomer's own consent, with which anybody may send the enrolment. */
export interface Enrolment {
  /** The wallet to enrol. */
  readonly newcomer: string;
  /** Wallet of the sponsor, as in the invitation. */
  readonly sponsor: string;
  /** Last second, since 1970, at which it can be used. */
  readonly deadline: bigint;
}

/** EIP-712 type of {@link Enrolment}. */
export const ENROLMENT_TYPES: TypedDataTypes = {
  Enrolment: [
    { name: "newcomer", type: "address" },
    { name: "sponsor", type: "address" },
    { name: "deadline", type: "uint256" },
  ],
};

/** Signs an enrolment. @param signer The newcomer's wallet. @returns The `consent` for `enrolFor`. */
export function signEnrolment(signer: Signer, core: string, chainId: bigint, enrolment: Enrolment): Promise<string> {
  return signer.signTypedData(uplineDomain(core, chainId), ENROLMENT_TYPES, enrolment);
}

/** The digest that the newcomer signs; `SignatureInvalid` names it. */
export function enrolmentDigest(core: string, chainId: bigint, enrolment: Enrolment): string {
  return TypedDataEncoder.hash(uplineDomain(core, chainId), ENROLMENT_TYPES, enrolment);
}
