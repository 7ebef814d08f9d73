import type { TypedDataDomain, TypedDataField } from "ethers";

/** EIP-712 types as ethers takes them: the fields of one struct, by its name. */
export type TypedDataTypes = Record<string, TypedDataField[]>;

/** EIP-712 domain of a programme. @param core Address of the core. */
export function uplineDomain(core: string, chainId: bigint): TypedDataDomain {
  return { name: "Upline", version: "1", chainId, verifyingContract: core };
}
