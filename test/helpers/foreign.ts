import type { Signer } from "ethers";
import {
  BINDING_TYPES,
  CLAIM_TYPES,
  ENROLMENT_TYPES,
  INVITATION_TYPES,
  OFFER_TYPES,
  RETURN_TYPES,
  type TypedDataTypes,
  uplineDomain,
  VOUCHER_TYPES,
  WALLET_MOVE_TYPES,
} from "../../packages/protocol/src/index.ts";

const STRUCTS = [
  INVITATION_TYPES,
  ENROLMENT_TYPES,
  VOUCHER_TYPES,
  BINDING_TYPES,
  WALLET_MOVE_TYPES,
  CLAIM_TYPES,
  RETURN_TYPES,
  OFFER_TYPES,
] as const;

/**
 * What else a wallet may sign for a core, with the same values as far as a struct has room for them: by the struct's
 * name, the signature.
 * @param own The struct that is left out.
 * @param values Addresses and numbers that go into the fields, in turn.
 */
export async function signedForOthers(
  signer: Signer,
  { address, chainId }: { readonly address: string; readonly chainId: bigint },
  own: TypedDataTypes,
  values: { readonly addresses: readonly string[]; readonly numbers: readonly bigint[] },
): Promise<ReadonlyMap<string, string>> {
  const signed = new Map<string, string>();
  for (const types of STRUCTS) {
    const [[name, fields]] = Object.entries(types) as [[string, TypedDataTypes[string]]];
    if (types === own) continue;
    const [addresses, numbers] = [values.addresses.values(), values.numbers.values()];
    const struct = Object.fromEntries(
      fields.map(({ name: field, type }) => [
        field,
        type === "address" ? (addresses.next().value ?? address) : within(numbers.next().value ?? 0n, type),
      ]),
    );
    signed.set(name, await signer.signTypedData(uplineDomain(address, chainId), types, struct));
  }
  return signed;
}

/** As much of a number as an unsigned type holds. */
function within(value: bigint, type: string): bigint {
  return BigInt.asUintN(Number(/^uint(\d+)$/.exec(type)?.[1] ?? 256), value);
}

/** The same signature's scope, as another programme and another chain have it. */
export function elsewhere({ address, chainId }: { readonly address: string; readonly chainId: bigint }, other: string) {
  return { "another core": { address: other, chainId }, "another chain": { address, chainId: chainId + 1n } } as const;
}
