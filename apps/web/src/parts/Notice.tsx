import type { ReactNode } from "react";

interface NoticeProps {
  readonly kind: "info" | "success" | "warning" | "error";
  readonly children: ReactNode;
  readonly "data-error"?: string;
}

const SIGNS = { info: "i", success: "✓", warning: "!", error: "✕" } as const;

/** Something that the visitor should read; errors are read aloud at once. */
export function Notice({ kind, children, ...rest }: NoticeProps) {
  return (
    <div className={`notice notice-${kind}`} role={kind === "error" ? "alert" : undefined} {...rest}>
      <span className="notice-sign" aria-hidden="true">
        {SIGNS[kind]}
      </span>
      <div>{children}</div>
    </div>
  );
}
