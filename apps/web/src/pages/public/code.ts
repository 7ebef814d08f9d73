import { BUILDS, compareCode, immutableFaults, partsOf, readCreated } from "@upline/protocol";
import type { ChainAccess } from "../../chain/access.ts";

/** A contract of the programme beside what these pages were published with. */
export interface CheckedPart {
  /** `core`, or for example `module network`. */
  readonly subject: string;
  readonly contract: string;
  readonly address: string;
  /** Of its code, with zeros where values are filled in. */
  readonly hash: string;
  readonly isPublished: boolean;
  /** Values filled into the code that are not those the programme was created with, a sentence each. */
  readonly faults: readonly string[];
}

/**
 * Reads the code of core and modules and compares it, byte by byte, with the published.
 * @param firstBlock In which the core was deployed.
 */
export async function readCode(
  { client, provider }: Pick<ChainAccess, "client" | "provider">,
  chainId: bigint,
  firstBlock: number,
): Promise<readonly CheckedPart[]> {
  const created = await readCreated(client.core, chainId, firstBlock);
  return Promise.all(
    partsOf(created).map(async ({ subject, contract, address, immutables }) => {
      const build = BUILDS.get(contract);
      const code = await provider.getCode(address);
      if (build === undefined) return { subject, contract, address, hash: "", isPublished: false, faults: [] };
      const { equal, hash, immutables: found } = compareCode(build, code);
      const faults = equal ? immutableFaults(immutables, found) : [];
      return { subject, contract, address, hash, isPublished: equal && faults.length === 0, faults };
    }),
  );
}
