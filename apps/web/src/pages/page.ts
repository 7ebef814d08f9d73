import type { ComponentType } from "react";

/** Parts of the pages, in the order of the navigation. `none`: in no part. */
export const SECTIONS = ["shop", "business", "team", "orders", "company", "public"] as const;
export type Section = (typeof SECTIONS)[number];

/** A page. */
export interface Page {
  /** As wouter has it: `/shop/:product`. Parameters stand in the path. */
  readonly path: string;
  /** Loads its component, which is the module's default export, when it is first opened. */
  load(): Promise<{ readonly default: ComponentType }>;
  /** The part of the pages that is marked in the navigation while it is open. */
  readonly section?: Section;
  /** Key of its name in the catalogue of its section; it then is a tab of the section, in the order given. */
  readonly tab?: { readonly title: string; readonly order: number };
}
