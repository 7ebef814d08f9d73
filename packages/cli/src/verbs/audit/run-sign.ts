import { readFileSync } from "node:fs";
import {
  attachSignature,
  type SignedReport,
  signReport,
  statementOf,
  statementToSign,
} from "../../../../auditor/src/index.ts";
import { writeWhole } from "../../files/whole-file.ts";
import { FileUnusable } from "../../input/problems.ts";
import { type Result, toJson } from "../../terminal/output.ts";
import type { Task } from "../verb.ts";
import { wrongUsage } from "./ending.ts";
import { readDocument } from "./read-document.ts";

/** What `upline audit sign` takes. */
export interface SignOptions {
  readonly auditor?: string;
  readonly signature?: string;
  readonly contract?: true;
  readonly keystore?: string;
  readonly passwordFile?: string;
  readonly out?: string;
}

/** Prints what is to be signed, or writes the signed report. */
export async function runSign({ options, args }: Task<SignOptions>): Promise<Result> {
  const report = readDocument(args[0] ?? "");
  const { auditor, signature, keystore, contract = false, out } = options;
  if (keystore !== undefined) return written(await signed(report, keystore, options), out);
  if (auditor === undefined) wrongUsage("name who signs: --auditor <address>, or --keystore <file>");
  if (signature !== undefined) return written(attachSignature(report, auditor, signature, contract), out);
  const data = statementToSign(statementOf(report, auditor)) as Result["json"];
  return { json: data, text: toJson(data) };
}

function signed(report: unknown, keystore: string, { passwordFile }: SignOptions): Promise<SignedReport> {
  if (passwordFile === undefined) wrongUsage("name the file that has the keystore's password: --password-file <file>");
  const password = read(passwordFile).replace(/\r?\n$/, "");
  return signReport(report, read(keystore), password);
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new FileUnusable(file, "read", error);
  }
}

function written(report: SignedReport, out: string | undefined): Result {
  const { auditor, signature } = report;
  const text = toJson(report);
  if (out === undefined) return { json: { ...report }, text };
  try {
    writeWhole(out, `${text}\n`);
  } catch (error) {
    throw new FileUnusable(out, "write", error);
  }
  return { json: { file: out, auditor, signature }, text: `Report signed by ${auditor}, written to ${out}` };
}
