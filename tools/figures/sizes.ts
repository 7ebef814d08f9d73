// The deployed size of every contract that ships, against the chain's limit (EIP-170).
import { readContracts } from "../build-output.ts";

export const LIMIT = 24_576;
/** Per cent of the limit: a contract that is full cannot be repaired. */
export const LEAST_SPARE = 10;

export interface Size {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
  /** Per cent of the limit that is left. */
  readonly spare: number;
}

/** The largest first; libraries whose code is in their users have none of their own and are left out. */
export function sizes(): readonly Size[] {
  const rows = readContracts()
    .map(({ contractName: name, sourceName: file, deployedBytecode }) => {
      const bytes = (deployedBytecode.length - 2) / 2;
      return { name, file, bytes, spare: (100 * (LIMIT - bytes)) / LIMIT };
    })
    .filter(({ bytes }) => bytes > EMPTY)
    .sort((a, b) => b.bytes - a.bytes || a.name.localeCompare(b.name));
  if (rows.length === 0) throw new Error("There is no contract in artifacts/contracts: run `npm run build` first.");
  return rows;
}

/** What the compiler makes of a library without external functions. */
const EMPTY = 16;
