import { SALE_KINDS, type SaleKind } from "@upline/protocol";
import type { ByKind } from "../sums/kinds.ts";
import { type Cell, type Pattern, shareOf } from "./pattern.ts";

const KIND_NAMES: Readonly<Record<SaleKind, string>> = {
  retail: "retail: the buyer is no distributor",
  personal: "personal: the seller bought for himself",
  distributor: "distributor: another distributor bought",
  recorded: "recorded: paid elsewhere, recorded by the company",
};

interface VolumeTest {
  readonly name: string;
  readonly counted: string;
  readonly kinds: readonly SaleKind[];
  /** The share that it asks for, of 10,000. */
  readonly bar: number;
}

// Shares of what was paid; the orders themselves look at more than a chain can tell.
const TESTS: readonly VolumeTest[] = [
  {
    name: "70 % (FTC, Amway, 1979: 70 % of what was bought must be sold on)",
    counted: "retail and distributor sales: sold on, not kept by the seller",
    kinds: ["retail", "distributor"],
    bar: 7_000,
  },
  {
    name: "80 % (FTC, Herbalife, 2016: 80 % to end users)",
    counted: "retail and personal sales: to customers, and for own use",
    kinds: ["retail", "personal"],
    bar: 8_000,
  },
  {
    name: "50 % (FTC, Vemma, 2016: most sales to people outside the network)",
    counted: "retail sales alone",
    kinds: ["retail"],
    bar: 5_000,
  },
];

/** What retail, personal and distributor sales are of all that was paid, beside the shares that regulators asked for. */
export function volumeTests(settled: ByKind): Pattern {
  const total = SALE_KINDS.reduce((sum, kind) => sum + settled[kind].total, 0n);
  const volume = SALE_KINDS.reduce((sum, kind) => sum + settled[kind].volume, 0n);
  const tests = TESTS.map(({ name, counted, kinds, bar }): readonly Cell[] => {
    const part = kinds.reduce((sum, kind) => sum + settled[kind].total, 0n);
    const share = shareOf(part, total);
    return [name, counted, part, share, total === 0n ? "no sales" : share >= bar ? "reaches it" : "stays below"];
  });
  return {
    code: "volume-shares",
    title: "Who buys: the 70 %, 80 % and 50 % shares",
    definition:
      "Of all sales that were paid out, refunded ones aside, by the sums that were paid. A buyer counts as a distributor if his wallet ever was one's when he bought. Recorded sales are in the whole and in no part, since nobody proves their buyer.",
    meaning:
      "Regulators looked at such shares among other things. They counted receipts, stock and own use, which are not on the chain; so these figures are no legal finding, for or against anybody.",
    figures: SALE_KINDS.flatMap((kind) => [
      { name: `${kind}Total`, head: KIND_NAMES[kind], kind: "amount" as const, value: settled[kind].total },
      {
        name: `${kind}Share`,
        head: `${kind}, of what was paid`,
        kind: "share" as const,
        value: shareOf(settled[kind].total, total),
      },
      {
        name: `${kind}VolumeShare`,
        head: `${kind}, of commissionable volume`,
        kind: "share" as const,
        value: shareOf(settled[kind].volume, volume),
      },
    ]),
    columns: [
      { name: "test", head: "share that was asked for", kind: "text" },
      { name: "counted", head: "counted here", kind: "text" },
      { name: "amount", head: "amount", kind: "amount" },
      { name: "share", head: "share", kind: "share" },
      { name: "result", head: "compared", kind: "text" },
    ],
    rows: tests,
    omitted: 0,
  };
}
