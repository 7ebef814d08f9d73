import { type FaultVerdict, SourceFault } from "../chain/fault.ts";
import { FieldMalformed } from "../chain/field-malformed.ts";
import { toObject } from "../chain/shapes.ts";

/** What a source refused or got wrong when a bundle was recorded: told again, so that the audit ends the same way. */
export class RecordedFault extends SourceFault {
  override readonly name: string;
  override readonly code: string;
  override readonly verdict: FaultVerdict;

  constructor(fault: Pick<SourceFault, "name" | "code" | "verdict" | "message" | "values" | "advice">) {
    super(fault.message, fault.values, fault.advice);
    this.name = fault.name;
    this.code = fault.code;
    this.verdict = fault.verdict;
  }
}

/** As JSON; its values as text, since a report shows no others. */
export function writeFault({ name, code, verdict, message, values, advice }: SourceFault): object {
  const texts = Object.entries(values).map(([key, value]) => [key, String(value)]);
  return { name, code, verdict, message, values: Object.fromEntries(texts), advice };
}

/** @throws FieldMalformed */
export function readFault(value: unknown): RecordedFault {
  const fields = toObject("a recorded failure", value);
  const text = (name: string) => {
    const field = fields[name];
    if (typeof field !== "string") throw new FieldMalformed(`a failure's ${name}`, "text", field);
    return field;
  };
  const verdict = text("verdict");
  if (verdict !== "mismatch" && verdict !== "unproved") {
    throw new FieldMalformed("a failure's verdict", "mismatch or unproved", verdict);
  }
  const values = toObject("a failure's values", fields["values"]);
  return new RecordedFault({
    name: text("name"),
    code: text("code"),
    verdict,
    message: text("message"),
    values,
    advice: text("advice"),
  });
}
