import type { Infer } from "../schema/schema.ts";
import type { AnyCap, CapKind } from "./cap.ts";
import { company } from "./company.ts";
import { person } from "./person.ts";
import { share } from "./share.ts";

/** Every kind of cap. A new one is a file of its own, and a name here. */
export const CAPS = [person, share, company] as const;

/** A cap as it stands in a plan. */
export type CapDocument = Infer<(typeof CAPS)[number]["settings"]>;

const BY_NAME: ReadonlyMap<string, CapKind> = new Map(CAPS.map((kind) => [kind.name, kind as CapKind<AnyCap>]));

/** The cap of a kind that a checked plan has. */
export function capOf(kind: string): CapKind {
  return BY_NAME.get(kind) as CapKind;
}
