import fc from "fast-check";
import type { Person } from "../references/per-sale.ts";

/** Ranks of the ladders that are tried. */
export const RANKS = 5;
export const LADDER = Array.from({ length: RANKS }, (_, rank) => ({ name: `R${rank}` }));

/** How deep random tests search; UPLINE_ENGINE_RUNS sets another number for a long run. */
export const RUNS = Number(process.env["UPLINE_ENGINE_RUNS"] ?? 500);

/** A seller and those above him, the seller first. */
export const upline = fc
  .array(fc.record({ rank: fc.nat(RANKS - 1), active: fc.boolean() }), { minLength: 1, maxLength: 12 })
  .map((people): Person[] => people.map((person, index) => ({ id: people.length - index, ...person })));

export const level = fc.record({ rate: fc.nat(2500), open: fc.nat(RANKS - 1) });
export const levels = fc.array(level, { maxLength: 8 });
export const compression = fc.constantFrom("none" as const, "standard" as const, "dynamic" as const);
export const longest = fc.integer({ min: 1, max: 12 });

/** Small ones to see rounding, and ones beyond what numbers hold. */
export const volume = fc.oneof(fc.bigInt(1n, 20_000n), fc.bigInt(1n, 2n ** 95n));

/** A level as a plan has it. */
export const asLevel = ({ rate, open }: { rate: number; open: number }) => ({ rate, rank: `R${open}` });
