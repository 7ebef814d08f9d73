import type { CreatedProgramme } from "@upline/protocol";
import { Upline__factory } from "@upline/protocol";
import type { ParamType } from "ethers";
import { AuditError } from "../audit-error.ts";

/** Arguments of a decoded event, by name. */
export type EventArguments = Readonly<Record<string, unknown>>;

/** An event has not the argument that its contract gives it: the history is not this version's. */
export class EventUnreadable extends AuditError {
  override readonly name = "EventUnreadable";

  constructor(argument: string, found: unknown) {
    super(
      `an event has no proper ${argument}: ${String(found)}`,
      { argument },
      "Audit with the version of the tool that the programme was deployed with.",
    );
  }
}

/** @throws EventUnreadable */
export function numberIn(args: EventArguments, name: string): bigint {
  const value = args[name];
  if (typeof value !== "bigint") throw new EventUnreadable(name, value);
  return value;
}

/** An address, or other bytes in hex. @throws EventUnreadable */
export function textIn(args: EventArguments, name: string): string {
  const value = args[name];
  if (typeof value !== "string") throw new EventUnreadable(name, value);
  return value;
}

/** Settings and modules by the names of their fields, which the contract's interface is the only list of. */
export function createdIn(
  args: EventArguments,
): Pick<CreatedProgramme, "settings" | "modules"> & { readonly treasury: string; readonly admin: string } {
  return {
    settings: structIn(args, "settings") as CreatedProgramme["settings"],
    modules: structIn(args, "modules") as CreatedProgramme["modules"],
    treasury: textIn(args, "treasury"),
    admin: textIn(args, "admin"),
  };
}

function structIn(args: EventArguments, name: string): Readonly<Record<string, unknown>> {
  const struct = args[name];
  if (typeof struct !== "object" || struct === null) throw new EventUnreadable(name, struct);
  const values = struct as Readonly<Record<string, unknown>>;
  return Object.fromEntries(fieldsOf(name).map((field) => [field, values[field]]));
}

const CREATED = Upline__factory.createInterface().getEvent("ProgrammeCreated");

function fieldsOf(struct: string): readonly string[] {
  return (CREATED.inputs.find(({ name }) => name === struct)?.components ?? []).map(({ name }: ParamType) => name);
}
