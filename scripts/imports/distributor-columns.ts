import type { Code } from "../operator/csv/column.ts";
import { type Column, codeColumn, codeOf, numberColumn, optionalAddressColumn } from "../operator/csv/column.ts";
import type { Row } from "../operator/csv/read.ts";

/** The company's own number is published for good: nothing that tells who somebody is. */
const LEGACY_ID: Column<Code> = {
  ...codeColumn("legacy_id", "D-1007", { unique: true }),
  expected: "the company's own number, 1 to 31 bytes, which is published: no e-mail address",
  parse: (cell) => (cell.includes("@") ? undefined : codeOf(cell)),
};

/** Columns of a network that exists already. */
export const DISTRIBUTOR_COLUMNS = {
  legacyId: LEGACY_ID,
  sponsor: {
    name: "sponsor",
    expected: "the legacy_id of the sponsor, or nothing for the company",
    example: "D-1001",
    parse: (cell) => (cell === "" ? null : codeOf(cell)),
  } satisfies Column<Code | null> as Column<Code | null>,
  wallet: optionalAddressColumn("wallet", { unique: true, optional: true }),
  rank: {
    ...numberColumn("rank", 0n, 15n, "3", { optional: true }),
    expected: "a whole number from 0 to 15, or nothing for 0",
    parse: (cell) => (cell === "" ? 0n : numberColumn("rank", 0n, 15n, "3").parse(cell)),
  } satisfies Column<bigint> as Column<bigint>,
} as const;

export type DistributorColumns = typeof DISTRIBUTOR_COLUMNS;
export type DistributorRow = Row<DistributorColumns>;
