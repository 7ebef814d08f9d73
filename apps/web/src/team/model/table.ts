// What the flat table shows: which rows, in which order.

import type { LevelledMember } from "./member.ts";

/** Columns by which the table can be sorted. */
export const SORT_KEYS = ["id", "level", "rank", "active", "periodSold", "directs", "people", "teamSold"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** Order of the rows. */
export interface Order {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** Which rows are shown. */
export interface Filter {
  /** Number, or beginning of a wallet; empty for all. */
  readonly text: string;
  /** Only this level; 0 for all. */
  readonly level: number;
  /** Only who is active, only who is not, or all. */
  readonly activity: "all" | "active" | "inactive";
}

export const NO_FILTER: Filter = { text: "", level: 0, activity: "all" };

/** Whether a row passes a filter. */
export function passes({ text, level, activity }: Filter): (member: LevelledMember) => boolean {
  const wanted = text.trim().toLowerCase();
  return (member) => {
    if (level !== 0 && member.level !== level) return false;
    if (activity !== "all" && member.active !== (activity === "active")) return false;
    return wanted === "" || isMeant(member, wanted);
  };
}

/** Whether a text is somebody's number or how his wallet begins. @param text In lower case, without space around. */
export function isMeant({ id, wallet }: Pick<LevelledMember, "id" | "wallet">, text: string): boolean {
  if (text.startsWith("0x")) return wallet?.toLowerCase().startsWith(text) ?? false;
  return id.toString() === text.replace(/^#/, "");
}

/** What puts rows in order; rows that are equal in the column go by their numbers, the lowest first. */
export function comparing({ key, descending }: Order): (a: LevelledMember, b: LevelledMember) => number {
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const [x, y] = [a[key], b[key]];
    if (x === y) return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
    return x < y ? -sign : sign;
  };
}
