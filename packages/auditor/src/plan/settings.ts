import type { Gaps } from "./plan-not-on-chain.ts";

/** The most uplines that a sale looks at on-chain. */
export const MOST_WALK = 32;

/** Checks that a bonus is paid sale by sale, of the CV, along the sponsors. */
export function checkOnSale(
  { base, tree, per = "sale" }: { readonly base: string; readonly tree: string; readonly per?: string },
  path: string,
  gaps: Gaps,
): void {
  gaps.unless(base === "cv", `${path}.base`, base, '"cv", of which the contracts pay');
  gaps.unless(per === "sale", `${path}.per`, per, '"sale", as the contracts pay each sale by itself');
  gaps.unless(tree === "sponsor", `${path}.tree`, tree, '"sponsor", the only tree that the contracts have');
}

/** Checks a longest walk. */
export function checkWalk(walk: number, path: string, gaps: Gaps): void {
  gaps.unless(walk <= MOST_WALK, `${path}.walk`, walk, `at most ${MOST_WALK}, as no sale may look at more`);
}
