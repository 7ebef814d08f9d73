// A folder of artifacts in which some contracts are other builds of themselves.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Bytecode } from "./place.ts";

const FOLDERS = ["contracts", "@openzeppelin", "test"];

/** Makes the folder anew from the project's own artifacts. */
export function writeArtifacts(folder: string, contracts: readonly Bytecode[]): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const part of FOLDERS) {
    // A build of this project alone leaves nothing of a package.
    if (existsSync(`artifacts/${part}`)) cpSync(`artifacts/${part}`, `${folder}/${part}`, { recursive: true });
  }
  for (const { name, creation, runtime } of contracts) {
    const [file = "", contract = ""] = name.split(":");
    const path = `${folder}/${file}/${contract}.json`;
    const artifact = JSON.parse(readFileSync(path, "utf8")) as object;
    writeFileSync(path, JSON.stringify({ ...artifact, bytecode: creation, deployedBytecode: runtime }));
  }
}
