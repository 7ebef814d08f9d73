import { decodeBytes32String } from "ethers";
import type { ChainAccess } from "../../chain/access.ts";

/** Powers that the contracts know by these names; a newer lens may tell others. */
export const POWERS = [
  "DEFAULT_ADMIN_ROLE",
  "REVOKER_ROLE",
  "IMPORT_ROLE",
  "CATALOGUE_ROLE",
  "PLAN_ROLE",
  "RANK_ROLE",
  "PAUSE_ROLE",
  "RETURNS_ROLE",
  "RECORD_ROLE",
  "HOLD_ROLE",
  "RUN",
  "SCREEN",
] as const;
export type PowerName = (typeof POWERS)[number];

/** Who may use a power, and what holds him back. */
export interface Power {
  readonly name: string;
  readonly holder: string;
  /** Seconds between announcing and using it. */
  readonly delay: bigint;
  /** When a named contract can take its place, in seconds since 1970; 0: it is there. */
  readonly from: bigint;
  /** Whether a program holds it: a multisig or a timelock, for example. */
  readonly isContract: boolean;
}

/** Reads every power with its holders. */
export async function readPowers({ client, lens, provider }: ChainAccess): Promise<readonly Power[]> {
  const powers = await lens.powers(client.address);
  return Promise.all(
    powers.map(async ({ power, holder, delay, from }) => ({
      name: decodeBytes32String(power),
      holder,
      delay,
      from,
      isContract: (await provider.getCode(holder)) !== "0x",
    })),
  );
}

/** Whether the pages have words for it. */
export function isKnown(name: string): name is PowerName {
  return (POWERS as readonly string[]).includes(name);
}
