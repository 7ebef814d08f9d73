import type { Build } from "./build.ts";
import contracts from "./contracts.json" with { type: "json" };

interface Written {
  readonly length: number;
  readonly hash: string;
  readonly immutables: Readonly<Record<string, readonly number[]>>;
}

/**
 * The code of every contract that a programme can consist of, as this version's sources give it when they are built
 * from nothing; by the contract's name. Written by `npm run builds`.
 */
export const BUILDS: ReadonlyMap<string, Build> = new Map(
  Object.entries(contracts satisfies Readonly<Record<string, Written>> as Readonly<Record<string, Written>>).map(
    ([contract, { length, hash, immutables }]) => [
      contract,
      {
        contract,
        length,
        hash,
        immutables: Object.entries(immutables).map(([name, places]) => ({ name, places })),
      },
    ],
  ),
);
