import { type InputHTMLAttributes, type ReactNode, useId } from "react";
import { type FieldValues, type Path, type RegisterOptions, useFormContext } from "react-hook-form";

interface FieldProps<Values extends FieldValues>
  extends Omit<InputHTMLAttributes<HTMLInputElement>, "name" | "pattern" | "min" | "max"> {
  readonly name: Path<Values>;
  readonly label: string;
  /** A sentence below the field. */
  readonly hint?: ReactNode;
  readonly rules?: RegisterOptions<Values, Path<Values>>;
}

/** A text field of the form around it (react-hook-form's `FormProvider`), with label, hint and error. */
export function Field<Values extends FieldValues>({ name, label, hint, rules, ...rest }: FieldProps<Values>) {
  const { register, getFieldState, formState } = useFormContext<Values>();
  const { error } = getFieldState(name, formState);
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-hint ${id}-error`}
        {...rest}
        {...register(name, rules)}
      />
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      <p id={`${id}-error`} className="field-error" role="alert">
        {error?.message ?? ""}
      </p>
    </div>
  );
}
