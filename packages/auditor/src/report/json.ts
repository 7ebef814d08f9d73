import { canonicalJson } from "@upline/engine";
import { keccak256, toUtf8Bytes } from "ethers";
import { visibleJson } from "../text/visible.ts";
import type { AuditReport } from "./document.ts";

type Json = Parameters<typeof canonicalJson>[0];

/**
 * The report as canonical JSON (sorted names, no spaces, what is invisible as `\u…`), which is what a signature is over. What can be larger than 2^53
 * (amounts, ids of sales, times) is a text of digits; what is undefined is left out.
 */
export function reportJson(report: AuditReport): string {
  return canonicalReport(plain(report));
}

/** The one text of a report's plain data, parsed or new. @throws TypeError for a number that no report has. */
export function canonicalReport(report: Json): string {
  return visibleJson(canonicalJson(report));
}

/** The hash of the canonical JSON's UTF-8 bytes. */
export function reportHash(report: AuditReport): string {
  return keccak256(toUtf8Bytes(reportJson(report)));
}

function plain(value: unknown): Json {
  if (typeof value === "bigint") return value.toString();
  // Halves of characters have no UTF-8; they become the mark of what cannot be read.
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value as Json;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]));
}
