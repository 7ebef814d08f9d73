import { AbiCoder, keccak256 } from "ethers";

/** A function of a contract with its values. */
export interface Call {
  readonly to: string;
  readonly data: string;
}

/** What somebody wants to have sent. */
export interface Request {
  readonly kind: Kind;
  /** The calls that do it, of which the first that would pass is sent; most have one. */
  readonly calls: readonly [Call, ...Call[]];
}

/** What is relayed. */
export const KINDS = ["claim", "enrolment", "purchase", "return", "walletMove", "binding", "cancellation"] as const;
export type Kind = (typeof KINDS)[number];

/** Where a relayer's calls go, and nowhere else. */
export interface Contracts {
  readonly chainId: bigint;
  readonly core: string;
  /** Undefined where purchases are not relayed. */
  readonly payments: string | undefined;
  /** The settlement token; only the end of a payment is sent to it. */
  readonly token: string;
}

/** The digest by which a request is known: chain, contract, function and every value, signatures included. */
export function requestId(chainId: bigint, { calls: [{ to, data }] }: Request): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(["uint256", "address", "bytes"], [chainId, to, data]));
}
