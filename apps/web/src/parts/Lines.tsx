import type { ReactNode } from "react";

interface Line {
  readonly label: string;
  readonly value: ReactNode;
}

/** Names with their values, below each other. */
export function Lines({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <dl className="lines">
      {lines.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
