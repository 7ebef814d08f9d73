// The core's storage, as the compiler laid it out.
import { readLayout, type StorageVariable } from "../build-output.ts";

export interface StorageRow {
  /** The first slot, as a decimal number. */
  readonly slot: string;
  readonly content: string;
  readonly kind: "words" | "mapping" | "array";
  /** How many slots, where that is fixed. */
  readonly slots: number;
}

/** Slot by slot: OpenZeppelin's variables, then the members of `Programme`. */
export function storageRows(): readonly StorageRow[] {
  const { storage, types } = readLayout("contracts/Upline.sol", "Upline");
  const members = storage.flatMap((variable) => {
    const inner = types[variable.type]?.members;
    if (!inner) return [variable];
    return inner.map((member) => ({ ...member, slot: (BigInt(variable.slot) + BigInt(member.slot)).toString() }));
  });
  const rows = new Map<string, StorageRow>();
  for (const member of members) {
    const row = rows.get(member.slot);
    const content = row === undefined ? member.label : `${row.content}, ${member.label}`;
    rows.set(member.slot, { slot: member.slot, content, ...shape(member, Number(types[member.type]?.numberOfBytes)) });
  }
  return [...rows.values()];
}

const WORD = 32;

function shape({ type }: StorageVariable, bytes: number): Pick<StorageRow, "kind" | "slots"> {
  if (type.startsWith("t_mapping")) return { kind: "mapping", slots: 1 };
  return { kind: type.startsWith("t_array") ? "array" : "words", slots: Math.ceil(bytes / WORD) };
}
