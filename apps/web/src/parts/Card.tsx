import { type ReactNode, useId } from "react";

interface CardProps {
  readonly title?: string;
  /** Beside the title, for example a `SourceMark`. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page with a title of its own. */
export function Card({ title, aside, children }: CardProps) {
  const id = useId();
  return (
    <section className="card" aria-labelledby={title === undefined ? undefined : id}>
      {title === undefined ? null : (
        <div className="card-head">
          <h2 id={id}>{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}
