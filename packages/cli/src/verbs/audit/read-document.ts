import { readFileSync, statSync } from "node:fs";
import { ReportUnreadable } from "../../../../auditor/src/index.ts";
import { FileUnusable } from "../../input/problems.ts";

/** More than any report has. */
const LARGEST = 512 * 1024 * 1024;

/** Reads a file of JSON that may come from anybody. @throws FileUnusable, ReportUnreadable */
export function readDocument(file: string): unknown {
  let text: string;
  try {
    if (statSync(file).size > LARGEST) throw new Error("it is too large");
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new FileUnusable(file, "read", error);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ReportUnreadable(error instanceof Error ? error.message : "it is no JSON");
  }
}
