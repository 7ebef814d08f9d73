import { readFileSync } from "node:fs";
import { JsonInvalid, JsonPlaces } from "./json-places.ts";
import { FileInvalid, FileUnusable } from "./problems.ts";

/** A JSON file and its values' places. */
export interface JsonFile {
  readonly file: string;
  readonly value: unknown;
  readonly places: JsonPlaces;
}

/** @throws FileUnusable, FileInvalid if it is no JSON in UTF-8. */
export function readJson(file: string): JsonFile {
  const text = utf8(file);
  try {
    const places = new JsonPlaces(text);
    return { file, value: JSON.parse(text) as unknown, places };
  } catch (error) {
    if (!(error instanceof JsonInvalid)) throw error;
    throw new FileInvalid(file, [{ ...error.position, message: error.message }]);
  }
}

function utf8(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new FileUnusable(file, "read", error);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new FileInvalid(file, [{ line: 1, column: 1, message: "bytes that are no UTF-8; expected a text in UTF-8" }]);
  }
}
