// Whether a mutant is one at all: if the compiler makes the same bytecode of it, as the contracts ship, it is none.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fromBytes, type Project } from "./ast.ts";
import { SHIPPING } from "./compiler.ts";
import { FOLDER } from "./coverage.ts";
import { hashOf } from "./functions.ts";
import { applied, type Mutant } from "./mutant.ts";
import { bytecodeOf } from "./place.ts";

export class Identity {
  readonly #sources: ReadonlyMap<string, string>;
  readonly #project: Project;
  readonly #path: string;
  readonly #known: Record<string, string>;

  constructor(project: Project) {
    this.#project = project;
    this.#sources = new Map([...project.files.values()].map(({ file, text }) => [file, fromBytes(text)]));
    this.#path = `${FOLDER}/shipping-${hashOf([...this.#sources.values()].join("\n"))}.json`;
    this.#known = existsSync(this.#path)
      ? (JSON.parse(readFileSync(this.#path, "utf8")) as Record<string, string>)
      : {};
  }

  /** The bytecode of a contract as it ships; built once. */
  #shipped(contract: string): string {
    const known = this.#known[contract];
    if (known !== undefined) return known;
    const [built] = bytecodeOf(this.#sources, [contract], SHIPPING);
    const code = built?.creation ?? "";
    this.#known[contract] = code;
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(this.#path, JSON.stringify(this.#known));
    return code;
  }

  /** Builds the mutant's contracts one after the other, until one differs: ten seconds each. */
  holds({ file, changes, contracts }: Mutant): boolean {
    const source = this.#project.files.get(file);
    if (source === undefined) return false;
    const changed = new Map(this.#sources).set(file, fromBytes(applied(source.text, changes)));
    return contracts.every((contract) => {
      const [built] = bytecodeOf(changed, [contract], SHIPPING);
      return built?.creation === this.#shipped(contract);
    });
  }
}
