import type { ReactNode } from "react";
import { SourceMark } from "../verified/SourceMark.tsx";
import type { Source } from "../verified/source.ts";

interface FigureProps {
  readonly label: string;
  /** Undefined while it is read. */
  readonly value: ReactNode;
  readonly source?: Source | undefined;
  /** A sentence below. */
  readonly note?: ReactNode;
}

/** One figure, large, with its name and where it comes from. Several stand in a `div` of class `figures`. */
export function Figure({ label, value, source, note }: FigureProps) {
  return (
    <div className="figure">
      <span className="figure-label">{label}</span>
      <span className="figure-value">{value ?? "…"}</span>
      {note === undefined ? null : <span className="figure-note">{note}</span>}
      {source === undefined ? null : <SourceMark source={source} />}
    </div>
  );
}
