import type { ButtonHTMLAttributes } from "react";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `main` for the one thing to do here, `plain` beside it, `danger` for what cannot be undone. */
  readonly kind?: "main" | "plain" | "danger";
}

/** A button; submits nothing unless told so. */
export function Button({ kind = "main", type = "button", className = "", ...rest }: ButtonProps) {
  return <button type={type} className={`button button-${kind} ${className}`} {...rest} />;
}
