// npm run build:warnings: fails if the compiler warned about any file of this project, mocks and tests included.
// Hardhat shows warnings only when it compiles; they stay in artifacts/build-info, where this reads them.
import { existsSync, readFileSync } from "node:fs";
import { PROJECT, readBuilds } from "./build-output.ts";

// Code size (5574) and initcode size (3860): what ships is held to its limit by `npm run size`; tests and mocks never
// go to a chain that has one.
const IGNORED_CODES = new Set(["5574", "3860"]);

// A build that is partly from the cache keeps messages about files that have changed since: only those count whose
// file still is what the compiler saw.
const isCurrent = (path: string, content: string | undefined) =>
  existsSync(path) && readFileSync(path, "utf8") === content;

const found = new Set<string>();
for (const { sources, messages } of readBuilds()) {
  for (const { severity, errorCode, sourceLocation, formattedMessage, message } of messages) {
    if (severity === "info" || IGNORED_CODES.has(errorCode ?? "")) continue;
    const source = sourceLocation?.file;
    if (source !== undefined && !source.startsWith(PROJECT)) continue;
    if (source !== undefined && !isCurrent(source.slice(PROJECT.length), sources.get(source))) continue;
    const place = /--> project\/(\S+:\d+:\d+)/.exec(formattedMessage ?? "")?.[1] ?? "";
    found.add(`${place}: ${message}`);
  }
}

for (const warning of found) console.error(warning);
console.log(`compiler warnings: ${found.size}`);
process.exitCode = found.size === 0 ? 0 : 1;
